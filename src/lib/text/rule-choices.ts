import { m } from '#lib/paraglide/messages.js';
import { ruleBases, sealPolicies, type RuleBasis, type RuleSet } from '#lib/domain/council/rule-set.ts';
import {
  bases,
  chairVotes,
  householdRules,
  leavesChairOut,
  needed,
  proxyMeanings,
  rolls,
  tieRules,
  type Base,
  type ChairVote,
  type HouseholdRule,
  type MajorityOp,
  type ProxyMeaning,
  type RollRule,
  type TieRule,
} from '#lib/domain/deciding/index.ts';
import { rational } from '#lib/domain/rational.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { shareWords } from './rules.ts';

/*
 * What each choice of a rule set means, in a sentence with this council's own numbers: 25人なら13人. Chosen among by
 * people who have never read the by-laws of another council.
 */

export interface RuleChoice {
  readonly value: string;
  readonly label: string;
  readonly hint: string;
}

/** A share as one word of a form: `gt-1-2`. */
export interface Share {
  readonly op: MajorityOp;
  readonly num: number;
  readonly den: number;
}

export const shareKey = ({ op, num, den }: Share): string => `${op}-${num}-${den}`;

/** Undefined where it is no share. */
export function shareIn(key: string): Share | undefined {
  const found = /^(gt|ge)-(\d{1,3})-(\d{1,3})$/.exec(key);
  return found ? { op: found[1] as MajorityOp, num: Number(found[2]), den: Number(found[3]) } : undefined;
}

const quorums: readonly Share[] = [
  { op: 'gt', num: 1, den: 2 },
  { op: 'ge', num: 1, den: 2 },
  { op: 'ge', num: 1, den: 3 },
  { op: 'ge', num: 2, den: 3 },
];
const majorities: readonly Share[] = [
  { op: 'gt', num: 1, den: 2 },
  { op: 'ge', num: 1, den: 2 },
  { op: 'ge', num: 2, den: 3 },
  { op: 'ge', num: 3, den: 4 },
];

/** The common shares, and the one that holds where it is none of them. */
function withOwn(common: readonly Share[], own: Share): readonly Share[] {
  return common.some((share) => shareKey(share) === shareKey(own)) ? common : [...common, own];
}

/** So many of `n` are needed, as people count them. */
const least = (share: Share, n: number): string => needed(share, rational(n), true);

/** Quorum: 過半数 (25人なら13人), 半数以上 …, 定めない. `seats`: of this council. */
export function quorumChoices(rules: RuleSet, seats: number, locale: Locale): RuleChoice[] {
  const o = { locale };
  const { op, num, den } = rules.quorum;
  const shares = op === 'none' ? quorums : withOwn(quorums, { op, num, den });
  return [
    ...shares.map((share) => ({
      value: shareKey(share),
      label: shareWords(share.op, share.num, share.den, locale),
      hint: m.rulechoice_quorum({ seats, n: least(share, seats) }, o),
    })),
    { value: 'none', label: m.rulechoice_quorum_none({}, o), hint: m.rulechoice_quorum_none_hint({}, o) },
  ];
}

/** Majority: 過半数 (出席20人なら11人) … */
export function majorityChoices(own: Share, seats: number, locale: Locale): RuleChoice[] {
  const there = present(seats);
  return withOwn(majorities, own).map((share) => ({
    value: shareKey(share),
    label: shareWords(share.op, share.num, share.den, locale),
    hint: m.rulechoice_majority({ there, n: least(share, there) }, { locale }),
  }));
}

/** So many come to an ordinary meeting, for examples: four of five. */
function present(seats: number): number {
  return Math.max(1, Math.ceil((seats * 4) / 5));
}

