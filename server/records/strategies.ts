import { foldedName } from '#lib/domain/canonical/names.ts';
import {
  strategyOf,
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

/** The strategy in force, and the one it replaced; null: the preset. */
export async function strategiesInTurn(db: Db | Trx, councilId: string) {
  const now = await db
    .selectFrom('strategy')
    .selectAll()
    .where('council_id', '=', councilId)
    .where('replaced_at', 'is', null)
    .executeTakeFirst();
  if (!now) return { now: null, before: null };
  const before = await db
    .selectFrom('strategy')
    .selectAll()
    .where('council_id', '=', councilId)
    .where('id', '!=', now.id)
    // one act replaces and brings in, at one instant
    .where('replaced_at', '=', now.imported_at)
    .executeTakeFirst();
  return { now, before: before ?? null };
}
