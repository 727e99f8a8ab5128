import {
  keepsRegister,
  nextMeetingState,
  type MeetingVerb,
  type MeetingState,
} from '#lib/domain/meeting/state.ts';
import type { MeetingKind } from '#lib/domain/meeting/kind.ts';
import { isRefusal, refuse, type Refusal, type RefusalCode } from '#lib/domain/refusal.ts';

/** What is wrong, said more exactly than "wrong state" where there is one way on. */
function reason(state: MeetingState, verb: MeetingVerb): RefusalCode {
  if (state === 'closed' || state === 'cancelled') return 'meeting-closed';
  if (verb === 'call' || verb === 'open') {
    if (state === 'in_session' || state === 'recess' || (verb === 'call' && state === 'called'))
      return 'already-done';
    return verb === 'open' ? 'meeting-not-yet-called' : 'wrong-state';
  }
  if ((verb === 'pause' && state === 'recess') || (verb === 'resume' && state === 'in_session'))
    return 'already-done';
  return state === 'draft' || state === 'called' || state === 'postponed'
    ? 'meeting-not-open'
    : 'wrong-state';
}

/** The state a meeting goes to (MTG1), or why it can't. One held in writing has a life of its own (WRT1). */
export function moveMeeting(
  { state, kind }: { readonly state: MeetingState; readonly kind: MeetingKind },
  verb: MeetingVerb,
): MeetingState | Refusal {
  if (kind === 'written' && verb !== 'cancel') return refuse('meeting-in-writing');
  const next = nextMeetingState(state, verb);
  if (isRefusal(next)) return refuse(reason(state, verb), { params: { state, verb } });
  return next;
}

/** null while a meeting has a register people can be entered in; `late`: the recorder completes a closed one. */
export function registerRefusal(
  { state, kind }: { readonly state: MeetingState; readonly kind: MeetingKind },
  late: boolean,
): Refusal | null {
  if (kind === 'written') return refuse('meeting-in-writing');
  if (keepsRegister(state, late)) return null;
  return refuse(state === 'draft' || state === 'postponed' ? 'meeting-not-yet-called' : 'meeting-closed');
}

/** null while words and papers of a meeting may still change (MTG3). */
export function openWordsRefusal(state: MeetingState): Refusal | null {
  return state === 'closed' || state === 'cancelled' ? refuse('meeting-closed') : null;
}
