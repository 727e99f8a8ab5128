import { declaredItemState, type ItemState } from '#lib/domain/meeting/agenda.ts';
import { mayDecide } from '#lib/domain/meeting/state.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { MeetingRecord } from '../../access/meeting.ts';

/** Null while rounds may open and decisions be declared: in session (MTG2). */
export function mayDecideRefusal(state: MeetingRecord['state']): Refusal | null {
  if (mayDecide(state)) return null;
  return refuse(state === 'closed' || state === 'cancelled' ? 'meeting-closed' : 'meeting-not-open', {
    params: { state },
  });
}

/** Null while an item may still be decided: neither decided, put off nor withdrawn (MTG6). */
export function itemRefusal(state: ItemState, field: string): Refusal | null {
  return isRefusal(declaredItemState(state)) ? refuse('item-closed', { field, params: { state } }) : null;
}
