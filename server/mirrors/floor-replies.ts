import { hasVote, type RoundMode } from '#lib/domain/deciding/index.ts';
import type { FrozenRule } from '#lib/domain/deciding/index.ts';
import { presentAt } from '#lib/domain/meeting/attendance.ts';
import { replySigns, type FloorMirror } from '#lib/doc/floor.ts';
import { frozenRuleIn } from '../db/decode.ts';
import type { Db } from '../db/open.ts';
import { truth } from '../db/values.ts';
import { attendedSoFar, isPresence, type RegisterEntry } from '../records/register.ts';

/*
 * Who may reply in a round and who has. A reply changes nothing else on the floor, and fifty may come in a second: these
 * keys are drawn by themselves.
 */

/** What of a round says who may reply, and when it was over. */
interface Asked {
  readonly id: string;
  readonly mode: RoundMode;
  readonly rule: FrozenRule;
  readonly closedAt: number | null;
}

/** The keys `replied:{round}` of these rounds of a meeting. */
export async function repliesOf(
  db: Db,
  meetingId: string,
  roundIds: readonly string[],
): Promise<Pick<FloorMirror, `replied:${string}`>> {
  const meeting = await db
    .selectFrom('meeting')
    .select(['id', 'starts_at'])
    .where('id', '=', meetingId)
    .executeTakeFirstOrThrow();
  const asked = await db
    .selectFrom('round')
    .select(['id', 'mode', 'rule', 'closed_at as closedAt'])
    .where('id', 'in', [...roundIds])
    .execute();
  const entries = await attendedSoFar(db, meeting);
  const rolls = await rollsOf(db, roundIds);
  return Object.fromEntries(
    asked.map(({ rule, ...round }) => {
      const { signs } = repliesIn({ ...round, rule: frozenRuleIn({ rule }) }, rolls, entries);
      return [`replied:${round.id}` as const, signs];
    }),
  );
}

/** The seats with a vote in a round, by number, and how each stands to it. */
export function repliesIn(
  round: Asked,
  rolls: readonly RollRow[],
  entries: readonly RegisterEntry[],
): { readonly seats: readonly string[]; readonly signs: string } {
  const roll = rolls.filter((row) => row.roundId === round.id && hasVote(round, { chair: truth(row.chair) }));
  const seats = roll.map((row) => row.seatId);
  const replied = new Set(roll.filter((row) => truth(row.replied)).map((row) => row.seatId));
  return { seats, signs: replySigns(seats, replied, seatsAt(entries, round.closedAt)) };
}

export type RollRow = Awaited<ReturnType<typeof rollsOf>>[number];

/** The rolls of rounds by number of the seat, with who has replied. */
export async function rollsOf(db: Db, roundIds: readonly string[]) {
  if (roundIds.length === 0) return [];
  return await db
    .selectFrom('round_roll')
    .innerJoin('seat', 'seat.id', 'round_roll.seat_id')
    .select(['round_roll.round_id as roundId', 'round_roll.seat_id as seatId', 'round_roll.chair'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('standing_ballot as ballot')
            .select('ballot.id')
            .whereRef('ballot.round_id', '=', 'round_roll.round_id')
            .whereRef('ballot.seat_id', '=', 'round_roll.seat_id'),
        )
        .as('replied'),
    )
    .where('round_roll.round_id', 'in', [...roundIds])
    .orderBy('seat.no')
    .execute();
}

/** Seats with somebody on them: now, or when the round was closed. */
function seatsAt(entries: readonly RegisterEntry[], closedAt: number | null): ReadonlySet<string> {
  const stays = entries
    .filter((entry) => isPresence(entry.mode))
    .map((entry) => ({
      seat: entry.seatId,
      mode: entry.mode,
      arrivedAt: entry.arrivedAt,
      leftAt: entry.leftAt,
    }));
  const present =
    closedAt === null ? stays.filter((stay) => stay.leftAt === null) : presentAt(stays, closedAt);
  return new Set(present.flatMap((stay) => (stay.seat === null ? [] : [stay.seat])));
}
