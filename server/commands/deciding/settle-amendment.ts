import { nextProposalState, type AmendmentState } from '#lib/domain/deciding/index.ts';
import { agendaDoc } from '#lib/doc/names.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import type { ProposalRecord } from '../../access/round.ts';
import type { AmendmentRow } from '../../db/schema.ts';
import type { Trx } from '../../db/open.ts';
import type { CommandContext } from '../define.ts';
import { freezeVersion, newestVersion } from './frozen-version.ts';

/**
 * Ends what an amendment is about (AMD7): carried, its text stands and the draft follows it; lost or withdrawn, the text it
 * was to change is on the table again, as a version of its own, so that the newest one is always the one people go on with.
 */
export async function settleAmendment(
  ctx: CommandContext,
  proposal: ProposalRecord,
  amendment: Pick<AmendmentRow, 'id' | 'version_id'>,
  state: Extract<AmendmentState, 'carried' | 'lost' | 'withdrawn'>,
): Promise<void> {
  const next = nextProposalState(proposal.state, 'settle_amendment');
  if (isRefusal(next))
    throw new Error(`an amendment was asked about on a proposal that is ${proposal.state}`);
  await ctx.trx.updateTable('amendment').set({ state }).where('id', '=', amendment.id).execute();
  await ctx.trx.updateTable('proposal').set({ state: next }).where('id', '=', proposal.id).execute();
  if (amendment.version_id === null) return;
  if (state === 'carried') return followWords(ctx, proposal);
  const before = await textBefore(ctx.trx, proposal.id, amendment.version_id);
  await freezeVersion(ctx, proposal.id, before);
}

/** The draft in the agenda says what was carried, so that nobody freezes it away by the way. */
async function followWords(ctx: CommandContext, proposal: ProposalRecord): Promise<void> {
  const newest = await newestVersion(ctx.trx, proposal.id);
  if (newest)
    ctx.effects.writeWords(agendaDoc(proposal.meeting_id), {
      op: 'rewrite',
      itemId: proposal.item_id,
      field: 'proposal',
      text: newest.text,
    });
}

/** The text an amendment was brought into: the version before its own. */
async function textBefore(trx: Trx, proposalId: string, versionId: string): Promise<string> {
  const own = await trx
    .selectFrom('proposal_version')
    .select('n')
    .where('id', '=', versionId)
    .executeTakeFirstOrThrow();
  const before = await trx
    .selectFrom('proposal_version')
    .select('text')
    .where('proposal_id', '=', proposalId)
    .where('n', '<', own.n)
    .orderBy('n', 'desc')
    .executeTakeFirstOrThrow();
  return before.text;
}
