/**
 * Household rounds (HHR1–HHR4; domain dossier §5.5): one vote a household, each member's fraction of it, or one vote a
 * person. A household is what its seats belong to; the seat with the lowest number is its registered representative.
 * Weights are exact: a third is a third, never 0.33.
 */
import { rational, toText } from '../rational.ts';

/** How households are asked, where a council asks them (domain §5.5). */
export const householdRules = ['none', 'one_per_household', 'member_fraction', 'one_per_person'] as const;
export type HouseholdRule = (typeof householdRules)[number];

/** A seat as far as households go. */
export interface HouseholdSeat {
  readonly no: number;
  /** The household it belongs to; null: a household of its own. */
  readonly organizationId: string | null;
  /** Exact rational as text. */
  readonly weight: string;
}

/**
 * The seats that have a vote under a household rule, by number, each with its weight. `none` leaves everything as it is.
 * The same again when applied to its own answer under `one_per_person` and `one_per_household`.
 */
export function householdRoll<S extends HouseholdSeat>(rule: HouseholdRule, seats: readonly S[]): S[] {
  const sorted = [...seats].sort((a, b) => a.no - b.no);
  switch (rule) {
    case 'none':
      return [...seats];
    case 'one_per_person':
      return sorted.map((seat) => ({ ...seat, weight: '1' }));
    case 'one_per_household':
      return householdsOf(sorted).map(([first]) => ({ ...first, weight: '1' }));
    case 'member_fraction': {
      const members = new Map(householdsOf(sorted).flatMap((all) => all.map((seat) => [seat, all.length])));
      return sorted.map((seat) => ({ ...seat, weight: toText(rational(1, members.get(seat) ?? 1)) }));
    }
  }
}

/** How many households stand behind seats, and how many seats there are (§5.5: both are shown). */
export function householdsIn(seats: readonly HouseholdSeat[]): {
  readonly households: number;
  readonly members: number;
} {
  return { households: householdsOf(seats).length, members: seats.length };
}

/** Seats by household, in the order of each one's first seat. */
function householdsOf<S extends HouseholdSeat>(seats: readonly S[]): [S, ...S[]][] {
  const found = new Map<string, [S, ...S[]]>();
  for (const seat of seats) {
    // a seat of no household is one by itself
    const key = seat.organizationId ?? `seat/${seat.no}`;
    const household = found.get(key);
    if (household) household.push(seat);
    else found.set(key, [seat]);
  }
  return [...found.values()];
}
