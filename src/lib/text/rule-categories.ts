import { m } from '#lib/paraglide/messages.js';
import { specialCategories, type SpecialCategory } from '#lib/domain/deciding/index.ts';
import type { Locale } from '#lib/i18n/locale.ts';

const categories = {
  bylaw: m.ruleset_special_bylaw,
  representative: m.ruleset_special_representative,
  property: m.ruleset_special_property,
  dissolution: m.ruleset_special_dissolution,
  budget: m.ruleset_special_budget,
  plan: m.ruleset_special_plan,
} satisfies Record<SpecialCategory, unknown>;

/** 会則の変更, 解散 …; a word of before is said as it is. */
export function categoryWord(category: string, locale: Locale): string {
  const known = specialCategories.find((one) => one === category);
  return known ? categories[known]({}, { locale }) : m.ruleset_special_other({ category }, { locale });
}
