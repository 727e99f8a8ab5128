/**
 * The lists by which issues are sorted, as keys (ISS7, ISS8): presets that a council may extend with words of its
 * own. Labels are the messages `tax_<list>_<key>`. Source: domain §4.6, §7.6 (strategy sheet, council's handout).
 */

/** The six fields of the strategy; these alone count in the coverage matrix (ISS7). */
export const coreFields = ['health', 'childcare', 'youth', 'independence', 'disability', 'elderly'] as const;

/** Fields in which most issues of a district lie, but none of the six (R-STR-03). */
export const moreFields = [
  'safety',
  'environment',
  'transport_shopping',
  'education',
  'multicultural',
  'culture',
  'information',
  'organisation',
] as const;

export const fields = [...coreFields, ...moreFields] as const;
export type Field = (typeof fields)[number];

export const lifeStages = [
  'children',
  'high_school',
  'young_adults',
  'parents',
  'mid_career',
  'seniors',
] as const;
export type LifeStage = (typeof lifeStages)[number];

/** Three groups of four: 基盤, 安心, 魅力. */
export const measures = [
  'base_1',
  'base_2',
  'base_3',
  'base_4',
  'safe_1',
  'safe_2',
  'safe_3',
  'safe_4',
  'appeal_1',
  'appeal_2',
  'appeal_3',
  'appeal_4',
] as const;
export type Measure = (typeof measures)[number];

export const measureGroups = ['base', 'safe', 'appeal'] as const;
export type MeasureGroup = (typeof measureGroups)[number];

/** Languages in which residents of the district tell what worries them (R-KAW-12, domain §7.1), as BCP 47 tags. */
export const tellingLanguages = ['ja', 'en', 'zh-Hans', 'zh-Hant', 'ko', 'vi', 'und'] as const;
export type TellingLanguage = (typeof tellingLanguages)[number];

/** Whether an issue has none of the six core fields: 「分野外」 (ISS7). */
export function isOutsideCore(issueFields: readonly string[]): boolean {
  return !issueFields.some((field) => coreFields.some((core) => core === field));
}

/** The group of a measure of the preset. */
export function groupOf(measure: Measure): MeasureGroup {
  const group = measureGroups.find((key) => measure.startsWith(`${key}_`));
  if (group === undefined) throw new RangeError(`measure of no group: ${measure}`);
  return group;
}
