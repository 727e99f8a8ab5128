import { searchable } from '#lib/domain/canonical/fold.ts';
import { issueCalled, searchTerms, type SearchTerms } from '#lib/domain/issues/search.ts';
import { boardStates, routes } from '#lib/domain/issues/state.ts';
import { fields, lifeStages } from '#lib/domain/issues/taxonomy.ts';
import { locales } from '#lib/paraglide/runtime.js';
import { fieldWord, lifeStageWord, routeWord } from '#lib/text/taxonomy.ts';
import { screensIn } from '../../access/issue.ts';
import type { Actor } from '../../access/subject.ts';
import { tagsIn } from '../../db/decode.ts';
import { findIssues } from '../../db/issue-words.ts';
import type { Db } from '../../db/open.ts';
import { factsColumns, factsOf, type IssueFacts } from './issues.ts';

/* Issues found by their words. The private path is in no index. */

const most = 50;
/** States in which an issue waits for those who screen. */
export const waitingStates = ['submitted', 'screening'] as const;

/**
 * Published issues: the one that `query` calls by its number (LST3), then those whose words and tags hold every word of it, the
 * best first, at most 50. Public: takes no actor.
 */
export async function searchIssues(db: Db, councilId: string, query: string): Promise<IssueFacts[]> {
  const terms = searchTerms(query);
  const [byWords, byTags, called] = [
    await findIssues(db, councilId, terms, boardStates, most),
    await findByTags(db, councilId, terms),
    await calledBy(db, councilId, query),
  ];
  const found = [...new Set([...called, ...byWords, ...byTags])].slice(0, most);
  if (found.length === 0) return [];
  const rows = await db
    .selectFrom('issue')
    .leftJoin('organization', 'organization.id', 'issue.lead_organization_id')
    .select(factsColumns)
    .select('organization.name as lead')
    .where('issue.id', 'in', found)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, factsOf(row)]));
  return found.flatMap((id) => byId.get(id) ?? []);
}

async function calledBy(db: Db, councilId: string, query: string): Promise<string[]> {
  const no = issueCalled(query);
  if (no === null) return [];
  const rows = await published(db, councilId).select('id').where('no', '=', no).execute();
  return rows.map(({ id }) => id);
}

/** Issues that some of the words are tags of, and that hold the others. */
async function findByTags(db: Db, councilId: string, { long, short }: SearchTerms): Promise<string[]> {
  const terms = [...long, ...short];
  const isTag = (term: string) => tagWords().some((words) => words.includes(term));
  const tags = terms.filter(isTag);
  if (tags.length === 0) return [];
  const others = { long: long.filter((term) => !isTag(term)), short: short.filter((term) => !isTag(term)) };
  const holding =
    others.long.length + others.short.length === 0
      ? null
      : new Set(await findIssues(db, councilId, others, boardStates, most));
  const rows = await published(db, councilId)
    .select(['id', 'fields', 'life_stages', 'route'])
    .orderBy('no', 'desc')
    .execute();
  return rows.flatMap((row) => {
    const { fields, lifeStages } = tagsIn(row);
    const said = locales
      .flatMap((locale) => [
        ...fields.map((field) => fieldWord(field, locale)),
        ...lifeStages.map((stage) => lifeStageWord(stage, locale)),
        ...routes.filter((route) => route === row.route).map((route) => routeWord(route, locale)),
      ])
      .map(searchable)
      .join('\n');
    return tags.every((term) => said.includes(term)) && (holding?.has(row.id) ?? true) ? [row.id] : [];
  });
}

const published = (db: Db, councilId: string) =>
  db
    .selectFrom('issue')
    .where('council_id', '=', councilId)
    .where('state', 'in', boardStates)
    .where('hidden_at', 'is', null);

/** Every tag there is for all councils, folded, in every language. */
function tagWords(): readonly string[] {
  return (known ??= locales.flatMap((locale) =>
    [
      ...fields.map((field) => fieldWord(field, locale)),
      ...lifeStages.map((stage) => lifeStageWord(stage, locale)),
      ...routes.map((route) => routeWord(route, locale)),
    ].map(searchable),
  ));
}
let known: readonly string[] | undefined;

/** Ids of waiting issues that contain every word of `query`; empty for those who do not screen. */
export async function searchWaiting(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  councilId: string,
  query: string,
): Promise<string[]> {
  if (!(await screensIn(db, actor, councilId))) return [];
  return findIssues(db, councilId, searchTerms(query), waitingStates, most);
}
