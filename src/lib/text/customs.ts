import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/i18n/locale.ts';

/*
 * What a language does in its own way and no sentence shows. The catalogue says it, so that a language is added by its
 * catalogue alone.
 */

/** The tag by which `Intl` knows the ways of the language: ja-JP, en-GB. */
export const intlTag = (locale: Locale): string => m.locale_intl({}, { locale });

/** The tag by which a hand-written list is numbered: 一 二 三 in Japanese. */
export const numeralTag = (locale: Locale): string => m.locale_numerals({}, { locale });

/** Whether a day is dated by the era (令和5年) rather than by the western year alone. */
export const datesByEra = (locale: Locale): boolean => m.locale_years({}, { locale }) === 'era';

/** Whether hours on paper are told by the halves of the day (午後7時) rather than 19:00. */
export const tellsHalves = (locale: Locale): boolean => m.locale_hours({}, { locale }) === 'halves';

/** Whether a person is called by the family name, with what shows respect. */
export const callsByFamilyName = (locale: Locale): boolean => m.locale_call({}, { locale }) === 'family';

/** Whole sentences one after the other; Japanese needs no space after its full stop. Empty ones are left out. */
export const sentences = (said: readonly string[], locale: Locale): string =>
  said
    .filter((words) => words !== '')
    .reduce((first, next) => (first ? m.said_next({ first, next }, { locale }) : next), '');
