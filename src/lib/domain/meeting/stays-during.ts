/**
 * Who could reply when (MTG23): of those on the roll of a round, the stretches of its opening hours in which they were in
 * the room.
 */
import type { Stay } from './attendance.ts';

/** A stretch of time, ms UTC. */
export interface During {
  readonly from: number;
  readonly to: number;
}

/**
 * Seat → when it was there between `from` and `to`, in order, stretches that meet put together; a seat that was never there is
 * missing. A stay without a beginning or an end lasts as long as the hours.
 */
export function staysDuring(
  stays: readonly Stay[],
  { from, to }: During,
): ReadonlyMap<string, readonly During[]> {
  const found = new Map<string, During[]>();
  const inOrder = [...stays].sort((a, b) => (a.arrivedAt ?? from) - (b.arrivedAt ?? from));
  for (const { seat, arrivedAt, leftAt } of inOrder) {
    const stay = { from: Math.max(from, arrivedAt ?? from), to: Math.min(to, leftAt ?? to) };
    if (seat === null || stay.from >= stay.to) continue;
    const before = found.get(seat) ?? [];
    const last = before.at(-1);
    if (last && last.to >= stay.from)
      before[before.length - 1] = { from: last.from, to: Math.max(last.to, stay.to) };
    else before.push(stay);
    found.set(seat, before);
  }
  return found;
}
