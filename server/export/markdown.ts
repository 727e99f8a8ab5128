/*
 * People's words in CommonMark, as words: nothing in them becomes a heading, a link, a table, HTML or another sign. Blanks
 * at the ends of lines have no meaning there and are left out; lines stay lines.
 */

/** Words in running text. */
export function prose(text: string): string {
  return linesIn(text).map(escaped).join('\\\n');
}

/** Words on a line of their own: in a heading or in a cell of a table. */
export function oneLine(text: string): string {
  return linesIn(text).map(escaped).filter(Boolean).join('　');
}

/** A block under the first sign of its kind: `> ` for a quotation, `- ` for an entry. */
export function under(first: string, block: string): string {
  const next = first.trim() === '>' ? first : ' '.repeat(first.length);
  return block
    .split('\n')
    .map((line, i) => `${i === 0 ? first : next}${line}`.trimEnd())
    .join('\n');
}

export interface Entry {
  readonly text: string;
  /** How far it stands in; null: a paragraph, no entry. */
  readonly entry: number | null;
}

/** Paragraphs and entries of lists. An entry stands at most one step deeper than the one above it, however far it was put in. */
export function entries(lines: readonly Entry[]): string {
  const blocks: string[] = [];
  let steps: number[] = [];
  for (const { text, entry } of lines) {
    if (entry === null) {
      steps = [];
      blocks.push(prose(text));
      continue;
    }
    steps = [...steps.filter((step) => step < entry), entry];
    const line = under(`${'  '.repeat(steps.length - 1)}- `, prose(text));
    const first = steps.length === 1 && !blocks.at(-1)?.startsWith('- ');
    if (first) blocks.push(line);
    else blocks.push(`${blocks.pop()}\n${line}`);
  }
  return blocks.join('\n\n');
}

/** A table of GitHub's Markdown. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(heads.map(oneLine)),
    line(heads.map(() => '---')),
    ...rows.map((row) => line(row.map(oneLine))),
  ].join('\n');
}

function linesIn(text: string): string[] {
  return text
    .replaceAll('\0', '')
    .trim()
    .split(/\r\n|[\r\n]/)
    .map((line) => line.trim());
}

function escaped(line: string): string {
  return line
    .replace(/[\\`*_{}[\]<>|~#&$]/g, '\\$&')
    .replace(/^[-+=:]/, '\\$&')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2');
}
