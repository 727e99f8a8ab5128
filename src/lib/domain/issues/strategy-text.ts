/**
 * A strategy out of what somebody pastes (COV7, COV9): columns of a spreadsheet, or a list whose levels show by their
 * indent and marks. Measures are the lowest level; what stands above their group goes before its title, and what has no
 * measure is told. Source: R-STR-02, §1.3 (text taken from a PDF repeats its headings).
 */
import { foldedHead, findColumns } from '../tables/columns.ts';
import { joinedLines, readTable } from '../tables/read-table.ts';

/** A measure as it stands in the text. */
export interface FoundMeasure {
  /** From 1. */
  readonly line: number;
  /** Titles above it, the highest first; none: it has no group. */
  readonly above: readonly string[];
  readonly title: string;
}

export interface StrategyText {
  readonly measures: readonly FoundMeasure[];
  /** Headings below which no measure stands, and titles of the table. */
  readonly left: readonly string[];
  /** Heads of columns that are not read, or their numbers. */
  readonly unused: readonly { readonly head: string; readonly no: number }[];
}

/** Reads a table where lines have cells, else a list. */
export function readStrategyText(text: string): StrategyText {
  const lines = text.split(/\r\n|\r|\n/);
  const tabs = lines.some((line) => line.trim().includes('\t'));
  const commas = lines.some((line) => line.includes(',') && markOf(line).mark === '');
  return tabs || commas ? fromTable(text) : fromList(lines);
}

const level =
  /^(?:グループ|まとまり|分類|区分|柱|ねらい|分野|方針|テーマ|(?:基本|重点|大|中|小)?(?:目標|方針|方向|柱|施策|取組|取り組み|項目|分野|区分|分類|事業)(?:名|内容|項目)?|具体的.{0,6}|行動|活動(?:名|内容)?|group|aim|category|goal|pillar|measure|action)$/;
const others =
  /^(?:no|№|#|番号|通番|備考|摘要|担当(?:課|部署|者|団体)?|所管.*|主体|実施(?:主体|時期|年度)|期間|時期|年度|予算.*|指標|目標値|現状.*|説明|内容|関係.*)$/;
const levels = ['first', 'second', 'third', 'fourth'] as const;

function fromTable(text: string): StrategyText {
  const table = readTable(text, ',');
  const found = findColumns(
    table,
    levels.map((meaning) => ({ meaning, heads: level })),
    others,
    // a third column is a level where the second one groups, too
    table.some(({ cells }) => cells.filter(Boolean).length > 2) &&
      groups(table.map(({ cells }) => cells[1] ?? ''))
      ? levels.slice(0, 3)
      : levels.slice(0, 2),
    (cells) => cells.length > 0 && cells.every((cell) => /^\d{1,3}$/.test(foldedHead(cell))),
  );
  const columns = [...found.columns.values()].sort((a, b) => a - b);
  const path: string[] = [];
  const filled = new Set<string>();
  const measures: FoundMeasure[] = [];
  for (const { line, cells } of found.rows) {
    const words = columns.map((column) => once(withoutMark(joinedLines(cells[column] ?? ''))));
    const first = words.findIndex(Boolean);
    if (first === -1) continue;
    words.slice(0, -1).forEach((word, i) => {
      if (word === '' || word === path[i]) return;
      path.length = i;
      path[i] = word;
    });
    const title = words.at(-1) ?? '';
    if (columns.length < 2 || title === '') continue;
    const above = Array.from({ length: columns.length - 1 }, (_, i) => path[i] ?? '').filter(Boolean);
    above.forEach((_, i) => filled.add(above.slice(0, i + 1).join('\n')));
    measures.push({ line, above, title });
  }
  const headings = found.rows.flatMap(({ cells }) =>
    columns.slice(0, -1).flatMap((column) => once(withoutMark(joinedLines(cells[column] ?? ''))) || []),
  );
  const said = new Set([...filled].flatMap((path) => path.split('\n')));
  const lone = [...new Set(headings)].filter((heading) => !said.has(heading));
  return { measures, left: [...found.titles, ...lone], unused: found.unused };
}

/** Whether a column groups what stands right of it: it is merged, or says a thing twice. */
function groups(cells: readonly string[]): boolean {
  const filled = cells.filter(Boolean);
  return filled.length < cells.length || new Set(filled).size < filled.length;
}

interface Mark {
  /** '' for a line that begins with its words. */
  readonly mark: string;
  /** Kind of the mark: dots are one, numbers in brackets another. */
  readonly kind: string;
  readonly indent: number;
}

const marks: readonly (readonly [string, RegExp])[] = [
  ['dot', /^[・･•●○◎◯◆◇■□▪▫▶▷►➢➤✓✔☆★※*＊\-–—−][\s　]*(?=\S)/u],
  ['circled', /^[①-⑳㋐-㋾][\s　]*(?=\S)/u],
  ['bracketed', /^[(（](?:[0-9０-９]{1,2}|[ア-ンa-zａ-ｚ一二三四五六七八九十])[)）][\s　]*(?=\S)/iu],
  ['parts', /^[0-9０-９]{1,2}(?:[-－.．][0-9０-９]{1,2})+[)）.．、]?[\s　]*(?=\S)/u],
  ['number', /^[0-9０-９]{1,2}(?:[)）.．、][\s　]*|[\s　]+)(?=[^\s\d０-９])/u],
  ['letter', /^(?:[ア-ン]|[a-zａ-ｚ]|[一二三四五六七八九十]{1,3})(?:[)）.．、][\s　]*|　)(?=\S)/iu],
];

