import type { Locale } from '#lib/i18n/locale.ts';
import { intlTag } from '#lib/text/customs.ts';

/** 「1.2 MB」, 「340 KB」: how much there is to load. */
export function sizeWords(bytes: number, locale: Locale): string {
  const [value, unit] =
    bytes >= 1_000_000 ? [bytes / 1_000_000, 'megabyte'] : [Math.max(1, bytes / 1000), 'kilobyte'];
  return new Intl.NumberFormat(intlTag(locale), {
    style: 'unit',
    unit,
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}
