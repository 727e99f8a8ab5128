import { isInputError, modes, parseRound, rulesOf, tally } from '#lib/domain/deciding/index.ts';
import type { Mode, RoundJson } from '#lib/domain/deciding/index.ts';
import { percentile } from '../figures.ts';

/*
 * How long the count of a round takes, in every mode: 3,000 households of one to four members by fractions, one in ten
 * with a second reply by another way, one in ten with a proxy, twenty options where options are put in order. What is
 * measured is the pure count, without reading the round.
 */
const voters = 3_000;
const options = Array.from({ length: 20 }, (_, i) => `選択肢${i + 1}`);

export interface Counted {
  readonly mode: Mode;
  /** ms */
  readonly median: number;
  readonly worst: number;
}

/** Counts each mode `times` times, after as many to warm up. */
export function tallies(times: number): Counted[] {
  return modes.map((mode) => {
    const round = parseRound(roundOf(mode));
    if (isInputError(round)) throw new Error(JSON.stringify(round));
    const took: number[] = [];
    for (let i = 0; i < times * 2; i++) {
      const begun = performance.now();
      tally(round);
      if (i >= times) took.push(performance.now() - begun);
    }
    return { mode, median: percentile(took, 0.5), worst: Math.max(...took) };
  });
}

function roundOf(mode: Mode): RoundJson {
  const numbers = Array.from({ length: voters }, (_, i) => i);
  const ballot = (i: number, via: 'live' | 'electronic') => ({
    key: `s${i}`,
    choice: choiceOf(mode, i),
    via,
    at: `2023-02-15T19:${String(10 + (i % 50))}:00+09:00`,
    textHash: 'b7c0',
  });
  return {
    mode,
    rule: {
      quorum: { op: 'gt', num: 1, den: 2, countAlternate: true, countProxy: true, countWritten: true },
      majority: { op: 'gt', num: 1, den: 2, base: 'present' },
      chairVote: 'casting_only',
      tieRule: 'chair_casts',
      proxyMeaning: 'holder_decides',
    },
    textHash: 'b7c0',
    options,
    lotSeed: '5eed',
    roll: numbers.map((i) => ({
      key: `s${i}`,
      weight: i % 4 === 0 ? '1' : `1/${(i % 4) + 1}`,
      chair: i === 0,
    })),
    attendance: numbers.filter((i) => i % 3 === 0).map((i) => ({ key: `s${i}`, mode: 'in_person' as const })),
    proxies: numbers.filter((i) => i % 10 === 1).map((i) => ({ from: `s${i}`, to: 's0', choice: null })),
    ballots: numbers.flatMap((i) => [
      ...(i % 10 === 1 ? [] : [ballot(i, 'live')]),
      ...(i % 10 === 2 ? [ballot(i, 'electronic')] : []),
    ]),
  };
}

function choiceOf(mode: Mode, i: number): string | string[] | Record<string, number> {
  const { ballot, choices } = rulesOf(mode);
  const from = (n: number) => options[(i * 7 + n) % options.length] ?? '';
  if (ballot === 'word') return choices[i % choices.length] ?? '';
  if (ballot === 'dots') return { [from(0)]: 2, [from(3)]: 1 };
  return options.map((_, n) => from(n));
}
