import { fields, lifeStages } from '#lib/domain/issues/taxonomy.ts';
import { measureKeys, type Strategy, type StrategyGroup } from '#lib/domain/issues/strategy.ts';
import type { Db, Trx } from '../db/open.ts';
import { byText } from '../db/values.ts';
import { strategiesInForce } from './strategies.ts';

/** The lists by which a council sorts its issues: presets, and what it calls its own. Open to everybody. */
export interface CouncilLists {
  /** Own words besides the preset fields and life stages, in the order they were added. */
  readonly ownFields: readonly string[];
  readonly ownLifeStages: readonly string[];
  /** The strategies it follows, the one shown first before the others (COV12). */
  readonly strategies: readonly Strategy[];
  /** Name of the first; '' while that is the preset. */
  readonly strategyName: string;
  /** Those of all strategies. */
  readonly groups: readonly StrategyGroup[];
}

/** The lists of a council as they are now. */
export async function councilLists(db: Db | Trx, councilId: string): Promise<CouncilLists> {
  const terms = await db
    .selectFrom('council_term')
    .select(['list', 'word'])
    .where('council_id', '=', councilId)
    .where('removed_at', 'is', null)
    .orderBy('added_at')
    .orderBy('word', byText)
    .execute();
  const strategies = await strategiesInForce(db, councilId);
  const words = (list: 'field' | 'life_stage') =>
    terms.filter((term) => term.list === list).map((term) => term.word);
  return {
    ownFields: words('field'),
    ownLifeStages: words('life_stage'),
    strategies,
    strategyName: strategies[0]?.name ?? '',
    groups: strategies.flatMap(({ groups }) => groups),
  };
}

/** The first tag that is in none of the council's lists, as the field that holds it; null when all are known. */
export function unknownTag(
  lists: CouncilLists,
  tags: {
    readonly fields: readonly string[];
    readonly lifeStages: readonly string[];
    readonly measure?: string | null | undefined;
    /** Instead of one. */
    readonly measures?: readonly string[] | undefined;
  },
): 'fields' | 'lifeStages' | 'measure' | null {
  const known = (preset: readonly string[], own: readonly string[]) => (word: string) =>
    preset.includes(word) || own.includes(word);
  if (!tags.fields.every(known(fields, lists.ownFields))) return 'fields';
  if (!tags.lifeStages.every(known(lifeStages, lists.ownLifeStages))) return 'lifeStages';
  const keys = measureKeys(lists.groups);
  const measures = tags.measures ?? (tags.measure ? [tags.measure] : []);
  return measures.every((measure) => keys.includes(measure)) ? null : 'measure';
}
