/**
 * The life of a live or hybrid meeting (MTG1–MTG4): which act leads from which state to which. Source: domain
 * §4.2. Who may act is policy's question; quorum is asked by the acts that decide, not by the state.
 */
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

export const meetingStates = [
  'draft',
  'called',
  'in_session',
  'recess',
  'inquorate',
  'closed',
  'minutes_drafting',
  'minutes_circulated',
  'minutes_sealed',
  'published',
  'postponed',
  'cancelled',
] as const;
export type MeetingState = (typeof meetingStates)[number];

export const meetingVerbs = [
  'call',
  'open',
  'pause',
  'resume',
  'declare_inquorate',
  'close',
  'draft_minutes',
  'circulate_minutes',
  'seal_minutes',
  'publish_minutes',
  'postpone',
  'cancel',
] as const;
export type MeetingVerb = (typeof meetingVerbs)[number];

const transitions: Readonly<Record<MeetingState, Partial<Record<MeetingVerb, MeetingState>>>> = {
  draft: { call: 'called', cancel: 'cancelled' },
  called: { open: 'in_session', postpone: 'postponed', cancel: 'cancelled' },
  in_session: { pause: 'recess', declare_inquorate: 'inquorate', close: 'closed' },
  recess: { resume: 'in_session', declare_inquorate: 'inquorate', close: 'closed' },
  // 流会: people may go on talking and noting, nothing can be decided any more.
  inquorate: { close: 'closed' },
  closed: { draft_minutes: 'minutes_drafting' },
  minutes_drafting: { circulate_minutes: 'minutes_circulated' },
  // Corrected minutes are circulated again.
  minutes_circulated: { circulate_minutes: 'minutes_circulated', seal_minutes: 'minutes_sealed' },
  minutes_sealed: { publish_minutes: 'published' },
  published: {},
  postponed: { call: 'called', cancel: 'cancelled' },
  cancelled: {},
};

/** State after `verb`; refuses `wrong-state` with the state and the verb (MTG1). */
export function nextMeetingState(state: MeetingState, verb: MeetingVerb): MeetingState | Refusal {
  return transitions[state][verb] ?? refuse('wrong-state', { params: { state, verb } });
}

/** What can be done in `state`, for buttons. */
export function meetingVerbsIn(state: MeetingState): MeetingVerb[] {
  return meetingVerbs.filter((verb) => transitions[state][verb] !== undefined);
}

/** Whether people are in the room: notes go on, attendance is taken (MTG2). */
export function isLive(state: MeetingState): boolean {
  return state === 'in_session' || state === 'recess' || state === 'inquorate';
}

/** Whether rounds can open and decisions be declared: in session, neither in recess nor inquorate (MTG2). */
export function mayDecide(state: MeetingState): boolean {
  return state === 'in_session';
}

/** Whether agenda and notes are open words: until the meeting is closed (MTG3, contracts §4). */
export function agendaIsOpen(state: MeetingState): boolean {
  return isLive(state) || state === 'draft' || state === 'called' || state === 'postponed';
}

/**
 * null when a meeting may be opened or resumed (MTG4): somebody present holds chair or facilitator.
 * `presentRoles`: the roles of each person present, also of those without a seat. Refuses `chair-missing`.
 */
export function openingRefusal(presentRoles: readonly (readonly string[])[]): Refusal | null {
  const steered = presentRoles.some((roles) => roles.includes('chair') || roles.includes('facilitator'));
  return steered ? null : refuse('chair-missing', { field: 'attendance' });
}
