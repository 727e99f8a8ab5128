import { dayOf } from '#lib/domain/calendar/jst.ts';
import { partsOf } from '#lib/domain/calendar/day.ts';
import type { Locale } from './locale.ts';

/** A day as on a tear-off calendar: 令和5年2月 · 15 · 水. */
export interface DayBox {
  readonly month: string;
  readonly day: string;
  readonly weekday: string;
}

/** The day in Japan at `ms` since 1970 UTC, in three parts; the era in Japanese. */
export function dayBox(ms: number, locale: Locale): DayBox {
  const words = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale === 'ja' ? 'ja-JP-u-ca-japanese' : 'en-GB', {
      ...options,
      timeZone: 'Asia/Tokyo',
    }).format(ms);
  return {
    month: words(
      locale === 'ja' ? { era: 'long', year: 'numeric', month: 'long' } : { year: 'numeric', month: 'long' },
    ),
    day: String(partsOf(dayOf(ms))[2]),
    weekday: words({ weekday: 'short' }),
  };
}
