import type { NewItem } from '#lib/doc/agenda.ts';
import { nextItemPosition } from '../../records/numbers.ts';
import { agendaDoc, closedItemDoc } from '#lib/doc/names.ts';
import type { CommandContext } from '../define.ts';

/**
 * Puts a closed item on a meeting's agenda (MTG8): its row, its words in their own document, and its place without
 * words in the agenda everybody reads.
 */
export async function placeClosedItem(
  ctx: CommandContext,
  meetingId: string,
  item: Omit<NewItem, 'visibility'>,
  proposal = '',
): Promise<void> {
  await ctx.trx
    .insertInto('agenda_item')
    .values({
      id: item.id,
      meeting_id: meetingId,
      position: await nextItemPosition(ctx.trx, meetingId),
      type: item.type,
      title: item.title,
      presenter: item.presenter ?? '',
      minutes_planned: item.minutes,
      visibility: 'closed',
      state: 'listed',
      issue_id: item.issueId ?? null,
    })
    .execute();
  const { id, type, minutes } = item;
  ctx.effects.writeWords(closedItemDoc(meetingId, id), {
    op: 'add-business',
    item: { ...item, visibility: 'closed' },
    proposal,
  });
  ctx.effects.writeWords(agendaDoc(meetingId), {
    op: 'add-business',
    item: { id, type, minutes, title: '', visibility: 'closed' },
  });
}
