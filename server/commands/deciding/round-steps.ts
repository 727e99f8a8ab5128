import { mayDecide } from '#lib/domain/meeting/state.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { MeetingRecord } from '../../access/meeting.ts';

/** The deadline includes its minute (T2). */
export const MINUTE = 60_000;

/** Whether something that came at `at` came after the end of a round. */
export function isLate(round: { readonly closes_at: number | null }, at: number): boolean {
  return round.closes_at !== null && at >= round.closes_at + MINUTE;
}

/** Null while rounds may open and decisions be declared: in session (MTG2). */
export function mayDecideRefusal(state: MeetingRecord['state']): Refusal | null {
  if (mayDecide(state)) return null;
  return refuse(state === 'closed' || state === 'cancelled' ? 'meeting-closed' : 'meeting-not-open', {
    params: { state },
  });
}
