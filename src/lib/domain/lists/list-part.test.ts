import { describe, expect, it } from 'vitest';
import { listPart } from './list-part.ts';

const names = Array.from({ length: 120 }, (_, i) => `団体${i + 1}`);
const part = (search: string, more: object = {}) =>
  listPart(names, new URL(`http://x/list?${search}`), { wordsOf: (name) => name, ...more });

describe('a part of a long list', () => {
  it('[LST1] pages of fifty, each entry on one of them, whatever the address says', () => {
    const pages = ['', 'page=2', 'page=3'].map((search) => part(search));
    expect(pages.flatMap(({ items }) => items)).toEqual(names);
    expect(pages.map(({ from, to, n }) => [from, to, n])).toEqual([
      [1, 50, 120],
      [51, 100, 120],
      [101, 120, 120],
    ]);
    expect(pages.map(({ prev, next }) => [prev, next])).toEqual([
      [null, '?page=2#list'],
      ['?page=1#list', '?page=3#list'],
      ['?page=2#list', null],
    ]);
    for (const wrong of ['0', '-1', '1.5', 'x', '', 'Infinity']) expect(part(`page=${wrong}`).from).toBe(1);
    expect(part('page=99').items).toEqual(names.slice(100));
    expect(part('', { at: (name: string) => name === '団体77' }).from).toBe(51);
    expect(listPart([], new URL('http://x/'), { wordsOf: String })).toMatchObject({
      from: 0,
      to: 0,
      next: null,
    });
  });

  it('[LST2] found by every word; what else the address asks for stays, and no act comes along', () => {
    const found = part('q=団体 12&year=2022&/act&other-page=2');
    expect(found.items).toEqual(['団体12', '団体112', '団体120']);
    expect(found).toMatchObject({ all: 120, n: 3 });
    expect(found.kept).toEqual([
      ['year', '2022'],
      ['other-page', '2'],
    ]);
    const seats = part('q=zzz&seats-q=1&seats-page=2', { name: 'seats', per: 20 });
    expect(seats.prev).toBe('?q=zzz&seats-q=1&seats-page=1#list-seats');
    expect(part('q=zzz')).toMatchObject({ items: [], all: 120, n: 0 });
  });
});
