import { fixedQuery } from '../db/fixed-query.ts';
import type { Db, Trx } from '../db/open.ts';

const movedOf = fixedQuery((db, councilId: string) =>
  db.selectFrom('council_moved').select('url').where('council_id', '=', councilId),
);

/** Where a council lives that has moved to another server; null: here (CNC35). */
export async function movedTo(db: Db | Trx, councilId: string): Promise<string | null> {
  const [moved] = await movedOf(db, councilId);
  return moved?.url ?? null;
}
