/*
 * Whether a rule set can work (RUL2–RUL6): a quorum nobody can reach, limits that cross, a tie that nobody may decide, a
 * fallback to itself, and what the law forbids an incorporated neighbourhood association (地方自治法 260条の2 ff., domain
 * §3.2, §5.5). Every fault names its field and its reason. What the law lets by-laws say otherwise is let through where
 * the article is named.
 */

import { refuse, type Refusal } from '../refusal.ts';
import type { HouseholdRule } from '../deciding/frozen-rule.ts';
import { countsHouseholds } from '../deciding/households.ts';
import type { MajorityRule } from '../deciding/round.ts';
import type { RuleBasis, RuleSet } from './rule-set.ts';

export const ruleFaultReasons = [
  'quorum-above-roll',
  'quorum-nobody',
  'majority-above-base',
  'majority-below-half',
  'fallback-itself',
  'fallback-unused',
  'tie-without-cast',
  'proxies-not-taken',
  'written-not-taken',
  'proxy-follows-nobody',
  'special-twice',
  'special-lower',
  'publish-before-outline',
  'law-notice',
  'law-roll',
  'law-written',
  'law-special-missing',
  'law-special-low',
  'law-household',
] as const;
export type RuleFaultReason = (typeof ruleFaultReasons)[number];

export interface RuleFault {
  /** Path of the field, e.g. `specials[1].majority`. */
  readonly field: string;
  readonly why: RuleFaultReason;
  /** The matter, where a majority of its own is at fault. */
  readonly category?: string;
}

/** Days before a general meeting by which an incorporated association must call it (地方自治法260条の15). */
export const associationNoticeDays = 5;

/** Matters an incorporated association decides by person only, never by household (domain §5.5, AT-5.4). */
const byPersonOnly: readonly string[] = ['bylaw', 'representative', 'property', 'dissolution'];

/** Matters for which the law itself asks three quarters of all members (地方自治法260条の3, 260条の21). */
const threeQuarters = ['bylaw', 'dissolution'] as const;

/** Every reason why the rule set cannot work, in the order of its fields; none where it can. */
export function ruleSetFaults(rules: RuleSet): RuleFault[] {
  return [
    ...quorumFaults(rules),
    ...majorityFaults(rules.majority, 'majority'),
    ...wayFaults(rules),
    ...specialFaults(rules),
    ...voiceFaults(rules),
    ...(rules.outlineDays > rules.publishDays
      ? [{ field: 'publishDays', why: 'publish-before-outline' } as const]
      : []),
    ...(rules.basis === 'association' ? lawFaults(rules) : []),
  ];
}

/** `rules-impossible` at the first field that cannot be, with the reason; null where the rule set can work. */
export function ruleSetRefusal(rules: RuleSet): Refusal | null {
  const [fault] = ruleSetFaults(rules);
  if (!fault) return null;
  const { field, why, category } = fault;
  return refuse('rules-impossible', {
    field,
    params: { why, ...(category !== undefined && { category }) },
  });
}

/**
 * Null where households may be asked so about a matter of this kind. `rules-impossible` where an incorporated association would
 * decide by household what the law gives to each person (RUL6): `one_per_person` is what it may do.
 */
export function householdRefusal(
  basis: RuleBasis,
  rule: HouseholdRule,
  category: string | null,
): Refusal | null {
  if (!countsHouseholds(rule) || category === null || !isPersonOnly(basis, category)) return null;
  return refuse('rules-impossible', { field: 'householdRule', params: { why: 'law-household', category } });
}

/** Whether the law gives a matter to each person, so that it may be asked person by person whatever the rule set says. */
export function isPersonOnly(basis: RuleBasis, category: string | null): boolean {
  return basis === 'association' && category !== null && byPersonOnly.includes(category);
}

function quorumFaults({ quorum: { op, num, den } }: RuleSet): RuleFault[] {
  if (op === 'none') return [];
  if (num < 1) return [{ field: 'quorum', why: 'quorum-nobody' }];
  const reachable = op === 'gt' ? num < den : num <= den;
  return reachable ? [] : [{ field: 'quorum', why: 'quorum-above-roll' }];
}

