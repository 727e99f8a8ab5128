import { baseLocale, isLocale, locales, type Locale } from '#lib/paraglide/runtime.js';

/*
 * The languages of the house are those of the catalogues (project.inlang/settings.json): this list and this type are
 * compiled from there. What a language does differently (its dates, its full stop) is said in its catalogue, too.
 */
export { locales, type Locale };

/** Papers, minutes and what an act writes into them: Japanese, whatever language their reader has chosen. */
export const recordLocale: Locale = 'ja';

/** A language tag from a cookie, a row or the page as one we speak; the base language otherwise. */
export function localeOf(tag: string | null | undefined): Locale {
  return isLocale(tag) ? tag : baseLocale;
}
