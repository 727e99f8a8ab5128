import { describe, expect, test } from 'vitest';
import { sha256Hex, utf8 } from '../sha256.ts';
import { ballot, keys, outcome, roll, round } from './round.fixture.ts';
import type { Outcome } from './outcome.ts';
import type { RoundJson } from './round.ts';

type RankingMode = 'dots' | 'borda' | 'irv';
const held = (
  mode: RankingMode,
  options: string[],
  ballots: RoundJson['ballots'],
  more: Partial<RoundJson> = {},
) => outcome(round({ mode, options, roll: roll(25), ballots: ballots ?? [], ...more }));

/** Ranked ballots in blocks: `[8, 'A>B>C']`. */
const blocks = (...given: [number, string][]) =>
  given
    .flatMap(([n, order]) => Array.from({ length: n }, () => order.split('>').filter((o) => o !== '')))
    .map((choice, i) => ballot(`s${i + 1}`, choice));
const places = ({ ranking }: Outcome) => ranking.map((r) => `${r.rank} ${r.option} ${r.score}`);

describe('[T16] G13 three options, nineteen voters', () => {
  const ballots = blocks([8, 'A>B>C'], [6, 'B>C>A'], [5, 'C>B>A']);
  test('instant run-off: B wins 11 to 8 though A led', () => {
    const result = held('irv', ['A', 'B', 'C'], ballots);
    expect(result).toMatchObject({ code: 'RANKED', reason: null, winner: 'B', base: null, needed: null });
    expect(result.steps).toEqual([
      { counts: { A: '8', B: '6', C: '5' }, eliminated: 'C' },
      { counts: { A: '8', B: '11' }, eliminated: null },
    ]);
    expect(places(result)).toEqual(['1 B 11', '2 A 8', '3 C 5']);
    expect(result.total.byChoice).toEqual({ A: '8', B: '6', C: '5' });
  });

  test('Borda: B 25, A and C 16 share the second rank', () => {
    const result = held('borda', ['A', 'B', 'C'], ballots);
    expect(places(result)).toEqual(['1 B 25', '2 A 16', '2 C 16']);
    expect(result).toMatchObject({ code: 'RANKED', winner: 'B', steps: [] });
  });
});

describe('[T16] dots', () => {
  test('G14 nineteen voters place 55 of 57 dots', () => {
    const wanted = [14, 11, 9, 8, 6, 4, 2, 1];
    const options = wanted.map((_, i) => `I-0${i + 1}`);
    const bags = keys(19).map((key) => ({ key, left: 3, dots: new Map<string, number>() }));
    options.forEach((option, i) => {
      for (let n = 0; n < wanted[i]!; n++) {
        const bag = bags.filter((b) => (b.dots.get(option) ?? 0) < 2).sort((a, b) => b.left - a.left)[0]!;
        bag.dots.set(option, (bag.dots.get(option) ?? 0) + 1);
        bag.left -= 1;
      }
    });
    const ballots = bags.map(({ key, dots }) => ballot(key, Object.fromEntries(dots)));
    const result = held('dots', options, ballots);
    expect(result.ranking.map((r) => r.score)).toEqual(wanted.map(String));
    expect(result.winner).toBe('I-01');
    expect(bags.reduce((sum, bag) => sum + bag.left, 0)).toBe(2);
  });

  test('[T16b] ties share a rank and the next is skipped; a tie at the top wins nothing', () => {
    const ballots = [ballot('s1', { A: 1, B: 1, C: 1 }), ballot('s2', { C: 1, D: 0 })];
    const result = held('dots', ['D', 'B', 'C', 'A', 'E'], ballots);
    expect(places(result)).toEqual(['1 C 2', '2 A 1', '2 B 1', '4 D 0', '4 E 0']);
    expect(held('dots', ['A', 'B'], [ballot('s1', { A: 1, B: 1 })]).winner).toBeNull();
  });

  test('a dot weighs as much as its voter', () => {
    const council = [
      { key: 's1', weight: '1/3' },
      { key: 's2', weight: '1/2' },
    ];
    const ballots = [ballot('s1', { A: 2, B: 1 }), ballot('s2', { B: 1 })];
    const result = held('dots', ['A', 'B'], ballots, { roll: council });
    expect(places(result)).toEqual(['1 B 5/6', '2 A 2/3']);
  });
});

describe('[T16] Borda', () => {
  test('unranked options get nothing; only the place on the ballot counts', () => {
    const result = held('borda', ['A', 'B', 'C', 'D'], blocks([1, 'C'], [1, 'A>C'], [1, '']));
    expect(places(result)).toEqual(['1 C 5', '2 A 3', '3 B 0', '3 D 0']);
  });
});

test.each(['dots', 'borda', 'irv'] as const)('[T16b] %s without a ballot has no winner', (mode) => {
  const result = held(mode, ['B', 'A'], []);
  expect(result).toMatchObject({ code: 'RANKED', winner: null, flags: [] });
  expect(places(result)).toEqual(['1 A 0', '1 B 0']);
});

