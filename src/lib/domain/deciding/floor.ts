/**
 * Who stands on the floor when a vote is counted (T4–T9): in the room, attending, present, and whose ballots and
 * proxies are votes. Made once over everything and once over the room alone (T13).
 */
import { attendedKeys, inPersonKeys } from './attendance.ts';
import { standingProxies, votingProxies } from './proxies.ts';
import type { Ballot, Proxy, RoundInput } from './round.ts';
import { Scale } from './weights.ts';

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

/** The floor for these counted ballots and proxies; attendance, rule and roll are the round's. */
export function floorOf(
  input: RoundInput,
  counted: ReadonlyMap<string, Ballot>,
  proxies: readonly Proxy[],
): Floor {
  const leftOut = chairLeftOut(input);
  const inPerson = inPersonKeys(input.attendance, counted);
  const standing = standingProxies(proxies, inPerson, counted);
  const { attendance } = input;
  const attended = attendedKeys({ quorum: input.rule.quorum, attendance, inPerson, counted, standing });
  const ballots = new Map([...counted].filter(([key]) => key !== leftOut));
  const said = new Map<string, string>();
  for (const [key, { choice }] of ballots) if (typeof choice === 'string') said.set(key, choice);
  const byProxy = votingProxies(input, standing, inPerson, said, leftOut);
  const proxied = new Set(standing.map((proxy) => proxy.from));

  const present = new Set([...attended].filter((key) => !proxied.has(key)));
  for (const key of [...ballots.keys(), ...byProxy.keys()]) present.add(key);
  if (leftOut !== null) present.delete(leftOut);
  return {
    input,
    scale: new Scale(input.roll),
    inPerson,
    attended,
    ballots,
    said: new Map([...said, ...byProxy]),
    present,
    eligible: new Set(input.roll.map((voter) => voter.key).filter((key) => key !== leftOut)),
    notCast: new Set([...present].filter((key) => !ballots.has(key) && !byProxy.has(key))),
    proxied,
    votingProxies: new Set(byProxy.keys()),
  };
}

/** The round as those in the room made it: no electronic or paper ballots, no proxies (T13). */
export function roomOf(input: RoundInput, counted: ReadonlyMap<string, Ballot>): Floor {
  return floorOf(input, new Map([...counted].filter(([, ballot]) => ballot.via === 'live')), []);
}

/** The chair whose ballot is no vote in this round: majority mode, `casting_only` or `never` (T8). */
function chairLeftOut({ mode, rule, roll }: RoundInput): string | null {
  if (mode !== 'majority' || (rule.chairVote !== 'casting_only' && rule.chairVote !== 'never')) return null;
  return roll.find((voter) => voter.chair)?.key ?? null;
}
