import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frozenRule, majorityFor } from '../deciding/frozen-rule.ts';
import { needed } from '../deciding/threshold.ts';
import { rational } from '../rational.ts';
import { completeRules, rulePresets, sameRules, type RuleSet } from './rule-set.ts';
import { householdRefusal, ruleFaultReasons, ruleSetFaults, ruleSetRefusal } from './rule-set-faults.ts';
import { anyRules } from '#tests/fixtures/any-rules.ts';

const r1 = rulePresets.consent_first as RuleSet;
const association = rulePresets.association as RuleSet;
const why = (rules: RuleSet) => ruleSetFaults(rules).map((fault) => `${fault.field} ${fault.why}`);

describe('presets', () => {
  test.each(Object.entries(rulePresets))('[RUL2] %s can work', (_, preset) => {
    expect(ruleSetFaults(preset)).toEqual([]);
  });
});

describe('[RUL1] rules of before', () => {
  test('are read as they were held then', () => {
    const {
      basis: _b,
      bylawsOtherwise: _o,
      roll: _r,
      proxyLimit: _p,
      writtenAllowed: _w,
      householdRule: _h,
      specials: _s,
      ...before
    } = r1;
    const read = completeRules({
      ...before,
      specials: [{ category: 'bylaw', majority: { op: 'ge', num: 2, den: 3, base: 'present' } }],
    });
    expect(read).toMatchObject({ basis: 'council', roll: 'seats', proxyLimit: null, writtenAllowed: true });
    expect(read.specials[0]?.chairVotes).toBe(false);
  });

  test('are the same in whatever order they are spelled', () => {
    fc.assert(
      fc.property(anyRules, (rules) => {
        const turned = Object.fromEntries(Object.entries(rules).reverse()) as unknown as RuleSet;
        expect(sameRules(rules, turned)).toBe(true);
        expect(completeRules(completeRules(turned))).toEqual(completeRules(rules));
      }),
    );
  });
});

