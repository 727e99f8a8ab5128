/**
 * The life of an issue and what a hand may do to its card (ISS1–ISS6). Acts of the council move cards; a hand may
 * only do what no act tells: finish what is in progress, and take up again what was finished. Source: domain
 * §4.2, §4.4, R-SEN-02, R-SEN-14. Who may act is policy's question.
 */
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

export const issueStates = [
  'submitted',
  'screening',
  'published',
  'on_agenda',
  'in_progress',
  'resolved',
  'closed_unresolved',
  'merged',
  'returned',
  'redirected_private',
] as const;
export type IssueState = (typeof issueStates)[number];

/** Columns of the board, in their order (ISS2). */
export const stages = ['published', 'on_agenda', 'in_progress', 'resolved', 'closed'] as const;
export type Stage = (typeof stages)[number];

/** Who acts on it: we ourselves, we with the city, the city, a professional body (R-SEN-02). */
export const routes = ['self', 'joint', 'referred', 'professional'] as const;
export type Route = (typeof routes)[number];

export const issueActs = [
  'screen',
  'publish',
  'return',
  'redirect',
  'merge',
  'put_on_agenda',
  'take_off_agenda',
  'start',
  'resolve',
  'close',
  'reopen',
] as const;
export type IssueAct = (typeof issueActs)[number];

const screening = {
  publish: 'published',
  return: 'returned',
  redirect: 'redirected_private',
  merge: 'merged',
} as const;

const transitions: Readonly<Record<IssueState, Partial<Record<IssueAct, IssueState>>>> = {
  submitted: { screen: 'screening', ...screening },
  screening,
  // `start` is a decision, a referral, or a role taken on: somebody works on it now.
  published: { put_on_agenda: 'on_agenda', start: 'in_progress', merge: 'merged' },
  on_agenda: { take_off_agenda: 'published', start: 'in_progress', merge: 'merged' },
  in_progress: {
    put_on_agenda: 'on_agenda',
    resolve: 'resolved',
    close: 'closed_unresolved',
    merge: 'merged',
  },
  resolved: { reopen: 'in_progress', put_on_agenda: 'on_agenda' },
  closed_unresolved: { reopen: 'in_progress', put_on_agenda: 'on_agenda' },
  merged: {},
  returned: { screen: 'screening' },
  redirected_private: {},
};

/** State after `act`; refuses `wrong-state` with the state and the act (ISS1). */
export function nextIssueState(state: IssueState, act: IssueAct): IssueState | Refusal {
  return transitions[state][act] ?? refuse('wrong-state', { params: { state, act } });
}

/** The column of the board; null for what the board never shows (ISS2). */
export function stageOf(state: IssueState): Stage | null {
  switch (state) {
    case 'published':
    case 'on_agenda':
    case 'in_progress':
    case 'resolved':
      return state;
    case 'closed_unresolved':
      return 'closed';
    case 'submitted':
    case 'screening':
    case 'merged':
    case 'returned':
    case 'redirected_private':
      return null;
  }
}

/** States with a column; an issue in any other is on no board (ISS2, contracts §4). */
export const boardStates = issueStates.filter((state) => stageOf(state) !== null);

/** On the board and neither resolved nor closed. */
export const unfinishedStates = ['published', 'on_agenda', 'in_progress'] as const satisfies IssueState[];

/** Resolved or closed: nothing is left to do. */
export const finishedStates = ['resolved', 'closed_unresolved'] as const satisfies IssueState[];

const yearMs = 365 * 86_400_000;

/** A finished card that moved last before this instant has left the board, ms since 1970 UTC (BRD2). */
export function leftBoardBefore(now: number): number {
  return now - yearMs;
}

/** Acts a hand may do by moving a card, by the column it goes to (ISS3). */
const handActs: Readonly<Partial<Record<Stage, Partial<Record<Stage, IssueAct>>>>> = {
  in_progress: { resolved: 'resolve', closed: 'close' },
  resolved: { in_progress: 'reopen' },
  closed: { in_progress: 'reopen' },
};

/** Columns to which a card may be moved by hand (ISS3). */
export function handMoves(from: Stage): Stage[] {
  return stages.filter((to) => handActs[from]?.[to] !== undefined);
}

