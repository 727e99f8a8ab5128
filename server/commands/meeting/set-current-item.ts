import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { meetingNamed } from '../../access/meeting.ts';
import { readAgendaWords, recordAgenda } from './agenda-record.ts';
import { leaveCurrent, takeUp } from './current-item.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';

/** "Now at item n": everybody follows; the time of the item left is added up. */
export const setCurrentItem = command({
  name: 'set-current-item',
  summary: 'Takes up an agenda item in session; everybody follows.',
  input: v.strictObject({ meetingId: id, itemId: id }),
  action: 'meeting.run',
  about: (db, input) => meetingNamed(db, input.meetingId),
  prepare: (tools, input) => readAgendaWords(tools, input.meetingId),
  async handle(ctx, input, { meeting }, { items }) {
    if (meeting.state === 'closed' || meeting.state === 'cancelled') return refuse('meeting-closed');
    if (meeting.state !== 'in_session' && meeting.state !== 'inquorate') return refuse('meeting-not-open');
    await recordAgenda(ctx, meeting, items, 'item');
    const item = await ctx.trx
      .selectFrom('agenda_item')
      .select('state')
      .where('id', '=', input.itemId)
      .where('meeting_id', '=', meeting.id)
      .executeTakeFirst();
    if (!item) return refuse('not-found', { field: 'itemId' });
    // two people steering at once: the second tap changes nothing
    if (meeting.current_item_id !== input.itemId) {
      await leaveCurrent(ctx, meeting);
      const refused = await takeUp(ctx, meeting, input.itemId);
      if (refused) return refused;
    }
    await ctx.audit('agenda_item', input.itemId, { current: true, before: meeting.current_item_id });
    ctx.effects.meetingChanged(meeting.id);
    return { itemId: input.itemId };
  },
});
