import { fields, lifeStages } from '#lib/domain/issues/taxonomy.ts';
import { strategyOf, type StrategyGroup } from '#lib/domain/issues/strategy.ts';
import type { Db, Trx } from '../db/open.ts';
import { byText } from '../db/values.ts';

/** The lists by which a council sorts its issues: presets, and what it calls its own. Open to everybody. */
export interface CouncilLists {
  /** Own words besides the preset fields and life stages, in the order they were added. */
  readonly ownFields: readonly string[];
  readonly ownLifeStages: readonly string[];
  /** Name of the imported strategy; '' while the preset stands. */
  readonly strategyName: string;
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
  const strategy = await db
    .selectFrom('strategy')
    .select(['name', 'tree'])
    .where('council_id', '=', councilId)
    .where('replaced_at', 'is', null)
    .executeTakeFirst();
  const words = (list: 'field' | 'life_stage') =>
    terms.filter((term) => term.list === list).map((term) => term.word);
  return {
    ownFields: words('field'),
    ownLifeStages: words('life_stage'),
    strategyName: strategy?.name ?? '',
    groups: strategyOf(strategy?.tree ?? null),
  };
}

/** The first tag that is in none of the council's lists, as the field that holds it; null when all are known. */
export function unknownTag(
  lists: CouncilLists,
  tags: {
    readonly fields: readonly string[];
    readonly lifeStages: readonly string[];
    readonly measure?: string | null | undefined;
  },
): 'fields' | 'lifeStages' | 'measure' | null {
  const known = (preset: readonly string[], own: readonly string[]) => (word: string) =>
    preset.includes(word) || own.includes(word);
  if (!tags.fields.every(known(fields, lists.ownFields))) return 'fields';
  if (!tags.lifeStages.every(known(lifeStages, lists.ownLifeStages))) return 'lifeStages';
  const keys = lists.groups.flatMap((group) => group.measures.map(({ key }) => key));
  return tags.measure && !keys.includes(tags.measure) ? 'measure' : null;
}
