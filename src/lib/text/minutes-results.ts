import { m } from '#lib/paraglide/messages.js';
import { rulesOf, type HouseholdRule, type Mode, type OutcomeFigures } from '#lib/domain/deciding/index.ts';
import type { MinutesDivision, MinutesFigures, MinutesRound } from '#lib/domain/minutes/document.ts';
import { askedTitle } from './amendments.ts';
import { resultNumbers } from './ballots.ts';
import { channelSentences } from './channels.ts';
import { fromWords, untilWords } from './dates.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { outcomesInMinutes, rulesInMinutes } from './minutes-style.ts';
import { outcomeSentence } from './outcome.ts';
import { quorumSentence } from './quorum.ts';
import { asLevel, levelWord, partWords, type AssignmentState, type Responsibility } from './roles.ts';
import { ruleSentence, type SaidRule } from './rules.ts';
import { householdsInMinutes, openingInMinutes, reachInMinutes, sidesInMinutes } from './standing.ts';
import { voiceWord } from './states.ts';
import { weightWords } from './weights.ts';

/** How rounds ended and who does what, as minutes say it. */

export interface SaidRound {
  readonly title: string;
  /** The result in one sentence. */
  readonly sentence: string;
  /** Who took part, the numbers, the rule: a sentence each. */
  readonly details: readonly string[];
  readonly voices: readonly {
    readonly kind: string;
    readonly who: string;
    readonly reason: string;
    readonly wouldAgreeIf: string;
    readonly response: string;
  }[];
}

export interface SaidDivision {
  readonly title: string;
  readonly facts: readonly string[];
  readonly rows: readonly {
    readonly task: string;
    readonly detail: string;
    /** Same task as the row above. */
    readonly again: boolean;
    readonly part: string;
    readonly parties: string;
    readonly due: string;
    readonly answer: string;
  }[];
}

export function sayRound(round: MinutesRound, seats: number, locale: Locale): SaidRound {
  const o = { locale };
  const mode = round.mode as Mode;
  const outcome = figuresIn(mode, round.figures);
  const numbers = resultNumbers(outcome, locale).map(({ label, value }) =>
    m.minutes_count_of({ label, n: value }, o),
  );
  const stop = m.ui_full_stop({}, o);
  const { notCast } = outcome.total;
  return {
    title: askedTitle(mode, round.no, round.amendment ?? null, locale),
    sentence: outcomeSentence(outcome, null, locale, outcomesInMinutes),
    details: [
      round.opening ? openingInMinutes(round.opening, locale, round.households) : '',
      quorumSentence(round.seatsAlone ?? round.figures.quorum, seats, locale, round.households) + stop,
      ...(round.reach ? reachInMinutes(round.reach, locale) : []),
      numbers.join(m.ui_list_comma({}, o)) + stop,
      ...(round.sides ? sidesInMinutes(round.sides, locale) : []),
      notCast === '0' ? '' : m.minutes_not_cast({ n: weightWords(notCast, locale) }, o),
      ...(round.channels ? channelSentences(round.channels, round.figures.unanswered, 'record', locale) : []),
      round.figures.flags.includes('REMOTE_CHANGED_RESULT') ? m.minutes_differs({}, o) + stop : '',
      // consent is what all know; every other way is said
      rulesOf(mode).voices.length === 0
        ? ruleSentence(mode, round.rule as unknown as SaidRule, locale, rulesInMinutes)
        : '',
      householdsInMinutes(round.rule['householdRule'] as HouseholdRule | undefined, locale),
    ].filter(Boolean),
    voices: round.remarks.map((remark) => ({
      kind: voiceWord(remark.kind === 'objection' ? 'objection' : 'concern', locale),
      who: m.minutes_voice_of({ label: remark.name ?? remark.seatLabel }, o),
      reason: remark.reason,
      wouldAgreeIf: remark.wouldAgreeIf && m.result_would_agree({ text: remark.wouldAgreeIf }, o),
      response: remark.response,
    })),
  };
}

/** The figures of sealed minutes; their words come from the closed lists of the outcome they were taken from. */
function figuresIn(mode: Mode, figures: MinutesFigures): OutcomeFigures {
  return {
    ...figures,
    mode,
    code: figures.code as OutcomeFigures['code'],
    reason: figures.reason as OutcomeFigures['reason'],
  };
}

export function sayDivision(division: MinutesDivision, locale: Locale): SaidDivision {
  const o = { locale };
  const level = asLevel(division.level);
  const period = [
    division.fromOn && fromWords(division.fromOn, 'record', locale),
    division.toOn && untilWords(division.toOn, 'record', locale),
  ].filter(Boolean);
  const rows: SaidDivision['rows'][number][] = [];
  for (const task of division.tasks) {
    const due = task.dueOn
      ? untilWords(task.dueOn, 'record', locale)
      : task.frequency || m.roles_all_year({}, o);
    const parties = partiesOf(task, locale);
    const first = { task: task.title, detail: task.detail, due };
    if (parties.length === 0)
      rows.push({
        ...first,
        again: false,
        part: task.requestToCity ? m.minutes_request_to_city({}, o) : '―',
        parties: '―',
        answer: '―',
      });
    parties.forEach((party, i) => rows.push({ ...first, ...party, again: i > 0 }));
  }
  return {
    title: m.minutes_division({ title: division.title }, o),
    facts: [
      level
        ? m.minutes_division_level(
            { level: m.level_of_five({ n: level, label: levelWord(level, locale) }, o) },
            o,
          )
        : '',
      period.length > 0 ? m.minutes_division_period({ period: period.join(' ') }, o) : '',
      division.comparison && m.minutes_division_comparison({ text: division.comparison }, o),
      division.cost && m.minutes_division_cost({ text: division.cost }, o),
    ].filter(Boolean),
    rows,
  };
}

/** Parties of the same responsibility and answer stand in one row, as on the role sheet. */
function partiesOf({ parties, requestToCity }: MinutesDivision['tasks'][number], locale: Locale) {
  const rows = new Map<string, { part: string; answer: string; names: string[] }>();
  for (const { name, responsibility, state } of parties) {
    const key = `${responsibility}/${state}`;
    const row = rows.get(key) ?? {
      ...partWords(
        { responsibility: responsibility as Responsibility, state: state as AssignmentState, requestToCity },
        locale,
      ),
      names: [],
    };
    row.names.push(name);
    rows.set(key, row);
  }
  return [...rows.values()].map(({ part, answer, names }) => ({
    part,
    answer,
    parties: names.join(m.ui_list_comma({}, { locale })),
  }));
}
