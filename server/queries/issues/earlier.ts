import { dayOf, fiscalYearInstants } from '#lib/domain/calendar/jst.ts';
import { fiscalYearOf, yearShown } from '#lib/domain/calendar/year.ts';
import { finishedStates, leftBoardBefore } from '#lib/domain/issues/state.ts';
import type { Db } from '../../db/open.ts';
import { countRows } from '../../db/values.ts';
import { factsColumns, factsOf, type IssueFacts } from './issues.ts';

/* Issues that have left the board: finished, and not moved for a year (BRD2). Public: takes no actor. */

/** How many have left each finished column. */
export interface EarlierCounts {
  readonly resolved: number;
  readonly closed: number;
}

export interface EarlierYear {
  /** Fiscal years in which they moved last, the newest first. */
  readonly years: readonly { readonly fiscalYear: number; readonly n: number }[];
  /** The year shown; null where none has left the board. */
  readonly fiscalYear: number | null;
  /** Latest move first. */
  readonly issues: readonly IssueFacts[];
}

/** The numbers that the columns of the board say beside their cards. */
export async function earlierCounts(db: Db, councilId: string, now: number): Promise<EarlierCounts> {
  const rows = await earlier(db, councilId, now)
    .select(['issue.state', countRows().as('n')])
    .groupBy('issue.state')
    .execute();
  const of = (state: string) => rows.find((row) => row.state === state)?.n ?? 0;
  return { resolved: of('resolved'), closed: of('closed_unresolved') };
}

/** One fiscal year of them: the one asked for where it has some, else the newest. */
export async function earlierYear(
  db: Db,
  councilId: string,
  asked: number | null,
  now: number,
): Promise<EarlierYear> {
  const moves = await earlier(db, councilId, now)
    .select(({ fn }) => fn.coalesce('issue.moved_at', 'issue.published_at').as('moved'))
    .execute();
  const byYear = Map.groupBy(moves, ({ moved }) => fiscalYearOf(dayOf(moved ?? 0)));
  const years = [...byYear]
    .map(([fiscalYear, { length }]) => ({ fiscalYear, n: length }))
    .sort((a, b) => b.fiscalYear - a.fiscalYear);
  const fiscalYear = yearShown(years, asked);
  if (fiscalYear === null) return { years, fiscalYear, issues: [] };
  const { from, to } = fiscalYearInstants(fiscalYear);
  const rows = await earlier(db, councilId, now)
    .leftJoin('organization', 'organization.id', 'issue.lead_organization_id')
    .select(factsColumns)
    .select('organization.name as lead')
    .where(({ eb, fn }) => eb(fn.coalesce('issue.moved_at', 'issue.published_at'), '>=', from))
    .where(({ eb, fn }) => eb(fn.coalesce('issue.moved_at', 'issue.published_at'), '<', to))
    .orderBy('issue.moved_at', 'desc')
    .orderBy('issue.no')
    .execute();
  return { years, fiscalYear, issues: rows.map(factsOf) };
}

function earlier(db: Db, councilId: string, now: number) {
  return db
    .selectFrom('issue')
    .where('issue.council_id', '=', councilId)
    .where('issue.state', 'in', finishedStates)
    .where(({ eb, fn }) =>
      eb(fn.coalesce('issue.moved_at', 'issue.published_at'), '<', leftBoardBefore(now)),
    );
}
