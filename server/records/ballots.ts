import {
  choiceOf,
  instantOfMs,
  isHeard,
  isInputError,
  parseRound,
  sortBallots,
} from '#lib/domain/deciding/index.ts';
import type { RoundInput, Said, Via } from '#lib/domain/deciding/index.ts';
import type { Db, Trx } from '../db/open.ts';

/* Ballots as rows, and which of them count: what was chosen leaves the server only after the close. */

/** A ballot with the key under which it is published. */
export interface KeyedBallot {
  readonly id: string;
  readonly key: string;
  readonly seatId: string;
  /** Organisation or seat, as on the roll. */
  readonly label: string;
  readonly choice: Said;
  readonly reason: string;
  readonly wouldAgreeIf: string;
  readonly via: Via;
  /** ms since 1970 UTC */
  readonly at: number;
  readonly textHash: string;
}

/** All replies of a round that stand, by seat number, the superseded ones too. */
export async function ballotsOf(db: Db | Trx, roundId: string): Promise<KeyedBallot[]> {
  const rows = await db
    .selectFrom('standing_ballot as ballot')
    .innerJoin('round', 'round.id', 'ballot.round_id')
    .innerJoin('round_roll', (join) =>
      join
        .onRef('round_roll.round_id', '=', 'ballot.round_id')
        .onRef('round_roll.seat_id', '=', 'ballot.seat_id'),
    )
    .innerJoin('seat', 'seat.id', 'ballot.seat_id')
    .select([
      'ballot.id',
      'round_roll.key',
      'ballot.seat_id as seatId',
      'round_roll.label',
      'round.mode',
      'ballot.choice',
      'ballot.reason',
      'ballot.would_agree_if as wouldAgreeIf',
      'ballot.via',
      'ballot.at',
      'ballot.text_hash as textHash',
    ])
    .where('ballot.round_id', '=', roundId)
    .orderBy('seat.no')
    .orderBy('ballot.at')
    .execute();
  return rows.map(({ mode, choice, ...row }) => ({ ...row, choice: choiceOf(mode, choice) }));
}

/** The replies of one seat that stand, in the order they came; `own`: by whoever sits there or stands in. */
export async function repliesOfSeat(db: Db | Trx, roundId: string, seatId: string) {
  const rows = await db
    .selectFrom('standing_ballot as ballot')
    .select(['ballot.id', 'ballot.via'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('mandate')
            .select('mandate.id')
            .whereRef('mandate.seat_id', '=', 'ballot.seat_id')
            .whereRef('mandate.person_id', '=', 'ballot.entered_by'),
        )
        .as('own'),
    )
    .where('ballot.round_id', '=', roundId)
    .where('ballot.seat_id', '=', seatId)
    .orderBy('ballot.at')
    .orderBy('ballot.id')
    .execute();
  return rows.map(({ own, ...row }) => ({ ...row, own: Boolean(own) }));
}

/** Those of `ballots` that the tally of `input` counts: one a seat, live before electronic before paper (T3). */
export function countedOf(input: RoundInput, ballots: readonly KeyedBallot[]): KeyedBallot[] {
  const { counted } = sortBallots(input);
  return ballots.filter(({ key, via, at }) => {
    const chosen = counted.get(key);
    return chosen?.via === via && chosen.at === instantOfMs(at);
  });
}

/** Counted replies whose reason stands with the result: votes against, two fingers and fewer (DEC17, domain §5.1). */
export function argumentsAgainst(input: RoundInput, ballots: readonly KeyedBallot[]): KeyedBallot[] {
  return countedOf(input, ballots).filter(
    ({ choice, reason }) => isHeard(input.mode, choice) && reason !== '',
  );
}

/** The published input of a closed round, read back. Throws: we wrote it ourselves. */
export function readInput(stored: unknown): RoundInput {
  const input = parseRound(stored);
  if (isInputError(input))
    throw new Error(`a round of our own can't be read: ${input.error.code} ${input.error.field ?? ''}`);
  return input;
}
