/**
 * The life of a role that a party was given, and when a division comes alive (ROL10–ROL14, I10). Source: domain
 * §4.2. `active` is what `accepted` becomes while the division is active; records keep `accepted`.
 */
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { mustAccept } from './level.ts';
import type { Responsibility } from './level.ts';

export const assignmentStates = [
  'asked',
  'negotiating',
  'accepted',
  'declined',
  'informed',
  'active',
  'done',
  'handed_over',
  'lapsed',
] as const;
export type AssignmentState = (typeof assignmentStates)[number];

export const assignmentVerbs = [
  'accept',
  'decline',
  'negotiate',
  'ask_again',
  'activate',
  'report',
  'finish',
  'hand_over',
  'lapse',
] as const;
export type AssignmentVerb = (typeof assignmentVerbs)[number];

const transitions: Readonly<Record<AssignmentState, Partial<Record<AssignmentVerb, AssignmentState>>>> = {
  asked: { accept: 'accepted', decline: 'declined', negotiate: 'negotiating' },
  negotiating: { accept: 'accepted', decline: 'declined' },
  // Until the division is active an acceptance may be taken back; then a role is handed over.
  accepted: { activate: 'active', decline: 'declined', negotiate: 'negotiating' },
  declined: { ask_again: 'asked', accept: 'accepted' },
  informed: {},
  active: { report: 'active', finish: 'done', hand_over: 'handed_over', lapse: 'lapsed' },
  done: {},
  handed_over: {},
  lapsed: { ask_again: 'asked' },
};

export interface Assignment {
  readonly responsibility: Responsibility;
  readonly state: AssignmentState;
  /** It was declined, and another party was asked in its place (ROL20). */
  readonly replaced?: boolean;
}

/** State after `verb`; refuses `wrong-state` with the state and the verb (ROL10). */
export function nextAssignmentState(state: AssignmentState, verb: AssignmentVerb): AssignmentState | Refusal {
  return transitions[state][verb] ?? refuse('wrong-state', { params: { state, verb } });
}

/** State in which an assignment begins: leads and supports are asked, the others told (ROL11). */
export function firstAssignmentState(responsibility: Responsibility): AssignmentState {
  return mustAccept(responsibility) ? 'asked' : 'informed';
}

export interface AssignedTask {
  readonly requestToCity: boolean;
  readonly assignments: readonly Assignment[];
}

/**
 * Whether a division is active (ROL12, I10): every lead and support of every task has accepted, and every task has
 * a lead. A request to the city waits for the city's answer and holds nothing up; roles handed over, and those another
 * party was asked for, are somebody else's now.
 */
export function isActiveDivision(tasks: readonly AssignedTask[]): boolean {
  const own = tasks.filter((task) => !task.requestToCity);
  return own.length > 0 && own.every(({ assignments }) => isTakenOn(assignments));
}

function isTakenOn(assignments: readonly Assignment[]): boolean {
  const asked = assignments.filter(standsFor);
  return asked.some((a) => a.responsibility === 'lead') && asked.every((a) => hasAccepted(a.state));
}

/** Whether an assignment is one that must be accepted, and nobody else was put in its place. */
function standsFor(a: Assignment): boolean {
  return mustAccept(a.responsibility) && a.state !== 'handed_over' && a.replaced !== true;
}

/** Whether a party has to be found for it: declined, with nobody asked in its place; a request is answered by a no (ROL19). */
export function isOpenAgain(task: Pick<AssignedTask, 'requestToCity'>, assignment: Assignment): boolean {
  return !task.requestToCity && assignment.state === 'declined' && standsFor(assignment);
}

/** Whether the party has said yes and has not taken it back. */
export function hasAccepted(state: AssignmentState): boolean {
  return state === 'accepted' || state === 'active' || state === 'done';
}

/** The state to show and to act on: an accepted role is active once its division is (ROL13). */
export function stateNow(state: AssignmentState, divisionIsActive: boolean): AssignmentState {
  return state === 'accepted' && divisionIsActive ? 'active' : state;
}

/** How many have accepted of those that must: 「引受け済み 12／14」 (ROL14). Requests to the city are not counted. */
export function acceptance(tasks: readonly AssignedTask[]): {
  readonly accepted: number;
  readonly asked: number;
} {
  const asked = tasks
    .filter((task) => !task.requestToCity)
    .flatMap((task) => task.assignments)
    .filter(standsFor);
  return { accepted: asked.filter((a) => hasAccepted(a.state)).length, asked: asked.length };
}
