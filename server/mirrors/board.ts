import { boardMirror, type BoardCard } from '#lib/doc/board.ts';
import { stageOf, boardStates } from '#lib/domain/issues/state.ts';
import type { Db } from '../db/open.ts';
import { countRows } from '../db/values.ts';
import { tagsIn } from '../db/decode.ts';

/**
 * What the mirror `council/{slug}/board` shows: one key `card:{issueId}` for each published issue. Holds
 * only what the street may see; undefined where there is no such council.
 */
export async function boardOf(
  db: Db,
  councilId: string,
): Promise<{ slug: string; mirror: Record<string, string> } | undefined> {
  const council = await db
    .selectFrom('council')
    .select('slug')
    .where('id', '=', councilId)
    .executeTakeFirst();
  if (!council) return undefined;
  return { slug: council.slug, mirror: boardMirror(await cardsOf(db, councilId)) };
}

/** The cards of a council's board, latest move first. Public: takes no actor. */
export async function cardsOf(db: Db, councilId: string): Promise<BoardCard[]> {
  const rows = await db
    .selectFrom('issue')
    .leftJoin('organization', 'organization.id', 'issue.lead_organization_id')
    .select([
      'issue.id',
      'issue.no',
      'issue.title',
      'issue.state',
      'issue.fields',
      'issue.life_stages',
      'issue.measure',
      'issue.route',
      'issue.published_at',
      'issue.moved_at',
      'organization.name as lead',
    ])
    .where('issue.council_id', '=', councilId)
    .where('issue.state', 'in', boardStates)
    .orderBy('issue.moved_at', 'desc')
    .orderBy('issue.no')
    .execute();
  const support = await supportOf(db, councilId);
  return rows.map((row) => ({
    id: row.id,
    no: row.no ?? 0,
    title: row.title,
    column: stageOf(row.state) ?? 'published',
    ...tagsIn(row),
    measure: row.measure,
    route: row.route,
    leadParty: row.lead ?? '',
    publishedAt: row.published_at ?? 0,
    movedAt: row.moved_at ?? row.published_at ?? 0,
    support: support.get(`too ${row.id}`) ?? 0,
    offers: support.get(`can ${row.id}`) ?? 0,
  }));
}

/** How many are troubled too, how many offer to help: by kind and issue. */
async function supportOf(db: Db, councilId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('issue_support')
    .innerJoin('issue', 'issue.id', 'issue_support.issue_id')
    .select(['issue_support.kind', 'issue.id', countRows().as('n')])
    .where('issue.council_id', '=', councilId)
    .groupBy(['issue_support.kind', 'issue.id'])
    .execute();
  return new Map(rows.map(({ kind, id, n }) => [`${kind} ${id}`, n]));
}
