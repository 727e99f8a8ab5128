import type { FloorSeat } from '#lib/doc/floor.ts';

/* Who has said what about a meeting that has not been opened (REG1). */

/** How a seat stands before the opening; `here`: he has come, in whatever way. */
export const comings = ['here', 'in_person', 'online', 'alternate', 'proxy', 'absent', 'silent'] as const;
export type Coming = (typeof comings)[number];

/** Where a seat stands: who is there before who has said he comes, refusals apart from silence. */
export function comingOf(seat: Pick<FloorSeat, 'mode' | 'announced'>): Coming {
  if (seat.mode === 'in_person' || seat.mode === 'online' || seat.mode === 'alternate') return 'here';
  if (seat.announced !== null) return seat.announced;
  return seat.mode === 'unknown' ? 'silent' : seat.mode;
}

/** The seats by how they stand, each group once and in this order; who has come only where somebody has. */
export function comingGroups(seats: readonly FloorSeat[]): [Coming, readonly FloorSeat[]][] {
  return comings
    .map((group): [Coming, readonly FloorSeat[]] => [group, seats.filter((seat) => comingOf(seat) === group)])
    .filter(([group, those]) => group !== 'here' || those.length > 0);
}
