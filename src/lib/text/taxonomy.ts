import { locales } from '#lib/paraglide/runtime.js';
import { m } from '#lib/paraglide/messages.js';
import {
  fields,
  lifeStages,
  measureGroups,
  measures,
  type MeasureGroup,
  type Field,
  tellingLanguages,
  type LifeStage,
  type Measure,
  type TellingLanguage,
} from '#lib/domain/issues/taxonomy.ts';
import {
  measureKeys,
  type Strategy,
  type StrategyGroup,
  type TitledMeasure,
} from '#lib/domain/issues/strategy.ts';
import type { PersonalKind } from '#lib/domain/issues/privacy.ts';
import type { Route } from '#lib/domain/issues/state.ts';
import type { Locale } from '#lib/i18n/locale.ts';

/**
 * The lists by which issues are sorted, in words (domain §4.6). What is no key of a preset is a word of the
 * council's own and is said as it was written.
 */

const fieldWords = {
  health: m.tax_field_health,
  childcare: m.tax_field_childcare,
  youth: m.tax_field_youth,
  independence: m.tax_field_independence,
  disability: m.tax_field_disability,
  elderly: m.tax_field_elderly,
  safety: m.tax_field_safety,
  environment: m.tax_field_environment,
  transport_shopping: m.tax_field_transport_shopping,
  education: m.tax_field_education,
  multicultural: m.tax_field_multicultural,
  culture: m.tax_field_culture,
  information: m.tax_field_information,
  organisation: m.tax_field_organisation,
} satisfies Record<Field, unknown>;

/** 高齢者福祉, 生活環境 … */
export function fieldWord(field: string, locale: Locale): string {
  const key = fields.find((known) => known === field);
  return key ? fieldWords[key]({}, { locale }) : field;
}

const lifeStageWords = {
  children: m.tax_life_stage_children,
  high_school: m.tax_life_stage_high_school,
  young_adults: m.tax_life_stage_young_adults,
  parents: m.tax_life_stage_parents,
  mid_career: m.tax_life_stage_mid_career,
  seniors: m.tax_life_stage_seniors,
} satisfies Record<LifeStage, unknown>;

/** 子ども, 子育て世代, 高齢者 … */
export function lifeStageWord(stage: string, locale: Locale): string {
  const key = lifeStages.find((known) => known === stage);
  return key ? lifeStageWords[key]({}, { locale }) : stage;
}

const measureWords = {
  base_1: m.tax_measure_base_1,
  base_2: m.tax_measure_base_2,
  base_3: m.tax_measure_base_3,
  base_4: m.tax_measure_base_4,
  safe_1: m.tax_measure_safe_1,
  safe_2: m.tax_measure_safe_2,
  safe_3: m.tax_measure_safe_3,
  safe_4: m.tax_measure_safe_4,
  appeal_1: m.tax_measure_appeal_1,
  appeal_2: m.tax_measure_appeal_2,
  appeal_3: m.tax_measure_appeal_3,
  appeal_4: m.tax_measure_appeal_4,
} satisfies Record<Measure, unknown>;

/** The title of a measure in a strategy: its own words, or those of the preset. */
export function measureTitle(groups: readonly StrategyGroup[], key: string, locale: Locale): string {
  const own = groups.flatMap((group) => group.measures).find((measure) => measure.key === key)?.title;
  return own || measureWord(key, locale);
}

/** The name of a strategy: its own, or that of the preset. */
export function strategyName({ name }: { readonly name: string }, locale: Locale): string {
  return name || m.coverage_strategy_preset({}, { locale });
}

/** Measures in words, each after its strategy where a council follows several. */
export function namedMeasures(
  keys: readonly string[],
  strategies: readonly Strategy[],
  locale: Locale,
): string[] {
  const groups = strategies.flatMap((strategy) => strategy.groups);
  return keys.map((key) => {
    const title = measureTitle(groups, key, locale);
    const of = strategies.find((strategy) => measureKeys(strategy.groups).includes(key));
    return of && strategies.length > 1 ? `${strategyName(of, locale)}　${title}` : title;
  });
}

const groupWords = {
  base: m.tax_measure_group_base,
  safe: m.tax_measure_group_safe,
  appeal: m.tax_measure_group_appeal,
} satisfies Record<MeasureGroup, unknown>;

/** The title of a group of measures: its own words, or 基盤, 安心, 魅力. */
export function groupTitle(group: StrategyGroup, locale: Locale): string {
  const key = measureGroups.find((known) => known === group.key);
  return group.title || (key ? groupWords[key]({}, { locale }) : group.key);
}

/** 安心① 見守り活動の充実 … */
export function measureWord(measure: string, locale: Locale): string {
  const key = measures.find((known) => known === measure);
  return key ? measureWords[key]({}, { locale }) : measure;
}

/** How the measures of the preset are called, in every language, with the mark before them (安心①) and without. */
export function presetTitles(): TitledMeasure[] {
  return measures.flatMap((key) =>
    locales.flatMap((locale) => {
      const title = measureWord(key, locale);
      const plain = title.replace(/^\S*[①-⑳\d]\s+/u, '');
      return [
        { title, measure: { key, title: '' } },
        { title: plain, measure: { key, title: plain } },
      ];
    }),
  );
}

const routeWords = {
  self: m.tax_route_self,
  joint: m.tax_route_joint,
  referred: m.tax_route_referred,
  professional: m.tax_route_professional,
} satisfies Record<Route, unknown>;

/** 自分たちで, 行政と一緒に, 行政へつなぐ, 専門機関へ: who acts on an issue (R-SEN-02). */
export function routeWord(route: Route, locale: Locale): string {
  return routeWords[route]({}, { locale });
}

const personal = {
  email: m.issue_flag_email,
  name: m.issue_flag_name,
  phone: m.issue_flag_phone,
  twelve_digits: m.issue_flag_twelve_digits,
  address: m.issue_flag_address,
} satisfies Record<PersonalKind, unknown>;

/** 電話番号のような数字 …: what was found that must not be published. */
export function personalKindWord(kind: PersonalKind, locale: Locale): string {
  return personal[kind]({}, { locale });
}

const vias = {
  form: m.issue_via_form,
  phone: m.issue_via_phone,
  paper: m.issue_via_paper,
  bridge: m.issue_via_bridge,
  meeting: m.issue_via_meeting,
};
export type IssueVia = keyof typeof vias;
export const issueVias = Object.keys(vias) as IssueVia[];

/** フォーム, 電話, 紙 …: how an issue came in. */
export function viaWord(via: IssueVia, locale: Locale): string {
  return vias[via]({}, { locale });
}

const languages = {
  ja: m.issue_language_ja,
  en: m.issue_language_en,
  'zh-Hans': m.issue_language_zh_hans,
  'zh-Hant': m.issue_language_zh_hant,
  ko: m.issue_language_ko,
  vi: m.issue_language_vi,
  und: m.issue_language_und,
} satisfies Record<TellingLanguage, unknown>;

/** 中国語（簡体字） …: the language in which something was told. */
export function languageWord(tag: string, locale: Locale): string {
  const known = tellingLanguages.find((language) => language === tag);
  return languages[known ?? 'und']({}, { locale });
}
