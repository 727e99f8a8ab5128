import type { Page } from '@playwright/test';

/** A block of text of the page as it is laid out, a line an entry. */
export interface Laid {
  readonly heading: boolean;
  readonly lines: readonly string[];
}

/** Every block of text in the main part that takes more than one line, by where its signs stand. */
export function laidOut(page: Page): Promise<Laid[]> {
  return page.evaluate(() => {
    const blocks = new Map<Element, { node: Text; at: number }[]>();
    const walker = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
      let block = node.parentElement!;
      if (!block.checkVisibility() || block.closest('.vh, option, textarea')) continue;
      while (getComputedStyle(block).display === 'inline') block = block.parentElement!;
      const signs = blocks.get(block) ?? [];
      blocks.set(block, signs);
      for (let at = 0; at < node.length; at++) signs.push({ node, at });
    }
    const range = document.createRange();
    return [...blocks].flatMap(([block, signs]) => {
      const lines: string[] = [];
      let bottom = -Infinity;
      for (const { node, at } of signs) {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getClientRects()[0];
        if (!box || box.width === 0) continue;
        // boxes of letters reach into the next line, and small print stands lower on its own
        if (box.top + box.height / 2 > bottom) lines.push('');
        bottom = box.bottom;
        lines.push(lines.pop()! + node.data[at]);
      }
      return lines.length > 1 ? [{ heading: block.closest('h1, h2, h3') !== null, lines }] : [];
    });
  });
}
