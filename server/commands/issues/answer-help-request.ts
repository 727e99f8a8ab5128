import * as v from 'valibot';
import { erasesWords, helpStates, moveHelp } from '#lib/domain/issues/help.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { helpNamed } from '../../access/help.ts';
import { newId } from '../../db/ids.ts';
import { command, personOf } from '../define.ts';
import { id, optionalProse } from '../fields.ts';

/**
 * What the secretariat says to a private request: talked about, handed on, closed. The reply is read with the slip's
 * code alone; what was said before stays beside it. Closing erases what was written, how to reach the person and all
 * answers but the last (ISS23, I11); the date stays.
 */
export const answerHelpRequest = command({
  name: 'answer-help-request',
  summary: 'Answers a private request, hands it on or closes it; closing erases its words.',
  input: v.strictObject({
    requestId: id,
    to: v.picklist(helpStates),
    /** To whoever holds the slip; empty adds nothing. */
    reply: optionalProse(1000),
  }),
  action: 'help.answer',
  about: (db, input) => helpNamed(db, input.requestId),
  async handle(ctx, input, { request }) {
    const state = moveHelp(request.state, input.to);
    if (isRefusal(state)) return state;
    await ctx.trx
      .updateTable('help_request')
      .set({
        state,
        moved_at: ctx.now,
        moved_by: personOf(ctx),
        ...(input.reply === '' ? {} : { reply: input.reply }),
        ...(erasesWords(state) ? { title: '', body: '', contact: '', draft_id: null } : {}),
      })
      .where('id', '=', request.id)
      .execute();
    const said = (at: number, by: string | null, reply: string) =>
      ctx.trx
        .insertInto('help_reply')
        .values({ id: newId(), request_id: request.id, at, person_id: by, reply })
        .execute();
    if (erasesWords(state)) {
      await ctx.trx.deleteFrom('help_reply').where('request_id', '=', request.id).execute();
      const last = input.reply || request.reply;
      if (last !== '') await said(ctx.now, personOf(ctx), last);
    } else if (input.reply !== '') {
      // an answer from before answers were kept one by one
      const first = await ctx.trx
        .selectFrom('help_reply')
        .select('id')
        .where('request_id', '=', request.id)
        .executeTakeFirst();
      if (!first && request.reply !== '') await said(request.moved_at, request.moved_by, request.reply);
      await said(ctx.now, personOf(ctx), input.reply);
    }
    await ctx.audit('help_request', request.id, { from: request.state, to: state });
    return { requestId: request.id, state };
  },
});
