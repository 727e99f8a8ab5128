import { describe, expect, test } from 'vitest';
import { ballot, inRoom, keys, outcome, roll, round, say } from './round.fixture.ts';
import type { RoundJson } from './round.ts';

const consent = (counts: Record<string, number>, more: Partial<RoundJson> = {}) =>
  outcome(round({ mode: 'consent', roll: roll(25), ballots: say(counts), ...more }));

describe('[T14] consent with objections', () => {
  test('G10 one objection stops; version 2 without it is agreed with its concerns', () => {
    const v1 = consent({ consent: 16, concern: 2, objection: 1, stand_aside: 1 });
    expect(v1).toMatchObject({
      code: 'NOT_YET',
      reason: 'objection',
      objections: ['s19'],
      base: null,
      needed: null,
    });
    expect(v1.total).toEqual({
      for: '18',
      against: '1',
      abstain: '1',
      invalid: '0',
      notCast: '0',
      byChoice: { concern: '2', consent: '16', objection: '1', stand_aside: '1' },
    });
    const v2 = consent({ consent: 17, concern: 2, stand_aside: 1 });
    expect(v2).toMatchObject({ code: 'CONSENSUS_WITH_CONCERNS', reason: null, objections: [] });
  });

  test('everyone consenting is consensus; every choice is listed, zeros too', () => {
    expect(consent({ consent: 21 })).toMatchObject({
      code: 'CONSENSUS',
      total: { byChoice: { consent: '21', concern: '0', objection: '0', stand_aside: '0' } },
    });
  });

  test('G20 eleven of twenty stand aside: too few positions', () => {
    expect(consent({ consent: 9, stand_aside: 11 })).toMatchObject({
      code: 'NOT_YET',
      reason: 'too_few_positions',
    });
    expect(consent({ consent: 10, stand_aside: 10 }).code).toBe('CONSENSUS');
  });

  test('silence in the room weighs like standing aside', () => {
    const attendance = inRoom(...keys(20));
    expect(consent({ consent: 10 }, { attendance }).code).toBe('CONSENSUS');
    expect(consent({ consent: 9 }, { attendance })).toMatchObject({
      code: 'NOT_YET',
      reason: 'too_few_positions',
    });
    expect(consent({ consent: 9, stand_aside: 5 }, { attendance }).code).toBe('NOT_YET');
  });

  test('nobody consenting is no consensus, nor is nobody at all', () => {
    expect(consent({})).toMatchObject({ code: 'NOT_YET', reason: 'too_few_positions' });
    const closed = { objectionsClosed: ['s1'] };
    expect(consent({ objection: 1 }, closed)).toMatchObject({ code: 'NOT_YET', reason: 'too_few_positions' });
  });

  test('an open objection comes before the guard', () => {
    expect(consent({ objection: 1, stand_aside: 11, consent: 8 }).reason).toBe('objection');
  });

  test('a closed objection is only in byChoice, and its voter stays present', () => {
    const result = consent({ consent: 3, objection: 2 }, { objectionsClosed: ['s4', 's5'] });
    expect(result).toMatchObject({ code: 'CONSENSUS', objections: [], total: { for: '3', against: '0' } });
    expect(result.total.byChoice).toMatchObject({ objection: '2' });
    expect(consent({ consent: 3, objection: 2 }, { objectionsClosed: ['s5'] }).objections).toEqual(['s4']);
  });

  test('closing the objection of somebody who did not object closes nothing', () => {
    expect(consent({ consent: 3, objection: 1 }, { objectionsClosed: ['s1'] }).objections).toEqual(['s4']);
  });

  test('an objection that was superseded, late or about another text is none', () => {
    const ballots = [
      ...say({ consent: 3 }),
      ballot('s1', 'objection', { via: 'paper' }),
      ballot('s4', 'objection', { textHash: 'old' }),
    ];
    expect(consent({}, { ballots })).toMatchObject({ code: 'CONSENSUS', objections: [], wrongText: ['s4'] });
  });

  test('weights count in the guard: one heavy silence outweighs two', () => {
    const council = [{ key: 's1' }, { key: 's2' }, { key: 's3', weight: '5/2' }];
    const result = consent({ consent: 2 }, { roll: council, attendance: inRoom('s3') });
    expect(result).toMatchObject({ code: 'NOT_YET', reason: 'too_few_positions', total: { notCast: '5/2' } });
  });
});
