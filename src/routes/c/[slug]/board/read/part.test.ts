import { describe, expect, it } from 'vitest';
import type { BoardCard, BoardColumn } from '#lib/doc/board.ts';
import { cardsOfEach, cardsOfOne, partHref, partOf } from './part.ts';

const card = (column: BoardColumn, no: number) => ({ id: `${column}-${no}`, no, column }) as BoardCard;
const many = (column: BoardColumn, n: number) => Array.from({ length: n }, (_, no) => card(column, no));
const board = [...many('published', 150), ...many('in_progress', 3), ...many('resolved', 40)];
const asked = (search: string) => partOf(board, new URLSearchParams(search));

describe('a board of hundreds of cards without script', () => {
  it('begins with the first cards of each column', () => {
    const { column, before, cards } = asked('q=');
    expect([column, before, cards.length]).toEqual([null, 0, cardsOfEach + 3 + cardsOfEach]);
    expect(cards.filter((one) => one.column === 'published')).toEqual(board.slice(0, cardsOfEach));
    expect(asked('column=elsewhere').column).toBeNull();
  });

  it('shows one column page by page, each card once', () => {
    const pages = [0, cardsOfOne, 2 * cardsOfOne].map((from) => asked(`column=published&from=${from}`));
    expect(pages.map(({ before }) => before)).toEqual([0, cardsOfOne, 2 * cardsOfOne]);
    expect(pages.flatMap(({ cards }) => cards)).toEqual(board.slice(0, 150));
    for (const from of ['150', '-1', 'x', '99999999'])
      expect(asked(`column=published&from=${from}`).before).toBe(0);
  });

  it('keeps the filters on the way', () => {
    expect(partHref(new URLSearchParams('q=鍵&from=60'), 'published', 120)).toBe(
      `?q=${encodeURIComponent('鍵')}&from=120&column=published#published`,
    );
    expect(partHref(new URLSearchParams('column=resolved&from=60'), 'published', 0)).toBe(
      '?column=published#published',
    );
  });
});
