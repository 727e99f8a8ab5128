/**
 * Who is there, counted by seat (MTG14–MTG19): present, online, alternate, proxy, written and absent, apart and
 * always in this order, each seat once. Source: domain §3.1 steps 4 and 6, AT-1.4, contracts T4–T6. What counts
 * towards quorum is the rule set's question, answered by the tally.
 */

export const attendanceModes = ['in_person', 'online', 'alternate'] as const;
export type AttendanceMode = (typeof attendanceModes)[number];

/** What a row of the register says; the last three take no seat. */
export type RegisterMode = AttendanceMode | 'absent' | 'observer' | 'staff';

/** One row of the register. `seat` is null for staff and observers; `heads` for observers counted, not named. */
export interface Stay {
  readonly seat: string | null;
  readonly mode: RegisterMode;
  readonly heads?: number;
  /** ms UTC; null or missing: from the beginning, to the end. */
  readonly arrivedAt?: number | null;
  readonly leftAt?: number | null;
}

/** A proxy as of contracts §7: `to` is null when it is given to nobody in particular. */
export interface Proxy {
  readonly from: string;
  readonly to: string | null;
}

export interface AttendanceCounts {
  readonly present: number;
  readonly online: number;
  readonly alternate: number;
  readonly proxy: number;
  readonly written: number;
  readonly absent: number;
  /** The six above add up to this. */
  readonly seats: number;
  readonly staff: number;
  readonly observers: number;
}

/** The fixed order in which the counts are shown (MTG14). */
export const countOrder = ['present', 'online', 'alternate', 'proxy', 'written', 'absent'] as const;
export type SeatStanding = (typeof countOrder)[number];

/**
 * Counts over the voting seats `seats` (keys). Rows for other seats and a proxy to its own giver count nothing.
 * `written`: seats whose reply has come electronically or on paper.
 */
export function attendanceCounts(
  seats: readonly string[],
  attendance: readonly Stay[],
  proxies: readonly Proxy[],
  written: readonly string[] = [],
): AttendanceCounts {
  const standings = [...seatStandings(seats, attendance, proxies, written).values()];
  const count = (standing: SeatStanding): number => standings.filter((s) => s === standing).length;
  const heads = (mode: 'staff' | 'observer'): number =>
    attendance.reduce((sum, stay) => sum + (stay.mode === mode ? (stay.heads ?? 1) : 0), 0);
  return {
    present: count('present'),
    online: count('online'),
    alternate: count('alternate'),
    proxy: count('proxy'),
    written: count('written'),
    absent: count('absent'),
    seats: standings.length,
    staff: heads('staff'),
    observers: heads('observer'),
  };
}

/** Each voting seat and how it takes part (MTG15–MTG17), in the order of `seats`. */
export function seatStandings(
  seats: readonly string[],
  attendance: readonly Stay[],
  proxies: readonly Proxy[],
  written: readonly string[] = [],
): ReadonlyMap<string, SeatStanding> {
  const sat = (mode: AttendanceMode): ReadonlySet<string | null> =>
    new Set(attendance.filter((stay) => stay.mode === mode).map((stay) => stay.seat));
  const bySeat: readonly (readonly [SeatStanding, ReadonlySet<string | null>])[] = [
    ['present', sat('in_person')],
    ['online', sat('online')],
    ['alternate', sat('alternate')],
    // Before proxy: whoever replied in person needs nobody to stand in (contracts T5).
    ['written', new Set(written)],
    ['proxy', new Set(proxies.filter(({ from, to }) => from !== to).map(({ from }) => from))],
  ];
  return new Map(seats.map((seat) => [seat, bySeat.find(([, set]) => set.has(seat))?.[0] ?? 'absent']));
}

/** Those of `attendance` who are there at `at` (ms UTC): arrived by then and not yet gone (MTG18). */
export function presentAt(attendance: readonly Stay[], at: number): Stay[] {
  return attendance.filter(
    ({ arrivedAt, leftAt }) => (arrivedAt ?? at) <= at && (leftAt == null || at < leftAt),
  );
}