/** What is counted under, with an evening on which `there` came and some abstained. */
export function baseChoices(rules: RuleSet, seats: number, locale: Locale): RuleChoice[] {
  const o = { locale };
  const out = leavesChairOut({ mode: 'majority', rule: rules }) ? 1 : 0;
  const all = Math.max(1, seats - out);
  const there = Math.max(1, present(seats) - out);
  const abstain = Math.min(2, there - 1);
  const silent = Math.min(1, there - 1 - abstain);
  const { majority } = rules;
  const words: Record<Base, { readonly label: string; readonly of: number }> = {
    present: { label: m.rulechoice_base_present({}, o), of: there },
    cast: { label: m.rulechoice_base_cast({}, o), of: there - abstain - silent },
    ballots: { label: m.rulechoice_base_ballots({}, o), of: there - silent },
    eligible: { label: m.rulechoice_base_eligible({}, o), of: all },
  };
  return bases.map((value) => {
    const { label, of } = words[value];
    const hint = m.rulechoice_base_hint(
      { there, abstain, silent, of, n: least(majority, Math.max(1, of)) },
      o,
    );
    return {
      value,
      label,
      hint: value === 'eligible' ? m.rulechoice_base_eligible_hint({ of, n: least(majority, of) }, o) : hint,
    };
  });
}

const said = <Value extends string>(
  values: readonly Value[],
  words: Record<Value, { readonly label: () => string; readonly hint: () => string }>,
): RuleChoice[] => values.map((value) => ({ value, label: words[value].label(), hint: words[value].hint() }));

export function basisChoices(locale: Locale): RuleChoice[] {
  const o = { locale };
  const words: Record<RuleBasis, { label: () => string; hint: () => string }> = {
    council: {
      label: () => m.rulechoice_basis_council({}, o),
      hint: () => m.rulechoice_basis_council_hint({}, o),
    },
    association: {
      label: () => m.rulechoice_basis_association({}, o),
      hint: () => m.rulechoice_basis_association_hint({}, o),
    },
    committee: {
      label: () => m.rulechoice_basis_committee({}, o),
      hint: () => m.rulechoice_basis_committee_hint({}, o),
    },
  };
  return said(ruleBases, words);
}

export function rollChoices(seats: number, locale: Locale): RuleChoice[] {
  const o = { locale };
  const words: Record<RollRule, { label: () => string; hint: () => string }> = {
    seats: {
      label: () => m.rulechoice_roll_seats({}, o),
      hint: () => m.rulechoice_roll_seats_hint({ seats }, o),
    },
    door: {
      label: () => m.rulechoice_roll_door({}, o),
      hint: () => m.rulechoice_roll_door_hint({ seats }, o),
    },
  };
  return said(rolls, words);
}

export function chairChoices(locale: Locale): RuleChoice[] {
  const o = { locale };
  const words: Record<ChairVote, { label: () => string; hint: () => string }> = {
    casting_only: {
      label: () => m.rulechoice_chair_casting_only({}, o),
      hint: () => m.rulechoice_chair_casting_only_hint({}, o),
    },
    votes_no_casting: {
      label: () => m.rulechoice_chair_votes_no_casting({}, o),
      hint: () => m.rulechoice_chair_votes_no_casting_hint({}, o),
    },
    votes_and_casting: {
      label: () => m.rulechoice_chair_votes_and_casting({}, o),
      hint: () => m.rulechoice_chair_votes_and_casting_hint({}, o),
    },
    never: { label: () => m.rulechoice_chair_never({}, o), hint: () => m.rulechoice_chair_never_hint({}, o) },
  };
  return said(chairVotes, words);
}

export function tieChoices(locale: Locale): RuleChoice[] {
  const o = { locale };
  const words: Record<TieRule, { label: () => string; hint: () => string }> = {
    chair_casts: { label: () => m.rulechoice_tie_chair({}, o), hint: () => m.rule_tie_chair_casts({}, o) },
    rejected: { label: () => m.rulechoice_tie_rejected({}, o), hint: () => m.rule_tie_rejected({}, o) },
    revote: { label: () => m.rulechoice_tie_revote({}, o), hint: () => m.rule_tie_revote({}, o) },
    continue: { label: () => m.rulechoice_tie_continue({}, o), hint: () => m.rule_tie_continue({}, o) },
  };
  return said(tieRules, words);
}

