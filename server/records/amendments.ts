import { isPending, type AmendmentState } from '#lib/domain/deciding/index.ts';
import type { Db, Trx } from '../db/open.ts';

/* Amendments of a proposal as rows, and which of its rounds asked about which of them. */

/** An amendment with the words it was written against. */
export interface AmendmentRecord {
  readonly id: string;
  readonly proposalId: string;
  /** 1, 2, … in the order they are asked about. */
  readonly no: number;
  readonly text: string;
  readonly textHash: string;
  readonly state: AmendmentState;
  /** Organisation or seat of who brought it; '' where the meeting did. */
  readonly label: string;
  readonly movedBy: string;
  /** The frozen text it was written against. */
  readonly against: { readonly n: number; readonly text: string };
  /** The frozen text it was asked about as; null until then. */
  readonly versionId: string | null;
}

/** The amendments of a proposal, in the order they are asked about. */
export async function amendmentsOf(db: Db | Trx, proposalId: string): Promise<AmendmentRecord[]> {
  const rows = await db
    .selectFrom('amendment')
    .innerJoin('proposal_version as against', 'against.id', 'amendment.against_version_id')
    .select([
      'amendment.id',
      'amendment.proposal_id as proposalId',
      'amendment.no',
      'amendment.text',
      'amendment.text_hash as textHash',
      'amendment.state',
      'amendment.label',
      'amendment.moved_by as movedBy',
      'amendment.version_id as versionId',
      'against.n as againstN',
      'against.text as againstText',
    ])
    .where('amendment.proposal_id', '=', proposalId)
    .orderBy('amendment.no')
    .execute();
  return rows.map(({ againstN, againstText, ...row }) => ({
    ...row,
    against: { n: againstN, text: againstText },
  }));
}

/** The amendment a round asked about; undefined: it asked about the original. */
export async function amendmentOfRound(db: Db | Trx, roundId: string) {
  return await db
    .selectFrom('round_amendment')
    .innerJoin('amendment', 'amendment.id', 'round_amendment.amendment_id')
    .selectAll('amendment')
    .where('round_amendment.round_id', '=', roundId)
    .executeTakeFirst();
}

/** Whether the original still waits for amendments. */
export async function hasPendingAmendment(db: Db | Trx, proposalId: string): Promise<boolean> {
  const rows = await db
    .selectFrom('amendment')
    .select('state')
    .where('proposal_id', '=', proposalId)
    .execute();
  return rows.some(({ state }) => isPending(state));
}
