import * as v from 'valibot';
import { nextObjectionState } from '#lib/domain/deciding/index.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { objectionNamed, sealedRefusal } from '../../access/round.ts';
import { command, personOf } from '../define.ts';
import { id, prose } from '../fields.ts';

/**
 * Answers an objection or a concern. `integrated` says that the text takes it up; whether that settles it is the
 * objector's to say, by withdrawing it or replying to the new text (DEC11). An answer can be bettered until the
 * minutes are sealed.
 */
export const answerObjection = command({
  name: 'answer-objection',
  summary: 'Answers an objection or concern of a closed round.',
  input: v.strictObject({ objectionId: id, response: prose(2000), integrated: v.optional(v.literal(true)) }),
  action: 'objection.answer',
  about: (db, input) => objectionNamed(db, input.objectionId),
  async handle(ctx, input, { objection, meeting }) {
    const sealed = await sealedRefusal(ctx.trx, meeting.id);
    if (sealed) return sealed;
    const state = nextObjectionState(objection.state, 'answer');
    if (isRefusal(state)) return state;
    await ctx.trx
      .updateTable('objection')
      .set({ state, response: input.response, answered_by: personOf(ctx), answered_at: ctx.now })
      .where('id', '=', objection.id)
      .execute();
    await ctx.audit('objection', objection.id, { state, integrated: input.integrated ?? false });
    ctx.effects.meetingChanged(meeting.id);
    return { state };
  },
});
