import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Db, Trx } from '../../db/open.ts';
import type { About } from '../define.ts';

/** For commands about a council as a whole: `not-found` where there is none of this id. */
export async function councilNamed(db: Db | Trx, councilId: string): Promise<About | Refusal> {
  const council = await db.selectFrom('council').select('id').where('id', '=', councilId).executeTakeFirst();
  return council ? { councilId: council.id } : refuse('not-found', { field: 'councilId' });
}
