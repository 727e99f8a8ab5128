import { expect, test } from 'vitest';
import { countedRefusal, entryWay, handsChoiceRefusal, handsTaken, secondPaperRefusal } from './entries.ts';

const hand = (more: object = {}) => ({ votes: true, there: true, replied: false, ...more });

test('[WAY1] hands seen together: who has replied meanwhile keeps it, nobody is entered who was not seen', () => {
  const seen = [hand(), hand({ replied: true }), hand()];
  expect(handsTaken(seen)).toEqual([seen[0], seen[2]]);
  expect(handsTaken([])).toEqual([]);
  // one who went home after replying is no reason to refuse the others
  expect(handsTaken([hand({ replied: true, there: false })])).toEqual([]);
  expect(handsTaken([hand(), hand({ there: false })])).toEqual({
    refused: 'bad-input',
    field: 'seats',
    params: { why: 'not-there' },
  });
  expect(handsTaken([hand(), hand({ votes: false })])).toEqual({ refused: 'not-on-roll', field: 'seats' });
});

test('[WAY1] [I6] only a choice that says nothing more is entered for many at once', () => {
  for (const choice of ['consent', 'stand_aside']) expect(handsChoiceRefusal('consent', choice)).toBeNull();
  for (const choice of ['concern', 'objection'])
    expect(handsChoiceRefusal('consent', choice)).toEqual({
      refused: 'ballot-needs-reason',
      field: 'choice',
    });
  for (const choice of ['for', 'against', 'abstain'])
    expect(handsChoiceRefusal('majority', choice)).toBeNull();
  // what exists on paper only is no hand
  for (const choice of ['blank', 'invalid', 'consent', ''])
    expect(handsChoiceRefusal('majority', choice)).toEqual({ refused: 'bad-input', field: 'choice' });
});

test('[WAY3] one paper a seat, unless another came; how it came is said, or known by its channel', () => {
  expect(secondPaperRefusal([], false)).toBeNull();
  expect(secondPaperRefusal([{ via: 'live' }, { via: 'electronic' }], false)).toBeNull();
  expect(secondPaperRefusal([{ via: 'paper' }], false)).toEqual({ refused: 'entered-already', field: 'for' });
  expect(secondPaperRefusal([{ via: 'paper' }], true)).toBeNull();
  expect(['live', 'paper', 'electronic'].map((via) => entryWay(via as 'live', undefined))).toEqual([
    'hand',
    'slip',
    'slip',
  ]);
  expect(entryWay('paper', 'telephone')).toBe('telephone');
});

test('[WAY5] a pile is counted by two, and as many papers as were entered', () => {
  const pile = (sheets: number, countedWith = 'b') => ({ countedBy: 'a', countedWith, sheets });
  expect(countedRefusal(pile(12), 12)).toBeNull();
  expect(countedRefusal(pile(12, 'a'), 12)).toMatchObject({ field: 'countedWith' });
  expect(countedRefusal(pile(11), 12)).toEqual({
    refused: 'count-differs',
    field: 'sheets',
    params: { counted: 11, typed: 12 },
  });
  expect(countedRefusal(pile(0), 0)).toMatchObject({ refused: 'count-differs' });
});
