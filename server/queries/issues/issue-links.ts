import { may } from '#lib/domain/policy/decide.ts';
import { subjectOf, type Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';

/** A link to the form for one place. */
export interface IssueLinkView {
  readonly id: string;
  readonly mark: string;
  readonly place: string;
  /** ms since 1970 UTC */
  readonly openedAt: number;
}

/** Open links of a council, for those who open and end them; null for everybody else. */
export async function openIssueLinks(
  db: Db,
  actor: Actor,
  councilId: string,
): Promise<IssueLinkView[] | null> {
  if (!may(await subjectOf(db, actor, councilId), 'roster.manage')) return null;
  return db
    .selectFrom('issue_link')
    .select(['id', 'mark', 'place', 'opened_at as openedAt'])
    .where('council_id', '=', councilId)
    .where('ended_at', 'is', null)
    .orderBy('opened_at')
    .execute();
}

/** Where a link hangs; null for a mark that is none or has ended. Public: takes no actor. */
export async function placeOfLink(db: Db, councilId: string, mark: string): Promise<string | null> {
  if (mark === '') return null;
  const row = await db
    .selectFrom('issue_link')
    .select('place')
    .where('mark', '=', mark)
    .where('council_id', '=', councilId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row?.place ?? null;
}
