import { alikeFrom, likeness, tellingRuns } from '#lib/domain/issues/search.ts';
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

interface Words {
  readonly title: string;
  readonly body: string;
}

/** For each text at most five issues on the board like it, the most alike first (ISS28). For those who screen. */
export async function similarIssues(
  db: Db,
  councilId: string,
  texts: readonly Words[],
): Promise<SimilarIssue[][]> {
  const near = await nearIssues(db, councilId, texts, boardStates, 20);
  const ids = [...new Set(near.flat())];
  if (ids.length === 0) return texts.map(() => []);
  const rows = await db
    .selectFrom('issue')
    .select(['id', 'no', 'title', 'body', 'state'])
    .where('id', 'in', ids)
    .execute();
  // those who write at the same time often write of the same: each issue is taken apart once
  const held = new Map(rows.map((row) => [row.id, { row, runs: tellingRuns(row) }]));
  return texts.map((text, i) => {
    const runs = tellingRuns(text);
    return (near[i] ?? [])
      .flatMap((id) => held.get(id) ?? [])
      .map(({ row, runs: theirs }) => ({
        id: row.id,
        no: row.no ?? 0,
        title: row.title,
        state: row.state,
        likeness: likeness(runs, theirs),
      }))
      .filter((other) => other.likeness >= alikeFrom)
      .sort((a, b) => b.likeness - a.likeness || a.no - b.no)
      .slice(0, 5);
  });
}
