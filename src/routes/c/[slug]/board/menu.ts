import type { BoardColumn } from '#lib/doc/board.ts';
import { handMoves } from '#lib/domain/issues/state.ts';
import { m } from '#lib/paraglide/messages.js';
import type { MenuItem } from '#lib/ui/Menu.svelte';
import { columnWords } from './stages.ts';

/** What a person may do with cards; from the rights of the page. */
export interface CardRights {
  readonly move: boolean;
  readonly putOnAgenda: boolean;
  readonly route: boolean;
  /** Some meeting is being prepared. */
  readonly agendaOpen: boolean;
}

/** The acts behind the menu; each opens its question. */
export type CardAct = 'agenda' | 'route' | 'resolved' | 'closed' | 'reopen';

/**
 * 「移す先」 of a card: by hand only what no act tells (ISS3). A stage that only the council's acts reach stays
 * in the menu with its reason.
 */
export function cardMenu(column: BoardColumn, rights: CardRights): MenuItem[] {
  const items: MenuItem[] = [];
  const hand = rights.move ? handMoves(column) : [];
  const to = (stage: BoardColumn) => m.board_move_to({ stage: columnWords[stage].title() });
  const waits = column === 'published' || column === 'on_agenda';
  if (rights.putOnAgenda && column !== 'on_agenda')
    items.push({
      id: 'agenda',
      icon: 'arrow',
      label: to('on_agenda'),
      ...(rights.agendaOpen ? {} : { reason: m.board_why_no_agenda() }),
    });
  if (waits)
    items.push({
      id: 'route',
      icon: rights.route ? 'arrow' : 'lock',
      label: to('in_progress'),
      ...(rights.route ? {} : { reason: m.board_why_screeners() }),
    });
  if (hand.includes('in_progress'))
    items.push({
      id: 'reopen',
      icon: 'back',
      label: m.board_move_back({ stage: columnWords.in_progress.title() }),
    });
  if (hand.includes('resolved')) items.push({ id: 'resolved', icon: 'check', label: to('resolved') });
  else if (waits)
    items.push({ id: 'resolved', icon: 'lock', label: to('resolved'), reason: m.board_why_in_progress() });
  if (hand.includes('closed')) items.push({ id: 'closed', icon: 'arrow', label: to('closed') });
  return items;
}
