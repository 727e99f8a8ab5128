import { m } from '#lib/paraglide/messages.js';
import type { RulePreset, RuleSet } from '#lib/domain/council/rule-set.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { intlTag, sentences } from './customs.ts';
import { categoryWord } from './rule-categories.ts';
import { quorumRuleSentence, ruleSentence, shareWords } from './rules.ts';

/** A council's rule set in sentences, as members would read it in the by-laws. */

export interface SaidRule {
  readonly title: string;
  readonly words: string;
}

/** Each rule with its title, in the order of a meeting. */
export function ruleSetWords(rules: RuleSet, locale: Locale): SaidRule[] {
  const o = { locale };
  const consent = rules.defaultMode === 'consent';
  const said = (title: string, ...words: string[]): SaidRule => ({
    title,
    words: sentences(words, locale),
  });
  return [
    said(m.ruleset_title_basis({}, o), basisWords[rules.basis]({}, o), otherwiseWords(rules, locale)),
    said(
      m.ruleset_title_notice({}, o),
      rules.noticeDays > 0 ? m.ruleset_notice({ days: rules.noticeDays }, o) : m.ruleset_notice_none({}, o),
    ),
    said(
      m.ruleset_title_quorum({}, o),
      quorumRuleSentence(rules.quorum, locale),
      countedWords(rules, locale),
    ),
    said(m.ruleset_title_roll({}, o), rollWords[rules.roll]({}, o), writtenWords(rules, locale)),
    said(
      m.ruleset_title_order({}, o),
      consent ? consentWords(rules, locale) : m.ruleset_majority_first({}, o),
    ),
    ...(consent ? [said(m.ruleset_title_consent({}, o), ruleSentence('consent', rules, locale))] : []),
    said(m.ruleset_title_majority({}, o), ruleSentence('majority', rules, locale)),
    ...rules.specials.map((special) => said(m.ruleset_title_special({}, o), specialWords(special, locale))),
    said(m.ruleset_title_proxies({}, o), proxyLimitWords(rules, locale)),
    ...(rules.householdRule === 'none'
      ? []
      : [said(m.ruleset_title_household({}, o), households[rules.householdRule]({}, o))]),
    said(m.ruleset_title_seal({}, o), seals[rules.sealPolicy]({}, o)),
    said(
      m.ruleset_title_publish({}, o),
      sentences(
        [
          m.ruleset_publish({ outline: rules.outlineDays, publish: rules.publishDays }, o),
          rules.outlinePublic ? m.ruleset_outline_public({}, o) : m.ruleset_outline_inside({}, o),
        ],
        locale,
      ),
    ),
  ];
}

const basisWords = {
  council: m.ruleset_basis_council,
  association: m.ruleset_basis_association,
  committee: m.ruleset_basis_committee,
} satisfies Record<RuleSet['basis'], unknown>;

const rollWords = {
  seats: m.ruleset_roll_seats,
  door: m.ruleset_roll_door,
} satisfies Record<RuleSet['roll'], unknown>;

const households = {
  one_per_household: m.ruleset_household_one,
  member_fraction: m.ruleset_household_fraction,
  one_per_person: m.ruleset_household_person,
} satisfies Record<Exclude<RuleSet['householdRule'], 'none'>, unknown>;

function otherwiseWords({ bylawsOtherwise }: RuleSet, locale: Locale): string {
  return bylawsOtherwise === '' ? '' : m.ruleset_otherwise({ article: bylawsOtherwise }, { locale });
}

function writtenWords({ writtenAllowed }: RuleSet, locale: Locale): string {
  return writtenAllowed ? m.ruleset_written({}, { locale }) : m.ruleset_room_only({}, { locale });
}

function consentWords({ maxRounds: rounds, fallback }: RuleSet, locale: Locale): string {
  return fallback === 'none'
    ? m.ruleset_consent_only({ rounds }, { locale })
    : m.ruleset_consent_first({ rounds }, { locale });
}

