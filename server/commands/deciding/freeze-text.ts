import { canonicalText, textHash } from '#lib/domain/canonical/text.ts';
import { longestProposal, nextProposalState } from '#lib/domain/deciding/index.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { MeetingRecord } from '../../access/meeting.ts';
import { newId } from '../../db/ids.ts';
import { hasPendingAmendment } from '../../records/amendments.ts';
import type { CommandContext } from '../define.ts';
import { freezeVersion, newestVersion } from './frozen-version.ts';
import { itemRefusal } from './round-steps.ts';

export interface FrozenText {
  readonly proposalId: string;
  readonly versionId: string;
  readonly n: number;
  readonly textHash: string;
}

/**
 * Makes a text the next version of an item's proposal, in its canonical spelling with its hash (DEC5). The item's row is
 * written already. Refuses what is empty, too long or the same as the newest, and while a round or an amendment is open.
 */
export async function freezeText(
  ctx: CommandContext,
  meeting: Pick<MeetingRecord, 'id' | 'council_id'>,
  written: { readonly itemId: string; readonly text: string },
): Promise<FrozenText | Refusal> {
  const { trx } = ctx;
  const item = await trx
    .selectFrom('agenda_item')
    .select(['id', 'state'])
    .where('id', '=', written.itemId)
    .where('meeting_id', '=', meeting.id)
    .executeTakeFirst();
  if (!item) return refuse('not-found', { field: 'itemId' });
  const over = itemRefusal(item.state, 'itemId');
  if (over) return over;
  const text = canonicalText(written.text).trim();
  if (text === '') return refuse('text-empty', { field: 'proposal' });
  if (text.length > longestProposal)
    return refuse('bad-input', { field: 'proposal', params: { n: text.length, max: longestProposal } });
  const found = await trx
    .selectFrom('proposal')
    .select(['id', 'state'])
    .where('item_id', '=', item.id)
    .executeTakeFirst();
  const state = nextProposalState(found?.state ?? 'draft', 'freeze');
  if (isRefusal(state)) return state;
  // what amendments ask about is the text that is on the table
  if (found && (await hasPendingAmendment(trx, found.id)))
    return refuse('amendments-first', { field: 'itemId' });
  const proposalId = found?.id ?? newId();
  if (!found)
    await trx
      .insertInto('proposal')
      .values({
        id: proposalId,
        council_id: meeting.council_id,
        meeting_id: meeting.id,
        item_id: item.id,
        state,
        created_at: ctx.now,
      })
      .execute();
  const newest = await newestVersion(trx, proposalId);
  if (newest?.text_hash === textHash(text)) return refuse('text-unchanged', { field: 'proposal' });
  const version = await freezeVersion(ctx, proposalId, text);
  await trx.updateTable('proposal').set({ state }).where('id', '=', proposalId).execute();
  const { id: versionId, n, text_hash: hash } = version;
  await ctx.audit('proposal_version', versionId, { proposal: proposalId, n, hash });
  ctx.effects.meetingChanged(meeting.id);
  return { proposalId, versionId, n, textHash: hash };
}
