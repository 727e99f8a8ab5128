/**
 * Which ballots count (T2, T3). Late ones and ones about another text never do; of several good ones of a key the
 * live one counts before the electronic before the paper one, within a channel the latest.
 */
import { MINUTE } from './instant.ts';
import { byCodePoint, sorted } from './order.ts';
import type { Ballot, RoundInput } from './round.ts';
import { vias } from './words.ts';
import type { Via } from './words.ts';

export interface SortedBallots {
  /** One per key. */
  readonly counted: ReadonlyMap<string, Ballot>;
  readonly late: readonly string[];
  readonly wrongText: readonly string[];
  readonly superseded: readonly { readonly key: string; readonly via: Via }[];
}

export function sortBallots(input: Pick<RoundInput, 'ballots' | 'closesAt' | 'textHash'>): SortedBallots {
  const counted = new Map<string, Ballot>();
  const late = new Set<string>();
  const wrongText = new Set<string>();
  const superseded: { key: string; via: Via }[] = [];
  for (const ballot of input.ballots) {
    if (comesLate(ballot.at, input.closesAt)) late.add(ballot.key);
    else if (ballot.textHash !== input.textHash) wrongText.add(ballot.key);
    else {
      const held = counted.get(ballot.key);
      const [winner, loser] = held && precedes(held, ballot) ? [held, ballot] : [ballot, held];
      counted.set(ballot.key, winner);
      if (loser) superseded.push({ key: loser.key, via: loser.via });
    }
  }
  superseded.sort((a, b) => byCodePoint(a.key, b.key) || byCodePoint(a.via, b.via));
  return { counted, late: sorted(late), wrongText: sorted(wrongText), superseded };
}

/** The deadline includes its minute: 23:59:59 is in time, 00:00:00 is not (G19). */
export function comesLate(at: bigint, closesAt: bigint | null): boolean {
  return closesAt !== null && at >= closesAt + MINUTE;
}

/** Which of two ballots of one key counts (T3). They never share channel and instant (T1), so the order is strict. */
export function precedes<T extends { readonly via: Via; readonly at: bigint | number }>(a: T, b: T): boolean {
  const [x, y] = [vias.indexOf(a.via), vias.indexOf(b.via)];
  return x === y ? a.at > b.at : x < y;
}
