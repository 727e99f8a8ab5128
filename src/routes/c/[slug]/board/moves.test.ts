import { expect, it } from 'vitest';
import type { BoardCard, BoardColumn } from '#lib/doc/board.ts';
import { Moves } from './moves.ts';

const card = (id: string, column: BoardColumn) => ({ id, column }) as BoardCard;

it('[R-HAC-04] moves of others are told once; one’s own, and cards that come or go, are not', () => {
  const moves = new Moves();
  expect(moves.others([card('a', 'published'), card('b', 'in_progress')])).toEqual([]);
  expect(moves.others([card('a', 'on_agenda'), card('b', 'in_progress')]).map(({ id }) => id)).toEqual(['a']);
  expect(moves.others([card('a', 'on_agenda'), card('b', 'in_progress'), card('c', 'published')])).toEqual(
    [],
  );
  moves.expect('b', 'resolved');
  expect(moves.others([card('b', 'resolved')])).toEqual([]);
  // and when somebody takes it up again, that is news
  expect(moves.others([card('b', 'in_progress')]).map(({ id }) => id)).toEqual(['b']);
});

it('a move that the mirror has shown already is not waited for', () => {
  const moves = new Moves();
  moves.others([card('a', 'in_progress')]);
  moves.others([card('a', 'resolved')]);
  moves.expect('a', 'resolved');
  moves.others([card('a', 'in_progress')]);
  expect(moves.others([card('a', 'resolved')])).toHaveLength(1);
});

it('[ISS5] after a refused move the same move is the doing of others', () => {
  const moves = new Moves();
  moves.others([card('a', 'published')]);
  moves.expect('a', 'on_agenda');
  moves.forget('a');
  expect(moves.others([card('a', 'on_agenda')])).toHaveLength(1);
});
