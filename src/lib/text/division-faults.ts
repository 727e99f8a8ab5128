import { m } from '#lib/paraglide/messages.js';
import { isRead, readDay } from '#lib/domain/calendar/written.ts';
import { dayFaultWords } from './day-faults.ts';
import { sayTooLong } from './length.ts';
import type { Refusal, RefusalCode } from '#lib/domain/refusal.ts';
import type { Locale } from '#lib/i18n/locale.ts';

/*
 * What a division of roles is refused for (ROL4–ROL9), in words: the only refusals a page says by itself,
 * while the tasks are still being drawn up. Apart from the others, which the live room need not carry.
 */

type Params = Readonly<Record<string, string | number>>;
type Say = (params: Record<string, never>, options: { locale: Locale }) => string;

export interface Words {
  readonly what: Say;
  readonly next: Say;
  /** A sentence with figures, said instead when the refusal carries them. */
  readonly figures?: (params: Params, locale: Locale) => string | undefined;
}

/** Says the sentence only if all its figures are there: "undefined日前" must never be read by anybody. */
export const having = (params: Params, names: readonly string[], say: () => string) =>
  names.every((name) => params[name] !== undefined) ? say() : undefined;

/** Known causes of `bad-input`, each in its own words: what is wrong and what to write or choose. */
const whyWords = {
  'before-start': m.refusal_why_before_start,
  'file-or-address': m.refusal_why_file_or_address,
  'fiscal-year': m.refusal_why_fiscal_year,
  'code-twice': m.refusal_why_code_twice,
  future: m.refusal_why_future,
  'has-part': m.refusal_role_has_part,
  'name-needed': m.refusal_why_name_needed,
  'no-comer': m.refusal_why_no_comer,
  'no-section': m.refusal_why_no_section,
  'not-chosen': m.refusal_not_chosen,
  'not-there': m.refusal_why_not_there,
  outside: m.refusal_why_outside,
  past: m.refusal_why_past,
  'seat-needed': m.refusal_why_seat_needed,
  'seat-numbers': m.refusal_why_seat_numbers,
  'seat-not-needed': m.refusal_why_seat_not_needed,
  'section-needed': m.refusal_why_section_needed,
  'same-person': m.refusal_why_same_person,
  'same-seat': m.refusal_why_same_seat,
  'text-older': m.refusal_why_text_older,
  'too-far': m.refusal_why_too_far,
  far: m.writing_why_far,
  'not-later': m.writing_why_not_later,
  empty: m.refusal_why_empty,
} as const;

function notADay(text: string, locale: Locale): string | undefined {
  const read = readDay(text);
  return isRead(read) ? undefined : dayFaultWords(read, locale);
}

/** The faults that `checkDivision` finds. */
export const divisionWords = {
  'bad-input': {
    what: m.refusal_bad_input,
    next: m.refusal_bad_input_next,
    figures: (p, locale) =>
      p.why === 'not-a-day'
        ? notADay(String(p.text ?? ''), locale)
        : typeof p.why === 'string' && Object.hasOwn(whyWords, p.why)
          ? whyWords[p.why as keyof typeof whyWords]({}, { locale })
          : having(p, ['n', 'max'], () => sayTooLong(Number(p.n), Number(p.max), locale)),
  },
  'city-wide-service': { what: m.refusal_city_wide_service, next: m.refusal_city_wide_service_next },
  'comparison-missing': {
    what: m.refusal_comparison_missing,
    next: m.refusal_comparison_missing_next,
    figures: (p, locale) =>
      having(p, ['task'], () => m.refusal_comparison_missing_figures({ task: p.task! }, { locale })),
  },
  'lead-missing': {
    what: m.refusal_lead_missing,
    next: m.refusal_lead_missing_next,
    figures: (p, locale) =>
      having(p, ['task'], () => m.refusal_lead_missing_figures({ task: p.task! }, { locale })),
  },
  'text-empty': {
    what: m.refusal_text_empty,
    next: m.refusal_text_empty_next,
    figures: (p, locale) => (p.why === 'flat' ? m.refusal_text_flat({}, { locale }) : undefined),
  },
} satisfies Partial<Record<RefusalCode, Words>>;

/** What was refused and why, with its figures where it has them. */
export function sayWhat(say: Words, { params = {} }: Refusal, locale: Locale): string {
  return say.figures?.(params, locale) ?? say.what({}, { locale });
}

/** A fault of a division in one sentence. */
export function sayDivisionFault(fault: Refusal, locale: Locale): string {
  const words: Partial<Record<RefusalCode, Words>> = divisionWords;
  return sayWhat(words[fault.refused] ?? divisionWords['bad-input'], fault, locale);
}
