import { m } from '#lib/paraglide/messages.js';
import type { Mode } from '#lib/domain/deciding/modes.ts';
import type { Numbers, Outcome } from '#lib/domain/deciding/outcome.ts';
import { parseRational, sum, toText, ZERO } from '#lib/domain/rational.ts';
import { choiceWord } from './ballots.ts';
import { dateTimeWords } from './dates.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { outcomeLabel } from './outcome.ts';
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
export function resultRoom(outcome: Outcome, mode: Mode, locale: Locale): SaidRoom | null {
  if (outcome.inRoom === null || (mode !== 'consent' && mode !== 'majority')) return null;
  const shown = mode === 'consent' ? parts.filter((part) => part !== 'invalid') : parts;
  const column = {
    for: mode === 'consent' ? m.result_column_consent({}, { locale }) : choiceWord('for', locale),
    against: choiceWord(mode === 'consent' ? 'objection' : 'against', locale),
    abstain: choiceWord(mode === 'consent' ? 'stand_aside' : 'abstain', locale),
    invalid: choiceWord('invalid', locale),
    notCast: choiceWord('notCast', locale),
  };
  const cells = (numbers: Numbers) => shown.map((part) => weightWords(numbers[part], locale));
  return {
    columns: shown.map((part) => column[part]),
    rows: [
      {
        label: m.result_row_room({ n: people(outcome.inRoom, locale) }, { locale }),
        cells: cells(outcome.inRoom),
        result: outcomeLabel(outcome.inRoom.code, locale),
      },
      {
        label: m.result_row_total({ n: people(outcome.total, locale) }, { locale }),
        cells: cells(outcome.total),
        result: outcomeLabel(outcome.code, locale),
      },
    ],
    same: !outcome.flags.includes('REMOTE_CHANGED_RESULT'),
  };
}

/** 議長 大沢 文江さんが 令和5年2月15日（水）20:01 に宣言しました。 `at` is ms since 1970 UTC. */
export function declaredSentence(office: string, name: string, at: number, locale: Locale): string {
  return m.result_declared({ office, name, at: dateTimeWords(at, locale) }, { locale });
}
