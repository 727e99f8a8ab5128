import { isLocale, type Locale } from '#lib/paraglide/runtime.js';

/** The languages facts are said in; every function of this folder takes one, last. */
export type { Locale };

/** A language tag from a cookie, a row or the page as one we speak; Japanese otherwise. */
export function localeOf(tag: string | null | undefined): Locale {
  return isLocale(tag) ? tag : 'ja';
}
