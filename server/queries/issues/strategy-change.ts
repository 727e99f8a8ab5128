import { presetTitles } from '#lib/text/taxonomy.ts';
import { boardStates } from '#lib/domain/issues/state.ts';
import {
  readStrategy,
  strategyChange,
  strategyOf,
  type ReadStrategy,
  type StrategyGroup,
} from '#lib/domain/issues/strategy.ts';
import { decide } from '#lib/domain/policy/decide.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { subjectOf, type Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import { countRows } from '../../db/values.ts';
import { councilLists } from '../../records/lists.ts';
import { knownMeasures, strategiesInTurn } from '../../records/strategies.ts';

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

/** Reads a pasted strategy for those who may import it. Changes nothing; refuses what the import would. */
export async function previewStrategy(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  councilId: string,
  text: string,
): Promise<StrategyPreview | Refusal> {
  const may = decide(await subjectOf(db, actor, councilId), 'lists.manage');
  if (may !== true) return may;
  const read = readStrategy(text, await knownMeasures(db, councilId, presetTitles()));
  if (isRefusal(read)) return read;
  const { groups: before } = await councilLists(db, councilId);
  const issues = await issuesByMeasure(db, councilId);
  const change = strategyChange(before, read.groups);
  const counted = (keys: readonly string[]) => keys.map((key) => ({ key, issues: issues.get(key) ?? 0 }));
  return {
    ...read,
    before,
    kept: counted(change.kept),
    gone: counted(change.gone),
    fresh: counted(change.fresh),
  };
}

/** What taking the imported strategy back would bring; null where the preset stands. */
export async function strategyBefore(db: Db, councilId: string) {
  const { now, before } = await strategiesInTurn(db, councilId);
  return (
    now && {
      strategyId: now.id,
      name: now.name,
      importedAt: now.imported_at,
      /** '' for the preset. */
      before: before?.name ?? '',
      groups: strategyOf(before?.tree ?? null),
    }
  );
}

async function issuesByMeasure(db: Db, councilId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('issue')
    .select(['measure', countRows().as('n')])
    .where('council_id', '=', councilId)
    .where('state', 'in', boardStates)
    .where('measure', 'is not', null)
    .groupBy('measure')
    .execute();
  return new Map(rows.map(({ measure, n }) => [measure ?? '', n]));
}
