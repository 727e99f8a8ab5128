import { foldedName } from '#lib/domain/canonical/names.ts';
import {
  presetStrategy,
  strategyOf,
  type KnownMeasures,
  type StrategyMeasure,
} from '#lib/domain/issues/strategy.ts';
import { locales } from '#lib/paraglide/runtime.js';
import { measureWord } from '#lib/text/taxonomy.ts';
import type { Db, Trx } from '../db/open.ts';

/**
 * Measures this council has ever had, by their titles (COV8): typed again they are the same measures, and issues keep
 * them. The preset's also without the mark before them (安心①).
 */
export async function knownMeasures(db: Db | Trx, councilId: string): Promise<KnownMeasures> {
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
  for (const { key } of presetStrategy.flatMap((group) => group.measures))
    for (const locale of locales) {
      const title = measureWord(key, locale);
      add(title, { key, title: '' });
      const plain = title.replace(/^\S*[①-⑳\d]\s+/u, '');
      add(plain, { key, title: plain });
    }
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
