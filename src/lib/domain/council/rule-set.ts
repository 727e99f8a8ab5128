/*
 * The rule set of a council (RUL1; R1, R2 of domain §7.6): frozen into every round, never changed, only followed by a
 * new version. Presets are what a council begins from; whether a rule set can work at all is asked in
 * `rule-set-faults.ts`. Minutes confirmed by the next meeting as a whole (`next_meeting` of domain §4.1) cannot be
 * adopted: there is no act yet by which a meeting confirms them, and a council that chose it could never seal.
 */

import type { HoldingRule, SpecialMajority } from '../deciding/frozen-rule.ts';
import type { RoundMode } from '../deciding/words.ts';

/** Who signs minutes before they are sealed. */
export const sealPolicies = ['chair', 'chair_plus_2'] as const;

/**
 * What kind of body the rules are for: a promotion council, an incorporated neighbourhood association (認可地縁団体, bound by
 * 地方自治法 260条の2 to 260条の40), or a committee. It decides which guards of the law hold.
 */
export const ruleBases = ['council', 'association', 'committee'] as const;
export type RuleBasis = (typeof ruleBases)[number];

/** Ways of deciding a rule set may begin with. */
export const firstModes = ['consent', 'majority'] as const satisfies readonly RoundMode[];

/** How the meeting may decide once consent was tried often enough; `none`: it puts off or withdraws. */
export const fallbacks = ['majority', 'consent', 'none'] as const satisfies readonly (RoundMode | 'none')[];

export interface RuleSet extends HoldingRule {
  readonly basis: RuleBasis;
  /** Article of the by-laws that says otherwise than the law where the law lets it; '' where none does. */
  readonly bylawsOtherwise: string;
  readonly noticeDays: number;
  readonly defaultMode: (typeof firstModes)[number];
  /** Rounds of consent before the meeting is asked how to go on. */
  readonly maxRounds: number;
  readonly fallback: (typeof fallbacks)[number];
  readonly sealPolicy: (typeof sealPolicies)[number];
  readonly outlineDays: number;
  /** Decisions are public at the closing already, as not confirmed yet (QPW1). */
  readonly outlinePublic: boolean;
  readonly publishDays: number;
}

/** A rule set as it may lie in the records: versions of before know less. */
export type StoredRuleSet = Omit<
  RuleSet,
  | 'specials'
  | 'basis'
  | 'bylawsOtherwise'
  | 'roll'
  | 'householdRule'
  | 'writtenAllowed'
  | 'proxyLimit'
  | 'outlinePublic'
> &
  Partial<Omit<RuleSet, 'specials'>> & {
    readonly specials: readonly (Omit<SpecialMajority, 'chairVotes'> & Partial<SpecialMajority>)[];
  };

/** The whole rule set, always spelled in one order: what versions of before left open is as it was held then. */
export function completeRules(stored: StoredRuleSet): RuleSet {
  const { quorum, majority } = stored;
  return {
    basis: stored.basis ?? 'council',
    bylawsOtherwise: stored.bylawsOtherwise ?? '',
    noticeDays: stored.noticeDays,
    roll: stored.roll ?? 'seats',
    quorum: {
      op: quorum.op,
      num: quorum.num,
      den: quorum.den,
      countAlternate: quorum.countAlternate,
      countProxy: quorum.countProxy,
      countWritten: quorum.countWritten,
    },
    defaultMode: stored.defaultMode,
    maxRounds: stored.maxRounds,
    fallback: stored.fallback,
    majority: shareOf(majority),
    specials: stored.specials.map((special) => ({
      category: special.category,
      majority: shareOf(special.majority),
      chairVotes: special.chairVotes ?? false,
    })),
    chairVote: stored.chairVote,
    tieRule: stored.tieRule,
    proxyMeaning: stored.proxyMeaning,
    proxyLimit: stored.proxyLimit === undefined ? null : stored.proxyLimit,
    writtenAllowed: stored.writtenAllowed ?? true,
    householdRule: stored.householdRule ?? 'none',
    sealPolicy: stored.sealPolicy,
    outlineDays: stored.outlineDays,
    outlinePublic: stored.outlinePublic ?? true,
    publishDays: stored.publishDays,
  };
}

function shareOf({ op, num, den, base }: RuleSet['majority']): RuleSet['majority'] {
  return { op, num, den, base };
}

/** Whether two rule sets say the same. */
export function sameRules(a: StoredRuleSet, b: StoredRuleSet): boolean {
  return JSON.stringify(completeRules(a)) === JSON.stringify(completeRules(b));
}

const r1: RuleSet = completeRules({
  noticeDays: 7,
  quorum: { op: 'gt', num: 1, den: 2, countAlternate: true, countProxy: true, countWritten: false },
  defaultMode: 'consent',
  maxRounds: 2,
  fallback: 'majority',
  majority: { op: 'gt', num: 1, den: 2, base: 'present' },
  specials: [],
  chairVote: 'casting_only',
  tieRule: 'chair_casts',
  proxyMeaning: 'quorum_only',
  proxyLimit: 3,
  sealPolicy: 'chair',
  outlineDays: 2,
  publishDays: 45,
});

/** By-laws and the like as 地方自治法 260条の3 and 260条の21 ask of an incorporated association: three quarters of all. */
const byThreeQuartersOfAll = (category: 'bylaw' | 'dissolution'): SpecialMajority => ({
  category,
  majority: { op: 'ge', num: 3, den: 4, base: 'eligible' },
  chairVotes: true,
});

/** Presets a council begins from; the key is what the form sends. */
export const rulePresets = {
  /** R1: consent first, majority of those present as fallback, chair's casting vote. */
  consent_first: r1,
  /** R2: R1, minutes signed by the chair and two signatories, by-laws by two thirds. */
  consent_first_signed: {
    ...r1,
    sealPolicy: 'chair_plus_2',
    specials: [
      { category: 'bylaw', majority: { op: 'ge', num: 2, den: 3, base: 'present' }, chairVotes: false },
    ],
  },
  /** Majority of those present throughout, as many advisory bodies do. */
  majority: { ...r1, defaultMode: 'majority', fallback: 'none' },
  /**
   * An incorporated neighbourhood association: notice five days before (260条の15), everybody's vote equal, in writing and
   * by proxy too (260条の18), by-laws and dissolution by three quarters of all (260条の3, 260条の21).
   */
  association: {
    ...r1,
    basis: 'association',
    quorum: { ...r1.quorum, countWritten: true },
    defaultMode: 'majority',
    fallback: 'none',
    specials: [byThreeQuartersOfAll('bylaw'), byThreeQuartersOfAll('dissolution')],
    proxyMeaning: 'instructed',
    householdRule: 'one_per_person',
    sealPolicy: 'chair_plus_2',
  },
  /** A committee appointed by a city (協働推進委員会): half of its members, majority, nobody stands in for another. */
  committee: {
    ...r1,
    basis: 'committee',
    quorum: { ...r1.quorum, op: 'ge', countAlternate: false, countProxy: false },
    defaultMode: 'majority',
    fallback: 'none',
    proxyLimit: 0,
    writtenAllowed: false,
  },
} as const satisfies Record<string, RuleSet>;

export type RulePreset = keyof typeof rulePresets;
