import * as v from 'valibot';
import { materialNamed } from '../../access/meeting.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { openWordsRefusal } from './meeting-moves.ts';

/**
 * Withdraws a material. Before the call the later ones move up, so that the announced numbers have no gap;
 * from the call on its number stays its own, and nobody else gets it.
 */
export const withdrawMaterial = command({
  name: 'withdraw-material',
  summary: 'Withdraws a material; after the call the numbers of the others stay.',
  input: v.strictObject({ materialId: id }),
  action: 'material.add',
  about: (db, input) => materialNamed(db, input.materialId),
  async handle(ctx, _input, { meeting, material }) {
    const { trx } = ctx;
    const closed = openWordsRefusal(meeting.state);
    if (closed) return closed;
    if (meeting.called_at !== null) {
      await trx
        .updateTable('material')
        .set({ withdrawn_at: ctx.now })
        .where('id', '=', material.id)
        .execute();
    } else {
      await trx.deleteFrom('material').where('id', '=', material.id).execute();
      const later = await trx
        .selectFrom('material')
        .select(['id', 'no'])
        .where('meeting_id', '=', meeting.id)
        .where('no', '>', material.no)
        .orderBy('no')
        .execute();
      // one by one from below: two of one number are refused even for a moment
      for (const { id, no } of later)
        await trx
          .updateTable('material')
          .set({ no: no - 1 })
          .where('id', '=', id)
          .execute();
    }
    await ctx.audit('material', material.id, { withdrawn: true, no: material.no });
    ctx.effects.meetingChanged(meeting.id);
    return {};
  },
});
