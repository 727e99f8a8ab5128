import { describe, expect, test } from 'vitest';
import { rulePresets } from '../council/rule-set.ts';
import { frozenRule } from './frozen-rule.ts';
import { parseRound } from './parse.ts';
import { reaches } from './reached.ts';
import { isInputError } from './input-error.ts';
import { tally } from './tally.ts';

const hash = '0'.repeat(64);

/** A round of 25 seats, those with a choice in the room. */
function held(mode: 'consent' | 'majority', choices: Readonly<Record<string, number>>) {
  const said = Object.entries(choices).flatMap(([choice, n]) => Array.from({ length: n }, () => choice));
  const input = parseRound({
    mode,
    rule: frozenRule(rulePresets.consent_first, {}),
    textHash: hash,
    roll: Array.from({ length: 25 }, (_, i) => ({ key: `s${i}` })),
    attendance: said.map((_, i) => ({ key: `s${i}`, mode: 'in_person' })),
    ballots: said.map((choice, i) => ({
      key: `s${i}`,
      choice,
      reason: '理由',
      wouldAgreeIf: '条件',
      via: 'live',
      at: '2023-02-15T19:00:00Z',
      textHash: hash,
    })),
  });
  if (isInputError(input)) throw new Error(JSON.stringify(input));
  return { input, outcome: tally(input) };
}

const twoThirds = { op: 'ge', num: 2, den: 3, base: 'present' } as const;
const ofAll = { op: 'ge', num: 3, den: 4, base: 'eligible' } as const;

describe('[RUL8] whether a decision is enough for a change of the rules', () => {
  test('a vote is asked by its numbers, whatever majority it was held with', () => {
    const { input, outcome } = held('majority', { for: 12, against: 6 });
    expect(outcome.code).toBe('PASSED_BY_MAJORITY');
    expect(reaches(input, outcome, twoThirds)).toBe(true);
    expect(reaches(input, outcome, ofAll)).toBe(false);
    const close = held('majority', { for: 11, against: 7 });
    expect(reaches(close.input, close.outcome, twoThirds)).toBe(false);
  });

  test('consent counts by who agreed: standing aside is no vote for it', () => {
    const all = held('consent', { consent: 17, concern: 2 });
    expect(reaches(all.input, all.outcome, ofAll)).toBe(true);
    const aside = held('consent', { consent: 11, stand_aside: 8 });
    expect(aside.outcome.code).toBe('CONSENSUS');
    expect(reaches(aside.input, aside.outcome, twoThirds)).toBe(false);
  });

  test('what did not pass reaches nothing', () => {
    const lost = held('majority', { for: 4, against: 14 });
    expect(reaches(lost.input, lost.outcome, { ...twoThirds, num: 1, den: 9 })).toBe(false);
  });
});
