import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  declaredItemState,
  isFinished,
  itemStates,
  itemTypes,
  itemVerbs,
  nextItemState,
  sortAgenda,
} from './agenda.ts';

describe('agenda items', () => {
  it('[MTG5] the kinds are those of real agendas', () => {
    expect(itemTypes).toEqual([
      'opening',
      'greeting',
      'report',
      'discussion',
      'decision',
      'other',
      'next_date',
      'closing',
      'post_session',
    ]);
  });

  it('[MTG6] a listed item is discussed and decided; one whose words come back is listed again', () => {
    expect(nextItemState('listed', 'withdraw')).toBe('withdrawn');
    expect(nextItemState('withdrawn', 'list')).toBe('listed');
    expect(nextItemState('listed', 'discuss')).toBe('discussing');
    expect(nextItemState('discussing', 'leave')).toBe('listed');
    expect(nextItemState('discussing', 'decide')).toBe('decided');
    expect(nextItemState('discussing', 'carry_over')).toBe('carried_over');
    expect(nextItemState('listed', 'carry_over')).toBe('carried_over');
    expect(nextItemState('carried_over', 'discuss')).toBe('discussing');
  });

  it('[MTG6] nothing is decided that was not under discussion, and nothing decided is taken up again', () => {
    for (const state of itemStates) {
      if (state !== 'discussing')
        expect(nextItemState(state, 'decide')).toMatchObject({ refused: 'wrong-state' });
      for (const verb of itemVerbs)
        if (state === 'decided' || (state === 'withdrawn' && verb !== 'list'))
          expect(nextItemState(state, verb)).toEqual({ refused: 'wrong-state', params: { state, verb } });
    }
    expect(itemStates.filter(isFinished)).toEqual(['decided', 'reported', 'carried_over', 'withdrawn']);
  });

  it('[MTG6] declaring comes back to what was left or reported, not to what was put off or is through', () => {
    const decided = itemStates.filter((state) => declaredItemState(state) === 'decided');
    expect(decided).toEqual(['listed', 'discussing', 'reported']);
    for (const state of ['decided', 'carried_over', 'withdrawn'] as const)
      expect(declaredItemState(state)).toMatchObject({ refused: 'wrong-state' });
  });

  it('[MTG7] the order is the same whatever order the items come in', () => {
    const item = fc.record({ order: fc.string({ maxLength: 3 }), id: fc.uuid() });
    fc.assert(
      fc.property(fc.uniqueArray(item, { selector: (i) => i.id }), (items) => {
        const sorted = sortAgenda(items);
        expect(sortAgenda([...items].reverse())).toEqual(sorted);
        for (const [i, later] of sorted.slice(1).entries())
          expect(
            [sorted[i]!.order, sorted[i]!.id] < [later.order, later.id] ||
              sorted[i]!.order < later.order ||
              sorted[i]!.id < later.id,
          ).toBe(true);
      }),
    );
    expect(
      sortAgenda([
        { order: 'a1', id: 'y' },
        { order: 'a1', id: 'x' },
        { order: 'a0V', id: 'z' },
      ]).map((i) => i.id),
    ).toEqual(['z', 'x', 'y']);
  });
});
