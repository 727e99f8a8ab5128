import { m } from '#lib/paraglide/messages.js';
import { sentences } from './customs.ts';
import { dateWords } from './dates.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { outcomeLabel, type SaidCode } from './outcome.ts';
import { assignmentWord, requestAnswerWord, type AssignmentState } from './roles.ts';
import { routeWord } from './taxonomy.ts';
import type { Route } from '#lib/domain/issues/state.ts';
import type { IssueState } from './states.ts';

/*
 * What became of an issue, in plain sentences for whoever brought it: where it stands, what was decided, who does
 * what by when (R-HAC-07, R-SEN-02). Everything from records; what is not decided yet is said so.
 */

export interface AnsweredTask {
  readonly title: string;
  readonly dueOn: string | null;
  readonly frequency: string;
  readonly done: boolean;
  readonly requestToCity: boolean;
  readonly parties: readonly {
    readonly name: string;
    readonly responsibility: string;
    readonly state: string;
  }[];
}

export interface AnsweredIssue {
  readonly state: IssueState;
  readonly publishedAt: number;
  readonly movedAt: number;
  readonly resolvedAt: number | null;
  readonly route: Route | null;
  readonly leadParty: string;
  readonly agendas: readonly { readonly startsAt: number; readonly itemState: string }[];
  readonly decisions: readonly unknown[];
}

const and = (names: readonly string[]) => names.join(m.ui_list_comma());

/** Where an issue stands, in one or two sentences. */
export function standingWords(issue: AnsweredIssue, locale: Locale): string[] {
  const on = (at: number) => dateWords(at, locale);
  const options = { locale };
  // its words are published with the sealed minutes (I12); that there is a decision, the open agenda tells
  const decided = issue.agendas.filter(({ itemState }) => itemState === 'decided').at(-1);
  const soon =
    decided && issue.decisions.length === 0
      ? [m.answer_decided_unsealed({ date: on(decided.startsAt) }, options)]
      : [];
  const coming = issue.agendas.filter(({ itemState }) => itemState === 'listed').at(-1);
  switch (issue.state) {
    case 'published':
      return [
        m.answer_published({ date: on(issue.publishedAt) }, options),
        m.answer_published_next({}, options),
      ];
    case 'on_agenda':
      return [
        coming
          ? m.answer_on_agenda_at({ date: on(coming.startsAt) }, options)
          : m.answer_on_agenda({}, options),
      ];
    case 'in_progress':
      return [
        issue.decisions.length > 0
          ? m.answer_in_progress_decided({}, options)
          : m.answer_in_progress({ date: on(issue.movedAt) }, options),
        ...soon,
        ...byWhom(issue, locale),
      ];
    case 'resolved':
      return [m.answer_resolved({ date: on(issue.resolvedAt ?? issue.movedAt) }, options), ...soon];
    case 'closed_unresolved':
      return [m.answer_closed({ date: on(issue.movedAt) }, options), ...soon];
    case 'submitted':
    case 'screening':
    case 'returned':
    case 'redirected_private':
    case 'merged':
      return [];
  }
}

function byWhom(issue: AnsweredIssue, locale: Locale): string[] {
  if (issue.leadParty !== '')
    return [
      issue.route === null
        ? m.answer_lead({ name: issue.leadParty }, { locale })
        : m.answer_lead_route({ name: issue.leadParty, route: routeWord(issue.route, locale) }, { locale }),
    ];
  return issue.route === null ? [] : [m.answer_route({ route: routeWord(issue.route, locale) }, { locale })];
}

/** How a decision came about: 「令和5年2月15日の会議で決めました（合意）。」, and that its minutes are not sealed yet (QPW2). */
export function decidedWords(
  decision: { readonly declaredAt: number; readonly declaredCode: string; readonly sealed: boolean },
  locale: Locale,
) {
  const decided = m.answer_decided(
    {
      date: dateWords(decision.declaredAt, locale),
      outcome: outcomeLabel(decision.declaredCode as SaidCode, locale),
    },
    { locale },
  );
  return decision.sealed ? decided : sentences([decided, m.answer_provisional({}, { locale })], locale);
}

/** Who does a task, with whom, how often and by when. */
export function taskWords(task: AnsweredTask, locale: Locale): string[] {
  if (task.requestToCity) return requestWords(task, locale);
  const partiesOf = (responsibility: string) =>
    task.parties
      .filter((party) => party.responsibility === responsibility && party.state !== 'declined')
      .map(({ name }) => name);
  const [leads, supports, asked] = [partiesOf('lead'), partiesOf('support'), partiesOf('consulted')];
  const named = (names: readonly string[]) => ({ names: and(names), n: names.length });
  const options = { locale };
  return [
    leads.length > 0 ? m.answer_task_lead(named(leads), options) : m.answer_task_nobody({}, options),
    ...(supports.length > 0 ? [m.answer_task_support(named(supports), options)] : []),
    ...(asked.length > 0 ? [m.answer_task_consulted(named(asked), options)] : []),
    ...(task.frequency !== '' ? [m.answer_task_frequency({ frequency: task.frequency }, options)] : []),
    ...(task.done
      ? [m.answer_task_done({}, options)]
      : task.dueOn === null
        ? []
        : [m.answer_task_due({ date: dateWords(task.dueOn, locale) }, options)]),
    ...waiting(task, locale),
  ];
}

/** What the city was asked for, of which section, and what it says (ROL8). */
function requestWords(task: AnsweredTask, locale: Locale): string[] {
  return task.parties
    .filter(({ responsibility }) => responsibility === 'lead')
    .map(({ name, state }) =>
      m.answer_task_request(
        { name, answer: requestAnswerWord(task.done ? 'done' : (state as AssignmentState), locale) },
        { locale },
      ),
    );
}

/** Whose answer is still waited for: an asked party has not said yes (I10). */
function waiting(task: AnsweredTask, locale: Locale): string[] {
  const open = task.parties.filter(
    ({ responsibility, state }) =>
      (responsibility === 'lead' || responsibility === 'support') &&
      (state === 'asked' || state === 'negotiating' || state === 'declined'),
  );
  return open.map(({ name, state }) =>
    m.answer_task_waiting({ name, state: assignmentWord(state as AssignmentState, locale) }, { locale }),
  );
}
