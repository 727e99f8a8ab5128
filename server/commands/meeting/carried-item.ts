import { readAgendaItem } from '#lib/doc/agenda.ts';
import { agendaDoc, closedItemDoc } from '#lib/doc/names.ts';
import { newId } from '../../db/ids.ts';
import type { Records } from '../../db/schema.ts';
import type { Selectable } from 'kysely';
import { carryReport } from '../consultation/consultation-steps.ts';
import { placeClosedItem } from './closed-item.ts';
import type { CommandContext, Words } from '../define.ts';

/* An item that was put off (継続審議) on the agenda it goes to: title, presenter, minutes, issue and proposal draft. */

type Item = Selectable<Records['agenda_item']>;

/** The draft of an item's proposal as it was left. */
export async function readProposal(
  words: Words,
  item: Pick<Item, 'id' | 'meeting_id' | 'visibility'>,
): Promise<string> {
  const docName =
    item.visibility === 'closed' ? closedItemDoc(item.meeting_id, item.id) : agendaDoc(item.meeting_id);
  return words.look(docName, (doc) => readAgendaItem(doc, item.id)?.proposal ?? '');
}

/** Puts the item onto the agenda of a meeting in preparation; answers with its new id. */
export async function placeCarried(
  ctx: CommandContext,
  meetingId: string,
  item: Item,
  proposal: string,
): Promise<string> {
  const newItemId = newId();
  await ctx.trx
    .updateTable('agenda_candidate')
    .set({ meeting_id: meetingId, item_id: newItemId })
    .where('item_id', '=', item.id)
    .execute();
  await carryReport(ctx, item.id, { itemId: newItemId, meetingId });
  const copy = {
    id: newItemId,
    type: item.type,
    title: item.title,
    presenter: item.presenter,
    minutes: item.minutes_planned,
    ...(item.issue_id === null ? {} : { issueId: item.issue_id }),
  };
  if (item.visibility === 'closed') await placeClosedItem(ctx, meetingId, copy, proposal);
  else ctx.effects.writeWords(agendaDoc(meetingId), { op: 'add-business', item: copy, proposal });
  return newItemId;
}
