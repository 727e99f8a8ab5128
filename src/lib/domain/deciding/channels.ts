/**
 * By which ways the counted replies of a round came (WAY7): for its result and the minutes, which say where a count comes
 * from and name nobody.
 */
import { sortBallots } from './ballots.ts';
import type { RoundInput } from './round.ts';
import { floorOf } from './stand.ts';

export interface Channels {
  /** Counted replies by channel. */
  readonly live: number;
  readonly electronic: number;
  readonly paper: number;
  /** Proxies that carry something, and those of them that vote (T5, T7). */
  readonly proxies: number;
  readonly proxiesVoting: number;
  /** Replies that came too and don't count, because another of the same voter goes before them (T3). */
  readonly superseded: number;
  /** Who holds proxies that carry something, by key, and how many. */
  readonly held: readonly { readonly key: string; readonly n: number }[];
}

/** Every voter is in one channel at most; a voter by proxy in none of the first three. */
export function channelsOf(input: RoundInput): Channels {
  const { counted, superseded } = sortBallots(input);
  const { proxied, votingProxies } = floorOf(input, counted, input.proxies);
  const vias = [...counted.values()].map(({ via }) => via);
  const held = new Map<string, number>();
  for (const { from, to } of input.proxies)
    if (to !== null && proxied.has(from)) held.set(to, (held.get(to) ?? 0) + 1);
  return {
    live: vias.filter((via) => via === 'live').length,
    electronic: vias.filter((via) => via === 'electronic').length,
    paper: vias.filter((via) => via === 'paper').length,
    proxies: proxied.size,
    proxiesVoting: votingProxies.size,
    superseded: superseded.length,
    held: [...held].map(([key, n]) => ({ key, n })),
  };
}
