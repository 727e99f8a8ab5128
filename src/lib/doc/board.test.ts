import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { boardMirror, boardReader, readBoard, type BoardCard } from './board.ts';

const card = (id: string, more: Partial<BoardCard> = {}): BoardCard => ({
  id,
  no: 1,
  title: '通学路の街路灯が暗い',
  column: 'published',
  fields: ['safety'],
  lifeStages: [],
  measure: null,
  route: null,
  leadParty: '',
  publishedAt: 1,
  movedAt: 1,
  support: 0,
  offers: 0,
  ...more,
});

function docOf(cards: readonly BoardCard[]): Y.Doc {
  const doc = new Y.Doc();
  for (const [key, value] of Object.entries(boardMirror(cards))) doc.getMap('board').set(key, value);
  return doc;
}

describe('the board as its mirror shows it', () => {
  it('says what was written, the latest move first', () => {
    const cards = [card('a', { no: 2 }), card('b', { movedAt: 5 }), card('c', { no: 1 })];
    expect(readBoard(docOf(cards))).toEqual([cards[1], cards[2], cards[0]]);
  });

  it('passes over what is no card of this shape', () => {
    const doc = docOf([card('a')]);
    doc.getMap('board').set('card:b', { id: 'b' });
    doc.getMap('board').set('other', 'text');
    expect(readBoard(doc)).toEqual([card('a')]);
  });

  it('keeps the object of a card that says the same, from the page and from look to look', () => {
    const drawn = [card('a'), card('b')];
    const doc = docOf([card('a'), card('b', { support: 1 })]);
    const read = boardReader(drawn);
    const first = read(doc);
    expect(first[0]).toBe(drawn[0]);
    expect(first[1]).toEqual(card('b', { support: 1 }));
    doc.getMap('board').set('card:a', JSON.stringify(card('a', { column: 'resolved', movedAt: 9 })));
    const second = read(doc);
    expect(second[0]?.column).toBe('resolved');
    expect(second[1]).toBe(first[1]);
  });
});
