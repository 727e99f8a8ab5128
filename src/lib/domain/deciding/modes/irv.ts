/**
 * Instant run-off for one winner (T16; domain dossier §5.7): the weakest option leaves until one has more than half
 * of the ballots still speaking. Every step is given; the order of the others is how far they came.
 */
import { sha256Hex, utf8 } from '../../sha256.ts';
import { add, compare, equal, greater, sum, ZERO } from '../../rational.ts';
import type { Rational } from '../../rational.ts';
import { count } from '../count.ts';
import type { Count, RankedOption, RunOffStep } from '../count.ts';
import type { Floor } from '../floor.ts';
import { byCodePoint, sorted } from '../order.ts';
import { bordaPoints, rank, rankingRules, scores } from '../ranked.ts';
import type { ModeRules } from './mode.ts';

export const irv = {
  ...rankingRules,
  ballot: 'ranking',
} as const satisfies ModeRules;

/** Every step of the run-off, and how far each option came (T16c, T16d). */
export function countIrv(floor: Floor): Count {
  const steps: RunOffStep[] = [];
  const speaking = new Map(sorted(floor.input.options).map((option) => [option, [] as string[]]));
  giveOn(floor, speaking, [...floor.ballots.keys()]);
  let points: ReadonlyMap<string, Rational> | undefined;
  const borda = () => (points ??= scores(floor, bordaPoints(floor.input.options.length)));
  for (;;) {
    const counts = new Map([...speaking].map(([option, of]) => [option, floor.scale.of(of)]));
    const winner = moreThanHalf(counts);
    const continuing = greater(sum(counts.values()), ZERO);
    const eliminated = winner === null && continuing ? weakest(floor, counts, steps, borda) : null;
    steps.push({ counts, eliminated });
    if (eliminated === null) {
      const byChoice = steps[0]?.counts ?? counts;
      return count({ code: 'RANKED', byChoice, ranking: howFar(steps), winner, steps });
    }
    const free = speaking.get(eliminated) ?? [];
    speaking.delete(eliminated);
    giveOn(floor, speaking, free);
  }
}

/** Each of these ballots speaks for the first of its options that still stands; with none left it speaks no more. */
function giveOn(floor: Floor, speaking: ReadonlyMap<string, string[]>, keys: readonly string[]): void {
  for (const key of keys) {
    const choice = floor.ballots.get(key)?.choice;
    const first = Array.isArray(choice)
      ? (choice as readonly string[]).find((option) => speaking.has(option))
      : undefined;
    if (first !== undefined) speaking.get(first)?.push(key);
  }
}

function moreThanHalf(counts: ReadonlyMap<string, Rational>): string | null {
  const continuing = sum(counts.values());
  for (const [option, own] of counts) if (greater(add(own, own), continuing)) return option;
  return null;
}

/** Fewest votes now; then in the latest earlier step where they differ; then by Borda; then by lot. */
function weakest(
  floor: Floor,
  counts: ReadonlyMap<string, Rational>,
  steps: readonly RunOffStep[],
  borda: () => ReadonlyMap<string, Rational>,
): string {
  let tied = fewest([...counts.keys()], counts);
  for (const step of steps.toReversed()) tied = fewest(tied, step.counts);
  if (tied.length > 1) tied = fewest(tied, borda());
  const lots = tied.map((option) => ({ option, lot: sha256Hex(utf8(floor.input.lotSeed + option)) }));
  return lots.reduce((least, other) => (byCodePoint(other.lot, least.lot) < 0 ? other : least)).option;
}

function fewest(options: readonly string[], counts: ReadonlyMap<string, Rational>): string[] {
  const of = (option: string): Rational => counts.get(option) ?? ZERO;
  const least = options.map(of).reduce((a, b) => (compare(b, a) < 0 ? b : a));
  return options.filter((option) => equal(of(option), least));
}

/** Those who stood to the end by their last count, then the eliminated, the last one first. */
function howFar(steps: readonly RunOffStep[]): RankedOption[] {
  const ranking = rank(steps.at(-1)?.counts ?? new Map<string, Rational>());
  for (const { counts, eliminated } of steps.toReversed()) {
    if (eliminated === null) continue;
    const score = counts.get(eliminated) ?? ZERO;
    ranking.push({ option: eliminated, score, rank: ranking.length + 1 });
  }
  return ranking;
}
