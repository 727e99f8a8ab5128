import { nextItemState, isBusiness } from '#lib/domain/meeting/agenda.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import type { MeetingRecord } from '../../access/meeting.ts';
import type { CommandContext } from '../define.ts';

/* The item under discussion and its clock: time is spent on an item while it is current and in session. */

/** Adds the run going on to the current item's time. The clock stands still afterwards. */
export async function stopClock(ctx: CommandContext, meeting: MeetingRecord): Promise<void> {
  const { current_item_id: itemId, current_since: since } = meeting;
  if (itemId === null || since === null) return;
  await ctx.trx
    .updateTable('agenda_item')
    .set((eb) => ({ spent_ms: eb('spent_ms', '+', Math.max(0, ctx.now - since)) }))
    .where('id', '=', itemId)
    .execute();
}

/** The current item is left: talked about and open again, or, where nothing is to be decided, reported. */
export async function leaveCurrent(ctx: CommandContext, meeting: MeetingRecord): Promise<void> {
  await stopClock(ctx, meeting);
  if (meeting.current_item_id === null) return;
  const item = await ctx.trx
    .selectFrom('agenda_item')
    .select(['id', 'type', 'state'])
    .where('id', '=', meeting.current_item_id)
    .executeTakeFirst();
  if (!item) return;
  const state = nextItemState(item.state, isBusiness(item.type) ? 'leave' : 'report');
  if (isRefusal(state)) return;
  await ctx.trx.updateTable('agenda_item').set({ state }).where('id', '=', item.id).execute();
}

/** Takes an item up. Refuses where nothing more can happen to it (MTG6). */
export async function takeUp(
  ctx: CommandContext,
  meeting: MeetingRecord,
  itemId: string,
): Promise<Refusal | null> {
  const item = await ctx.trx
    .selectFrom('agenda_item')
    .select(['id', 'state', 'started_at'])
    .where('id', '=', itemId)
    .executeTakeFirstOrThrow();
  const next = nextItemState(item.state, 'discuss');
  if (isRefusal(next)) return { refused: 'item-closed', field: 'itemId', params: { state: item.state } };
  await ctx.trx
    .updateTable('agenda_item')
    .set({ state: next, started_at: item.started_at ?? ctx.now })
    .where('id', '=', itemId)
    .execute();
  await ctx.trx
    .updateTable('meeting')
    .set({ current_item_id: itemId, current_since: ctx.now })
    .where('id', '=', meeting.id)
    .execute();
  return null;
}
