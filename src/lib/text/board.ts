import type { BoardCard, BoardColumn } from '#lib/doc/board.ts';
import { tenths } from '#lib/domain/issues/figures.ts';
import { m } from '#lib/paraglide/messages.js';

/* Stages of the board in words, and its figures. */

export const columnWords: Record<BoardColumn, { title: () => string; hint: () => string }> = {
  published: { title: m.board_column_published, hint: m.board_column_published_hint },
  on_agenda: { title: m.board_column_on_agenda, hint: m.board_column_on_agenda_hint },
  in_progress: { title: m.board_column_in_progress, hint: m.board_column_in_progress_hint },
  resolved: { title: m.board_column_resolved, hint: m.board_column_resolved_hint },
  closed: { title: m.board_column_closed, hint: m.board_column_closed_hint },
};

/** 03: issues are called by two digits at least. */
export const noWords = (no: number): string => String(no).padStart(2, '0');

/** Published and resolved issues, and their share in percent with one decimal: '41.7' (FIG1). */
export function boardFigures(counts: Readonly<Record<BoardColumn, number>>) {
  const published = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const rate = tenths(counts.resolved, published);
  return { published, resolved: counts.resolved, percent: rate === null ? '–' : (rate / 10).toFixed(1) };
}

const dayMs = 86_400_000;

/** Whole days from publication to now, or to the move into a finished column. */
export function ageDays(card: BoardCard, now: number): number {
  const finished = card.column === 'resolved' || card.column === 'closed';
  return Math.max(0, Math.floor(((finished ? card.movedAt : now) - card.publishedAt) / dayMs));
}