function markOf(line: string): Mark {
  const blank = /^[\s　]*/u.exec(line)?.[0] ?? '';
  const indent = [...blank].reduce((sum, sign) => sum + (sign === '　' ? 2 : 1), 0);
  const rest = line.slice(blank.length);
  for (const [kind, pattern] of marks) {
    const mark = pattern.exec(rest)?.[0];
    if (mark === undefined) continue;
    // ■ above and ・ below are two levels
    const sign = kind === 'dot' ? mark[0]!.normalize('NFKC') : '';
    return { mark: blank + mark, kind: kind + sign, indent };
  }
  return { mark: blank, kind: '', indent };
}

function withoutMark(words: string): string {
  return words.slice(markOf(words).mark.length);
}

interface Node {
  readonly line: number;
  readonly title: string;
  readonly marked: boolean;
  readonly below: Node[];
}

/**
 * A list as a tree. A kind of line not seen since its parent opens a level; one that stands once in the whole text does not,
 * beside others that are marked: somebody mixed signs.
 */
function fromList(lines: readonly string[]): StrategyText {
  const seen = lines.map(markOf);
  const kindOf = ({ indent, kind }: Mark) => `${indent} ${kind}`;
  const often = new Map<string, number>();
  lines.forEach((line, i) => {
    if (line.trim() !== '') often.set(kindOf(seen[i]!), (often.get(kindOf(seen[i]!)) ?? 0) + 1);
  });
  const roots: Node[] = [];
  const open: { kind: string; node: Node }[] = [];
  lines.forEach((line, i) => {
    if (line.trim() === '') return;
    const { mark } = seen[i]!;
    const kind = kindOf(seen[i]!);
    const title = once(line.slice(mark.length));
    // an extracted text says a line several times
    if (open.at(-1)?.node.title === title) return;
    const same = open.findIndex((level) => level.kind === kind);
    const mixed = same === -1 && open.length > 1 && often.get(kind) === 1 && mark !== '';
    // it stands beside the line before, whatever its sign
    const as = mixed ? (open.at(-1)?.kind ?? kind) : kind;
    if (same !== -1) open.length = same;
    else if (mixed) open.length -= 1;
    else if (mark === '') open.length = 0;
    const node: Node = { line: i + 1, title, marked: mark !== '', below: [] };
    (open.at(-1)?.node.below ?? roots).push(node);
    open.push({ kind: as, node });
  });
  const measures: FoundMeasure[] = [];
  const walk = (nodes: readonly Node[], above: readonly string[]) => {
    for (const { line, title, below } of nodes)
      if (below.length > 0) walk(below, [...above, title]);
      else if (above.length > 0) measures.push({ line, above, title });
  };
  walk(roots, []);
  // marked lines and nothing above any of them: measures without a group
  if (measures.length === 0)
    measures.push(
      ...roots.filter(({ marked }) => marked).map(({ line, title }) => ({ line, above: [], title })),
    );
  const lone = roots.filter(
    (node) => node.below.length === 0 && !measures.some(({ line }) => line === node.line),
  );
  return { measures, left: lone.map(({ title }) => title), unused: [] };
}

/** 「見守り見守り見守り見守り」 is a heading that was extracted several times. */
function once(title: string): string {
  const clean = title.trim();
  return clean.length >= 8 ? (/^(.{4,}?)\1+$/su.exec(clean)?.[1] ?? clean).trim() : clean;
}
