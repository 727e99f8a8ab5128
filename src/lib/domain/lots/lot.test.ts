import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figureRefusal, lotStates, nextLotState } from './life.ts';
import {
  announcementHash,
  announcementRefusal,
  checkDraw,
  draw,
  figureIn,
  lotKinds,
  secretHashOf,
  type Announcement,
} from './lot.ts';

const secret = 'ab'.repeat(32);
const announced = (more: Partial<Announcement> = {}): Announcement => ({
  title: '議事録の署名人',
  kind: 'some',
  count: 2,
  names: ['一丁目町会', '二丁目町会', 'PTA', '民生委員', '商店会'],
  source: 'room',
  figure: '',
  on: null,
  secretHash: secretHashOf(secret),
  ...more,
});
const today = '2023-02-15';
const refusal = (more: Partial<Announcement>) => announcementRefusal(announced(more), today);

describe('[LOT1] what can be drawn from', () => {
  test('two names to eight hundred, none twice', () => {
    expect(refusal({})).toBeNull();
    expect(refusal({ names: ['一人'] })).toMatchObject({ field: 'names', params: { why: 'few-names' } });
    expect(refusal({ names: Array.from({ length: 801 }, (_, i) => `${i}`) })).toMatchObject({
      params: { why: 'many-names' },
    });
    expect(refusal({ names: ['A', 'B', 'A'] })).toMatchObject({ params: { why: 'same-name', name: 'A' } });
  });
  test('fewer are drawn than there are, groups have two or more, an order has no number', () => {
    for (const count of [null, 0, 5]) expect(refusal({ count })).toMatchObject({ field: 'count' });
    for (const count of [1, 3]) expect(refusal({ kind: 'groups', count })).toMatchObject({ field: 'count' });
    expect(refusal({ kind: 'groups', count: 2 })).toBeNull();
    expect(refusal({ kind: 'turns', count: 2 })).toMatchObject({ field: 'count' });
    expect(refusal({ kind: 'turns', count: null })).toBeNull();
  });
  test('[LOT2] a figure of others is named, and published after today', () => {
    const later = { source: 'published', figure: '日経平均の終値', on: '2023-02-16' } as const;
    expect(refusal(later)).toBeNull();
    expect(refusal({ ...later, figure: '' })).toMatchObject({ field: 'figure' });
    for (const on of [null, today, '2023-02-14'])
      expect(refusal({ ...later, on })).toMatchObject({ field: 'on' });
    expect(figureRefusal('2023-02-16', '2023-02-15')).toMatchObject({ params: { why: 'not-yet-published' } });
    expect(figureRefusal('2023-02-16', '2023-02-16')).toBeNull();
    expect(figureRefusal(null, today)).toBeNull();
  });
});

test('[LOT3] every part of the announcement is in its hash', () => {
  const hash = announcementHash(announced());
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(announcementHash(announced())).toBe(hash);
  const others: Partial<Announcement>[] = [
    { title: '班分け' },
    { kind: 'groups' },
    { count: 3 },
    { names: ['二丁目町会', '一丁目町会', 'PTA', '民生委員', '商店会'] },
    { source: 'published' },
    { figure: '終値' },
    { on: '2023-02-16' },
    { secretHash: secretHashOf('else') },
  ];
  for (const other of others) expect(announcementHash(announced(other))).not.toBe(hash);
});

test('[LOT2] a figure is its digits, however it is written', () => {
  expect(figureIn('３・1・４')).toBe('314');
  expect(figureIn('27,513円')).toBe('27513');
  expect(figureIn('さいころ')).toBeUndefined();
  expect(figureIn('1'.repeat(41))).toBeUndefined();
});

describe('[LOT4] the draw', () => {
  test('one that was written down once comes out the same for ever', () => {
    const { seed, order, groups } = draw({ announced: announced(), secret, said: '314' });
    // reckoned with another program: sha256 of the lines, joined by a line feed
    expect(seed).toBe('de5ac58e78cb7b8e050e18713a24089791ddaf33aced4b6100aa113c0662bd81');
    expect(order.map(({ name }) => name)).toEqual(['二丁目町会', 'PTA', '商店会', '一丁目町会', '民生委員']);
    expect(groups).toEqual([['二丁目町会', 'PTA']]);
  });
  test('[LOT5] hangs on the secret and on the figure alike', () => {
    const seed = (own: string, said: string) => draw({ announced: announced(), secret: own, said }).seed;
    expect(new Set([seed(secret, '314'), seed(secret, '315'), seed('else', '314')]).size).toBe(3);
  });

  const anyAnnouncement = fc
    .record({
      names: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 4, maxLength: 40 }),
      kind: fc.constantFrom(...lotKinds),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ names, kind, share }) => {
      const most = kind === 'some' ? names.length - 1 : Math.floor(names.length / 2);
      const least = kind === 'some' ? 1 : 2;
      const count = kind === 'turns' ? null : least + Math.floor(share * (most - least));
      return announced({ names, kind, count });
    });

  test('[LOT6] nobody is lost, nobody comes twice, groups differ by one at most, any list in any kind', () => {
    fc.assert(
      fc.property(anyAnnouncement, fc.stringMatching(/^[0-9]{1,12}$/), (list, said) => {
        expect(announcementRefusal(list, today)).toBeNull();
        const { order, groups } = draw({ announced: list, secret, said });
        expect(order.map(({ name }) => name).sort()).toEqual([...list.names].sort());
        const drawn = groups.flat();
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawn).toHaveLength(list.kind === 'some' ? (list.count ?? 0) : list.names.length);
        const sizes = groups.map((group) => group.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        if (list.kind === 'groups') expect(groups).toHaveLength(list.count ?? 0);
      }),
    );
  });

  test('[LOT8] what is published is found right; any part that was turned is found', () => {
    fc.assert(
      fc.property(anyAnnouncement, fc.stringMatching(/^[0-9]{1,12}$/), (list, said) => {
        const { seed, groups } = draw({ announced: list, secret, said });
        const published = { announced: list, secret, said, hash: announcementHash(list), seed, groups };
        expect(checkDraw(published)).toEqual({ list: true, secret: true, seed: true, result: true });
        const turned = [...list.names].reverse();
        expect(checkDraw({ ...published, announced: { ...list, names: turned } })).toMatchObject({
          list: false,
        });
        expect(checkDraw({ ...published, secret: 'else' })).toMatchObject({ secret: false, seed: false });
        expect(checkDraw({ ...published, said: `${said}0` })).toMatchObject({ seed: false });
        expect(checkDraw({ ...published, groups: [[...groups.flat(), 'だれか']] })).toMatchObject({
          result: false,
        });
      }),
    );
  });

  test('[LOT6] everybody comes first about as often as anybody else', () => {
    const times = new Map<string, number>();
    for (let i = 0; i < 5_000; i++) {
      const first = draw({ announced: announced(), secret, said: `${i}` }).order[0]?.name ?? '';
      times.set(first, (times.get(first) ?? 0) + 1);
    }
    // 1,000 each; five standard deviations are 141
    for (const n of times.values()) expect(Math.abs(n - 1_000)).toBeLessThan(141);
    expect(times.size).toBe(5);
  });
});

test('[LOT7] a draw is made once, or set aside; neither is undone', () => {
  expect(nextLotState('announced', 'draw')).toBe('drawn');
  expect(nextLotState('announced', 'set_aside')).toBe('set_aside');
  for (const state of lotStates.filter((one) => one !== 'announced'))
    for (const verb of ['draw', 'set_aside'] as const)
      expect(nextLotState(state, verb)).toMatchObject({ refused: 'already-done' });
});
