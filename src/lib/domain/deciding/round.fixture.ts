/** Rounds for the tests of this room: a whole round in a line or two, in the published form of contracts §7. */
import { isInputError } from './input-error.ts';
import type { Outcome } from './outcome.ts';
import { parseRound } from './parse.ts';
import type { RoundInput, RoundJson } from './round.ts';
import { tally } from './tally.ts';

type List<K extends 'roll' | 'attendance' | 'proxies' | 'ballots'> = NonNullable<RoundJson[K]>;
export type BallotJson = List<'ballots'>[number];

export const TEXT = 'b7c0';

/** Keys `s1` … `sN`. */
export const keys = (n: number, from = 1): string[] => Array.from({ length: n }, (_, i) => `s${from + i}`);

export const roll = (n: number): List<'roll'> => keys(n).map((key) => ({ key, weight: '1' }));

export const inRoom = (...who: string[]): List<'attendance'> =>
  who.map((key) => ({ key, mode: 'in_person' as const }));

export const ballot = (
  key: string,
  choice: BallotJson['choice'],
  more: Partial<BallotJson> = {},
): BallotJson => ({ key, choice, via: 'live', at: '2023-02-15T19:30+09:00', textHash: TEXT, ...more });

/** Ballots of s1, s2, … in blocks: `say({ for: 4, against: 3 })`. */
export const say = (
  counts: Record<string, number>,
  more: Partial<BallotJson> = {},
  from = 1,
): BallotJson[] => {
  const words = Object.entries(counts).flatMap(([word, n]) => Array.from({ length: n }, () => word));
  return words.map((word, i) => ballot(`s${from + i}`, word, more));
};

/** A round with the rule of contracts §7: everything counts, more than half of those present. */
export function round(over: Partial<RoundJson> = {}, rule: Partial<RoundJson['rule']> = {}): RoundJson {
  return {
    mode: 'majority',
    rule: {
      quorum: { op: 'none', num: 1, den: 2, countAlternate: true, countProxy: true, countWritten: true },
      majority: { op: 'gt', num: 1, den: 2, base: 'present' },
      chairVote: 'votes_and_casting',
      tieRule: 'rejected',
      proxyMeaning: 'quorum_only',
      blockIsVeto: true,
      dots: { perVoter: 3, maxPerOption: 2 },
      ...rule,
    },
    textHash: TEXT,
    closesAt: null,
    options: [],
    lotSeed: '5eed',
    roll: [],
    attendance: [],
    proxies: [],
    ballots: [],
    chairCasts: null,
    objectionsClosed: [],
    ...over,
  };
}

/** The checked round; a test that gives a wrong one fails here, with the field. */
export function parsed(json: RoundJson): RoundInput {
  const input = parseRound(JSON.parse(JSON.stringify(json)));
  if (isInputError(input)) throw new Error(JSON.stringify(input));
  return input;
}

export const outcome = (json: RoundJson): Outcome => tally(parsed(json));
