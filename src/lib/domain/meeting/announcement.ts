import type { MeetingKind } from './kind.ts';

/**
 * What became of an announced meeting (REG12): each act on its announcement is kept, so that a postponement or a move
 * is told with both days and the reason, and calendars take each act as a newer one. Source: domain §3.1 step 2, §4.2.
 */

export const announcingActs = ['create', 'change', 'call', 'postpone', 'cancel'] as const;
export type AnnouncingAct = (typeof announcingActs)[number];

export interface Announced {
  readonly act: AnnouncingAct;
  /** ms UTC */
  readonly at: number;
  /** When the meeting was to begin after the act, ms UTC. */
  readonly startsAt: number;
  readonly reason: string;
}

export interface Moved {
  /** When it was to begin before, ms UTC. */
  readonly from: number;
  /** The new beginning; null while none is named. */
  readonly to: number | null;
  readonly reason: string;
  /** When it was put off or moved, ms UTC. */
  readonly at: number;
}

/**
 * The last move of a meeting away from what people were told; null where it stands as announced. `acts` in their order.
 * Days of a draft nobody was told of are no move.
 */
export function movedOf(acts: readonly Announced[]): Moved | null {
  let told: number | null = null;
  let off: Omit<Moved, 'to'> | null = null;
  let moved: Moved | null = null;
  for (const { act, at, startsAt, reason } of acts) {
    if (act === 'postpone') {
      off = { from: told ?? startsAt, reason, at };
      moved = { ...off, to: null };
      told = null;
    } else if (off !== null && (act === 'change' || act === 'call')) {
      moved = { ...off, to: act === 'call' || startsAt !== off.from ? startsAt : null };
      if (act === 'call') {
        told = startsAt;
        off = null;
        if (moved.from === startsAt) moved = null;
      }
    } else if (act === 'call') told = startsAt;
    else if (act === 'change' && told !== null && startsAt !== told) {
      moved = { from: told, to: startsAt, reason, at };
      told = startsAt;
    }
  }
  return moved;
}

/**
 * How many notices went out by these acts, in their order (REG17): the call, each change of what was told, and that it
 * was put off or called off. Of a draft nobody was told of there is none.
 */
export function noticesOf(acts: readonly Announced[]): number {
  let told = false;
  let n = 0;
  for (const { act } of acts) {
    if (act === 'call' || (told && act !== 'create')) n++;
    told = act === 'call' || (told && act === 'change');
  }
  return n;
}

/** A meeting as calendars know it. */
export interface CalendarMeeting {
  readonly id: string;
  readonly council: { readonly slug: string; readonly name: string };
  readonly fiscalYear: number;
  readonly seq: number;
  readonly state: string;
  /** `written`: nobody comes together, and what counts is its deadline, the end. */
  readonly kind: MeetingKind;
  /** ms since 1970 UTC */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly place: string;
  readonly moved: Moved | null;
  /** The last act on its announcement: its number, from 1, and when it was, ms since 1970 UTC (REG12). */
  readonly announcement: { readonly no: number; readonly at: number };
}

/** How a calendar names the state of a meeting; a meeting put off without a new day does not take place on the old one. */
export function calendarStatus(state: string, moved: Moved | null): 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED' {
  if (state === 'cancelled') return 'CANCELLED';
  if (state === 'postponed') return moved?.to == null ? 'CANCELLED' : 'TENTATIVE';
  return state === 'draft' ? 'TENTATIVE' : 'CONFIRMED';
}
