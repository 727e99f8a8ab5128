/**
 * Geometry of the 車座: one mark per seat around a ring, in the fixed order in the room, online,
 * alternate, proxy, in writing, absent. Pure numbers in a box of 260 × 260; shapes differ by kind, so
 * that the ring reads without colour.
 */
import type { HouseholdFigures } from '#lib/domain/deciding/households.ts';

export interface SeatCounts {
  inPerson: number;
  online: number;
  alternate: number;
  proxy: number;
  written: number;
  absent: number;
}

export const seatKinds = ['inPerson', 'online', 'alternate', 'proxy', 'written', 'absent'] as const;
export type SeatKind = (typeof seatKinds)[number];

export interface Mark {
  kind: SeatKind;
  x: number;
  y: number;
  /** Half extent of the mark. */
  r: number;
}

const CENTRE = 130;
const RADIUS = 104;
/** Half extents by kind at full size; optical sizes, so that all kinds weigh the same. */
const EXTENT: Record<SeatKind, number> = {
  inPerson: 9,
  online: 7,
  alternate: 10,
  proxy: 9,
  written: 8,
  absent: 7.5,
};

const round = (n: number) => Math.round(n * 10) / 10;
const at = (turn: number, radius: number) => ({
  x: round(CENTRE + radius * Math.sin(turn * 2 * Math.PI)),
  y: round(CENTRE - radius * Math.cos(turn * 2 * Math.PI)),
});

/** All marks, clockwise from the top; large rolls get smaller marks. */
export function ringMarks(counts: SeatCounts): Mark[] {
  const kinds = seatKinds.flatMap((kind) =>
    Array<SeatKind>(Math.max(0, Math.floor(counts[kind]))).fill(kind),
  );
  const scale = Math.min(1, 27 / Math.max(1, kinds.length));
  return kinds.map((kind, i) => ({
    kind,
    ...at((i + 0.5) / kinds.length, RADIUS),
    r: round(EXTENT[kind] * scale),
  }));
}

/** The vermilion line after as many seats as the quorum needs; null where no quorum is asked. */
export function needLine(counts: SeatCounts, needed: number | null): string | null {
  const seats = seatKinds.reduce((sum, kind) => sum + Math.max(0, Math.floor(counts[kind])), 0);
  if (needed === null || seats === 0 || needed > seats) return null;
  const a = at(needed / seats, 86);
  const b = at(needed / seats, 122);
  return `M${a.x} ${a.y}L${b.x} ${b.y}`;
}

/**
 * As many seats as a quorum needs, for the line: of parts of households its share of the seats. Null where none is asked.
 */
export function seatsNeeded(
  needed: string | null,
  households: HouseholdFigures | null | undefined,
): number | null {
  if (needed === null) return null;
  const share = households?.exceeds ? households.members / Number(households.households) : 1;
  return Number(needed) * share || null;
}

/** A diamond with its half diagonal. */
export function diamond(x: number, y: number, r: number): string {
  return `M${x} ${round(y - r)}l${r} ${r}-${r} ${r}-${r}-${r}z`;
}
