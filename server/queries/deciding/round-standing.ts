import type { TableSides } from '#lib/domain/meeting/open-table.ts';
import type { HouseholdFigures } from '#lib/domain/deciding/index.ts';
import type { ReadRound } from '../../access/round.ts';
import { amendmentOfRound } from '../../records/amendments.ts';
import {
  householdsOf,
  meterOf,
  reachOf,
  seatsQuorum,
  sidesOfRound,
  type Meter,
  type Reach,
} from '../../records/round-standing.ts';
import type { Db } from '../../db/open.ts';

/* How a round stood beside its count: its meter, who could reply when, members and comers, what it asked about. */

export interface RoundStanding {
  /** The quorum of the seats when it opened; null for rounds of before there was a meter. */
  readonly meter: Meter | null;
  /** Seats that were in the room for a part of its hours; empty for the street. */
  readonly reach: readonly Reach[];
  /** Members and comers side by side; null where the table was not open. */
  readonly sides: TableSides | null;
  /** The seats alone, at the close, where the table was open. */
  readonly seatsAlone: {
    readonly attended: string;
    readonly needed: string | null;
    readonly met: boolean;
  } | null;
  /** Households and members, where households were counted. */
  readonly households: HouseholdFigures | null;
  /** The amendment it asked about, by its number and who brought it; null: the original. */
  readonly amendment: { readonly no: number; readonly label: string } | null;
}

/** The standing of a round for whoever may read it; who was where is not for the street. */
export async function standingOf(db: Db, read: ReadRound): Promise<RoundStanding> {
  const { round, follows } = read;
  const amendment = await amendmentOfRound(db, round.id);
  const seats = await seatsQuorum(db, round);
  return {
    meter: await meterOf(db, round.id),
    reach: follows ? await reachOf(db, round) : [],
    sides: await sidesOfRound(db, round),
    seatsAlone: seats && { attended: seats.attended, needed: seats.needed, met: seats.met },
    households: await householdsOf(db, round),
    amendment: amendment ? { no: amendment.no, label: follows ? amendment.label : '' } : null,
  };
}
