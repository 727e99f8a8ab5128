import type { Db } from '../../db/open.ts';
import { waitingItems } from '../../records/waiting-items.ts';
import type { CommandContext, Words } from '../define.ts';
import { carryIssue } from '../issues/left-agenda.ts';
import { placeCarried, readProposal } from './carried-item.ts';

/* Items that were carried over while no meeting was in preparation, onto the next one that is made (REG14). */

/** Their proposal drafts by item id, read before the act. */
export async function readWaiting(
  db: Db,
  words: Words,
  councilId: string,
): Promise<ReadonlyMap<string, string>> {
  const drafts = new Map<string, string>();
  for (const item of await waitingItems(db, councilId)) drafts.set(item.id, await readProposal(words, item));
  return drafts;
}

/** Puts all of them onto the agenda of the new meeting, in the order they were put off; answers how many. */
export async function placeWaiting(
  ctx: CommandContext,
  meeting: { readonly id: string; readonly councilId: string },
  proposals: ReadonlyMap<string, string>,
): Promise<number> {
  const waiting = await waitingItems(ctx.trx, meeting.councilId);
  for (const item of waiting) {
    if (item.issue_id !== null) await carryIssue(ctx, item.issue_id, meeting.councilId, meeting.id);
    await placeCarried(ctx, meeting.id, item, proposals.get(item.id) ?? '');
    await ctx.trx
      .updateTable('agenda_item')
      .set({ carried_to: meeting.id })
      .where('id', '=', item.id)
      .execute();
  }
  return waiting.length;
}
