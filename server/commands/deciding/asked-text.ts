import { mergeAmendment, turnRefusal } from '#lib/domain/deciding/index.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { amendmentsOf, type AmendmentRecord } from '../../records/amendments.ts';
import type { ProposalVersionRow } from '../../db/schema.ts';
import type { CommandContext } from '../define.ts';
import { freezeVersion, newestVersion } from './frozen-version.ts';

/** What a round asks about: a frozen text, of the proposal or of an amendment to it. */
export interface AskedText {
  readonly version: ProposalVersionRow;
  readonly amendment: AmendmentRecord | null;
}

/**
 * The text a round is to be opened on (AMD5, AMD6): the newest one, or an amendment brought into it, frozen as a version of
 * its own. Refuses `amendments-first` out of turn, `amendment-conflict` where its clause was changed meanwhile,
 * `text-unchanged` where it changes nothing any more.
 */
export async function askedText(
  ctx: CommandContext,
  proposalId: string,
  amendmentId: string | null,
): Promise<AskedText | Refusal> {
  const amendments = await amendmentsOf(ctx.trx, proposalId);
  const outOfTurn = turnRefusal(amendments, amendmentId);
  if (outOfTurn) return outOfTurn;
  const newest = await newestVersion(ctx.trx, proposalId);
  if (!newest) return refuse('wrong-state', { field: 'proposalId' });
  const amendment = amendments.find(({ id }) => id === amendmentId) ?? null;
  if (amendment === null) return { version: newest, amendment };
  const version = await amendedVersion(ctx, newest, amendment);
  return isRefusal(version) ? version : { version, amendment };
}

/** An amendment that was asked about and not settled is on the table already. */
async function amendedVersion(
  ctx: CommandContext,
  newest: ProposalVersionRow,
  amendment: AmendmentRecord,
): Promise<ProposalVersionRow | Refusal> {
  if (amendment.versionId === newest.id) return newest;
  const text = mergeAmendment(amendment.against.text, newest.text, amendment.text);
  if (text === null)
    return refuse('amendment-conflict', { field: 'amendmentId', params: { n: amendment.no } });
  if (text === newest.text) return refuse('text-unchanged', { field: 'amendmentId' });
  return freezeVersion(ctx, newest.proposal_id, text);
}
