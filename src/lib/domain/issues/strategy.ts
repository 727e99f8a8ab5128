/**
 * A strategy as a tree of groups and measures, read from what somebody pastes (COV7–COV9): a list with indented or
 * bulleted measures, or two columns of a spreadsheet. Source: R-STR-02, §1.3 (text taken from a PDF repeats its
 * headings).
 */
import { isRefusal, refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { sha256Hex } from '../sha256.ts';
import { groupOf, measureGroups, measures } from './taxonomy.ts';

export interface StrategyMeasure {
  /** Key on issues: of the preset, or made of the title, so that the same title keeps its issues (COV8). */
  readonly key: string;
  /** '' where the key is of the preset: its words are in the catalogues. */
  readonly title: string;
}

export interface StrategyGroup {
  readonly key: string;
  readonly title: string;
  readonly measures: readonly StrategyMeasure[];
}

/** The twelve measures in three groups that a council starts with (domain §7.6). */
export const presetStrategy: readonly StrategyGroup[] = measureGroups.map((group) => ({
  key: group,
  title: '',
  measures: measures.filter((key) => groupOf(key) === group).map((key) => ({ key, title: '' })),
}));

const mostGroups = 20;
const mostMeasures = 100;
const longest = 80;

/**
 * The tree of a pasted text. Refuses `text-empty` where no measure is found, `bad-input` at field `text` with the
 * `line` (from 1) of a title that is too long, stands twice in its group, or has no group, and where there are too
 * many.
 */
export function parseStrategy(text: string): StrategyGroup[] | Refusal {
  const groups: { key: string; title: string; measures: StrategyMeasure[] }[] = [];
  const lines = text.split(/\r\n|\r|\n/);
  for (const [index, line] of lines.entries()) {
    const found = readLine(line);
    if (found === null) continue;
    const wrong = refuse('bad-input', { field: 'text', params: { line: index + 1 } });
    if (found.group.length > longest || found.measure.length > longest) return wrong;
    const last = groups.at(-1);
    if (found.group !== '' && found.group !== last?.title) {
      if (index === firstFilled(lines) && isHeading(found)) continue;
      groups.push({ key: keyOf(found.group), title: found.group, measures: [] });
    }
    if (found.measure === '') continue;
    const group = groups.at(-1);
    if (!group) return wrong;
    // an extracted text says a heading several times; the same measure in two groups is a fault
    if (group.measures.at(-1)?.title === found.measure) continue;
    const key = keyOf(found.measure);
    if (groups.some((other) => other.measures.some((measure) => measure.key === key))) return wrong;
    group.measures.push({ key, title: found.measure });
  }
  const filled = groups.filter((group) => group.measures.length > 0);
  const count = filled.reduce((sum, group) => sum + group.measures.length, 0);
  if (count === 0) return refuse('text-empty', { field: 'text' });
  if (filled.length > mostGroups || count > mostMeasures) return refuse('bad-input', { field: 'text' });
  return filled;
}

/** Whether a stored tree is one; anything else reads as the preset. */
export function strategyOf(tree: string | null): readonly StrategyGroup[] {
  if (tree === null) return presetStrategy;
  const groups = JSON.parse(tree) as StrategyGroup[] | Refusal;
  return isRefusal(groups) ? presetStrategy : groups;
}

interface Found {
  readonly group: string;
  readonly measure: string;
}

const bullet = /^(?:[\s　]+|[\s　]*[・･•●○◯◆◇■□*\-–—①-⑳]|[\s　]*[(（]?\d{1,2}[)）.．、])[\s　]*(?=\S)/u;

function readLine(line: string): Found | null {
  if (line.trim() === '') return null;
  const cells = cellsOf(line);
  if (cells) return { group: once(cells[0] ?? ''), measure: once(cells.slice(1).find(Boolean) ?? '') };
  const mark = bullet.exec(line)?.[0];
  return mark === undefined
    ? { group: once(line), measure: '' }
    : { group: '', measure: once(line.slice(mark.length)) };
}

/** Cells of a line with tabs or commas; null for a line of a list. */
function cellsOf(line: string): string[] | null {
  if (line.includes('\t')) return line.split('\t').map((cell) => unquote(cell.trim()));
  if (!line.includes(',')) return null;
  // a comma in front, so that an empty first cell is one too
  return [...`,${line}`.matchAll(/,(?:\s*"((?:[^"]|"")*)"\s*|([^,]*))/g)].map(([, quoted, plain]) =>
    (quoted?.replaceAll('""', '"') ?? plain ?? '').trim(),
  );
}

const unquote = (cell: string): string =>
  /^".*"$/s.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell;

/** 「見守り見守り見守り見守り」 is a heading that was extracted several times. */
function once(title: string): string {
  const clean = title.trim();
  return clean.length >= 8 ? (/^(.{4,}?)\1+$/su.exec(clean)?.[1] ?? clean).trim() : clean;
}

const headings = /^(?:グループ|分類|区分|柱|ねらい|group|aim|category)$/iu;
function isHeading(found: Found): boolean {
  return headings.test(found.group);
}

function firstFilled(lines: readonly string[]): number {
  return lines.findIndex((line) => line.trim() !== '');
}

/** The same words have the same key, however wide their letters are. */
function keyOf(title: string): string {
  return `m_${sha256Hex(new TextEncoder().encode(title.normalize('NFKC'))).slice(0, 16)}`;
}
