import type { Db } from '../../db/open.ts';
import { byText } from '../../db/values.ts';

/** Organisations of a council by name, to choose from. Public: takes no actor. */
export function organizationNames(db: Db, councilId: string): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('organization')
    .select(['id', 'name'])
    .where('council_id', '=', councilId)
    .orderBy('name', byText)
    .execute();
}
