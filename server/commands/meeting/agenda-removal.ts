import { isCalled } from '#lib/domain/meeting/state.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { MeetingRecord } from '../../access/meeting.ts';
import { newId } from '../../db/ids.ts';
import { recordAgenda, type AgendaWords } from './agenda-record.ts';
import { personOf, type CommandContext } from '../define.ts';
import { openWordsRefusal } from './meeting-moves.ts';

/* Taking an item off an agenda and putting it back (MTG21). The words stay where they are. */

/**
 * null where this person may take items off now: until the call whoever writes the agenda, from then on whoever leads.
 * Refuses `meeting-closed`, `item-called`.
 */
export function removalRefusal(ctx: CommandContext, meeting: MeetingRecord): Refusal | null {
  const closed = openWordsRefusal(meeting.state);
  if (closed) return closed;
  const leads = may(ctx.subject, 'meeting.run', { visibility: meeting.visibility });
  return isCalled(meeting.state) && !leads ? refuse('item-called', { field: 'itemId' }) : null;
}

/** Takes an item off. Refuses what is not there, is off already, or was taken up. */
export async function takeOff(
  ctx: CommandContext,
  meeting: MeetingRecord,
  itemId: string,
  words: AgendaWords,
): Promise<Refusal | null> {
  const { trx } = ctx;
  const item = words.items.find(({ id }) => id === itemId);
  if (!item)
    return refuse(words.off.some(({ id }) => id === itemId) ? 'already-done' : 'not-found', {
      field: 'itemId',
    });
  if (await wasTakenUp(ctx, itemId)) return refuse('item-begun', { field: 'itemId' });
  await trx
    .insertInto('agenda_removal')
    .values({
      id: newId(),
      meeting_id: meeting.id,
      item_id: itemId,
      title: item.visibility === 'closed' ? '' : [...item.title].slice(0, 200).join(''),
      removed_by: personOf(ctx),
      removed_at: ctx.now,
    })
    .execute();
  await follow(
    ctx,
    meeting,
    words.items.filter(({ id }) => id !== itemId),
  );
  await ctx.audit('agenda_item', itemId, { removed: true, meeting: meeting.id });
  ctx.effects.meetingChanged(meeting.id);
  return null;
}

/** Puts an item back where it stood. Refuses what is not off. */
export async function putBack(
  ctx: CommandContext,
  meeting: MeetingRecord,
  itemId: string,
  words: AgendaWords,
): Promise<Refusal | null> {
  const { numUpdatedRows } = await ctx.trx
    .updateTable('agenda_removal')
    .set({ restored_by: personOf(ctx), restored_at: ctx.now })
    .where('meeting_id', '=', meeting.id)
    .where('item_id', '=', itemId)
    .where('restored_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return refuse('already-done', { field: 'itemId' });
  await follow(ctx, meeting, words.with(itemId));
  await ctx.audit('agenda_item', itemId, { removed: false, meeting: meeting.id });
  ctx.effects.meetingChanged(meeting.id);
  return null;
}

/** From the call on there is a record, and what changed since stands in it (REG7). */
async function follow(
  ctx: CommandContext,
  meeting: MeetingRecord,
  items: AgendaWords['items'],
): Promise<void> {
  if (isCalled(meeting.state)) await recordAgenda(ctx, meeting, items, 'change');
}

async function wasTakenUp({ trx }: CommandContext, itemId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('agenda_item')
    .select(['state', 'started_at'])
    .where('id', '=', itemId)
    .executeTakeFirst();
  if (!row) return false;
  if (row.started_at !== null || row.state !== 'listed') return true;
  const round = await trx.selectFrom('round').select('id').where('item_id', '=', itemId).executeTakeFirst();
  return round !== undefined;
}
