import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boardOf, optionLimits, optionsIn, optionsRefusal, roundOptions } from './options.ts';
import {
  choiceOf,
  choiceText,
  dotsIn,
  dotsRefusal,
  isHeard,
  isOffer,
  replyRefusal,
  type Said,
} from './reply.ts';
import { modes } from './words.ts';

const text = (...options: string[]) =>
  ['先に取り組む課題は何ですか。', ...options.map((o) => `・${o}`)].join('\n');
const why = (...options: string[]) => optionsRefusal('dots', text(...options))?.params?.['why'];

describe('[DEC16] options of a frozen text', () => {
  test('are its lines that begin with a mark of a list, in the words they have', () => {
    expect(optionsIn(text('見守り', 'ごみ案内'))).toEqual(['見守り', 'ごみ案内']);
    expect(optionsIn('問い\n- 一\n * 二\n1. 三\n２）四\n• 五\n10）六')).toEqual([
      '一',
      '二',
      '三',
      '四',
      '五',
      '六',
    ]);
    expect(optionsIn('・\n-\n令和4年度の課題\n-5度になる\n')).toEqual(['5度になる']);
    expect(roundOptions('consent', text('見守り', 'ごみ案内'))).toEqual([]);
  });
  test('two to twenty, short enough for a screen, none twice', () => {
    expect(why('見守り', 'ごみ案内')).toBeUndefined();
    expect(why('見守り')).toBe('few-options');
    expect(why()).toBe('few-options');
    const many = Array.from({ length: optionLimits.most + 1 }, (_, i) => `課題${i}`);
    expect(why(...many)).toBe('many-options');
    expect(why(...many.slice(1))).toBeUndefined();
    expect(why('見守り', 'あ'.repeat(optionLimits.letters + 1))).toBe('long-option');
    expect(why('見守り', '見守り')).toBe('same-option');
    for (const mode of modes.filter((mode) => roundOptions(mode, text('一', '二')).length === 0))
      expect(optionsRefusal(mode, '賛成ですか。')).toBeNull();
  });
});

describe('[DEC16] dots', () => {
  const board = boardOf({ mode: 'dots', text: text('A', 'B', 'C', '__proto__'), rule: {} });
  const refusal = (choice: Said) => replyRefusal('dots', { choice, reason: '', wouldAgreeIf: '' }, board);
  test('three a person and two on one option, where nothing else was frozen', () => {
    expect(board.dots).toEqual({ perVoter: 3, maxPerOption: 2 });
    expect(
      boardOf({ mode: 'dots', text: '', rule: { dots: { perVoter: 5, maxPerOption: 1 } } }).dots.perVoter,
    ).toBe(5);
    const fitting: Said[] = [{ A: 2, B: 1 }, { C: 1 }, { A: 1, B: 0 }, JSON.parse('{"__proto__":2}') as Said];
    for (const fits of fitting) expect(refusal(fits)).toBeNull();
    const unfit: Said[] = ['A', { D: 1 }, { A: -1, B: 1 }, { A: 1.5 }, { A: Number.NaN }];
    for (const wrong of unfit)
      expect(refusal(wrong)).toMatchObject({ refused: 'bad-input', field: 'choice' });
    for (const many of [{ A: 3 }, { A: 2, B: 2 }] as Said[])
      expect(refusal(many)).toMatchObject({ params: { why: 'too-many-dots', perVoter: 3, maxPerOption: 2 } });
    for (const none of [{}, { A: 0 }] as Said[])
      expect(refusal(none)).toMatchObject({ params: { why: 'no-dots' } });
  });
  test('what is taken is what the count takes, whatever is sent', () => {
    const sent = fc.dictionary(fc.constantFrom('A', 'B', 'C', 'D'), fc.integer({ min: -1, max: 4 }));
    fc.assert(
      fc.property(sent, (choice) => {
        const taken = dotsRefusal(choice, board) === null;
        const put = Object.values(choice).reduce((sum, n) => sum + n, 0);
        const fits =
          !('D' in choice) && Object.values(choice).every((n) => n >= 0 && n <= 2) && put >= 1 && put <= 3;
        expect(taken).toBe(fits);
        if (taken) expect(dotsIn(choiceOf('dots', choiceText(choice)))).toBe(put);
      }),
    );
  });
  test('a row holds words as they are, and dots without those that were not put', () => {
    expect(choiceText('consent')).toBe('consent');
    expect(choiceText({ A: 2, B: 0 })).toBe('{"A":2}');
    expect(choiceOf('fist', '5')).toBe('5');
    expect(choiceOf('dots', '{"A":2}')).toEqual({ A: 2 });
  });
});

test('[DEC17] what is heard, and what is an offer', () => {
  for (const choice of ['0', '1', '2'])
    expect([isHeard('fist', choice), isOffer('fist', choice)]).toEqual([true, false]);
  for (const choice of ['3', '4'])
    expect([isHeard('fist', choice), isOffer('fist', choice)]).toEqual([false, false]);
  expect([isHeard('fist', '5'), isOffer('fist', '5')]).toEqual([false, true]);
  expect(isHeard('majority', 'against')).toBe(true);
  expect(isHeard('dots', { A: 1 })).toBe(false);
});
