import * as v from 'valibot';
import { isRefusal } from '#lib/domain/refusal.ts';
import { newId, newReceiptCode } from '../../db/ids.ts';
import { command } from '../define.ts';
import { id, line, optionalLine, optionalProse } from '../fields.ts';
import { throughLink } from './through-link.ts';
import { typedFor, typistOf } from './typist.ts';

/**
 * The private path 「困っている」 (R-HAC-15): a worry about oneself or somebody near, for the secretariat alone. It is
 * no issue: no board, no number, no index, no export ever sees it. Answers with the code of the reply slip; a draft
 * sent twice is one request, with the later words while nobody has taken it up (ISS29).
 */
export const askForHelp = command({
  name: 'ask-for-help',
  summary: 'Brings a private worry to the secretariat; never published. Answers with a reply code.',
  input: v.strictObject({
    councilId: id,
    title: line(60),
    body: optionalProse(4000),
    /** How to be reached, if at all; erased with the words. */
    contact: optionalLine(100),
    ...typedFor,
    /** Mark of the link it came through; one that is none is the form itself. */
    link: optionalLine(12),
    draftId: v.optional(id),
  }),
  action: 'help.ask',
  limited: 'words',
  about: throughLink,
  async handle(ctx, input) {
    const typist = typistOf(ctx, input);
    if (isRefusal(typist)) return typist;
    const words = { title: input.title, body: input.body, contact: input.contact };
    const sent =
      input.draftId === undefined
        ? undefined
        : await ctx.trx
            .selectFrom('help_request')
            .select(['id', 'council_id', 'state', 'receipt_code'])
            .where('draft_id', '=', input.draftId)
            .executeTakeFirst();
    if (sent && sent.council_id === input.councilId) {
      if (sent.state === 'received')
        await ctx.trx.updateTable('help_request').set(words).where('id', '=', sent.id).execute();
      await ctx.audit('help_request', sent.id, { again: true });
      return { requestId: sent.id, code: sent.receipt_code };
    }
    const requestId = newId();
    const code = newReceiptCode();
    await ctx.trx
      .insertInto('help_request')
      .values({
        id: requestId,
        council_id: input.councilId,
        receipt_code: code,
        draft_id: sent ? null : (input.draftId ?? null),
        ...words,
        submitted_via: input.submittedVia,
        entered_by: typist.enteredBy,
        submitted_at: ctx.now,
        state: 'received',
        moved_at: ctx.now,
      })
      .execute();
    // that somebody asked, never who or what
    await ctx.audit('help_request', requestId, { via: input.submittedVia });
    return { requestId, code };
  },
});
