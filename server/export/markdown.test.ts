import { Parser, type Node } from 'commonmark';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entries, oneLine, prose, table, under } from './markdown.ts';

/** The words of a block as a reader of CommonMark shows them; hard breaks part lines. */
function wordsOf(node: Node): string {
  if (node.type === 'linebreak') return '\n';
  if (node.type === 'text') return node.literal ?? '';
  let words = '';
  for (let child = node.firstChild; child; child = child.next) words += wordsOf(child);
  return words;
}
const parsed = (markdown: string): Node => new Parser().parse(markdown);
/** Kinds of the blocks down from the document, each its first alone: nothing else may stand beside it. */
function frameOf(node: Node): string[] {
  const inner = node.firstChild;
  if (!inner || inner.type === 'text' || inner.type === 'linebreak') return [node.type];
  return [node.type, ...(inner.next ? ['+'] : []), ...frameOf(inner)];
}
const linesOf = (text: string): string =>
  text
    .replaceAll('\0', '')
    .trim()
    .split(/\r\n|[\r\n]/)
    .map((line) => line.trim())
    .join('\n');

/** The signs of Markdown more often than letters. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '*',
        '**',
        '_',
        '`',
        '```',
        '~~~',
        '#',
        '# ',
        '> ',
        '- ',
        '+ ',
        '1. ',
        '12) ',
        '=',
        '===',
      ),
      fc.constantFrom(
        '---',
        '***',
        '[a]',
        '(b)',
        '[a]: /b',
        '![',
        '<b>',
        '<!--',
        '</',
        '|',
        '\\',
        '&amp;',
        '&#35;',
        '&copy;',
      ),
      fc.constantFrom(
        'http://a.jp/?b&c',
        '<http://a.jp>',
        '  ',
        '    ',
        '\t',
        '\n',
        '\r\n',
        '\r',
        '　',
        '\u00a0',
      ),
      fc.constantFrom('R&D <予算>', '見守り', '「会議」', '３', 'a', '1', ':', ':-:', '$x$', '髙'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))
  // half a surrogate pair is no text
  .filter((text) => text.isWellFormed());
const holds = (property: fc.IProperty<[string]>) => fc.assert(property, { seed: 28, numRuns: 2_000 });

describe('words in Markdown', () => {
  it.each([
    'R&D <予算>',
    '*強い*',
    '_a_',
    '1. 一',
    '- 二',
    '`x`',
    '# 三',
    '&amp;',
    '[a](b)',
    'a\nb',
    'a\n\nb',
    '\\',
  ])('[F-P28] %j are those words to a reader of CommonMark', (text) => {
    const node = parsed(prose(text));
    expect(wordsOf(node)).toBe(text);
    expect(frameOf(node)).toEqual(['document', 'paragraph']);
  });

  it('[F-P28] whatever is written comes back, in running text, entries and quotations', () => {
    holds(
      fc.property(nasty, (text) => {
        if (linesOf(text) === '') return;
        for (const [markdown, frame] of [
          [prose(text), ['document', 'paragraph']],
          [under('- ', prose(text)), ['document', 'list', 'item', 'paragraph']],
          [under('> ', prose(text)), ['document', 'block_quote', 'paragraph']],
        ] as const) {
          expect(wordsOf(parsed(markdown))).toBe(linesOf(text));
          expect(frameOf(parsed(markdown))).toEqual(frame);
        }
      }),
    );
  });

  it('[F-P28] and in headings and cells, on one line', () => {
    holds(
      fc.property(nasty, (text) => {
        const line = linesOf(text).split('\n').filter(Boolean).join('　');
        if (line === '') return;
        const heading = parsed(`## ${oneLine(text)}`);
        expect(wordsOf(heading)).toBe(line);
        expect(frameOf(heading)).toEqual(['document', 'heading']);
        const [, , row] = table(['a', 'b'], [[text, 'x']]).split('\n');
        const cells = row!.match(/(?:\\.|[^|\\])+/gsu)!;
        expect(cells.map((cell) => wordsOf(parsed(cell.trim())))).toEqual([line, 'x']);
      }),
    );
  });

  it('[F-P28] entries stand in steps, however far they were put in', () => {
    const list = entries([
      { text: '前置き', entry: null },
      { text: '一', entry: 6 },
      { text: '二', entry: 9 },
      { text: '- 三', entry: 1 },
      { text: '終わり', entry: null },
    ]);
    expect(list).toBe('前置き\n\n- 一\n  - 二\n- \\- 三\n\n終わり');
  });
});
