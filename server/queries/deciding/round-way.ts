import type { RoundOutcome } from '#lib/domain/deciding/index.ts';
import type { ReadRound } from '../../access/round.ts';
import { outcomeOfRound } from '../../records/rounds.ts';
import type { Db } from '../../db/open.ts';
import type { RoundRow } from '../../db/schema.ts';
import { voicesOf, type VoiceView } from './round-voices.ts';

/* The way of a proposal: its frozen versions and the rounds held on them. */

export interface VersionView {
  readonly id: string;
  readonly n: number;
  readonly text: string;
  readonly textHash: string;
  readonly frozenAt: number;
}

/** Another round of the same proposal. */
export interface EarlierRound {
  readonly id: string;
  readonly no: number;
  readonly mode: RoundRow['mode'];
  readonly state: RoundRow['state'];
  readonly versionNo: number;
  /** The amendment it asked about, by its number; null: the original. */
  readonly amendment: number | null;
  readonly closedAt: number | null;
  readonly outcome: RoundOutcome | null;
  readonly voices: readonly VoiceView[];
}

/** All frozen versions of a proposal, the first one first. */
export async function versionsOf(db: Db, proposalId: string): Promise<VersionView[]> {
  return await db
    .selectFrom('proposal_version')
    .select(['id', 'n', 'text', 'text_hash as textHash', 'frozen_at as frozenAt'])
    .where('proposal_id', '=', proposalId)
    .orderBy('n')
    .execute();
}

/** The other rounds of the proposal in their order, with what was raised in them. */
export async function earlierRounds(db: Db, read: ReadRound): Promise<EarlierRound[]> {
  const rows = await db
    .selectFrom('round')
    .innerJoin('proposal_version', 'proposal_version.id', 'round.version_id')
    .leftJoin('round_amendment', 'round_amendment.round_id', 'round.id')
    .leftJoin('amendment', 'amendment.id', 'round_amendment.amendment_id')
    .selectAll('round')
    .select(['proposal_version.n', 'amendment.no as amendment'])
    .where('round.proposal_id', '=', read.round.proposal_id)
    .where('round.id', '!=', read.round.id)
    .orderBy('round.no')
    .execute();
  return await Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      no: row.no,
      mode: row.mode,
      state: row.state,
      versionNo: row.n,
      amendment: row.amendment,
      closedAt: row.closed_at,
      outcome: outcomeOfRound(row),
      voices: await voicesOf(db, read, row),
    })),
  );
}
