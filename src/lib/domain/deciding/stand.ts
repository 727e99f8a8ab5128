/** Makes the floor of a round (T4–T9): once over everything, and once over the room alone (T13). */
import { attendedKeys, inPersonKeys } from './attendance.ts';
import type { Floor } from './floor.ts';
import { standingProxies, votingProxies } from './proxies.ts';
import { hasVote } from './reply.ts';
import type { Ballot, Proxy, RoundInput } from './round.ts';
import { Scale } from './weights.ts';

/** The floor for these counted ballots and proxies; attendance, rule and roll are the round's. */
export function floorOf(
  input: RoundInput,
  counted: ReadonlyMap<string, Ballot>,
  proxies: readonly Proxy[],
): Floor {
  const leftOut = chairLeftOut(input);
  const inPerson = inPersonKeys(input.attendance, counted);
  const standing = standingProxies(proxies, inPerson, counted, input, leftOut);
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

/** The chair whose ballot is no vote in this round (T8). */
function chairLeftOut(input: RoundInput): string | null {
  return input.roll.find((voter) => !hasVote(input, voter))?.key ?? null;
}
