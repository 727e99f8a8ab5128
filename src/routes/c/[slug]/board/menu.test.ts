import { describe, expect, it } from 'vitest';
import { boardColumns } from '#lib/doc/board.ts';
import { cardMenu, columnAfter, wayTo, type CardRights } from './menu.ts';

const facilitator: CardRights = { move: true, putOnAgenda: true, route: true, agendaOpen: true };
const member: CardRights = { ...facilitator, route: false };
const reader: CardRights = { move: false, putOnAgenda: false, route: false, agendaOpen: false };

describe('the ways of a card', () => {
  it('[ISS3] by hand only what no act tells; every way leads to an act or a reason', () => {
    const acts = boardColumns.flatMap((from) =>
      boardColumns.flatMap((to) => {
        const way = wayTo(from, to, facilitator);
        return from !== to && 'act' in way ? [`${from} ${way.act}`] : [];
      }),
    );
    expect(acts).toEqual([
      'published agenda',
      'published route',
      'on_agenda route',
      'in_progress agenda',
      'in_progress resolved',
      'in_progress closed',
      'resolved agenda',
      'resolved reopen',
      'closed agenda',
      'closed reopen',
    ]);
    for (const from of boardColumns)
      for (const to of boardColumns) {
        const way = wayTo(from, to, facilitator);
        if ('act' in way) expect(columnAfter[way.act]).toBe(to);
        else expect(way.reason).not.toBe('');
      }
  });

  it('[ISS3] the menu keeps what is refused, with its reason', () => {
    const items = cardMenu('published', member);
    expect(items.map((item) => [item.id, item.reason !== undefined])).toEqual([
      ['agenda', false],
      ['in_progress', true],
      ['resolved', true],
    ]);
    expect(cardMenu('in_progress', member).map((item) => item.id)).toEqual(['agenda', 'resolved', 'closed']);
    expect(cardMenu('published', { ...member, agendaOpen: false })[0]?.reason).toBeTruthy();
  });

  it('who may move nothing is given no menu', () => {
    for (const column of boardColumns) expect(cardMenu(column, reader)).toEqual([]);
  });
});
