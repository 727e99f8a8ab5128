import * as v from 'valibot';
import { personalKindsIn } from '#lib/domain/issues/privacy.ts';
import { tellingLanguages } from '#lib/domain/issues/taxonomy.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { councilLists, unknownTag } from '../../records/lists.ts';
import { newId, newReceiptCode } from '../../db/ids.ts';
import { indexIssue } from '../../db/issue-words.ts';
import type { Trx } from '../../db/open.ts';
import { command, type CommandContext } from '../define.ts';
import { id, line, optionalLine, optionalName, optionalProse } from '../fields.ts';
import { throughLink } from './through-link.ts';
import { typedFor, typistOf } from './typist.ts';

/**
 * Brings an issue to the council: by anybody, without an account (R-HAC-04). Whoever writes for somebody
 * else (telephone, paper, another language) is kept as the typist, and the person stays unnamed. What looks
 * personal in the text is flagged for the screening, never refused: a misreading must not stop a worry.
 * The answer carries the code of the reply slip. A draft sent twice, from wherever, is one issue: the same code,
 * and the later words as long as nobody has screened the first (ISS29).
 */
export const submitIssue = command({
  name: 'submit-issue',
  summary:
    'Brings an issue to the council; it is screened before it is published. Answers with a reply code.',
  input: v.strictObject({
    councilId: id,
    title: line(60),
    body: optionalProse(4000),
    /** A public place or part of the district, never a private address. */
    place: optionalLine(60),
    /** Keys of the presets, or own words of the council. */
    fields: v.optional(v.pipe(v.array(line(30)), v.maxLength(6)), []),
    lifeStages: v.optional(v.pipe(v.array(line(30)), v.maxLength(6)), []),
    measure: v.optional(line(30)),
    ...typedFor,
    /** For the screeners only. */
    submitterName: optionalName(40),
    /** Language in which it was told, when the typist put it into Japanese, and the words as told. */
    toldIn: v.optional(v.picklist(tellingLanguages)),
    originalBody: optionalProse(4000),
    /** From keep-photo. */
    photoId: v.optional(id),
    /** Mark of the link it came through; one that is none is the form itself. */
    link: optionalLine(12),
    /** Made once when the form is opened, 128 random bits. */
    draftId: v.optional(id),
  }),
  action: 'issue.submit',
  limited: 'words',
  about: throughLink,
  async handle(ctx, input, about) {
    const typist = typistOf(ctx, input);
    if (isRefusal(typist)) return typist;
    const unknown = unknownTag(await councilLists(ctx.trx, input.councilId), input);
    if (unknown) return refuse('bad-input', { field: unknown });
    const flags = personalKindsIn([input.title, input.body, input.place].join('\n'));
    const words = {
      title: input.title,
      body: input.body,
      place: input.place,
      fields: JSON.stringify([...new Set(input.fields)]),
      life_stages: JSON.stringify([...new Set(input.lifeStages)]),
      measure: input.measure ?? null,
      submitter_name: input.submitterName,
      told_in: input.toldIn ?? '',
      original_body: input.originalBody,
      flags: JSON.stringify(flags),
    };
    const sent = input.draftId === undefined ? undefined : await sentBefore(ctx.trx, input.draftId);
    if (sent && sent.council_id === input.councilId) {
      if (sent.state === 'submitted') {
        await ctx.trx.updateTable('issue').set(words).where('id', '=', sent.id).execute();
        await indexIssue(ctx.trx, { id: sent.id, council_id: input.councilId, ...words });
        await takePhoto(ctx.trx, input, sent.id);
      }
      await ctx.audit('issue', sent.id, { again: true, flags });
      return { issueId: sent.id, code: sent.receipt_code ?? '' };
    }
    const issueId = newId();
    const code = newReceiptCode();
    await ctx.trx
      .insertInto('issue')
      .values({
        id: issueId,
        council_id: input.councilId,
        no: null,
        ...words,
        submitted_via: input.submittedVia,
        submitter_person_id: input.onBehalf ? null : ctx.actor.personId,
        entered_by: typist.enteredBy,
        state: 'submitted',
        submitted_at: ctx.now,
        receipt_code: code,
        link_id: about.link ?? null,
        // a foreign draft of this id is somebody else's: this one goes without
        draft_id: sent ? null : (input.draftId ?? null),
      })
      .execute();
    await indexIssue(ctx.trx, { id: issueId, council_id: input.councilId, ...words });
    if (!(await takePhoto(ctx.trx, input, issueId))) return refuse('not-found', { field: 'photoId' });
    await firstStep(ctx, issueId);
    await ctx.audit('issue', issueId, { via: input.submittedVia, flags });
    return { issueId, code };
  },
});

function sentBefore(trx: Trx, draftId: string) {
  return trx
    .selectFrom('issue')
    .select(['id', 'council_id', 'state', 'receipt_code'])
    .where('draft_id', '=', draftId)
    .executeTakeFirst();
}

async function firstStep(ctx: CommandContext, issueId: string): Promise<void> {
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
}

/** Gives the photo to its issue; false where there is none that is free. */
async function takePhoto(
  trx: Trx,
  input: { readonly councilId: string; readonly photoId?: string | undefined },
  issueId: string,
): Promise<boolean> {
  if (input.photoId === undefined) return true;
  const taken = await trx
    .updateTable('issue_photo')
    .set({ issue_id: issueId })
    .where('id', '=', input.photoId)
    .where('council_id', '=', input.councilId)
    .where((eb) => eb.or([eb('issue_id', 'is', null), eb('issue_id', '=', issueId)]))
    .executeTakeFirst();
  return taken.numUpdatedRows > 0n;
}
