import { m } from '#lib/paraglide/messages.js';
import { rulesOf, type Numbers, type RoundOutcome } from '#lib/domain/deciding/index.ts';
import { parseRational, sum, toText, ZERO } from '#lib/domain/rational.ts';
import { choiceWord } from './ballots.ts';
import { dateTimeWords } from './dates.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { recordLabel } from './outcome.ts';
import { weightWords } from './weights.ts';

/** Room and total side by side (domain §5.8 ⑤). */
export interface SaidRoom {
  readonly columns: readonly string[];
  readonly rows: readonly { label: string; cells: readonly string[]; result: string }[];
  /** Both counts lead to the same result (T13). */
  readonly same: boolean;
}

const parts = ['for', 'against', 'abstain', 'invalid', 'notCast'] as const;

const people = (numbers: Numbers, locale: Locale): string =>
  weightWords(toText(sum(parts.map((part) => parseRational(numbers[part]) ?? ZERO))), locale);

/** The two counts with their results; null for written procedures and rankings, where nobody takes a side. */
export function resultRoom(outcome: RoundOutcome, locale: Locale): SaidRoom | null {
  const { takesSides, shown } = rulesOf(outcome.mode);
  if (outcome.inRoom === null || !takesSides) return null;
  // where each choice has its number, a side is the choices that make it up, and none is invalid
  const column: Partial<Record<(typeof parts)[number], string>> =
    shown === 'choices'
      ? {
          for: m.result_column_consent({}, { locale }),
          against: choiceWord('objection', locale),
          abstain: choiceWord('stand_aside', locale),
          notCast: choiceWord('notCast', locale),
        }
      : Object.fromEntries(parts.map((part) => [part, choiceWord(part, locale)]));
  const shownParts = parts.filter((part) => part in column);
  const cells = (numbers: Numbers) => shownParts.map((part) => weightWords(numbers[part], locale));
  return {
    columns: shownParts.map((part) => column[part] ?? ''),
    rows: [
      {
        label: m.result_row_room({ n: people(outcome.inRoom, locale) }, { locale }),
        cells: cells(outcome.inRoom),
        result: recordLabel(outcome.inRoom.code, locale),
      },
      {
        label: m.result_row_total({ n: people(outcome.total, locale) }, { locale }),
        cells: cells(outcome.total),
        result: recordLabel(outcome.code, locale),
      },
    ],
    same: !outcome.flags.includes('REMOTE_CHANGED_RESULT'),
  };
}

/** 議長 大沢 文江さんが 令和5年2月15日（水）20:01 に宣言しました。 `at` is ms since 1970 UTC. */
export function declaredSentence(office: string, name: string, at: number, locale: Locale): string {
  return m.result_declared({ office, name, at: dateTimeWords(at, locale) }, { locale });
}
