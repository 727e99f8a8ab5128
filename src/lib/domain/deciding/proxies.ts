/**
 * What proxies (委任状) do (T5, T7, T8): void once the grantor comes or answers himself; a vote only in majority
 * rounds and only as the frozen meaning says; else there for the quorum alone.
 */
import { rulesOf } from './modes/registry.ts';
import type { Ballot, Proxy, RoundInput } from './round.ts';

/** Proxies whose grantor neither is in the room nor has a counted ballot of his own (T5). */
export function standingProxies(
  proxies: readonly Proxy[],
  inPerson: ReadonlySet<string>,
  counted: ReadonlyMap<string, Ballot>,
): readonly Proxy[] {
  return proxies.filter((proxy) => !inPerson.has(proxy.from) && !counted.has(proxy.from));
}

/**
 * Grantor → the word his proxy votes (T7). `votes` are the ballots that count in this vote: a chair left out (T8)
 * has none there, so that a proxy held by such a chair has nothing to follow. A proxy granted by such a chair votes
 * no more than the chair does.
 */
export function votingProxies(
  input: Pick<RoundInput, 'mode' | 'rule'>,
  standing: readonly Proxy[],
  inPerson: ReadonlySet<string>,
  votes: ReadonlyMap<string, string>,
  leftOut: string | null,
): ReadonlyMap<string, string> {
  const voting = new Map<string, string>();
  const meaning = input.rule.proxyMeaning;
  if (!rulesOf(input.mode).vote || (meaning !== 'instructed' && meaning !== 'holder_decides')) return voting;
  for (const proxy of standing) {
    if (proxy.from === leftOut) continue;
    const followed = meaning === 'holder_decides' ? holdersWord(proxy, inPerson, votes) : undefined;
    const word = proxy.choice ?? followed;
    if (word !== undefined) voting.set(proxy.from, word);
  }
  return voting;
}

/** The word of a holder who is in the room and has voted. */
function holdersWord(
  proxy: Proxy,
  inPerson: ReadonlySet<string>,
  votes: ReadonlyMap<string, string>,
): string | undefined {
  return proxy.to !== null && inPerson.has(proxy.to) ? votes.get(proxy.to) : undefined;
}
