/*
 * What other programs put on the clipboard, as notes can hold it: a table becomes a line a row, with its cells parted by
 * a wide blank; a numbered list becomes lines that keep their numbers; a line break begins a new paragraph. A hard break
 * is never made: carets of others would overwrite what stands round it (tiptap#7556).
 */

/** Between the cells of a row: a gap that minutes and paper keep, where a tab would shrink to a blank. */
const gap = '　';
/** What lines can stand in. */
const blocks = 'p,div,h1,h2,h3,h4,h5,h6,li,td,th,blockquote,section,article,pre,dd,dt,body';

/** The HTML of the clipboard without tables, numbered lists and line breaks. */
export function pastedHtml(html: string): string {
  // style sheets say nothing to notes, and the policy of this page complains of them
  const bare = html.replace(/<style\b[\s\S]*?<\/style>/gi, '');
  if (!/<(?:table|ol|br)\b/i.test(bare)) return bare;
  const { body } = new DOMParser().parseFromString(bare, 'text/html');
  // what stands inside comes first
  for (const table of [...body.querySelectorAll('table')].reverse()) replaceTable(table);
  for (const list of [...body.querySelectorAll('ol')].reverse()) replaceNumbered(list);
  for (const line of body.querySelectorAll('br')) breakLine(line);
  return body.innerHTML;
}

/** Plain text of the clipboard: rows of a spreadsheet come with tabs. */
export function pastedText(text: string): string {
  return text.replace(/\t+$/gm, '').replaceAll('\t', gap);
}

function replaceTable(table: HTMLTableElement): void {
  const rows = [...table.rows].map((row) => [...row.cells]);
  const [only] = rows.flat();
  // a table of one cell is a frame: what it holds stays as it is
  if (only && rows.flat().length === 1) return table.replaceWith(...only.childNodes);
  table.replaceWith(
    ...rows.map((cells) =>
      paragraph(
        cells
          .map(cellWords)
          .join(gap)
          .replace(/[\s\u3000]+$/u, ''),
      ),
    ),
  );
}

/** The words of a cell on one line. */
function cellWords(cell: HTMLTableCellElement): string {
  for (const line of cell.querySelectorAll('br')) line.replaceWith(' ');
  for (const block of cell.querySelectorAll(blocks)) block.append(' ');
  return (cell.textContent ?? '').replace(/[\t\n\r ]+/g, ' ').trim();
}

/** Entries as paragraphs, with the number each had. */
function replaceNumbered(list: HTMLOListElement): void {
  let next = list.start;
  const lines = [...list.children].flatMap((entry) => {
    if (!(entry instanceof HTMLLIElement)) return [entry];
    const no = entry.hasAttribute('value') ? entry.value : next;
    next = no + 1;
    const first = entry.querySelector(':scope > p, :scope > div');
    const nodes = [...entry.childNodes];
    if (first && nodes.find((node) => (node.textContent ?? '').trim() !== '') === first) {
      first.prepend(`${no}. `);
      return nodes;
    }
    const words = paragraph(`${no}. `);
    const from = nodes.findIndex((node) => node instanceof Element && node.matches(`ul,${blocks}`));
    words.append(...(from < 0 ? nodes : nodes.slice(0, from)));
    return [words, ...(from < 0 ? [] : nodes.slice(from))];
  });
  list.replaceWith(...lines);
}

/** Parts the block round a line break in two; at the end of its block it is only how that block ends. */
function breakLine(line: HTMLBRElement): void {
  let after: ChildNode[] = following(line);
  let parent = line.parentElement;
  line.remove();
  while (parent && !parent.matches(blocks)) {
    const rest = parent.cloneNode(false) as HTMLElement;
    rest.append(...after);
    after = [rest, ...following(parent)];
    parent = parent.parentElement;
  }
  if (!parent || after.every((node) => (node.textContent ?? '').trim() === '')) return;
  if (parent.matches('p,div,h1,h2,h3,h4,h5,h6')) {
    const rest = parent.cloneNode(false) as HTMLElement;
    rest.append(...after);
    parent.after(rest);
  } else wrap(parent, after);
}

/** In an entry or in the open, what stands after the break becomes a paragraph up to the next block, and so does what stands before. */
function wrap(parent: HTMLElement, after: ChildNode[]): void {
  const isBlock = (node: ChildNode) => node instanceof Element && node.matches(`ul,${blocks}`);
  const before = [...parent.childNodes].slice(0, [...parent.childNodes].indexOf(after[0]!));
  const tail = before.slice(before.findLastIndex(isBlock) + 1);
  if (tail.some((node) => (node.textContent ?? '').trim() !== '')) {
    const words = paragraph('');
    tail[0]!.before(words);
    words.append(...tail);
  }
  const end = after.findIndex(isBlock);
  const head = end < 0 ? after : after.slice(0, end);
  if (head.length === 0) return;
  const words = paragraph('');
  head[0]!.before(words);
  words.append(...head);
}

function following(node: ChildNode): ChildNode[] {
  const found: ChildNode[] = [];
  for (let next = node.nextSibling; next; next = next.nextSibling) found.push(next);
  return found;
}

function paragraph(words: string): HTMLParagraphElement {
  const made = document.createElement('p');
  made.textContent = words;
  return made;
}
