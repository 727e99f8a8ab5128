import type { RoundJson } from '#lib/domain/deciding/index.ts';
import type { RuleSet } from '#lib/domain/council/rule-set.ts';

/** Majorities a vote may be held with: that of the rule set, or a higher one for what weighs more. */
export const thresholds = ['rule', 'two_thirds', 'three_quarters'] as const;
export type Threshold = (typeof thresholds)[number];

/** The rule of contracts §7 that is frozen into a round. The base stays that of the rule set. */
export function ruleOfRound(rule: RuleSet, threshold: Threshold): RoundJson['rule'] {
  const { base } = rule.majority;
  const majority = {
    rule: rule.majority,
    two_thirds: { op: 'ge', num: 2, den: 3, base },
    three_quarters: { op: 'ge', num: 3, den: 4, base },
  } as const;
  return {
    quorum: rule.quorum,
    majority: majority[threshold],
    chairVote: rule.chairVote,
    tieRule: rule.tieRule,
    proxyMeaning: rule.proxyMeaning,
    blockIsVeto: true,
  };
}
