/**
 * The rule that is frozen into a round when it opens (DEC6, I4): that of the council's rule set, with the majority
 * the matter or the meeting asks for.
 */
import type { DotsRule, MajorityRule, QuorumRule } from './round.ts';
import type { ChairVote, ProxyMeaning, TieRule } from './words.ts';

/** Majorities a vote may be held with: that of the rule set, or a higher one for what weighs more. */
export const thresholds = ['rule', 'two_thirds', 'three_quarters'] as const;
export type Threshold = (typeof thresholds)[number];

const shares = {
  two_thirds: { op: 'ge', num: 2, den: 3 },
  three_quarters: { op: 'ge', num: 3, den: 4 },
} as const satisfies Record<Exclude<Threshold, 'rule'>, Omit<MajorityRule, 'base'>>;

/** Matters for which a rule set may ask for a majority of their own (RUL5). */
export const specialCategories = [
  'bylaw',
  'representative',
  'property',
  'dissolution',
  'budget',
  'plan',
] as const;
export type SpecialCategory = (typeof specialCategories)[number];

/** Who is on the roll of a round: the council's seats, or with them everybody signed in at the door (OPT1). */
export const rolls = ['seats', 'door'] as const;
export type RollRule = (typeof rolls)[number];

/** How households are asked, where a council asks them (domain §5.5). */
export const householdRules = ['none', 'one_per_household', 'member_fraction', 'one_per_person'] as const;
export type HouseholdRule = (typeof householdRules)[number];

/** A majority of its own for one kind of matter. */
export interface SpecialMajority {
  /** One of `specialCategories`; rule sets of before may hold other words. */
  readonly category: string;
  readonly majority: MajorityRule;
  /** The chair, left out of ordinary votes, votes on this (domain §5.0 `specialChairVotes`). */
  readonly chairVotes: boolean;
}

/** What of a rule set a round is counted by. */
export interface CountingRule {
  readonly quorum: QuorumRule;
  readonly majority: MajorityRule;
  readonly chairVote: ChairVote;
  readonly tieRule: TieRule;
  readonly proxyMeaning: ProxyMeaning;
}

/** What of a rule set a round is held by: how it is counted, who is asked, and what is taken. */
export interface HoldingRule extends CountingRule {
  readonly specials: readonly SpecialMajority[];
  readonly roll: RollRule;
  readonly householdRule: HouseholdRule;
  /** Replies of those who are not in the room are taken. */
  readonly writtenAllowed: boolean;
  /** Proxies one person may hold at most; 0: there are none, null: no limit. */
  readonly proxyLimit: number | null;
}

/** The majority at a threshold. The base stays that of the rule set. */
export function majorityAt(rule: MajorityRule, threshold: Threshold): MajorityRule {
  return threshold === 'rule' ? rule : { ...shares[threshold], base: rule.base };
}

/**
 * A rule as rounds keep and publish it (contracts §7). What the tally does not count by stands beside it, so that a
 * result can say under which rule it came about; rounds of before have none of it.
 */
export interface FrozenRule extends CountingRule {
  readonly blockIsVeto: boolean;
  readonly roll?: RollRule;
  readonly householdRule?: HouseholdRule;
  readonly writtenAllowed?: boolean;
  readonly proxyLimit?: number | null;
  /** The matter whose own majority it is; null or missing: an ordinary vote. */
  readonly category?: string | null;
  /** In a round whose ballots put dots: how many each person has. */
  readonly dots?: DotsRule;
}

/** What a meeting asks for when it opens a round. */
export interface AskedFor {
  readonly threshold?: Threshold;
  readonly category?: string | null;
  /** How households are asked in this round, where that differs from the rule set (HHR5). */
  readonly householdRule?: HouseholdRule;
}

/** The majority a vote is held with: that of its matter where the rule set has one, else that of the rule set at the threshold. */
export function majorityFor(
  rule: Pick<HoldingRule, 'majority' | 'specials'>,
  { threshold = 'rule', category = null }: AskedFor,
): MajorityRule {
  return specialFor(rule, category)?.majority ?? majorityAt(rule.majority, threshold);
}

/** The rule of contracts §7 for a round opened under this rule set. */
export function frozenRule(rule: HoldingRule, asked: AskedFor): FrozenRule {
  const special = specialFor(rule, asked.category ?? null);
  return {
    quorum: rule.quorum,
    majority: majorityFor(rule, asked),
    ...chairIn(rule, special),
    proxyMeaning: rule.proxyMeaning,
    blockIsVeto: true,
    roll: rule.roll,
    householdRule: asked.householdRule ?? rule.householdRule,
    writtenAllowed: rule.writtenAllowed,
    proxyLimit: rule.proxyLimit,
    category: special?.category ?? null,
  };
}

function specialFor(
  rule: Pick<HoldingRule, 'specials'>,
  category: string | null,
): SpecialMajority | undefined {
  return rule.specials.find((special) => special.category === category);
}

/** A chair who votes on a special matter casts no second vote on a tie: it has not passed. */
function chairIn(
  { chairVote, tieRule }: CountingRule,
  special: SpecialMajority | undefined,
): Pick<CountingRule, 'chairVote' | 'tieRule'> {
  return special?.chairVotes
    ? { chairVote: 'votes_no_casting', tieRule: tieRule === 'chair_casts' ? 'rejected' : tieRule }
    : { chairVote, tieRule };
}
