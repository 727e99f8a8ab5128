import { m } from '#lib/paraglide/messages.js';
import type { RulePreset, RuleSet } from '#lib/domain/council/rule-set.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { intlTag, sentences } from './customs.ts';
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
    said(
      m.ruleset_title_notice({}, o),
      rules.noticeDays > 0 ? m.ruleset_notice({ days: rules.noticeDays }, o) : m.ruleset_notice_none({}, o),
    ),
    said(
      m.ruleset_title_quorum({}, o),
      quorumRuleSentence(rules.quorum, locale),
      countedWords(rules, locale),
    ),
    said(
      m.ruleset_title_order({}, o),
      consent ? m.ruleset_consent_first({ rounds: rules.maxRounds }, o) : m.ruleset_majority_first({}, o),
    ),
    ...(consent ? [said(m.ruleset_title_consent({}, o), ruleSentence('consent', rules, locale))] : []),
    said(m.ruleset_title_majority({}, o), ruleSentence('majority', rules, locale)),
    ...rules.specials.map((special) => said(m.ruleset_title_special({}, o), specialWords(special, locale))),
    said(m.ruleset_title_seal({}, o), seals[rules.sealPolicy]({}, o)),
    said(
      m.ruleset_title_publish({}, o),
      m.ruleset_publish({ outline: rules.outlineDays, publish: rules.publishDays }, o),
    ),
  ];
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

function specialWords({ category, majority }: RuleSet['specials'][number], locale: Locale): string {
  const o = { locale };
  return m.ruleset_special(
    {
      category:
        category === 'bylaw' ? m.ruleset_special_bylaw({}, o) : m.ruleset_special_other({ category }, o),
      base: bases[majority.base]({}, o),
      share: shareWords(majority.op, majority.num, majority.den, locale),
    },
    o,
  );
}

const presets = {
  consent_first: { word: m.preset_consent_first, help: m.preset_consent_first_help },
  consent_first_signed: { word: m.preset_consent_first_signed, help: m.preset_consent_first_signed_help },
  majority: { word: m.preset_majority, help: m.preset_majority_help },
} satisfies Record<RulePreset, unknown>;

/** 合意を先に, 多数決 … */
export function presetWord(preset: RulePreset, locale: Locale): string {
  return presets[preset].word({}, { locale });
}

/** The preset in a sentence. */
export function presetHelp(preset: RulePreset, locale: Locale): string {
  return presets[preset].help({}, { locale });
}
