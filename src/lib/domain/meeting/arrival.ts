/**
 * Whether an entry of the register says that somebody is there or only that he means to come (REG1, REG2). People say
 * days or minutes before, from anywhere, that they will come; quorum counts who came, and coming is an act of its own.
 * Source: domain §3.1 step 4, AT-1.4.
 */
import { dayBeganAt } from '../calendar/jst.ts';
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

/** Doors are open at the latest this long before the beginning. */
export const DOORS_MS = 3 * 60 * 60_000;

/** What somebody says outright: that he means to come (or not), or that he is there. */
export type Says = 'reply' | 'here';

export interface Entry {
  /** Entered by the person himself, by the recorder, or typed from a paper list. */
  readonly via: 'self' | 'recorded' | 'paper';
  readonly says?: Says | undefined;
}

/**
 * Doors of a meeting are open from the beginning of its day on, and three hours before it begins where that is earlier
 * (REG2): from then on people are offered to say that they are there. ms UTC.
 */
export function doorsAt(startsAt: number): number {
  return Math.min(dayBeganAt(startsAt), startsAt - DOORS_MS);
}

/**
 * Whether an entry is arrival (REG1). Before the opening what somebody enters himself is a reply unless he says that he
 * is there; what the recorder or a paper list says has happened, unless it is told as a reply. From the opening on whoever
 * is entered is there. Refuses `meeting-begun`: a reply comes too late and must not pass for presence.
 */
export function isArrival({ via, says }: Entry, opened: boolean): boolean | Refusal {
  if (opened) return says === 'reply' ? refuse('meeting-begun') : true;
  return says === undefined ? via !== 'self' : says === 'here';
}

/**
 * Null unless a reply that is typed for somebody would replace what he has said himself (REG15): `replied-already` at
 * the field that names his seat.
 */
export function typedReplyRefusal(
  field: 'seatId' | 'fromSeatId',
  said: readonly { readonly own: boolean }[],
): Refusal | null {
  return said.some(({ own }) => own) ? refuse('replied-already', { field }) : null;
}
