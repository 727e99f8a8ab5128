import { entryWay, type EntryWay, type Via } from '#lib/domain/deciding/index.ts';
import type { Db, Trx } from '../db/open.ts';

/* Replies that somebody entered for others: how they came, which pile they lie in, what corrects what (WAY3–WAY5). */

/** Papers of a round that stand and lie in no counted pile yet; telephone calls have no paper to count. */
export async function uncountedPapers(db: Db | Trx, roundId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('standing_ballot as ballot')
    .innerJoin('ballot_entry', 'ballot_entry.ballot_id', 'ballot.id')
    .select('ballot.id')
    .where('ballot.round_id', '=', roundId)
    .where('ballot.via', '=', 'paper')
    .where('ballot_entry.how', '=', 'slip')
    .where('ballot_entry.batch_id', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}

/** An entry from paper or the telephone, also one that was corrected or taken back. */
export interface PaperEntry {
  readonly ballotId: string;
  readonly seatId: string;
  readonly seatNo: number;
  readonly label: string;
  readonly choice: string;
  readonly reason: string;
  readonly how: EntryWay;
  /** When the paper or the call came in, ms since 1970 UTC. */
  readonly arrivedAt: number;
  readonly enteredById: string;
  readonly enteredBy: string;
  /** Number of its pile; null: not counted by two yet, or no paper. */
  readonly batchNo: number | null;
  /** The entry this one corrects, and why; null: none. */
  readonly corrects: string | null;
  readonly why: string;
  /** It counts no more: corrected by a later entry, or taken back. */
  readonly gone: 'corrected' | 'taken-back' | null;
}

/** Everything of a round that came on paper or by telephone, by seat number, with what was corrected beside it. */
export async function paperEntries(db: Db | Trx, roundId: string): Promise<PaperEntry[]> {
  const rows = await db
    .selectFrom('ballot')
    .innerJoin('seat', 'seat.id', 'ballot.seat_id')
    .innerJoin('person', 'person.id', 'ballot.entered_by')
    .innerJoin('round_roll', (join) =>
      join
        .onRef('round_roll.round_id', '=', 'ballot.round_id')
        .onRef('round_roll.seat_id', '=', 'ballot.seat_id'),
    )
    .leftJoin('ballot_entry', 'ballot_entry.ballot_id', 'ballot.id')
    .leftJoin('ballot_batch', 'ballot_batch.id', 'ballot_entry.batch_id')
    .leftJoin('ballot_taken_back', 'ballot_taken_back.ballot_id', 'ballot.id')
    .leftJoin('ballot_entry as correction', 'correction.corrects', 'ballot.id')
    .select(['ballot.id', 'ballot.seat_id', 'seat.no', 'round_roll.label', 'ballot.choice', 'ballot.reason'])
    .select(['ballot.via', 'ballot.at', 'ballot.entered_by', 'person.display_name', 'ballot_entry.how'])
    .select(['ballot_batch.no as batch_no', 'ballot_entry.corrects', 'ballot_entry.reason as why'])
    .select(['ballot_taken_back.at as gone_at', 'correction.ballot_id as corrected_by'])
    .where('ballot.round_id', '=', roundId)
    .where('ballot.via', '=', 'paper')
    .orderBy('seat.no')
    .orderBy('ballot.at')
    .orderBy('ballot.id')
    .execute();
  return rows.map((row) => ({
    ballotId: row.id,
    seatId: row.seat_id,
    seatNo: row.no,
    label: row.label,
    choice: row.choice,
    reason: row.reason,
    how: wayOf(row.via, row.how),
    arrivedAt: row.at,
    enteredById: row.entered_by,
    enteredBy: row.display_name,
    batchNo: row.batch_no,
    corrects: row.corrects,
    why: row.why ?? '',
    gone: row.gone_at === null ? null : row.corrected_by === null ? 'taken-back' : 'corrected',
  }));
}

const wayOf = (via: Via, how: EntryWay | null) => entryWay(via, how ?? undefined);

/** A pile of papers that two people counted. */
export interface CountedPile {
  readonly no: number;
  /** ms since 1970 UTC */
  readonly at: number;
  readonly countedBy: string;
  readonly countedWith: string;
  readonly enteredBy: string;
  /** Papers of it that count; corrected ones are not counted twice. */
  readonly sheets: number;
}

/** The piles of a round in their order. */
export async function countedPiles(db: Db | Trx, roundId: string): Promise<CountedPile[]> {
  const rows = await db
    .selectFrom('ballot_batch')
    .innerJoin('person as first', 'first.id', 'ballot_batch.counted_by')
    .innerJoin('person as second', 'second.id', 'ballot_batch.counted_with')
    .innerJoin('person as typist', 'typist.id', 'ballot_batch.entered_by')
    .select(['ballot_batch.id', 'ballot_batch.no', 'ballot_batch.at'])
    .select(['first.display_name as countedBy', 'second.display_name as countedWith'])
    .select('typist.display_name as enteredBy')
    .where('ballot_batch.round_id', '=', roundId)
    .where('ballot_batch.kind', '=', 'papers')
    .orderBy('ballot_batch.no')
    .execute();
  const sheets = await db
    .selectFrom('ballot_entry')
    .innerJoin('standing_ballot as ballot', 'ballot.id', 'ballot_entry.ballot_id')
    .select('ballot_entry.batch_id')
    .where('ballot.round_id', '=', roundId)
    .where('ballot_entry.batch_id', 'is not', null)
    .execute();
  return rows.map(({ id, ...pile }) => ({
    ...pile,
    sheets: sheets.filter(({ batch_id }) => batch_id === id).length,
  }));
}
