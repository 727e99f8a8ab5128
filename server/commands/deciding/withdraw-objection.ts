import * as v from 'valibot';
import { nextObjectionState } from '#lib/domain/deciding/index.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { objectionNamed, sealedRefusal } from '../../access/round.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';

/** Takes an objection or a concern back: only its own seat may (DEC11). The outcome stays what it was. */
export const withdrawObjection = command({
  name: 'withdraw-objection',
  summary: 'Withdraws an objection or concern of the own seat.',
  input: v.strictObject({ objectionId: id }),
  action: 'objection.withdraw',
  ofForce: true,
  about: (db, input) => objectionNamed(db, input.objectionId),
  async handle(ctx, _input, { objection, meeting }) {
    const sealed = await sealedRefusal(ctx.trx, meeting.id);
    if (sealed) return sealed;
    const state = nextObjectionState(objection.state, 'withdraw');
    if (isRefusal(state)) return state;
    await ctx.trx
      .updateTable('objection')
      .set({ state, withdrawn_at: ctx.now })
      .where('id', '=', objection.id)
      .execute();
    await ctx.audit('objection', objection.id, { state });
    ctx.effects.meetingChanged(meeting.id);
    return { state };
  },
});
