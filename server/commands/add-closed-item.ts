import * as v from 'valibot';
import { closedItemDoc } from '#lib/doc/closed-items.ts';
import { agendaIsOpen } from '#lib/domain/meeting/state.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { meetingNamed } from '../access/meeting.ts';
import { newId } from '../db/ids.ts';
import { agendaDocName } from './agenda-record.ts';
import { command } from './define.ts';
import { id, optionalLine } from './fields.ts';

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
    const { last } = await ctx.trx
      .selectFrom('agenda_item')
      .select((eb) => eb.fn.max('position').as('last'))
      .where('meeting_id', '=', meeting.id)
      .executeTakeFirstOrThrow();
    const itemId = newId();
    const { minutes } = input;
    await ctx.trx
      .insertInto('agenda_item')
      .values({
        id: itemId,
        meeting_id: meeting.id,
        position: (last ?? 0) + 1,
        type: 'discussion',
        title: input.title ?? '',
        presenter: '',
        minutes_planned: minutes,
        visibility: 'closed',
        state: 'listed',
        issue_id: null,
      })
      .execute();
    await ctx.audit('agenda_item', itemId, { visibility: 'closed' });
    const item = { id: itemId, type: 'discussion', minutes, visibility: 'closed' } as const;
    ctx.effects.writeWords(closedItemDoc(meeting.id, itemId), {
      op: 'add-business',
      item: { ...item, title: input.title ?? '' },
    });
    ctx.effects.writeWords(agendaDocName(meeting.id), { op: 'add-business', item: { ...item, title: '' } });
    ctx.effects.meetingChanged(meeting.id);
    return { itemId };
  },
});
