import { boardMirror, type BoardCard } from '#lib/doc/board.ts';
import { boardStates, leftBoardBefore, stageOf, unfinishedStates } from '#lib/domain/issues/state.ts';
import type { Db } from '../db/open.ts';
import { countRows } from '../db/values.ts';
import { measuresIn, tagsIn } from '../db/decode.ts';

/**
 * What the mirror `council/{slug}/board` shows: one key `card:{issueId}` for each published issue that is on the board
 * at `now`. Holds only what the street may see.
 */
export async function boardOf(db: Db, councilId: string, now: number): Promise<Record<string, string>> {
  return boardMirror(await cardsOf(db, councilId, now));
}

/** The cards of a council's board at `now`, latest move first (BRD2). Public: takes no actor. */
export async function cardsOf(db: Db, councilId: string, now: number): Promise<BoardCard[]> {
  const rows = await onBoard(db, councilId, now)
    .leftJoin('organization', 'organization.id', 'issue.lead_organization_id')
    .select([
      'issue.id',
      'issue.no',
      'issue.title',
      'issue.state',
      'issue.fields',
      'issue.life_stages',
      'issue.measure',
      'issue.more_measures',
      'issue.route',
      'issue.published_at',
      'issue.moved_at',
      'organization.name as lead',
    ])
    .orderBy('issue.moved_at', 'desc')
    .orderBy('issue.no')
    .execute();
  const support = await supportOf(db, councilId, now);
  return rows.map((row) => ({
    id: row.id,
    no: row.no ?? 0,
    title: row.title,
    column: stageOf(row.state) ?? 'published',
    ...tagsIn(row),
    ...measuresOfCard(row),
    route: row.route,
    leadParty: row.lead ?? '',
    publishedAt: row.published_at ?? 0,
    movedAt: row.moved_at ?? row.published_at ?? 0,
    support: support.get(`too ${row.id}`) ?? 0,
    offers: support.get(`can ${row.id}`) ?? 0,
  }));
}

function measuresOfCard(row: Parameters<typeof measuresIn>[0]): Pick<BoardCard, 'measure' | 'moreMeasures'> {
  const [measure = null, ...moreMeasures] = measuresIn(row);
  return moreMeasures.length > 0 ? { measure, moreMeasures } : { measure };
}

/** Issues with a card on the board at `now`. */
function onBoard(db: Db, councilId: string, now: number) {
  return db
    .selectFrom('issue')
    .where('issue.council_id', '=', councilId)
    .where('issue.state', 'in', boardStates)
    .where(({ eb, fn, or }) =>
      or([
        eb('issue.state', 'in', unfinishedStates),
        eb(fn.coalesce('issue.moved_at', 'issue.published_at'), '>=', leftBoardBefore(now)),
      ]),
    );
}

/** How many are troubled too, how many offer to help: by kind and issue. */
async function supportOf(db: Db, councilId: string, now: number): Promise<ReadonlyMap<string, number>> {
  const rows = await onBoard(db, councilId, now)
    .innerJoin('issue_support', 'issue_support.issue_id', 'issue.id')
    .select(['issue_support.kind', 'issue.id', countRows().as('n')])
    .groupBy(['issue_support.kind', 'issue.id'])
    .execute();
  return new Map(rows.map(({ kind, id, n }) => [`${kind} ${id}`, n]));
}
