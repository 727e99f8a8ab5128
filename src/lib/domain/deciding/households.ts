/**
 * Household rounds (HHR1–HHR5; domain §5.5): one vote a household, each member's fraction of it, or one vote a person. The
 * members of a household are the seats of one organisation, or of one label where they belong to none; the seat with the
 * lowest number speaks for it. Weights are exact: a third is a third, never 0.33.
 */
import { refuse, type Refusal } from '../refusal.ts';
import { isWhole, ONE, parseRational, rational, sum, toText } from '../rational.ts';
import type { HouseholdRule } from './frozen-rule.ts';
import type { QuorumOp } from './words.ts';

/** A seat as far as households go. */
export interface HouseholdSeat {
  readonly no: number;
  /** The household it belongs to, by the name of its organisation or its own label; '' where it has neither. */
  readonly organization: string;
  /** Exact rational as text. */
  readonly weight: string;
}

/**
 * The seats that have a vote under a household rule, by number, each with its weight. `none` leaves everything as it is.
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

/** Whether a rule counts households, so that they are named beside the people (HHR4). */
export function countsHouseholds(rule: HouseholdRule): boolean {
  return rule === 'one_per_household' || rule === 'member_fraction';
}

/** How many households stand behind the seats that are asked (HHR4). */
export interface HouseholdFigures {
  /** Weight of all that have a vote: as many as there are households. */
  readonly households: string;
  /** Seats behind them. */
  readonly members: number;
  /** The figure a quorum needs is to be exceeded, as parts of a household may exceed it by less than one (T10). */
  readonly exceeds: boolean;
}

/** Households and members where the rule counts households; null where it counts people. */
export function householdFigures(
  rule: HouseholdRule,
  quorum: QuorumOp,
  seats: readonly HouseholdSeat[],
): HouseholdFigures | null {
  if (!countsHouseholds(rule)) return null;
  const weights = householdRoll(rule, seats).map(({ weight }) => parseRational(weight) ?? ONE);
  return {
    households: toText(sum(weights)),
    members: seats.length,
    exceeds: quorum === 'gt' && !weights.every(isWhole),
  };
}

/**
 * The household rule of a round: that of the rule set, unless the meeting asks person by person what the law gives to each
 * (RUL6, HHR5). `personOnly`: the matter is such a one. Refuses `bad-input` at `householdRule` for any other choice:
 * who has a vote is not the meeting's to choose.
 */
export function roundHouseholds(
  held: HouseholdRule,
  asked: HouseholdRule | undefined,
  personOnly: boolean,
): HouseholdRule | Refusal {
  if (asked === undefined || asked === held) return held;
  return asked === 'one_per_person' && personOnly ? asked : refuse('bad-input', { field: 'householdRule' });
}

/** Seats by household, in the order of each one's first seat. */
function householdsOf<S extends HouseholdSeat>(seats: readonly S[]): [S, ...S[]][] {
  const found = new Map<string, [S, ...S[]]>();
  for (const seat of seats) {
    // a seat of no household is one by itself
    const key = seat.organization === '' ? `/${seat.no}` : `=${seat.organization}`;
    const household = found.get(key);
    if (household) household.push(seat);
    else found.set(key, [seat]);
  }
  return [...found.values()];
}
