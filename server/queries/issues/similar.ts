import { alikeFrom, likeness } from '#lib/domain/issues/search.ts';
import { boardStates } from '#lib/domain/issues/state.ts';
import { nearIssues } from '../../db/issue-words.ts';
import type { Db } from '../../db/open.ts';

/** An issue on the board that may be about the same. */
export interface SimilarIssue {
  readonly id: string;
  readonly no: number;
  readonly title: string;
  readonly state: string;
  /** 0…1 */
  readonly likeness: number;
}

/** At most five issues on the board like this text, the most alike first (ISS28). For those who screen. */
export async function similarIssues(
  db: Db,
  councilId: string,
  text: { readonly title: string; readonly body: string },
): Promise<SimilarIssue[]> {
  const ids = await nearIssues(db, councilId, text, boardStates, 20);
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('issue')
    .select(['id', 'no', 'title', 'body', 'state'])
    .where('id', 'in', ids)
    .execute();
  return rows
    .map((row) => ({
      id: row.id,
      no: row.no ?? 0,
      title: row.title,
      state: row.state,
      likeness: likeness(text, row),
    }))
    .filter((row) => row.likeness >= alikeFrom)
    .sort((a, b) => b.likeness - a.likeness || a.no - b.no)
    .slice(0, 5);
}
