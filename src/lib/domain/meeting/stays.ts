/**
 * When somebody was there during a meeting (REG11): 到着, 途中退席, 再入場 as stretches of time out of the rows of the
 * register. Source: domain §3.1 steps 4 and 9.
 */

/** From when to when, ms UTC. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Stretches within the meeting, in order; rows that touch or overlap are one, so that going over from the room to the
 * screen is no departure. `leftAt` null: to the end.
 */
export function staysOf(
  rows: readonly { readonly arrivedAt: number; readonly leftAt: number | null }[],
  meeting: { readonly openedAt: number; readonly closedAt: number },
): Stretch[] {
  const within = rows
    .map(({ arrivedAt, leftAt }) => ({
      from: Math.max(arrivedAt, meeting.openedAt),
      to: Math.min(leftAt ?? meeting.closedAt, meeting.closedAt),
    }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
  const stays: Stretch[] = [];
  for (const stretch of within) {
    const last = stays.at(-1);
    if (last && stretch.from <= last.to)
      stays[stays.length - 1] = { from: last.from, to: Math.max(last.to, stretch.to) };
    else stays.push(stretch);
  }
  return stays;
}
