/**
 * What the rankings share (T16; domain dossier §5.7): an order of priority, advisory, never a consensus. Ties share
 * a rank; nobody wins a tie at the top.
 */
import { compare, multiply, rational, sum } from '../rational.ts';
import type { Rational } from '../rational.ts';
import { count } from './count.ts';
import type { Count, RankedOption } from './count.ts';
import type { Floor } from './floor.ts';
import { byCodePoint, sorted } from './order.ts';

/** Points an option gets from one ballot. */
export type Points = (choice: unknown, option: string) => number;

/** n options: the first gets n − 1 points, the last 0, unranked ones 0. */
export function bordaPoints(options: number): Points {
  return (choice, option) => {
    const place = Array.isArray(choice) ? choice.indexOf(option) : -1;
    return place < 0 ? 0 : options - 1 - place;
  };
}

/** Weighted points per option, in code point order. */
export function scores(floor: Floor, points: Points): ReadonlyMap<string, Rational> {
  return new Map(sorted(floor.input.options).map((option) => [option, scoreOf(floor, option, points)]));
}

/** Voters who gave the same points are weighed together: thousands of ballots cost additions, not fractions. */
function scoreOf(floor: Floor, option: string, points: Points): Rational {
  const given = new Map<number, Rational[]>();
  for (const [key, { choice }] of floor.ballots) {
    const n = points(choice, option);
    const weights = given.get(n);
    if (weights) weights.push(floor.scale.weightOf(key));
    else given.set(n, [floor.scale.weightOf(key)]);
  }
  return sum([...given].map(([n, weights]) => multiply(sum(weights), rational(n))));
}

/** Options in the order of their points; the first alone wins. */
export function ranked(floor: Floor, points: Points): Count {
  const byChoice = scores(floor, points);
  const ranking = rank(byChoice);
  return count({
    code: 'RANKED',
    byChoice,
    ranking,
    winner: floor.ballots.size > 0 ? soleFirst(ranking) : null,
  });
}

/** Highest first, competition ranking (1, 2, 2, 4) from `first` on, ties in code point order. */
export function rank(score: ReadonlyMap<string, Rational>, first = 1): RankedOption[] {
  const order = [...score].sort(([a, x], [b, y]) => compare(y, x) || byCodePoint(a, b));
  return order.map(([option, own]) => ({
    option,
    score: own,
    rank: first + order.findIndex(([, other]) => compare(other, own) === 0),
  }));
}

function soleFirst(ranking: readonly RankedOption[]): string | null {
  return ranking[1]?.rank === 1 ? null : (ranking[0]?.option ?? null);
}

/** What every ranking is besides its count. */
export const rankingRules = {
  choices: [],
  offered: [],
  onPaper: [],
  asks: {},
  voices: [],
  heard: [],
  offers: [],
  sameTextAgain: true,
  takesSides: false,
  shown: 'options',
  picture: 'bars',
  written: false,
  vote: false,
  counted: {},
} as const;