test.each(['dots', 'borda', 'irv'] as const)('[T12] %s without quorum keeps its counts', (mode) => {
  const quorum = {
    op: 'gt',
    num: 1,
    den: 2,
    countAlternate: true,
    countProxy: true,
    countWritten: true,
  } as const;
  const choice = mode === 'dots' ? { A: 1 } : ['A'];
  const json = round(
    { mode, options: ['A', 'B'], roll: roll(3), ballots: [ballot('s1', choice)] },
    { quorum },
  );
  const result = outcome(json);
  expect(result).toMatchObject({ code: 'NO_QUORUM', reason: null, flags: [], winner: 'A' });
  expect(result.ranking).toHaveLength(2);
});

test('[T13] in rankings the flag stands when the winners differ', () => {
  const remote = ['s2', 's3'].map((key) => ballot(key, { B: 1 }, { via: 'electronic' }));
  const apart = held('dots', ['A', 'B'], [ballot('s1', { A: 1 }), ...remote]);
  expect(apart).toMatchObject({ winner: 'B', inRoom: { code: 'RANKED' }, flags: ['REMOTE_CHANGED_RESULT'] });
  const alike = held('dots', ['A', 'B'], [ballot('s1', { B: 1 }), ...remote]);
  expect(alike.flags).toEqual([]);
});

describe('[T16c] instant run-off', () => {
  test('ends at once with more than half, not with exactly half', () => {
    const most = held('irv', ['A', 'B', 'C'], blocks([3, 'A'], [2, 'B']));
    expect(most).toMatchObject({ winner: 'A', steps: [{ eliminated: null }] });
    const half = held('irv', ['A', 'B', 'C'], blocks([2, 'A'], [1, 'B'], [1, 'C>B']));
    expect(half.steps.length).toBeGreaterThan(1);
  });

  test('ballots with nothing left to say leave the count', () => {
    const result = held('irv', ['A', 'B', 'C'], blocks([4, 'A'], [3, 'B'], [2, 'C'], [1, '']));
    expect(result.steps).toEqual([
      { counts: { A: '4', B: '3', C: '2' }, eliminated: 'C' },
      { counts: { A: '4', B: '3' }, eliminated: null },
    ]);
    expect(result.winner).toBe('A');
  });

  test('one option wins with one ballot', () => {
    expect(held('irv', ['A'], blocks([1, 'A']))).toMatchObject({
      winner: 'A',
      ranking: [{ option: 'A', rank: 1 }],
    });
  });

  test('weights are votes', () => {
    const council = [{ key: 's1', weight: '3/2' }, { key: 's2' }];
    const result = held('irv', ['A', 'B'], blocks([1, 'A'], [1, 'B']), { roll: council });
    expect(result).toMatchObject({ winner: 'A', steps: [{ counts: { A: '3/2', B: '1' } }] });
  });
});

describe('[T16d] an instant run-off tie for the last place', () => {
  test('goes by the latest earlier step where they differ', () => {
    // D leaves first; then B and C stand at 4 each, but B had 3 of its own before.
    const ballots = blocks([5, 'A'], [3, 'B>C'], [4, 'C>B'], [1, 'D>B']);
    const { steps, winner } = held('irv', ['A', 'B', 'C', 'D'], ballots);
    expect(steps.map((step) => step.eliminated)).toEqual(['D', 'B', null]);
    expect(steps[1]?.counts).toEqual({ A: '5', B: '4', C: '4' });
    expect(winner).toBe('C');
  });

  test('then by Borda points', () => {
    // B and C have two first places each; B is second on A's ballots, so C is weaker.
    const { steps, winner } = held('irv', ['A', 'B', 'C'], blocks([3, 'A>B>C'], [2, 'B>C>A'], [2, 'C>B>A']));
    expect(steps.map((step) => step.eliminated)).toEqual(['C', null]);
    expect(winner).toBe('B');
  });

  test.each(['5eed', 'c0ffee', '', '00'])('then by lot with seed %j: the least digest leaves', (lotSeed) => {
    const options = ['甲', '乙', '丙'];
    const result = held('irv', options, blocks([1, '甲'], [1, '乙'], [1, '丙']), { lotSeed });
    const lots = options.map((option) => ({ option, lot: sha256Hex(utf8(lotSeed + option)) }));
    lots.sort((a, b) => (a.lot < b.lot ? -1 : 1));
    expect(result.steps.map((step) => step.eliminated)).toEqual([lots[0]?.option, lots[1]?.option, null]);
    expect(result.winner).toBe(lots[2]?.option);
  });

  test('three tied: the earlier step parts one from two, Borda the two', () => {
    const ballots = blocks([2, 'A>B'], [2, 'B>A'], [1, 'C>A>B'], [1, 'D>C']);
    const { steps } = held('irv', ['A', 'B', 'C', 'D'], ballots);
    expect(steps.map((step) => step.eliminated)).toEqual(['D', 'C', null]);
  });
});