/** Half at least: with less, a proposal and its opposite could both pass. */
function majorityFaults({ op, num, den }: MajorityRule, field: string, category?: string): RuleFault[] {
  const of = category === undefined ? {} : { category };
  if (op === 'gt' ? num >= den : num > den) return [{ field, why: 'majority-above-base', ...of }];
  return num * 2 < den ? [{ field, why: 'majority-below-half', ...of }] : [];
}

function wayFaults({ defaultMode, fallback, chairVote, tieRule }: RuleSet): RuleFault[] {
  const casts = chairVote === 'casting_only' || chairVote === 'votes_and_casting';
  return [
    ...(fallback === defaultMode ? [{ field: 'fallback', why: 'fallback-itself' } as const] : []),
    // a vote ends by itself: nothing is fallen back to from it
    ...(defaultMode === 'majority' && fallback !== 'none' && fallback !== defaultMode
      ? [{ field: 'fallback', why: 'fallback-unused' } as const]
      : []),
    ...(tieRule === 'chair_casts' && !casts ? [{ field: 'tieRule', why: 'tie-without-cast' } as const] : []),
  ];
}

function specialFaults({ specials, majority }: RuleSet): RuleFault[] {
  return specials.flatMap((special, i) => {
    const { category } = special;
    const field = `specials[${i}]`;
    const twice = specials.findIndex((other) => other.category === category) < i;
    return [
      ...(twice ? [{ field: `${field}.category`, why: 'special-twice', category } as const] : []),
      ...majorityFaults(special.majority, `${field}.majority`, category),
      ...(special.majority.base === majority.base && isLower(special.majority, majority)
        ? [{ field: `${field}.majority`, why: 'special-lower', category } as const]
        : []),
    ];
  });
}

function isLower(a: MajorityRule, b: MajorityRule): boolean {
  const [left, right] = [a.num * b.den, b.num * a.den];
  return left < right || (left === right && a.op === 'ge' && b.op === 'gt');
}

function voiceFaults({ quorum, proxyLimit, proxyMeaning, writtenAllowed }: RuleSet): RuleFault[] {
  const none = proxyLimit === 0;
  return [
    ...(none && quorum.op !== 'none' && quorum.countProxy
      ? [{ field: 'quorum.countProxy', why: 'proxies-not-taken' } as const]
      : []),
    ...(none && proxyMeaning === 'holder_decides'
      ? [{ field: 'proxyMeaning', why: 'proxy-follows-nobody' } as const]
      : []),
    ...(!writtenAllowed && quorum.op !== 'none' && quorum.countWritten
      ? [{ field: 'quorum.countWritten', why: 'written-not-taken' } as const]
      : []),
  ];
}

function lawFaults(rules: RuleSet): RuleFault[] {
  const otherwise = rules.bylawsOtherwise !== '';
  return [
    ...(rules.noticeDays < associationNoticeDays
      ? [{ field: 'noticeDays', why: 'law-notice' } as const]
      : []),
    // a vote is a member's
    ...(rules.roll === 'door' ? [{ field: 'roll', why: 'law-roll' } as const] : []),
    ...(!otherwise && (!rules.writtenAllowed || rules.proxyLimit === 0)
      ? [{ field: rules.writtenAllowed ? 'proxyLimit' : 'writtenAllowed', why: 'law-written' } as const]
      : []),
    ...(otherwise ? [] : threeQuarters.flatMap((category) => threeQuartersFault(rules, category))),
  ];
}

function threeQuartersFault({ specials }: RuleSet, category: string): RuleFault[] {
  const at = specials.findIndex((special) => special.category === category);
  const special = specials[at];
  if (!special) return [{ field: 'specials', why: 'law-special-missing', category }];
  const { num, den, base } = special.majority;
  const enough = base === 'eligible' && num * 4 >= den * 3;
  return enough ? [] : [{ field: `specials[${at}].majority`, why: 'law-special-low', category }];
}
