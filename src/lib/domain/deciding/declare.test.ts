import { describe, expect, test } from 'vitest';
import {
  consentRoundsLeft,
  declarationRefusal,
  isConsentExhausted,
  mayReopen,
  reviewDay,
  type ClosedRound,
} from './declare.ts';
import { agrees, outcomeCodes } from './outcome.ts';

const round = (mode: ClosedRound['mode'], code: ClosedRound['code'], sameText: boolean) => ({
  mode,
  code,
  sameText,
});
const twice = { defaultMode: 'consent', maxRounds: 2, fallback: 'majority' } as const;

describe('declaring', () => {
  test('[DEC1] what was agreed to is declared as it came out; nothing else is', () => {
    for (const code of outcomeCodes)
      expect(declarationRefusal(code, code, '') === null, code).toBe(agrees(code));
  });

  test('[DEC1] less than the outcome needs a reason', () => {
    expect(declarationRefusal('CONSENSUS', 'CONSENSUS_WITH_CONCERNS', ' ')).toEqual({
      refused: 'reason-required',
      field: 'declaredReason',
    });
    expect(declarationRefusal('CONSENSUS', 'CONSENSUS_WITH_CONCERNS', '口頭で懸念あり')).toBeNull();
  });

  test('[DEC2] whatever is not consensus is never declared as one, with or without a reason', () => {
    const consensus = ['CONSENSUS', 'CONSENSUS_WITH_CONCERNS', 'PASSED_UNANIMOUSLY', 'AGREED'] as const;
    for (const outcome of outcomeCodes)
      for (const declared of consensus) {
        if (outcome === declared || (outcome === 'CONSENSUS' && declared === 'CONSENSUS_WITH_CONCERNS'))
          continue;
        expect(declarationRefusal(outcome, declared, 'みんな賛成'), `${outcome} ${declared}`).toMatchObject({
          refused: 'decision-not-consensus',
        });
      }
    expect(declarationRefusal('CONSENSUS', 'NOT_YET', '理由')).toMatchObject({
      refused: 'decision-not-consensus',
    });
  });
});

describe('another round', () => {
  test('[DEC3] consent asks again only about a new text', () => {
    expect(mayReopen('consent', [round('consent', 'NOT_YET', true)], twice)).toMatchObject({
      refused: 'text-unchanged',
    });
    expect(mayReopen('consent', [round('consent', 'NOT_YET', false)], twice)).toBeNull();
    expect(mayReopen('consent', [round('consent', 'NO_QUORUM', true)], twice)).toBeNull();
  });

  test('[DEC3] a text agreed to or voted down is through; a tie is not', () => {
    for (const mode of ['consent', 'majority'] as const) {
      expect(mayReopen(mode, [round('consent', 'CONSENSUS', true)], twice)).toMatchObject({
        refused: 'already-done',
      });
      for (const code of ['REJECTED', 'REJECTED_BY_CASTING_VOTE'] as const)
        expect(mayReopen(mode, [round('majority', code, true)], twice)).toMatchObject({
          refused: 'text-unchanged',
        });
      expect(mayReopen(mode, [round('majority', 'TIED', true)], twice)).toBeNull();
    }
  });

  test('[DEC3] fingers are shown on the same text again once people have talked; dots close nothing', () => {
    expect(mayReopen('fist', [round('fist', 'NOT_YET', true)], twice)).toBeNull();
    expect(mayReopen('fist', [round('fist', 'AGREED', true)], twice)).toMatchObject({
      refused: 'already-done',
    });
    expect(mayReopen('consent', [round('fist', 'NOT_YET', true)], twice)).toBeNull();
    for (const mode of ['consent', 'majority', 'fist', 'dots'] as const)
      expect(mayReopen(mode, [round('dots', 'RANKED', true)], twice)).toBeNull();
  });

  test('[DEC4] a vote does not cut consent short, and follows on the same text afterwards', () => {
    const once = [round('consent', 'NOT_YET', true)];
    expect(mayReopen('majority', once, twice)).toMatchObject({ refused: 'wrong-state', field: 'mode' });
    expect(mayReopen('majority', [round('consent', 'NOT_YET', false), ...once], twice)).toBeNull();
    expect(mayReopen('majority', [], twice)).toBeNull();
  });
});

describe('[DEC30] consent tried as often as the rules say', () => {
  const tried = [round('consent', 'NOT_YET', false), round('consent', 'NOT_YET', false)];

  test('asks the meeting how to go on, and not before', () => {
    const rounds = tried.map(({ mode, code }) => ({ mode, code }));
    expect(isConsentExhausted(rounds, 2)).toBe(true);
    expect(isConsentExhausted(rounds, 3)).toBe(false);
    expect(isConsentExhausted([], 1)).toBe(false);
    expect(isConsentExhausted([{ mode: 'consent', code: 'NO_QUORUM' }], 1)).toBe(false);
    expect(isConsentExhausted([...rounds, { mode: 'majority', code: 'REJECTED' }], 2)).toBe(false);
    // neither is an old text put to consent once more, nor a new one
    for (const fallback of ['majority', 'none'] as const)
      expect(mayReopen('consent', tried, { ...twice, fallback })).toEqual({
        refused: 'consent-exhausted',
        field: 'mode',
        params: { maxRounds: 2 },
      });
    expect(mayReopen('consent', tried.slice(1), twice)).toBeNull();
  });

  test('is followed by a vote where the rules know one, and by none where they do not', () => {
    expect(mayReopen('majority', tried, twice)).toBeNull();
    expect(mayReopen('majority', tried, { ...twice, fallback: 'none' })).toMatchObject({
      refused: 'no-fallback',
    });
    expect(mayReopen('majority', [], { ...twice, fallback: 'none' })).toBeNull();
    // where a vote is what people begin with, it is none
    expect(mayReopen('majority', tried, { ...twice, fallback: 'none', defaultMode: 'majority' })).toBeNull();
  });
});

test('[DEC4] rounds of consent in vain count, those without a quorum and void ones do not, and none is owed', () => {
  const consent = (...codes: (ClosedRound['code'] | null)[]) =>
    codes.map((code) => ({ mode: 'consent' as const, code }));
  expect(consentRoundsLeft([], 2)).toBe(2);
  expect(consentRoundsLeft(consent('NOT_YET', null), 2)).toBe(1);
  expect(consentRoundsLeft(consent('NOT_YET', 'NO_QUORUM'), 2)).toBe(1);
  expect(consentRoundsLeft(consent('NOT_YET', 'NOT_YET', 'NOT_YET'), 2)).toBe(0);
  expect(consentRoundsLeft([{ mode: 'majority', code: 'REJECTED' }], 2)).toBe(2);
});

test('[DEC12] a decision is looked at again in six months', () => {
  expect(reviewDay('2022-06-01')).toBe('2022-12-01');
  expect(reviewDay('2022-08-31')).toBe('2023-02-28');
});
