import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/i18n/locale.ts';
import type { MinutesState } from '#lib/domain/minutes/state.ts';
import { decisionNumber, partsOfNumber } from '#lib/domain/calendar/numbers.ts';
import { fiscalYearName } from './dates.ts';

/** States of rounds, minutes, decisions, issues and objections in a word (domain §4.2). */

const rounds = {
  open: m.round_state_open,
  closed: m.round_state_closed,
  declared: m.round_state_declared,
  void: m.round_state_void,
};
export type RoundState = keyof typeof rounds;
/** 受付中, 締切, 宣言済み, 無効. */
export const roundStateWord = (state: RoundState, locale: Locale): string => rounds[state]({}, { locale });

const minutes = {
  drafting: m.minutes_state_drafting,
  circulated: m.minutes_state_circulated,
  sealed: m.minutes_state_sealed,
  published: m.minutes_state_published,
  erratum_added: m.minutes_state_erratum_added,
} satisfies Record<MinutesState, unknown>;
/** 作成中, 確認中, 確定, 公開, 公開（正誤表あり）. */
export const minutesStateWord = (state: MinutesState, locale: Locale): string =>
  minutes[state]({}, { locale });

const decisions = {
  recorded: m.decision_state_recorded,
  in_effect: m.decision_state_in_effect,
  completed: m.decision_state_completed,
  superseded: m.decision_state_superseded,
  rescinded: m.decision_state_rescinded,
};
export type DecisionState = keyof typeof decisions;
export const decisionStateWord = (state: DecisionState, locale: Locale): string =>
  decisions[state]({}, { locale });

export { decisionNumber };
/** Where a decision stands in the register of the council at `base`: on the page of its year. */
export const decisionHref = (base: string, no: string): string =>
  `${base}/decisions?year=${partsOfNumber(no)?.fiscalYear ?? ''}#${no}`;
/** Where the role division of a decision stands, on the page of its year. */
export const divisionHref = (base: string, decisionNo: string, divisionId: string): string =>
  `${base}/roles?year=${partsOfNumber(decisionNo)?.fiscalYear ?? ''}#division-${divisionId}`;
/** 令和4年度 決定第7号 · Decision 7 of FY2022: how people read the number that records write 2022-07. */
export const decisionTitle = (fiscalYear: number, seq: number, locale: Locale): string =>
  m.decision_no({ year: fiscalYearName(fiscalYear, locale), n: seq }, { locale });
/** The same of a number as records write it, '2022-07'; what is no such number stays as it is. */
export function decisionWords(no: string, locale: Locale): string {
  const parts = partsOfNumber(no);
  return parts ? decisionTitle(parts.fiscalYear, parts.seq, locale) : no;
}

const issues = {
  submitted: m.issue_state_submitted,
  screening: m.issue_state_screening,
  published: m.issue_state_published,
  on_agenda: m.issue_state_on_agenda,
  in_progress: m.issue_state_in_progress,
  resolved: m.issue_state_resolved,
  closed_unresolved: m.issue_state_closed_unresolved,
  returned: m.issue_state_returned,
  redirected_private: m.issue_state_redirected_private,
  merged: m.issue_state_merged,
};
export type IssueState = keyof typeof issues;
export const issueStateWord = (state: IssueState, locale: Locale): string => issues[state]({}, { locale });

/** 課題 03. */
export const issueTitle = (no: number, locale: Locale): string =>
  m.issue_no({ no: String(no).padStart(2, '0') }, { locale });

const objections = {
  open: m.objection_state_open,
  answered: m.objection_state_answered,
  withdrawn: m.objection_state_withdrawn,
  integrated: m.objection_state_integrated,
  overruled: m.objection_state_overruled,
};
export type ObjectionState = keyof typeof objections;
export const objectionStateWord = (state: ObjectionState, locale: Locale): string =>
  objections[state]({}, { locale });

const voices = { concern: m.voice_concern, objection: m.voice_objection, against: m.voice_against };
/** 懸念, 異議, 反対: what a voice in a result is. */
export const voiceWord = (kind: keyof typeof voices, locale: Locale): string => voices[kind]({}, { locale });
