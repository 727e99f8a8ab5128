import { boardStates } from '#lib/domain/issues/state.ts';
import { screensIn } from '../../access/issue.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';

/* What was taken back: for the street that and why, for those who screen also what. */

/** What everybody may know of a hidden issue: never a word of it. */
export interface HiddenNotice {
  readonly no: number;
  /** ms since 1970 UTC */
  readonly at: number;
  readonly reason: string;
}

const most = 50;

/** The latest hidden issues of a council, at most 50. Public: takes no actor. */
export async function hiddenIssues(db: Db, councilId: string): Promise<HiddenNotice[]> {
  const rows = await hiddenRows(db, councilId).orderBy('hidden_at', 'desc').limit(most).execute();
  return rows.flatMap(noticeOf);
}

/** The notice of one number, also of one that was joined with what is hidden now; null where nothing is hidden. */
export async function hiddenIssue(db: Db, councilId: string, no: number): Promise<HiddenNotice | null> {
  const row = await db
    .selectFrom('issue')
    .leftJoin('issue as survivor', 'survivor.id', 'issue.merged_into')
    .select(['issue.no', 'issue.hidden_at', 'issue.hidden_reason'])
    .select(['survivor.hidden_at as survivor_hidden_at', 'survivor.hidden_reason as survivor_reason'])
    .where('issue.council_id', '=', councilId)
    .where('issue.no', '=', no)
    .executeTakeFirst();
  const at = row?.hidden_at ?? row?.survivor_hidden_at;
  if (!row || at == null || row.no === null) return null;
  return { no: row.no, at, reason: row.hidden_at === null ? (row.survivor_reason ?? '') : row.hidden_reason };
}

/** An issue that is on no board any more, for those who screen. */
export interface TakenBack {
  readonly id: string;
  /** null: it was given back before it was published. */
  readonly no: number | null;
  readonly title: string;
  readonly body: string;
  readonly at: number;
  readonly reason: string;
  readonly hidden: boolean;
}

/** Issues given back or hidden, the latest first, at most 50; empty for those who do not screen. */
export async function takenBack(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  councilId: string,
): Promise<TakenBack[]> {
  if (!(await screensIn(db, actor, councilId))) return [];
  const rows = await db
    .selectFrom('issue')
    .select(['id', 'no', 'title', 'body', 'moved_at', 'submitted_at', 'hidden_at', 'hidden_reason'])
    .select((eb) =>
      eb
        .selectFrom('issue_event')
        .select('reason')
        .whereRef('issue_event.issue_id', '=', 'issue.id')
        .where('to_state', '=', 'returned')
        .orderBy('at', 'desc')
        .limit(1)
        .as('returned_for'),
    )
    .where('council_id', '=', councilId)
    .where('state', '=', 'returned')
    .orderBy('moved_at', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    no: row.no,
    title: row.title,
    body: row.body,
    at: row.hidden_at ?? row.moved_at ?? row.submitted_at,
    reason: row.hidden_at === null ? (row.returned_for ?? '') : row.hidden_reason,
    hidden: row.hidden_at !== null,
  }));
}

/** Words of a published issue before each correction, the latest first; empty for those who do not screen. */
export async function wordsBefore(db: Db, actor: Pick<Actor, 'personId'>, councilId: string, no: number) {
  if (!(await screensIn(db, actor, councilId))) return [];
  return db
    .selectFrom('issue_words_before as before')
    .innerJoin('issue_event', 'issue_event.id', 'before.event_id')
    .innerJoin('issue', 'issue.id', 'before.issue_id')
    .select(['issue_event.at', 'before.title', 'before.body', 'before.place'])
    .where('issue.council_id', '=', councilId)
    .where('issue.no', '=', no)
    .where('issue.state', 'in', boardStates)
    .orderBy('issue_event.at', 'desc')
    .execute();
}

function hiddenRows(db: Db, councilId: string) {
  return db
    .selectFrom('issue')
    .select(['no', 'hidden_at', 'hidden_reason'])
    .where('council_id', '=', councilId)
    .where('hidden_at', 'is not', null);
}

function noticeOf(row: {
  no: number | null;
  hidden_at: number | null;
  hidden_reason: string;
}): HiddenNotice[] {
  return row.no === null || row.hidden_at === null
    ? []
    : [{ no: row.no, at: row.hidden_at, reason: row.hidden_reason }];
}
