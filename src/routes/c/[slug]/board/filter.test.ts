import { describe, expect, it } from 'vitest';
import type { BoardCard } from '#lib/doc/board.ts';
import { addressOf, filterOf, measuresOnBoard, narrows, partiesOf, passes, saysAll } from './filter.ts';

const card = (more: Partial<BoardCard> = {}): BoardCard => ({
  id: 'a',
  no: 3,
  title: '一人暮らし高齢者の見守り ABC',
  column: 'in_progress',
  fields: ['elderly', 'health'],
  lifeStages: ['seniors'],
  measure: 'safe_1',
  route: 'joint',
  leadParty: '町会連合会',
  publishedAt: 0,
  movedAt: 0,
  support: 0,
  offers: 0,
  ...more,
});
const all = filterOf(new URLSearchParams());
const none: ReadonlySet<string> = new Set();

describe('what is shown of the board', () => {
  it('[F-R22] stands in the address, and is read from it again', () => {
    expect(addressOf(all, 'columns')).toBe('');
    const asked = {
      ...all,
      words: '見守り 2',
      field: 'elderly',
      party: '町会連合会',
      mine: true,
      done: false,
    };
    const search = new URLSearchParams(addressOf(asked, 'list'));
    expect(filterOf(search)).toEqual(asked);
    expect(search.get('view')).toBe('list');
  });

  it('[R-STR-01] each question narrows, an open one does not', () => {
    expect(passes(card(), all, none)).toBe(true);
    for (const [more, shown] of [
      [{ field: 'elderly' }, true],
      [{ field: 'youth' }, false],
      [{ lifeStage: 'children' }, false],
      [{ measure: 'safe_1' }, true],
      [{ measure: 'safe_2' }, false],
      [{ route: 'self' }, false],
      [{ party: '町会連合会' }, true],
      [{ party: '商店会' }, false],
      [{ mine: true }, false],
    ] as const)
      expect(passes(card(), { ...all, ...more }, none), JSON.stringify(more)).toBe(shown);
    expect(passes(card(), { ...all, mine: true }, new Set(['a']))).toBe(true);
    expect(passes(card({ column: 'resolved' }), { ...all, done: false }, none)).toBe(false);
  });

  it.each([
    ['', true],
    ['見守り', true],
    ['見守り　高齢者', true],
    ['ａｂｃ', true],
    ['町会', true],
    ['課題03', true],
    ['3', true],
    ['４', false],
    ['見守り 商店会', false],
    ['課題 03', true],
    ['課題　３', true],
    ['課題 04', false],
    ['第3号', true],
    ['課題 第3号', true],
    ['第4号', false],
    ['ﾐﾏﾓﾘ', false],
  ])('searching 「%s」 on issue 3: %s', (words, found) => {
    expect(saysAll(card(), words)).toBe(found);
  });

  it.each([
    ['ごみの分別', 'ゴミ', true],
    ['ごみの分別', 'ｺﾞﾐ', true],
    ['たまり場づくり', 'タマリ', true],
    ['見守り', '保健医療', true],
    ['見守り', '高齢者', true],
    ['見守り', '一緒に', true],
    ['見守り', '自転車', false],
  ])('[F-R11] 「%s」 is found by 「%s」, folded and by its tags: %s', (title, words, shown) => {
    expect(saysAll(card({ title }), words)).toBe(shown);
  });

  it('[F-R11] what only its text or place says is found by the search of texts', () => {
    const asked = { ...all, words: '二丁目の坂' };
    expect(passes(card(), asked, none)).toBe(false);
    expect(passes(card(), asked, none, new Set(['a']))).toBe(true);
    // the other questions still narrow
    expect(passes(card(), { ...asked, field: 'youth' }, none, new Set(['a']))).toBe(false);
  });

  it('[F-R11] an empty board tells a search from a board that has nothing', () => {
    expect(narrows(all)).toBe(false);
    expect(narrows({ ...all, words: ' ' })).toBe(false);
    for (const more of [{ words: 'x' }, { field: 'youth' }, { mine: true }, { done: false }])
      expect(narrows({ ...all, ...more })).toBe(true);
  });

  it('the lists offer only what stands on a card', () => {
    const cards = [
      card(),
      card({ measure: null, leadParty: '' }),
      card({ measure: 'base_1', moreMeasures: ['m_1'] }),
    ];
    expect(measuresOnBoard(cards)).toEqual(['base_1', 'm_1', 'safe_1']);
    expect(partiesOf(cards)).toEqual(['町会連合会']);
  });
});
