import * as v from 'valibot';
import { nextObjectionState } from '#lib/domain/deciding/index.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { objectionNamed, sealedRefusal } from '../../access/round.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';

/**
 * Makes a concern of an objection (DEC31): only its own seat may, as with taking it back. The outcome stays what it was; it
 * stops nothing any more and is kept as a concern.
 */
export const reclassObjection = command({
  name: 'reclass-objection',
  summary: 'Makes a concern of an objection of the own seat.',
  input: v.strictObject({ objectionId: id }),
  action: 'objection.withdraw',
  about: (db, input) => objectionNamed(db, input.objectionId),
  async handle(ctx, _input, { objection, meeting }) {
    if (objection.kind !== 'objection') return refuse('bad-input', { field: 'objectionId' });
    const sealed = await sealedRefusal(ctx.trx, meeting.id);
    if (sealed) return sealed;
    const state = nextObjectionState(objection.state, 'withdraw');
    if (isRefusal(state)) return state;
    await ctx.trx
      .updateTable('objection')
      .set({ state, withdrawn_at: ctx.now })
      .where('id', '=', objection.id)
      .execute();
    await ctx.trx
      .insertInto('objection_reclassed')
      .values({ objection_id: objection.id, at: ctx.now })
      .execute();
    await ctx.audit('objection', objection.id, { state, as: 'concern' });
    ctx.effects.meetingChanged(meeting.id);
    return { state };
  },
});