describe('[RUL2] rules that cannot work', () => {
  const cases: [string, Partial<RuleSet>, string][] = [
    [
      'a quorum of more than all',
      { quorum: { ...r1.quorum, op: 'gt', num: 1, den: 1 } },
      'quorum quorum-above-roll',
    ],
    [
      'a quorum above the roll',
      { quorum: { ...r1.quorum, op: 'ge', num: 3, den: 2 } },
      'quorum quorum-above-roll',
    ],
    ['a quorum of nobody', { quorum: { ...r1.quorum, op: 'ge', num: 0, den: 2 } }, 'quorum quorum-nobody'],
    [
      'more than everybody in favour',
      { majority: { ...r1.majority, num: 1, den: 1 } },
      'majority majority-above-base',
    ],
    [
      'less than half',
      { majority: { op: 'ge', num: 1, den: 3, base: 'cast' } },
      'majority majority-below-half',
    ],
    ['a fallback to itself', { fallback: 'consent' }, 'fallback fallback-itself'],
    ['a fallback after a vote', { defaultMode: 'majority', fallback: 'consent' }, 'fallback fallback-unused'],
    ['a vote that falls back to a vote', { defaultMode: 'majority' }, 'fallback fallback-itself'],
    ['a tie for a chair who never casts', { chairVote: 'never' }, 'tieRule tie-without-cast'],
    ['proxies that count and are not taken', { proxyLimit: 0 }, 'quorum.countProxy proxies-not-taken'],
    [
      'written replies that count and are not taken',
      { writtenAllowed: false, quorum: { ...r1.quorum, countWritten: true } },
      'quorum.countWritten written-not-taken',
    ],
    ['minutes due before their outline', { outlineDays: 50 }, 'publishDays publish-before-outline'],
  ];
  test.each(cases)('%s', (_, change, fault) => {
    const rules = { ...r1, ...change };
    expect(why(rules)).toContain(fault);
    const [field, reason] = fault.split(' ');
    expect(ruleSetRefusal(rules)).toMatchObject({ refused: 'rules-impossible', params: { why: reason } });
    expect(ruleSetFaults(rules)[0]?.field).toBe(field);
  });

  test('a matter twice, or for less than usual', () => {
    const special = (num: number, den: number) =>
      ({ category: 'bylaw', majority: { op: 'ge', num, den, base: 'present' }, chairVotes: false }) as const;
    expect(why({ ...r1, specials: [special(2, 3), special(3, 4)] })).toEqual([
      'specials[1].category special-twice',
    ]);
    expect(why({ ...r1, specials: [special(1, 2)] })).toEqual(['specials[0].majority special-lower']);
  });

  test('what is refused has a field of the rule set and a reason of the list, whatever the rules', () => {
    fc.assert(
      fc.property(anyRules, (rules) => {
        for (const fault of ruleSetFaults(rules)) {
          expect(ruleFaultReasons).toContain(fault.why);
          expect(Object.keys(rules)).toContain(fault.field.split(/[.[]/)[0]);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('a quorum that is let through is reached when everybody is there, and not by nobody', () => {
    fc.assert(
      fc.property(anyRules, fc.integer({ min: 1, max: 1_000 }), (rules, seats) => {
        const { op, num, den } = rules.quorum;
        if (op === 'none' || why(rules).some((fault) => fault.startsWith('quorum '))) return;
        const least = Number(needed({ op, num, den }, rational(seats), true));
        expect(least).toBeGreaterThan(0);
        expect(least).toBeLessThanOrEqual(seats);
      }),
      { numRuns: 2_000 },
    );
  });

  test('of a proposal and its opposite never both pass by rules that are let through', () => {
    fc.assert(
      fc.property(
        anyRules,
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        (rules, a, b) => {
          const share = rules.majority;
          if (a + b === 0 || share.op === 'ge' || why(rules).some((fault) => fault.startsWith('majority')))
            return;
          const least = Number(needed(share, rational(a + b), true));
          expect(a >= least && b >= least).toBe(false);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('[RUL4] the law of incorporated associations', () => {
  test('notice, votes of members, three quarters of all', () => {
    expect(why({ ...association, noticeDays: 4 })).toEqual(['noticeDays law-notice']);
    expect(why({ ...association, roll: 'door' })).toEqual(['roll law-roll']);
    expect(why({ ...association, specials: [] })).toEqual([
      'specials law-special-missing',
      'specials law-special-missing',
    ]);
    const low = association.specials.map((special) => ({
      ...special,
      majority: { ...special.majority, base: 'present' as const },
    }));
    expect(why({ ...association, specials: low })).toEqual([
      'specials[0].majority law-special-low',
      'specials[1].majority law-special-low',
    ]);
    expect(
      why({
        ...association,
        writtenAllowed: false,
        quorum: { ...association.quorum, countWritten: false },
      }),
    ).toEqual(['writtenAllowed law-written']);
  });

  test('an article of the by-laws lets through what the law leaves to them, and nothing else', () => {
    const named = { ...association, bylawsOtherwise: '規約第23条' };
    expect(why({ ...named, specials: [] })).toEqual([]);
    expect(why({ ...named, noticeDays: 1 })).toEqual(['noticeDays law-notice']);
    expect(why({ ...named, roll: 'door' })).toEqual(['roll law-roll']);
  });

  test('binds no other body', () => {
    expect(why({ ...association, basis: 'council', noticeDays: 0, specials: [], roll: 'door' })).toEqual([]);
  });
});

test('[RUL6] [AT-5.4] by-laws of an association are never decided by household; by person they are', () => {
  for (const rule of ['one_per_household', 'member_fraction'] as const) {
    expect(householdRefusal('association', rule, 'bylaw')).toMatchObject({
      refused: 'rules-impossible',
      field: 'householdRule',
      params: { why: 'law-household', category: 'bylaw' },
    });
    expect(householdRefusal('association', rule, 'budget')).toBeNull();
    expect(householdRefusal('association', rule, null)).toBeNull();
    expect(householdRefusal('council', rule, 'bylaw')).toBeNull();
  }
  expect(householdRefusal('association', 'one_per_person', 'dissolution')).toBeNull();
});

describe('[RUL5] a matter with a majority of its own', () => {
  test('is put to the vote with that one, the chair in it', () => {
    const frozen = frozenRule(association, { category: 'bylaw' });
    expect(frozen).toMatchObject({
      majority: { op: 'ge', num: 3, den: 4, base: 'eligible' },
      chairVote: 'votes_no_casting',
      tieRule: 'rejected',
      category: 'bylaw',
    });
  });

  test('any other is put to it as usual, or at a higher threshold', () => {
    expect(frozenRule(association, { category: 'budget' })).toMatchObject({
      majority: association.majority,
      chairVote: 'casting_only',
      tieRule: 'chair_casts',
      category: null,
    });
    expect(majorityFor(association, { threshold: 'two_thirds' })).toEqual({
      op: 'ge',
      num: 2,
      den: 3,
      base: 'present',
    });
  });

  test('[I4] what is frozen says who is asked and what is taken', () => {
    fc.assert(
      fc.property(anyRules, (rules) => {
        expect(frozenRule(rules, {})).toMatchObject({
          roll: rules.roll,
          writtenAllowed: rules.writtenAllowed,
          proxyLimit: rules.proxyLimit,
          householdRule: rules.householdRule,
          quorum: rules.quorum,
        });
      }),
    );
  });
});
