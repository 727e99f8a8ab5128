import { boardColumns, type BoardColumn } from '#lib/doc/board.ts';
import { handMoves } from '#lib/domain/issues/state.ts';
import { m } from '#lib/paraglide/messages.js';
import type { MenuItem } from '#lib/ui/base/MenuList.svelte';
import { columnWords } from '#lib/text/board.ts';

/** What a person may do with cards; from the rights of the page. */
export interface CardRights {
  readonly move: boolean;
  readonly putOnAgenda: boolean;
  readonly route: boolean;
  /** Some meeting is being prepared. */
  readonly agendaOpen: boolean;
}

/** The acts behind a move; each opens its question. */
export type CardAct = 'agenda' | 'route' | 'resolved' | 'closed' | 'reopen';

/** The column to which an act brings a card. */
export const columnAfter: Record<CardAct, BoardColumn> = {
  agenda: 'on_agenda',
  route: 'in_progress',
  resolved: 'resolved',
  closed: 'closed',
  reopen: 'in_progress',
};

/** How a card gets from one column to another: the act that brings it there, or why there is none now. */
export type Way = { readonly act: CardAct } | { readonly reason: string };

/**
 * The way of a card to another column: by hand only what no act tells (ISS3). The same answer serves the hand that
 * drags and the menu.
 */
export function wayTo(from: BoardColumn, to: BoardColumn, rights: CardRights): Way {
  switch (to) {
    case 'published':
      return { reason: m.board_why_published() };
    case 'on_agenda':
      if (!rights.putOnAgenda) return { reason: m.board_why_council() };
      return rights.agendaOpen ? { act: 'agenda' } : { reason: m.board_why_no_agenda() };
    case 'in_progress':
      if (handMoves(from).includes(to))
        return rights.move ? { act: 'reopen' } : { reason: m.board_why_council() };
      return rights.route ? { act: 'route' } : { reason: m.board_why_screeners() };
    case 'resolved':
    case 'closed':
      if (!handMoves(from).includes(to))
        return {
          reason:
            from === 'resolved' || from === 'closed' ? m.board_why_reopen_first() : m.board_why_in_progress(),
        };
      return rights.move ? { act: to } : { reason: m.board_why_council() };
  }
}

/** Whether a person moves cards at all; others are given neither menu nor handle. */
export function movesCards(rights: CardRights): boolean {
  return rights.move || rights.putOnAgenda || rights.route;
}

/**
 * 「移す先」 of a card. A stage that only the council's acts reach stays in the menu with its reason; ways nobody
 * would look for (back to published, closing what nobody works on) are left out.
 */
export function cardMenu(from: BoardColumn, rights: CardRights): MenuItem[] {
  if (!movesCards(rights)) return [];
  return boardColumns.flatMap((to): MenuItem[] => {
    if (to === from || to === 'published') return [];
    const way = wayTo(from, to, rights);
    const label = m.board_move_to({ stage: columnWords[to].title() });
    if ('reason' in way)
      return to === 'closed' || from === 'closed'
        ? []
        : [{ id: to, icon: 'lock', label, reason: way.reason }];
    if (way.act === 'reopen')
      return [{ id: way.act, icon: 'back', label: m.board_move_back({ stage: columnWords[to].title() }) }];
    return [{ id: way.act, icon: way.act === 'resolved' ? 'check' : 'arrow', label }];
  });
}
