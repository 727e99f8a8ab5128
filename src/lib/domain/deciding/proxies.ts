/**
 * What proxies (委任状) do (T5, T7, T8): void once the grantor comes or answers himself; a vote only in majority
 * rounds and only as the frozen meaning says; else there for the quorum alone.
 */
import { rulesOf } from './modes/registry.ts';
import type { Ballot, Proxy, RoundInput } from './round.ts';

/**
 * Proxies that carry something: their grantor neither is in the room nor has a counted ballot of his own (T5), and a
 * holder who is named is in the room, unless the proxy casts a choice of its own (T5a). `input` null: outside a round,
 * where no proxy casts anything.
 */
export function standingProxies(
  proxies: readonly Proxy[],
  inPerson: ReadonlySet<string>,
  counted: ReadonlyMap<string, Ballot>,
  input: Pick<RoundInput, 'mode' | 'rule'> | null,
  leftOut: string | null,
): readonly Proxy[] {
  return proxies.filter(
    (proxy) =>
      !inPerson.has(proxy.from) &&
      !counted.has(proxy.from) &&
      (proxy.to === null ||
        inPerson.has(proxy.to) ||
        (input !== null && ownWord(input, proxy, leftOut) !== null)),
  );
}

/** Whether proxies vote in this round, and not for the quorum alone (T7). */
function proxiesVote({ mode, rule: { proxyMeaning } }: Pick<RoundInput, 'mode' | 'rule'>): boolean {
  return rulesOf(mode).vote && (proxyMeaning === 'instructed' || proxyMeaning === 'holder_decides');
}

/** The choice a proxy casts by the grantor's own writing; null: none (T7, T7a). */
function ownWord(
  input: Pick<RoundInput, 'mode' | 'rule'>,
  proxy: Proxy,
  leftOut: string | null,
): Proxy['choice'] {
  return proxiesVote(input) && proxy.from !== leftOut ? proxy.choice : null;
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
  if (!proxiesVote(input)) return voting;
  const follows = input.rule.proxyMeaning === 'holder_decides';
  for (const proxy of standing) {
    if (proxy.from === leftOut) continue;
    const followed = follows ? holdersWord(proxy, inPerson, votes) : undefined;
    const word = ownWord(input, proxy, leftOut) ?? followed;
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
