import * as v from 'valibot';
import { personalKindsIn } from '#lib/domain/issues/privacy.ts';
import { lifeStages } from '#lib/domain/issues/taxonomy.ts';
import { decide } from '#lib/domain/policy/decide.ts';
import { newId } from '../db/ids.ts';
import { councilNamed } from './about-council.ts';
import { command } from './define.ts';
import { id, line, optionalLine, optionalProse } from './fields.ts';

/**
 * Brings an issue to the council: by anybody, without an account (R-HAC-04). Whoever writes for somebody
 * else (telephone, paper, another language) is kept as the typist, and the person stays unnamed. What looks
 * personal in the text is flagged for the screening, never refused: a misreading must not stop a worry.
 */
export const submitIssue = command({
  name: 'submit-issue',
  summary: 'Brings an issue to the council; it is screened before it is published.',
  input: v.strictObject({
    councilId: id,
    title: line(60),
    body: optionalProse(4000),
    /** A public place or part of the district, never a private address. */
    place: optionalLine(60),
    /** Keys of the presets, or own words of the council. */
    fields: v.optional(v.pipe(v.array(line(30)), v.maxLength(6)), []),
    lifeStages: v.optional(v.pipe(v.array(v.picklist(lifeStages)), v.maxLength(lifeStages.length)), []),
    measure: v.optional(line(30)),
    submittedVia: v.optional(v.picklist(['form', 'phone', 'paper', 'bridge', 'meeting']), 'form'),
    /** For the screeners only. */
    submitterName: optionalLine(40),
    onBehalf: v.optional(v.boolean(), false),
  }),
  action: 'issue.submit',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, input) {
    const forOthers = input.onBehalf || input.submittedVia !== 'form';
    if (forOthers) {
      const allowed = decide(ctx.subject, 'issue.submitFor');
      if (allowed !== true) return allowed;
    }
    const issueId = newId();
    const flags = personalKindsIn([input.title, input.body, input.place].join('\n'));
    await ctx.trx
      .insertInto('issue')
      .values({
        id: issueId,
        council_id: input.councilId,
        no: null,
        title: input.title,
        body: input.body,
        place: input.place,
        fields: JSON.stringify([...new Set(input.fields)]),
        life_stages: JSON.stringify([...new Set(input.lifeStages)]),
        measure: input.measure ?? null,
        submitted_via: input.submittedVia,
        submitter_person_id: input.onBehalf ? null : ctx.actor.personId,
        submitter_name: input.submitterName,
        entered_by: forOthers ? ctx.actor.personId : null,
        state: 'submitted',
        flags: JSON.stringify(flags),
        submitted_at: ctx.now,
      })
      .execute();
    await ctx.trx
      .insertInto('issue_event')
      .values({
        id: newId(),
        issue_id: issueId,
        at: ctx.now,
        person_id: ctx.actor.personId,
        from_state: null,
        to_state: 'submitted',
      })
      .execute();
    await ctx.audit('issue', issueId, { via: input.submittedVia, flags });
    return { issueId };
  },
});
