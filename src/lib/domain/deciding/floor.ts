/**
 * Who stands on the floor when a vote is counted (T4–T9): in the room, attending, present, and whose ballots and
 * proxies are votes. Every mode counts such a floor; `stand.ts` makes it.
 */
import type { Ballot, RoundInput } from './round.ts';
import type { Scale } from './weights.ts';

export interface Floor {
  readonly input: RoundInput;
  readonly scale: Scale;
  readonly inPerson: ReadonlySet<string>;
  /** For the quorum (T6). */
  readonly attended: ReadonlySet<string>;
  /** The ballots that are votes: counted, and not of a chair left out (T8). */
  readonly ballots: ReadonlyMap<string, Ballot>;
  /** Key → word of every vote said in words, those by proxy included (T7). */
  readonly said: ReadonlyMap<string, string>;
  /** In the base `present` (T8). */
  readonly present: ReadonlySet<string>;
  /** In the base `eligible`: the roll, less a chair left out (T8). */
  readonly eligible: ReadonlySet<string>;
  /** Present without a vote (T9). */
  readonly notCast: ReadonlySet<string>;
  /** Grantors of proxies that are not void, and those of them that vote. */
  readonly proxied: ReadonlySet<string>;
  readonly votingProxies: ReadonlySet<string>;
}
