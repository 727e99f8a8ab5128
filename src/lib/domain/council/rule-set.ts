/*
 * The rule set of a council (R1, R2 of domain §7.6): frozen into every round, never changed, only
 * followed by a new version. Presets are what a new council chooses from. Minutes confirmed by the next
 * meeting as a whole (`next_meeting` of domain §4.1) cannot be adopted: there is no act yet by which a
 * meeting confirms them, and a council that chose it could never seal.
 */

import type { CountingRule } from '../deciding/frozen-rule.ts';
import type { MajorityRule } from '../deciding/round.ts';
import type { RoundMode } from '../deciding/words.ts';

/** Who signs minutes before they are sealed. */
export const sealPolicies = ['chair', 'chair_plus_2'] as const;

export interface RuleSet extends CountingRule {
  readonly noticeDays: number;
  readonly defaultMode: RoundMode;
  readonly maxRounds: number;
  readonly fallback: 'majority';
  readonly specials: readonly { readonly category: string; readonly majority: MajorityRule }[];
  /** Proxies one person may hold at most; 0: there are none, null: no limit, left out: three. */
  readonly proxyLimit?: number | null;
  readonly sealPolicy: (typeof sealPolicies)[number];
  readonly outlineDays: number;
  readonly publishDays: number;
}

const r1: RuleSet = {
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
  sealPolicy: 'chair',
  outlineDays: 2,
  publishDays: 45,
};

/** Presets a new council chooses from; the key is what the form sends. */
export const rulePresets = {
  /** R1: consent first, majority of those present as fallback, chair's casting vote. */
  consent_first: r1,
  /** R2: R1, minutes signed by the chair and two signatories, by-laws by two thirds. */
  consent_first_signed: {
    ...r1,
    sealPolicy: 'chair_plus_2',
    specials: [{ category: 'bylaw', majority: { op: 'ge', num: 2, den: 3, base: 'present' } }],
  },
  /** Majority of those present throughout, as many advisory bodies do. */
  majority: { ...r1, defaultMode: 'majority' },
} as const satisfies Record<string, RuleSet>;

export type RulePreset = keyof typeof rulePresets;
