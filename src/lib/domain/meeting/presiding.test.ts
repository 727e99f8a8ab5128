import { describe, expect, it } from 'vitest';
import { openingRefusal, presidesAs, presidingOf } from './presiding.ts';

describe('who presides', () => {
  it('[MTG4] without chair or facilitator present no meeting opens', () => {
    expect(openingRefusal([['member'], ['member', 'recorder'], []])).toMatchObject({
      refused: 'chair-missing',
    });
    expect(openingRefusal([])).toMatchObject({ refused: 'chair-missing' });
    expect(openingRefusal([['member'], ['member', 'facilitator']])).toBeNull();
    expect(openingRefusal([['chair']])).toBeNull();
  });

  it('[MTG4] of those present the chair presides, else the vice-chair, else the facilitator', () => {
    const people = new Map([
      ['f', ['member', 'facilitator']],
      ['v', ['vice_chair']],
      ['m', ['member']],
    ]);
    expect(presidingOf(people, undefined)).toBe('v');
    expect(presidingOf(new Map([...people, ['c', ['chair']]]), undefined)).toBe('c');
    expect(presidingOf(new Map([['f', ['facilitator']]]), undefined)).toBe('f');
    expect(presidingOf(new Map([['m', ['member']]]), undefined)).toMatchObject({ refused: 'chair-missing' });
  });

  it('[MTG4] who is named presides if he is there and may; others are refused', () => {
    const people = new Map([
      ['c', ['chair', 'member']],
      ['f', ['facilitator']],
      ['m', ['member']],
    ]);
    expect(presidingOf(people, 'f')).toBe('f');
    for (const named of ['m', 'nobody'])
      expect(presidingOf(people, named)).toEqual({ refused: 'chair-missing', field: 'presidingPersonId' });
    expect(presidesAs(['member', 'facilitator', 'vice_chair'])).toBe('vice_chair');
    expect(presidesAs(['member'])).toBeNull();
  });
});