export interface HandMove {
  readonly state: IssueState;
  readonly to: Stage;
  /** Column in which the mover saw the card; another one means somebody was faster (ISS5). */
  readonly seenIn?: Stage;
  readonly route?: Route | null;
  /** What became of it, or why it is closed or taken up again. */
  readonly result?: string;
}

/**
 * Where an issue stands after it left an agenda undecided, by where it stood before (BRD1): who brought it finds it
 * published again; what was at work already, or had been finished and was taken up again, is in progress.
 */
export function offAgenda(before: IssueState): IssueState {
  return before === 'published' ? 'published' : 'in_progress';
}

/**
 * `conflict` when the card has moved on since it was seen in a column or state (ISS5), with where it is; null when
 * it stands there still, or nobody said where it was seen.
 */
export function movedOnSince(state: IssueState, seenIn: Stage | IssueState | undefined): Refusal | null {
  const from = stageOf(state);
  return seenIn === undefined || seenIn === from || seenIn === state
    ? null
    : refuse('conflict', { field: 'to', params: { from: from ?? state } });
}

/**
 * State after a move by hand. Refuses `conflict` when the card has moved on since it was seen, `wrong-state` for a
 * move that only an act of the council makes, with `from` and `to`; `reason-required` at `route` (resolving) or
 * `result` (resolving, closing, taking up again) where they are missing (ISS4).
 */
export function moveByHand(move: HandMove): IssueState | Refusal {
  const from = stageOf(move.state);
  if (from === null) return refuse('wrong-state', { params: { from: move.state, to: move.to } });
  const late = movedOnSince(move.state, move.seenIn);
  if (late) return late;
  const act = handActs[from]?.[move.to];
  if (act === undefined) return refuse('wrong-state', { field: 'to', params: { from, to: move.to } });
  if (act === 'resolve' && !routes.some((route) => route === move.route))
    return refuse('reason-required', { field: 'route' });
  if ((move.result ?? '').trim() === '') return refuse('reason-required', { field: 'result' });
  return nextIssueState(move.state, act);
}

/**
 * State after a route is given or changed (ISS32): where nobody works on it yet the work begins; later the card stays
 * where it is, and the history tells. Refuses `wrong-state` for what is not on the board.
 */
export function routeIssue(state: IssueState): IssueState | Refusal {
  const started = transitions[state].start;
  if (started !== undefined) return started;
  return stageOf(state) === null ? refuse('wrong-state', { params: { state, act: 'start' } }) : state;
}

/** Whether a route passes an issue on to the city without saying to whom (ISS50). */
export function lacksLead(route: Route | null, leadOrganizationId: string | null): boolean {
  return route === 'referred' && leadOrganizationId === null;
}

/** A step in the history of an issue, as it was written down. */
export interface IssueStepWritten {
  readonly from: string | null;
  readonly to: string;
  readonly act: string | null;
  readonly decisionId: string | null;
  readonly route: Route | null;
}

/**
 * Whether with a step an issue left an agenda undecided (ISS51, BRD1): nothing was decided, and nobody set to work on it.
 */
export function tellsOffAgenda({ from, to, act, decisionId, route }: IssueStepWritten): boolean {
  return (
    from === 'on_agenda' &&
    (to === 'published' || to === 'in_progress') &&
    act === null &&
    decisionId === null &&
    route === null
  );
}

/**
 * State of an issue that is hidden (ISS36): as one given back, so that nothing of it is on any board. Refuses `wrong-state`
 * for what is not on the board.
 */
export function hideIssue(state: IssueState): IssueState | Refusal {
  return stageOf(state) === null ? refuse('wrong-state', { params: { state, act: 'hide' } }) : 'returned';
}

/** Whether an issue has come to an end: what is joined with it then needs a second word (ISS33). */
export function isFinished(state: IssueState): boolean {
  return state === 'resolved' || state === 'closed_unresolved';
}

/** One issue and another of the same council into which it goes. */
export interface Merging {
  readonly id: string;
  readonly state: IssueState;
}

/**
 * State of an issue that is the same as another (ISS33): merged, when it may be, into one that stands on the board.
 * Refuses `wrong-state`, at `intoIssueId` where the other one is itself, unpublished, or merged away.
 */
export function mergeIssue(issue: Merging, into: Merging): IssueState | Refusal {
  if (issue.id === into.id || stageOf(into.state) === null)
    return refuse('wrong-state', { field: 'intoIssueId', params: { state: into.state } });
  return nextIssueState(issue.state, 'merge');
}