function proxyLimitWords({ proxyLimit }: RuleSet, locale: Locale): string {
  const o = { locale };
  if (proxyLimit === null) return m.ruleset_proxies_any({}, o);
  return proxyLimit === 0 ? m.ruleset_proxies_none({}, o) : m.ruleset_proxies({ n: proxyLimit }, o);
}

const seals = {
  chair: m.ruleset_seal_chair,
  chair_plus_2: m.ruleset_seal_chair_plus_2,
} satisfies Record<RuleSet['sealPolicy'], unknown>;

function countedWords({ quorum }: RuleSet, locale: Locale): string {
  if (quorum.op === 'none') return '';
  const o = { locale };
  const ways = [
    ...(quorum.countAlternate ? [m.ruleset_way_alternate({}, o)] : []),
    ...(quorum.countProxy ? [m.ruleset_way_proxy({}, o)] : []),
    ...(quorum.countWritten ? [m.ruleset_way_written({}, o)] : []),
  ];
  if (ways.length === 0) return m.ruleset_quorum_counts_none({}, o);
  const list = new Intl.ListFormat(intlTag(locale), { type: 'conjunction' });
  const said = list.format(ways);
  return m.ruleset_quorum_counts({ ways: said.charAt(0).toUpperCase() + said.slice(1) }, o);
}

const bases = {
  cast: m.rule_base_cast,
  ballots: m.rule_base_ballots,
  present: m.rule_base_present,
  eligible: m.rule_base_eligible,
};

function specialWords(
  { category, majority, chairVotes }: RuleSet['specials'][number],
  locale: Locale,
): string {
  const o = { locale };
  return sentences(
    [
      m.ruleset_special(
        {
          category: categoryWord(category, locale),
          base: bases[majority.base]({}, o),
          share: shareWords(majority.op, majority.num, majority.den, locale),
        },
        o,
      ),
      chairVotes ? m.ruleset_special_chair({}, o) : '',
    ],
    locale,
  );
}

const presets = {
  consent_first: { word: m.preset_consent_first, help: m.preset_consent_first_help },
  consent_first_signed: { word: m.preset_consent_first_signed, help: m.preset_consent_first_signed_help },
  majority: { word: m.preset_majority, help: m.preset_majority_help },
  association: { word: m.preset_association, help: m.preset_association_help },
  committee: { word: m.preset_committee, help: m.preset_committee_help },
} satisfies Record<RulePreset, unknown>;

/** 合意を先に, 多数決 … */
export function presetWord(preset: RulePreset, locale: Locale): string {
  return presets[preset].word({}, { locale });
}

/** The preset in a sentence. */
export function presetHelp(preset: RulePreset, locale: Locale): string {
  return presets[preset].help({}, { locale });
}

/** What two rule sets say of one thing. */
export interface ComparedRule {
  readonly title: string;
  /** '' where the one says nothing of it. */
  readonly before: string;
  readonly after: string;
  readonly changed: boolean;
}

/** Two rule sets side by side, by what they are about, in the order of a meeting. */
export function compareRules(before: RuleSet, after: RuleSet, locale: Locale): ComparedRule[] {
  const [old, next] = [ruleSetWords(before, locale), ruleSetWords(after, locale)];
  const of = (rules: readonly SaidRule[], title: string) =>
    rules
      .filter((rule) => rule.title === title)
      .map(({ words }) => words)
      .join('\n');
  const titles = [...new Set([...next, ...old].map(({ title }) => title))];
  return titles.map((title) => {
    const [was, is] = [of(old, title), of(next, title)];
    return { title, before: was, after: is, changed: was !== is };
  });
}

/** A rule set as a text a meeting can decide on: a line for each rule. */
export function ruleSetText(rules: RuleSet, locale: Locale): string {
  return ruleSetWords(rules, locale)
    .map(({ title, words }) => m.ruleset_line({ title, words }, { locale }))
    .join('\n');
}
