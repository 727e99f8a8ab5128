/**
 * The life of a live or hybrid meeting (MTG1–MTG3): which act leads from which state to which. Source: domain
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
  // What follows is the life of its minutes (MIN14).
  closed: {},
  postponed: { call: 'called', cancel: 'cancelled' },
  cancelled: {},
};

/** State after `verb`; refuses `wrong-state` with the state and the verb (MTG1). */
export function nextMeetingState(state: MeetingState, verb: MeetingVerb): MeetingState | Refusal {
  return transitions[state][verb] ?? refuse('wrong-state', { params: { state, verb } });
}

/** Whether people are in the room: notes go on, attendance is taken (MTG2). */
export function isLive(state: MeetingState): boolean {
  return state === 'in_session' || state === 'recess' || state === 'inquorate';
}

/** States in which people are in the room. */
export const liveStates = meetingStates.filter(isLive);

/** Whether the agenda has gone out to people: from the call on, until a postponement calls it back (MTG21). */
export function isCalled(state: MeetingState): boolean {
  return state === 'called' || isLive(state) || state === 'closed';
}

/**
 * Whether people are entered in the register (REG4): once people were called together, and after the closing as long as
 * the draft of the minutes is open. Before the call, and while it is put off, nobody is asked whether he comes.
 */
export function keepsRegister(state: MeetingState, draftOpen: boolean): boolean {
  return isCalled(state) && (state !== 'closed' || draftOpen);
}

/** Whether rounds can open and decisions be declared: in session, neither in recess nor inquorate (MTG2). */
export function mayDecide(state: MeetingState): boolean {
  return state === 'in_session';
}

/** Whether agenda and notes are open words: until the meeting is closed (MTG3, contracts §4). */
export function agendaIsOpen(state: MeetingState): boolean {
  return isLive(state) || state === 'draft' || state === 'called' || state === 'postponed';
}
