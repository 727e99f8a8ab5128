/**
 * Whether a row of the register says that somebody is here or only that he means to come (REG1, REG2). People
 * say by phone, days before, that they will come; quorum counts who came. Source: domain §3.1 step 4, AT-1.4.
 */

/** Doors are open this long before the beginning: what somebody enters himself from then on is arrival. */
export const DOORS_MS = 3 * 60 * 60_000;

export interface Entry {
  /** Entered by the person himself, by the recorder, or typed from a paper list. */
  readonly via: 'self' | 'recorded' | 'paper';
  /** ms UTC */
  readonly at: number;
}

/** `openedAt`: when the meeting was or is being opened; null while it is only called. */
export function hasArrived(
  entry: Entry,
  meeting: { readonly startsAt: number; readonly openedAt: number | null },
): boolean {
  // a meeting opened early has its doors open early too
  const begins = Math.min(meeting.openedAt ?? meeting.startsAt, meeting.startsAt);
  return entry.via !== 'self' || entry.at >= begins - DOORS_MS;
}
