import * as v from 'valibot';
import { agendaIsOpen } from '#lib/domain/meeting/state.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { meetingNamed } from '../../access/meeting.ts';
import { newId } from '../../db/ids.ts';
import { placeClosedItem } from './closed-item.ts';
import { command } from '../define.ts';
import { id, optionalLine } from '../fields.ts';

/**
 * Puts an item on the agenda that only the council and its officers may read (MTG8). It is closed from its first
 * word, by record: words that stood open once can't be taken back from those who have read them.
 */
export const addClosedItem = command({
  name: 'add-closed-item',
  summary: 'Puts a closed item on the agenda; its words stand in a document of their own.',
  input: v.strictObject({
    meetingId: id,
    title: optionalLine(200),
    /** Minutes planned for it. */
    minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(600)), 15),
  }),
  action: 'agenda.write',
  about: (db, input) => meetingNamed(db, input.meetingId),
  async handle(ctx, input, { meeting }) {
    if (!agendaIsOpen(meeting.state)) return refuse('meeting-closed');
    const itemId = newId();
    await placeClosedItem(ctx, meeting.id, {
      id: itemId,
      type: 'discussion',
      title: input.title ?? '',
      minutes: input.minutes,
    });
    await ctx.audit('agenda_item', itemId, { visibility: 'closed' });
    ctx.effects.meetingChanged(meeting.id);
    return { itemId };
  },
});