export function proxyChoices(locale: Locale): RuleChoice[] {
  const o = { locale };
  const words: Record<ProxyMeaning, { label: () => string; hint: () => string }> = {
    quorum_only: {
      label: () => m.rulechoice_proxy_quorum_only({}, o),
      hint: () => m.rule_proxy_quorum_only({}, o),
    },
    instructed: {
      label: () => m.rulechoice_proxy_instructed({}, o),
      hint: () => m.rule_proxy_instructed({}, o),
    },
    holder_decides: {
      label: () => m.rulechoice_proxy_holder({}, o),
      hint: () => m.rule_proxy_holder_decides({}, o),
    },
    follows_result: {
      label: () => m.rulechoice_proxy_follows({}, o),
      hint: () => m.rule_proxy_follows_result({}, o),
    },
  };
  return said(proxyMeanings, words);
}

export function householdChoices(locale: Locale): RuleChoice[] {
  const o = { locale };
  const words: Record<HouseholdRule, { label: () => string; hint: () => string }> = {
    none: {
      label: () => m.rulechoice_household_none({}, o),
      hint: () => m.rulechoice_household_none_hint({}, o),
    },
    one_per_household: {
      label: () => m.rulechoice_household_one({}, o),
      hint: () => m.rulechoice_household_one_hint({}, o),
    },
    member_fraction: {
      label: () => m.rulechoice_household_fraction({}, o),
      hint: () => m.rulechoice_household_fraction_hint({}, o),
    },
    one_per_person: {
      label: () => m.rulechoice_household_person({}, o),
      hint: () => m.rulechoice_household_person_hint({}, o),
    },
  };
  return said(householdRules, words);
}

export function sealChoices(locale: Locale): RuleChoice[] {
  const o = { locale };
  const words: Record<(typeof sealPolicies)[number], { label: () => string; hint: () => string }> = {
    chair: { label: () => m.rulechoice_seal_chair({}, o), hint: () => m.ruleset_seal_chair({}, o) },
    chair_plus_2: {
      label: () => m.rulechoice_seal_chair_plus_2({}, o),
      hint: () => m.ruleset_seal_chair_plus_2({}, o),
    },
  };
  return said(sealPolicies, words);
}

/** Which way people begin with, and what follows where they do not agree. */
export function modeChoices(locale: Locale): RuleChoice[] {
  const o = { locale };
  return [
    {
      value: 'consent',
      label: m.mode_consent({}, o),
      hint: m.open_round_consent_hint({}, o),
    },
    {
      value: 'majority',
      label: m.mode_majority({}, o),
      hint: m.open_round_majority_hint({}, o),
    },
  ];
}

export function fallbackChoices(locale: Locale): RuleChoice[] {
  const o = { locale };
  return [
    {
      value: 'majority',
      label: m.rulechoice_fallback_majority({}, o),
      hint: m.rulechoice_fallback_majority_hint({}, o),
    },
    { value: 'none', label: m.rulechoice_fallback_none({}, o), hint: m.rulechoice_fallback_none_hint({}, o) },
  ];
}

/** Proxies one person may hold. `null`: as many as are given to him. */
export function proxyLimitChoices(
  locale: Locale,
): readonly { readonly value: string; readonly label: string }[] {
  const o = { locale };
  return [
    { value: '0', label: m.rulechoice_proxies_none({}, o) },
    ...[1, 2, 3, 5, 10].map((n) => ({ value: `${n}`, label: m.rulechoice_proxies_n({ n }, o) })),
    { value: 'any', label: m.rulechoice_proxies_any({}, o) },
  ];
}
