/**
 * The rule that is frozen into a round when it opens (DEC6, I4): that of the council's rule set, with the majority
 * the meeting asks for.
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

/** What of a rule set a round is counted by. */
export interface CountingRule {
  readonly quorum: QuorumRule;
  readonly majority: MajorityRule;
  readonly chairVote: ChairVote;
  readonly tieRule: TieRule;
  readonly proxyMeaning: ProxyMeaning;
}

/** The majority at a threshold. The base stays that of the rule set. */
export function majorityAt(rule: MajorityRule, threshold: Threshold): MajorityRule {
  return threshold === 'rule' ? rule : { ...shares[threshold], base: rule.base };
}

/** A rule as rounds keep and publish it (contracts §7). */
export interface FrozenRule extends CountingRule {
  readonly blockIsVeto: boolean;
  /** In a round whose ballots put dots: how many each person has. */
  readonly dots?: DotsRule;
}

/** The rule of contracts §7 for a round opened under this rule set. */
export function frozenRule(rule: CountingRule, threshold: Threshold): FrozenRule {
  return {
    quorum: rule.quorum,
    majority: majorityAt(rule.majority, threshold),
    chairVote: rule.chairVote,
    tieRule: rule.tieRule,
    proxyMeaning: rule.proxyMeaning,
    blockIsVeto: true,
  };
}
