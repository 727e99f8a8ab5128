/**
 * Giving a proxy (WAY6). What one does in a count is proxies.ts; here is what may be given: nobody carries more than the
 * rules allow, and nobody gets his own vote back around a circle.
 */
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

/** A proxy that stands: whose, and who holds it; null: nobody is named. */
export interface Grant {
  readonly from: string;
  readonly to: string | null;
}

/** How many proxies one may hold where the rules say nothing (domain §5.0). */
export const mostProxies = 3;

/**
 * Null when a proxy may be given. `standing`: those of the meeting; one of the same giver is replaced and does not count.
 * `max`: how many one may hold; null: no limit, 0: there are no proxies. Refuses `proxy-circle` and `proxy-limit` (with `max`), both at `toSeatId`.
 */
export function grantRefusal(
  given: Grant,
  standing: readonly Grant[],
  max: number | null = mostProxies,
): Refusal | null {
  const { from, to } = given;
  if (max === 0) return refuse('proxy-limit', { field: 'toSeatId', params: { max } });
  if (to === null) return null;
  const others = standing.filter((grant) => grant.from !== from);
  const heldBy = new Map(others.map((grant) => [grant.from, grant.to]));
  const seen = new Set<string>();
  for (let at: string | null | undefined = to; at && !seen.has(at); at = heldBy.get(at)) {
    if (at === from) return refuse('proxy-circle', { field: 'toSeatId' });
    seen.add(at);
  }
  const held = others.filter((grant) => grant.to === to).length;
  return max !== null && held >= max ? refuse('proxy-limit', { field: 'toSeatId', params: { max } }) : null;
}

/** Proxies by who holds them, with whose they are; those that name nobody are left out. In the order they were given. */
export function heldProxies(standing: readonly Grant[]): ReadonlyMap<string, readonly string[]> {
  const held = new Map<string, string[]>();
  for (const { from, to } of standing) if (to !== null) held.set(to, [...(held.get(to) ?? []), from]);
  return held;
}
