import { describe, expect, it } from 'vitest';
import { isRefusal } from '../refusal.ts';
import {
  agendaIsOpen,
  isLive,
  keepsRegister,
  liveStates,
  mayDecide,
  meetingStates,
  meetingVerbs,
  nextMeetingState,
} from './state.ts';
import type { MeetingState, MeetingVerb } from './state.ts';

const walk = (from: MeetingState, ...verbs: MeetingVerb[]): MeetingState =>
  verbs.reduce<MeetingState>((state, verb) => {
    const next = nextMeetingState(state, verb);
    if (isRefusal(next)) throw new Error(`${state} ${verb}`);
    return next;
  }, from);

describe('life of a meeting', () => {
  it('[REG4] a register is kept from the call on, not while a meeting is put off, and after the closing while the draft is open', () => {
    const kept = (draftOpen: boolean) => meetingStates.filter((state) => keepsRegister(state, draftOpen));
    expect(kept(true)).toEqual(['called', 'in_session', 'recess', 'inquorate', 'closed']);
    expect(kept(false)).toEqual(['called', 'in_session', 'recess', 'inquorate']);
  });

  it('[MTG1] a meeting goes from draft to its closing', () => {
    expect(walk('draft', 'call', 'open', 'pause', 'resume', 'close')).toBe('closed');
    expect(walk('draft', 'call', 'postpone', 'call', 'open')).toBe('in_session');
    expect(walk('draft', 'call', 'open', 'declare_inquorate', 'close')).toBe('closed');
  });

  it('[MTG1] exactly these 14 of 64 pairs are allowed; every other is refused with state and verb', () => {
    const allowed = meetingStates.flatMap((state) =>
      meetingVerbs
        .filter((verb) => !isRefusal(nextMeetingState(state, verb)))
        .map((verb) => `${state} ${verb}`),
    );
    expect(meetingStates.length * meetingVerbs.length).toBe(64);
    expect(allowed).toEqual([
      'draft call',
      'draft cancel',
      'called open',
      'called postpone',
      'called cancel',
      'in_session pause',
      'in_session declare_inquorate',
      'in_session close',
      'recess resume',
      'recess declare_inquorate',
      'recess close',
      'inquorate close',
      'postponed call',
      'postponed cancel',
    ]);
    for (const state of meetingStates)
      for (const verb of meetingVerbs)
        if (!allowed.includes(`${state} ${verb}`))
          expect(nextMeetingState(state, verb)).toEqual({ refused: 'wrong-state', params: { state, verb } });
  });

  it('[MTG2] decisions are made in session only; an inquorate meeting may talk on', () => {
    expect(meetingStates.filter(mayDecide)).toEqual(['in_session']);
    expect(meetingStates.filter(isLive)).toEqual(['in_session', 'recess', 'inquorate']);
    expect(liveStates).toEqual(meetingStates.filter(isLive));
  });

  it('[MTG3] agenda and notes are open until the meeting is closed', () => {
    expect(meetingStates.filter(agendaIsOpen)).toEqual([
      'draft',
      'called',
      'in_session',
      'recess',
      'inquorate',
      'postponed',
    ]);
  });
});
