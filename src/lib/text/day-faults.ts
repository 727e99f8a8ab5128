import { m } from '#lib/paraglide/messages.js';
import type { DayFault } from '#lib/domain/calendar/written.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { dateWords, eraParts } from './dates.ts';

/** Why what was written is no day (CAL12), in words: at the field, and where a command refuses it. */
export function dayFaultWords(fault: DayFault, locale: Locale): string {
  const o = { locale };
  switch (fault.fault) {
    case 'unreadable':
      return m.day_fault_unreadable({}, o);
    case 'no-year':
      return m.day_fault_no_year({}, o);
    case 'no-month':
      return m.day_fault_no_month({ month: fault.month }, o);
    case 'no-day':
      return fault.month === 2 && fault.date === 29
        ? m.day_fault_no_leap({}, o)
        : m.day_fault_no_day({ month: fault.month, date: fault.date }, o);
    case 'not-in-era':
      return m.day_fault_not_in_era(eraParts(fault, locale), o);
    case 'other-weekday':
      return m.day_fault_other_weekday({ date: dateWords(fault.day, locale) }, o);
  }
}
