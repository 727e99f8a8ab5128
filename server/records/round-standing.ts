import {
  countsHouseholds,
  householdFigures,
  sortBallots,
  tally,
  type HouseholdFigures,
  type QuorumFigures,
} from '#lib/domain/deciding/index.ts';
import { staysDuring, type During } from '#lib/domain/meeting/stays-during.ts';
import { sidesOf, type TableSides } from '#lib/domain/meeting/open-table.ts';
import { frozenRuleIn } from '../db/decode.ts';
import type { Db, Trx } from '../db/open.ts';
import type { RoundRow } from '../db/schema.ts';
import { readInput } from './ballots.ts';
import { isPresence } from './register.ts';
import { publishedInput } from './rounds.ts';

/*
 * How a round stood beside its count: the quorum of the seats when it opened, who could reply when, and members and
 * comers side by side where its table was open (MTG23, MTG24, OPT4).
 */

/** The quorum of the council's seats when a round opened. */
export interface Meter {
  /** Exact rationals as text. */
  readonly attended: string;
  /** Null where no quorum was asked. */
  readonly needed: string | null;
  readonly eligible: string;
  /** Comers on its roll. */
  readonly comers: number;
}

/** The meter of a round; null for rounds of before there was one. */
export async function meterOf(db: Db | Trx, roundId: string): Promise<Meter | null> {
  const row = await db
    .selectFrom('round_meter')
    .select(['attended', 'needed', 'eligible', 'comers'])
    .where('round_id', '=', roundId)
    .executeTakeFirst();
  return row ?? null;
}

/** Households and members of a round that counted households (HHR4), by the roll of its meeting; null where people count. */
export async function householdsOf(
  db: Db | Trx,
  round: Pick<RoundRow, 'meeting_id' | 'rule'>,
): Promise<HouseholdFigures | null> {
  const { householdRule = 'none', quorum } = frozenRuleIn(round);
  if (!countsHouseholds(householdRule)) return null;
  const seats = await db
    .selectFrom('meeting_roll')
    .select(['no', 'organization', 'weight'])
    .where('meeting_id', '=', round.meeting_id)
    .execute();
  return householdFigures(householdRule, quorum.op, seats);
}

/** A seat that could not reply all the time from the opening to the close. */
export interface Reach {
  readonly label: string;
  /** When it was in the room, ms UTC; empty: never. */
  readonly stays: readonly During[];
}

/** Seats of the roll that were in the room for a part of the hours of a closed round, by number. */
export async function reachOf(
  db: Db | Trx,
  round: Pick<RoundRow, 'id' | 'meeting_id' | 'opened_at' | 'closed_at'>,
): Promise<Reach[]> {
  if (round.closed_at === null) return [];
  const roll = await rollOf(db, round.id);
  const rows = await db
    .selectFrom('attendance')
    .select(['seat_id as seat', 'mode', 'arrived_at as arrivedAt', 'left_at as leftAt'])
    .where('meeting_id', '=', round.meeting_id)
    .where('seat_id', 'is not', null)
    .execute();
  const hours = { from: round.opened_at, to: round.closed_at };
  const stays = staysDuring(
    rows.filter(({ mode }) => isPresence(mode)),
    hours,
  );
  return roll.flatMap(({ seatId, label }) => {
    const own = stays.get(seatId) ?? [];
    const whole = own.some(({ from, to }) => from === hours.from && to === hours.to);
    return whole || own.length === 0 ? [] : [{ label, stays: own }];
  });
}

/** Members and comers side by side in a closed round; null where the table was not open. */
export async function sidesOfRound(
  db: Db | Trx,
  round: Pick<RoundRow, 'id' | 'rule' | 'input'>,
): Promise<TableSides | null> {
  const json = publishedInput(round);
  if (json === null || frozenRuleIn(round).roll !== 'door') return null;
  const { counted } = sortBallots(readInput(json));
  const roll = await rollOf(db, round.id);
  const said = new Map(
    [...counted].map(([key, { choice }]) => [key, typeof choice === 'string' ? choice : '…']),
  );
  return sidesOf(
    roll.map(({ key }) => key),
    said,
    new Set(roll.filter(({ comer }) => comer).map(({ key }) => key)),
  );
}

/**
 * The quorum of the council's seats alone at the close (OPT3): comers make no meeting. Null where the table was not open.
 */
export async function seatsQuorum(
  db: Db | Trx,
  round: Pick<RoundRow, 'id' | 'rule' | 'input'>,
): Promise<QuorumFigures | null> {
  const json = publishedInput(round);
  if (json === null || frozenRuleIn(round).roll !== 'door') return null;
  const input = readInput(json);
  const comers = await comersIn(db, round.id);
  const of = <T extends { readonly key: string }>(list: readonly T[]) =>
    list.filter(({ key }) => !comers.has(key));
  return tally({
    ...input,
    roll: of(input.roll),
    attendance: of(input.attendance),
    ballots: of(input.ballots),
  }).quorum;
}

/** Keys of those on the roll of a round who came to its open table. */
export async function comersIn(db: Db | Trx, roundId: string): Promise<ReadonlySet<string>> {
  return new Set((await rollOf(db, roundId)).filter(({ comer }) => comer).map(({ key }) => key));
}

async function rollOf(db: Db | Trx, roundId: string) {
  const rows = await db
    .selectFrom('round_roll')
    .innerJoin('seat', 'seat.id', 'round_roll.seat_id')
    .select(['round_roll.seat_id as seatId', 'round_roll.key', 'round_roll.label', 'seat.kind'])
    .where('round_roll.round_id', '=', roundId)
    .orderBy('seat.no')
    .execute();
  return rows.map(({ kind, ...row }) => ({ ...row, comer: kind === 'comer' }));
}
