import { presetTitles } from '#lib/text/taxonomy.ts';
import { boardStates } from '#lib/domain/issues/state.ts';
import {
  measureKeys,
  readStrategy,
  strategyChange,
  type ReadStrategy,
  type StrategyGroup,
} from '#lib/domain/issues/strategy.ts';
import { decide } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { subjectOf, type Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import { measuresIn } from '../../db/decode.ts';
import { councilLists } from '../../records/lists.ts';
import { knownMeasures, strategyReplacedBy } from '../../records/strategies.ts';

/** A measure with how many issues on the board name it. */
export interface MeasureOf {
  readonly key: string;
  readonly issues: number;
}

/** What a pasted strategy would change, before it does (COV10). */
export interface StrategyPreview extends ReadStrategy {
  readonly before: readonly StrategyGroup[];
  readonly kept: readonly MeasureOf[];
  /** Their issues stand with no measure until they are given one. */
  readonly gone: readonly MeasureOf[];
  readonly fresh: readonly MeasureOf[];
}

/** Where a pasted strategy is to stand: beside all in force, or for one of them (absent: the one shown first). */
export interface StrategyPlace {
  readonly beside?: boolean;
  readonly replaces?: string | undefined;
}

/** Reads a pasted strategy for those who may import it. Changes nothing; refuses what the import would. */
export async function previewStrategy(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  councilId: string,
  text: string,
  { beside = false, replaces }: StrategyPlace = {},
): Promise<StrategyPreview | Refusal> {
  const may = decide(await subjectOf(db, actor, councilId), 'lists.manage');
  if (may !== true) return may;
  const read = readStrategy(text, await knownMeasures(db, councilId, presetTitles()));
  if (isRefusal(read)) return read;
  const { strategies, groups } = await councilLists(db, councilId);
  const replaced = strategies.find(({ id, current }) => (replaces === undefined ? current : id === replaces));
  if (!beside && !replaced) return refuse('conflict', { field: 'replaces' });
  const before = beside || !replaced ? groups : replaced.groups;
  const elsewhere = new Set(
    strategies
      .filter((strategy) => strategy !== replaced)
      .flatMap((strategy) => measureKeys(strategy.groups)),
  );
  const issues = await issuesByMeasure(db, councilId);
  const change = strategyChange(before, read.groups);
  const counted = (keys: readonly string[]) => keys.map((key) => ({ key, issues: issues.get(key) ?? 0 }));
  return {
    ...read,
    before,
    kept: counted(change.kept),
    // beside the others it takes nothing away; a measure that stands in another too is not lost
    gone: counted(beside ? [] : change.gone.filter((key) => !elsewhere.has(key))),
    fresh: counted(change.fresh),
  };
}

/** What may be done with each strategy in force, for the settings (COV11, COV12). */
export async function strategiesBefore(db: Db, councilId: string) {
  const { strategies } = await councilLists(db, councilId);
  // the preset alone is what there is without any
  if (strategies.every(({ name }) => name === '')) return [];
  const rows = await db
    .selectFrom('strategy')
    .select(['id', 'name', 'imported_at'])
    .where('council_id', '=', councilId)
    .where('replaced_at', 'is', null)
    .execute();
  return Promise.all(
    rows.map(async (row) => {
      const before = await strategyReplacedBy(db, councilId, row);
      return {
        strategyId: row.id,
        name: row.name,
        /** What stands in its place once it is taken back; null: nothing, others stand beside it. '': the preset. */
        before: before ? before.name : rows.length === 1 ? '' : null,
      };
    }),
  );
}

async function issuesByMeasure(db: Db, councilId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('issue')
    .select(['measure', 'more_measures'])
    .where('council_id', '=', councilId)
    .where('state', 'in', boardStates)
    .execute();
  const counts = new Map<string, number>();
  for (const measure of rows.flatMap(measuresIn)) counts.set(measure, (counts.get(measure) ?? 0) + 1);
  return counts;
}
