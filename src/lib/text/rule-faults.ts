import { m } from '#lib/paraglide/messages.js';
import type { RuleFaultReason } from '#lib/domain/council/rule-set-faults.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { categoryWord } from './rule-categories.ts';

const faults = {
  'quorum-above-roll': m.rulefault_quorum_above_roll,
  'quorum-nobody': m.rulefault_quorum_nobody,
  'majority-above-base': m.rulefault_majority_above_base,
  'majority-below-half': m.rulefault_majority_below_half,
  'fallback-itself': m.rulefault_fallback_itself,
  'fallback-unused': m.rulefault_fallback_unused,
  'tie-without-cast': m.rulefault_tie_without_cast,
  'proxies-not-taken': m.rulefault_proxies_not_taken,
  'written-not-taken': m.rulefault_written_not_taken,
  'proxy-follows-nobody': m.rulefault_proxy_follows_nobody,
  'special-twice': m.rulefault_special_twice,
  'special-lower': m.rulefault_special_lower,
  'publish-before-outline': m.rulefault_publish_before_outline,
  'law-notice': m.rulefault_law_notice,
  'law-roll': m.rulefault_law_roll,
  'law-written': m.rulefault_law_written,
  'law-special-missing': m.rulefault_law_special_missing,
  'law-special-low': m.rulefault_law_special_low,
  'law-household': m.rulefault_law_household,
} satisfies Record<RuleFaultReason, unknown>;

/** Why a rule set cannot work, in a sentence; undefined where the reason is not one of them. */
export function ruleFaultWords(
  { why, category }: Readonly<Record<string, string | number>>,
  locale: Locale,
): string | undefined {
  if (typeof why !== 'string' || !Object.hasOwn(faults, why)) return undefined;
  const named = category === undefined ? '' : categoryWord(`${category}`, locale);
  return faults[why as RuleFaultReason]({ category: named }, { locale });
}
