/**
 * The life of a consultation (CST2): somebody asks (諮問), the council deliberates, drafts, adopts by an ordinary round,
 * submits its reply (答申), and is answered. Source: R-KAW-04, domain §4.2.
 */
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

export const consultationStates = [
  'received',
  'deliberating',
  'drafting',
  'agreed',
  'submitted',
  'answered',
] as const;
export type ConsultationState = (typeof consultationStates)[number];

export type ConsultationVerb = 'begin' | 'draft' | 'adopt' | 'submit' | 'answer';

/** From which state an act leads where. Adopting again replaces what was adopted; further answers add to the first. */
const next: Readonly<
  Record<ConsultationVerb, Partial<Readonly<Record<ConsultationState, ConsultationState>>>>
> = {
  begin: { received: 'deliberating' },
  draft: { deliberating: 'drafting' },
  adopt: { drafting: 'agreed', agreed: 'agreed' },
  submit: { agreed: 'submitted' },
  answer: { submitted: 'answered', answered: 'answered' },
};

/**
 * The state after an act. Refused: `report-not-adopted` for a reply no round has adopted, `report-submitted` for what would
 * come to one that is out, `already-done`, `wrong-state` for what comes too early.
 */
export function nextConsultationState(
  state: ConsultationState,
  verb: ConsultationVerb,
): ConsultationState | Refusal {
  const to = next[verb][state];
  if (to !== undefined) return to;
  if (isOut(state)) return refuse('report-submitted', { params: { state } });
  if (verb === 'submit') return refuse('report-not-adopted', { params: { state } });
  const done = verb === 'begin' ? state !== 'received' : verb === 'draft' && writable(state);
  return refuse(done ? 'already-done' : 'wrong-state', { params: { state } });
}

/** The reply has gone to whoever asked: from here on errata alone (CST9). */
export function isOut(state: ConsultationState): boolean {
  return state === 'submitted' || state === 'answered';
}

/** The draft takes words: from the day it was begun until the reply is submitted (CST5). */
export function writable(state: ConsultationState): boolean {
  return state === 'drafting' || state === 'agreed';
}

/** Everybody may read of it: from the beginning of the deliberation (CST12). */
export function isAnnouncedConsultation(state: ConsultationState): boolean {
  return state !== 'received';
}
