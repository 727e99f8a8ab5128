import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Db, Trx } from '../../db/open.ts';
import type { RuleDraftRow } from '../../db/schema.ts';
import type { About } from '../define.ts';

/** The draft of rules a command names, with its council; `not-found` where there is none. */
export async function draftNamed(
  db: Db | Trx,
  draftId: string,
): Promise<(About & { readonly draft: RuleDraftRow }) | Refusal> {
  const draft = await db.selectFrom('rule_draft').selectAll().where('id', '=', draftId).executeTakeFirst();
  return draft ? { councilId: draft.council_id, draft } : refuse('not-found', { field: 'draftId' });
}

/** `already-done` on a draft that was adopted: it stays as it was decided. */
export function adoptedRefusal({ version }: Pick<RuleDraftRow, 'version'>): Refusal | null {
  return version === null ? null : refuse('already-done', { field: 'draftId', params: { n: version } });
}
