import { recordLocale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';

/** What stands in a sealed text in place of a name that the reader is not shown; in the language of the record. */
export function hiddenName(): string {
  return m.minutes_name_hidden({}, { locale: recordLocale });
}
