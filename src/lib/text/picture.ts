import { rulesOf, type OutcomeFigures, type RoundOutcome } from '#lib/domain/deciding/index.ts';
import { parseRational, ZERO } from '#lib/domain/rational.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/i18n/locale.ts';
import { choiceWord, resultNumbers, type SaidNumber } from './ballots.ts';
import { weightWords } from './weights.ts';

/*
 * A result as something to look at (domain §5.8 ③): the parts of one whole, or a bar for each. Lengths are for the eye
 * alone; what is exact stands in words beside them.
 */

/** One part or bar. `share`: of the whole, or of the longest bar, 0 to 1. */
export interface DrawnNumber extends SaidNumber {
  readonly share: number;
}

export interface ResultPicture {
  readonly kind: 'parts' | 'bars';
  readonly drawn: readonly DrawnNumber[];
  /** Where along the whole lies what is needed to pass, 0 to 1, with its words; null where nothing is needed. */
  readonly need: { readonly share: number; readonly words: string } | null;
  /** The picture said in one sentence. */
  readonly words: string;
}

/** What is drawn of an outcome; `needed` is there where the mode knows a weight that passes (T10). */
export function resultPicture(
  outcome: OutcomeFigures & Partial<Pick<RoundOutcome, 'needed'>>,
  locale: Locale,
): ResultPicture {
  const kind = rulesOf(outcome.mode).picture;
  const numbers = kind === 'bars' ? resultNumbers(outcome, locale) : withSilent(outcome, locale);
  const needed = kind === 'parts' && outcome.needed ? lengthOf(outcome.needed) : 0;
  const lengths = numbers.map(({ weight }) => lengthOf(weight));
  const whole =
    kind === 'bars'
      ? Math.max(1, ...lengths)
      : Math.max(
          1,
          needed,
          lengths.reduce((sum, n) => sum + n, 0),
        );
  return {
    kind,
    drawn: numbers.map((number, i) => ({ ...number, share: (lengths[i] ?? 0) / whole })),
    need:
      needed > 0
        ? {
            share: needed / whole,
            words: m.picture_needed({ n: weightWords(outcome.needed ?? '', locale) }, { locale }),
          }
        : null,
    words: numbers
      .map(({ label, value, unit }) => m.picture_part({ label, value, unit }, { locale }))
      .join(m.ui_list_comma({}, { locale })),
  };
}

/** With those who were there and said nothing: they are a part of the whole (I6). */
function withSilent(outcome: OutcomeFigures, locale: Locale): SaidNumber[] {
  const numbers = resultNumbers(outcome, locale);
  const { notCast } = outcome.total;
  if (notCast === '0') return numbers;
  return [
    ...numbers,
    {
      choice: 'notCast',
      label: choiceWord('notCast', locale),
      weight: notCast,
      value: weightWords(notCast, locale),
      unit: m.result_people_unit({}, { locale }),
    },
  ];
}

/** A weight as a length on the screen. */
function lengthOf(weight: string): number {
  const { n, d } = parseRational(weight) ?? ZERO;
  return Number(n) / Number(d);
}
