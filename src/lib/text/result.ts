import { m } from '#lib/paraglide/messages.js';
import { rulesOf, type RoomFacts, type RoundOutcome } from '#lib/domain/deciding/index.ts';
import { choiceWord } from './ballots.ts';
import { dateTimeWords } from './dates.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { recordLabel } from './outcome.ts';
import { householdsOf } from './quorum.ts';
import { weightWords } from './weights.ts';

/** Room and total side by side (domain §5.8 ⑤): a line for each choice, a column for each count. */
export interface SaidRoom {
  /** The room alone, and everything. */
  readonly columns: readonly [string, string];
  readonly rows: readonly {
    readonly choice: string;
    readonly label: string;
    readonly cells: readonly [string, string];
  }[];
  /** What each of the two counts leads to. */
  readonly results: readonly [string, string];
  /** Both counts lead to the same result (T13). */
  readonly same: boolean;
}

const parts = ['for', 'against', 'abstain', 'invalid', 'notCast'] as const;

/** The two counts with their results, of households where those were counted; null for written procedures, where nobody is in a room. */
export function resultRoom(
  outcome: RoundOutcome,
  room: Pick<RoomFacts, 'byChoice' | 'present'> | null,
  locale: Locale,
  inHouseholds = false,
): SaidRoom | null {
  const { inRoom, total } = outcome;
  if (inRoom === null || room === null) return null;
  const o = { locale };
  const counted = (weight: string) =>
    inHouseholds ? householdsOf(weight, locale) : m.result_people_n({ n: weightWords(weight, locale) }, o);
  const { offered, shown } = rulesOf(outcome.mode);
  const line = (choice: string, label: string, alone: string | undefined, all: string | undefined) => ({
    choice,
    label,
    cells: [weightWords(alone ?? '0', locale), weightWords(all ?? '0', locale)] as const,
  });
  const silent = line('notCast', choiceWord('notCast', locale), inRoom.notCast, total.notCast);
  const rows = {
    choices: () => [
      ...offered.map((choice) =>
        line(choice, choiceWord(choice, locale), room.byChoice[choice], total.byChoice[choice]),
      ),
      silent,
    ],
    sides: () => parts.map((part) => line(part, choiceWord(part, locale), inRoom[part], total[part])),
    options: () => [
      ...outcome.ranking.map(({ option, score }) => line('', option, room.byChoice[option], score)),
      silent,
    ],
  }[shown]();
  return {
    columns: [
      m.result_row_room({ of: counted(room.present.room) }, o),
      m.result_row_total({ of: counted(room.present.total) }, o),
    ],
    rows,
    results: [recordLabel(inRoom.code, locale), recordLabel(outcome.code, locale)],
    same: !outcome.flags.includes('REMOTE_CHANGED_RESULT'),
  };
}

/** 議長 大沢 文江さんが 令和5年2月15日（水）20:01 に宣言しました。 `at` is ms since 1970 UTC. */
export function declaredSentence(office: string, name: string, at: number, locale: Locale): string {
  return m.result_declared({ office, name, at: dateTimeWords(at, locale) }, { locale });
}
