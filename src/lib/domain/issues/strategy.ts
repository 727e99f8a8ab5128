/**
 * A strategy as a tree of groups and measures (COV7–COV10), read from what somebody pastes (strategy-text.ts). Source:
 * R-STR-02.
 */
import { foldedName } from '../canonical/names.ts';
import { isRefusal, refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { sha256Hex } from '../sha256.ts';
import { readStrategyText } from './strategy-text.ts';
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

/** One of the strategies a council follows at a time: the city's plan, the district's own (COV12). */
export interface Strategy {
  /** '' for the preset while it stands alone. */
  readonly id: string;
  /** '' for the preset. */
  readonly name: string;
  /** Shown first. */
  readonly current: boolean;
  readonly groups: readonly StrategyGroup[];
}

/** So many stand beside each other at most (COV12). */
export const mostStrategies = 6;

/** The keys of a strategy's measures, in its order. */
export function measureKeys(groups: readonly StrategyGroup[]): string[] {
  return groups.flatMap((group) => group.measures.map(({ key }) => key));
}

/** The twelve measures in three groups that a council starts with (domain §7.6). */
export const presetStrategy: readonly StrategyGroup[] = measureGroups.map((group) => ({
  key: group,
  title: '',
  measures: measures.filter((key) => groupOf(key) === group).map((key) => ({ key, title: '' })),
}));

const mostGroups = 20;
export const mostMeasures = 100;
const longest = 80;

/** Measures that are known by their titles, folded as names are (COV8): of the strategy in force, of earlier ones, the preset. */
export type KnownMeasures = ReadonlyMap<string, StrategyMeasure>;

/** A measure with a title it goes by. */
export interface TitledMeasure {
  readonly title: string;
  readonly measure: StrategyMeasure;
}

export interface ReadStrategy {
  readonly groups: readonly StrategyGroup[];
  /** Headings of more than two levels went together. */
  readonly joined: boolean;
  readonly left: readonly string[];
  readonly unused: readonly { readonly head: string; readonly no: number }[];
}

/**
 * The tree of a pasted text. Refuses `text-empty` where no measure is found (`why`: flat, where it has words and no
 * levels), `bad-input` at field `text` with the `line` (from 1) of a title that is too long, stands twice, or has no
 * group, and where there are too many.
 */
export function readStrategy(text: string, known: KnownMeasures = new Map()): ReadStrategy | Refusal {
  const { measures, left, unused } = readStrategyText(text);
  const groups: { key: string; title: string; measures: StrategyMeasure[] }[] = [];
  let joined = false;
  for (const { line, above, title } of measures) {
    const wrong = refuse('bad-input', { field: 'text', params: { line } });
    const heading = above.join('／');
    if (heading === '' || heading.length > longest || title.length > longest) return wrong;
    joined ||= above.length > 1;
    const last = groups.at(-1);
    if (heading !== last?.title) groups.push({ key: keyOf(heading), title: heading, measures: [] });
    const group = groups.at(-1);
    if (group?.measures.at(-1)?.title === title) continue;
    const measure = known.get(foldedName(title));
    const made = measure ? { key: measure.key, title: measure.title } : { key: keyOf(title), title };
    // an extracted text says a line several times; the same measure in two groups is a fault
    if (groups.some((other) => other.measures.some(({ key }) => key === made.key))) return wrong;
    group?.measures.push(made);
  }
  const count = groups.reduce((sum, group) => sum + group.measures.length, 0);
  if (count === 0)
    return refuse('text-empty', {
      field: 'text',
      ...(text.trim() === '' ? {} : { params: { why: 'flat' } }),
    });
  if (groups.length > mostGroups || count > mostMeasures) return refuse('bad-input', { field: 'text' });
  return { groups, joined, left, unused };
}

/** The tree alone. */
export function parseStrategy(text: string, known?: KnownMeasures): readonly StrategyGroup[] | Refusal {
  const read = readStrategy(text, known);
  return isRefusal(read) ? read : read.groups;
}

/** What another strategy changes: measures by key (COV10). */
export interface StrategyChange {
  readonly kept: readonly string[];
  readonly gone: readonly string[];
  readonly fresh: readonly string[];
}

export function strategyChange(
  before: readonly StrategyGroup[],
  after: readonly StrategyGroup[],
): StrategyChange {
  const [had, has] = [measureKeys(before), measureKeys(after)];
  return {
    kept: has.filter((key) => had.includes(key)),
    gone: had.filter((key) => !has.includes(key)),
    fresh: has.filter((key) => !had.includes(key)),
  };
}

/** Whether a stored tree is one; anything else reads as the preset. */
export function strategyOf(tree: string | null): readonly StrategyGroup[] {
  if (tree === null) return presetStrategy;
  const groups = JSON.parse(tree) as StrategyGroup[] | Refusal;
  return isRefusal(groups) ? presetStrategy : groups;
}

/** The same words have the same key, however wide their letters are. */
function keyOf(title: string): string {
  return `m_${sha256Hex(new TextEncoder().encode(title.normalize('NFKC'))).slice(0, 16)}`;
}
