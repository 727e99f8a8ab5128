import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { councilLists, unknownTag } from '../../records/lists.ts';
import { newId } from '../../db/ids.ts';
import { councilNamed } from '../council/about-council.ts';
import { command, personOf } from '../define.ts';
import { id, line, optionalProse } from '../fields.ts';
import { tagFields } from './tag-issue.ts';

/**
 * Puts a matter forward as a candidate for an agenda: a gap that the council wants to close, or a cluster of the
 * canvas (CND1). It is no issue and covers nothing until it is decided (COV3).
 */
export const proposeCandidate = command({
  name: 'propose-candidate',
  summary: 'Puts a matter forward as a candidate for an agenda, from a gap or a cluster.',
  input: v.strictObject({
    councilId: id,
    title: line(60),
    note: optionalProse(4000),
    ...tagFields,
    origin: v.optional(v.picklist(['gap', 'canvas']), 'gap'),
    /** Published issues it gathers. */
    issueIds: v.optional(v.pipe(v.array(id), v.maxLength(50)), []),
  }),
  action: 'candidate.propose',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, input) {
    const unknown = unknownTag(await councilLists(ctx.trx, input.councilId), input);
    if (unknown) return refuse('bad-input', { field: unknown });
    const issueIds = [...new Set(input.issueIds)];
    if (issueIds.length > 0) {
      const known = await ctx.trx
        .selectFrom('issue')
        .select('id')
        .where('council_id', '=', input.councilId)
        .where('published_at', 'is not', null)
        .where('id', 'in', issueIds)
        .execute();
      if (known.length < issueIds.length) return refuse('not-found', { field: 'issueIds' });
    }
    const candidateId = newId();
    await ctx.trx
      .insertInto('agenda_candidate')
      .values({
        id: candidateId,
        council_id: input.councilId,
        title: input.title,
        note: input.note,
        fields: JSON.stringify([...new Set(input.fields)]),
        life_stages: JSON.stringify([...new Set(input.lifeStages)]),
        measure: input.measure ?? null,
        issue_ids: JSON.stringify(issueIds),
        origin: input.origin,
        state: 'open',
        created_by: personOf(ctx),
        created_at: ctx.now,
        moved_at: ctx.now,
      })
      .execute();
    await ctx.audit('agenda_candidate', candidateId, {
      origin: input.origin,
      measure: input.measure ?? null,
    });
    return { candidateId };
  },
});
