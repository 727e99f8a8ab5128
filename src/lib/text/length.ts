import { signsIn } from '#lib/domain/canonical/signs.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';

/**
 * That a text is longer than its field holds, in signs as people count them; few signs that are each made of many are
 * told so, not by a number that nobody can count (CAN10). `n`: how many signs it has.
 */
export function sayTooLong(n: number, max: number, locale?: Locale): string {
  const options = locale === undefined ? {} : { locale };
  return n > max ? m.ui_too_long({ n, max }, options) : m.ui_too_many_parts({ max }, options);
}

/** The same of a text in its field; '' where it fits. */
export function tooLongFor(text: string, max: number): string {
  return text.length > max ? sayTooLong(signsIn(text), max) : '';
}
