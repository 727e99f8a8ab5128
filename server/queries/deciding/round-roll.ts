import { hasVote } from '#lib/domain/deciding/index.ts';
import { frozenRuleIn } from '../../db/decode.ts';
import type { ReadRound } from '../../access/round.ts';
import type { Db } from '../../db/open.ts';
import { truth } from '../../db/values.ts';
import { speakers } from './round-voices.ts';

export interface RollLine {
  readonly seatId: string;
  readonly no: number;
  /** Organisation or seat. */
  readonly label: string;
  /** Its member, or the alternate who sat there. */
  readonly name: string;
  readonly weight: string;
  readonly chair: boolean;
  /** Its reply counts: not so of a chair who is left out of a vote (T8). */
  readonly hasVote: boolean;
  readonly replied: boolean;
}

/** The roll of a round by seat number. */
export async function rollOf(db: Db, { round, meetingId }: ReadRound): Promise<RollLine[]> {
  const names = await speakers(db, meetingId, round);
  const ballots = await db
    .selectFrom('standing_ballot')
    .select('seat_id')
    .distinct()
    .where('round_id', '=', round.id)
    .execute();
  const replied = new Set(ballots.map(({ seat_id }) => seat_id));
  const asked = { mode: round.mode, rule: frozenRuleIn(round) };
  const rows = await db
    .selectFrom('round_roll')
    .innerJoin('seat', 'seat.id', 'round_roll.seat_id')
    .select(['round_roll.seat_id', 'round_roll.label', 'round_roll.weight', 'round_roll.chair', 'seat.no'])
    .where('round_roll.round_id', '=', round.id)
    .orderBy('seat.no')
    .execute();
  return rows.map((row) => ({
    seatId: row.seat_id,
    no: row.no,
    label: row.label,
    name: names.get(row.seat_id) ?? '',
    weight: row.weight,
    chair: truth(row.chair),
    hasVote: hasVote(asked, { chair: truth(row.chair) }),
    replied: replied.has(row.seat_id),
  }));
}
