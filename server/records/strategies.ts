import { foldedName } from '#lib/domain/canonical/names.ts';
import {
  presetStrategy,
  strategyOf,
  type Strategy,
  type KnownMeasures,
  type StrategyMeasure,
  type TitledMeasure,
} from '#lib/domain/issues/strategy.ts';
import type { Db, Trx } from '../db/open.ts';

/**
 * Measures this council has ever had, by their titles (COV8): typed again they are the same measures, and issues keep
 * them. `preset`: how the measures of the preset are called.
 */
export async function knownMeasures(
  db: Db | Trx,
  councilId: string,
  preset: readonly TitledMeasure[],
): Promise<KnownMeasures> {
  const rows = await db
    .selectFrom('strategy')
    .select('tree')
    .where('council_id', '=', councilId)
    .orderBy('imported_at', 'desc')
    .execute();
  const known = new Map<string, StrategyMeasure>();
  const add = (title: string, measure: StrategyMeasure) => {
    const name = foldedName(title);
    if (name !== '' && !known.has(name)) known.set(name, measure);
  };
  for (const { tree } of rows)
    for (const group of strategyOf(tree))
      for (const measure of group.measures) if (measure.title !== '') add(measure.title, measure);
  for (const { title, measure } of preset) add(title, measure);
  return known;
}

/** The strategies in force (COV12), the one shown first before the others by age; the preset where none is. */
export async function strategiesInForce(db: Db | Trx, councilId: string): Promise<readonly Strategy[]> {
  const rows = await db
    .selectFrom('strategy')
    .select(['id', 'name', 'tree', 'current'])
    .where('council_id', '=', councilId)
    .where('replaced_at', 'is', null)
    .orderBy('current', 'desc')
    .orderBy('imported_at')
    .orderBy('id')
    .execute();
  if (rows.length === 0) return [{ id: '', name: '', current: true, groups: presetStrategy }];
  return rows.map(({ id, name, tree }, i) => ({ id, name, current: i === 0, groups: strategyOf(tree) }));
}

/** The strategy that one in force replaced; null: the preset, or none where it was put beside others. */
export async function strategyReplacedBy(
  db: Db | Trx,
  councilId: string,
  { id, imported_at }: { readonly id: string; readonly imported_at: number },
) {
  const before = await db
    .selectFrom('strategy')
    .selectAll()
    .where('council_id', '=', councilId)
    .where('id', '!=', id)
    // one act replaces and brings in, at one instant
    .where('replaced_at', '=', imported_at)
    .executeTakeFirst();
  return before ?? null;
}
