/**
 * Arrow keys between the cards of a board: up and down inside a column, left and right to the same height of the
 * next column that holds cards. For `keydown` on the board; only while a card's link has the focus.
 */
export function cardKeys(event: KeyboardEvent): void {
  const link = event.target as HTMLElement;
  if (!link.matches('[data-card] h3 a') || event.altKey || event.ctrlKey || event.metaKey) return;
  const board = event.currentTarget as HTMLElement;
  const columns = [...board.querySelectorAll('section')]
    .map((column) => [...column.querySelectorAll<HTMLElement>('[data-card] h3 a')])
    .filter((links) => (links[0]?.offsetParent ?? null) !== null);
  const at = columns.findIndex((links) => links.includes(link));
  const row = columns[at]?.indexOf(link) ?? 0;
  const next = {
    ArrowUp: columns[at]?.[row - 1],
    ArrowDown: columns[at]?.[row + 1],
    ArrowLeft: nearest(columns[at - 1], row),
    ArrowRight: nearest(columns[at + 1], row),
  }[event.key];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function nearest(links: HTMLElement[] | undefined, row: number): HTMLElement | undefined {
  return links?.[Math.min(row, links.length - 1)];
}
