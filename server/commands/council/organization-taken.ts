import { sameName } from '#lib/domain/canonical/names.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Trx } from '../../db/open.ts';

/** `name-taken` where an organisation of the council is called the same, width and blanks aside (CAN11). */
export async function organizationTaken(
  trx: Trx,
  councilId: string,
  name: string,
  exceptId?: string,
): Promise<Refusal | undefined> {
  const rows = await trx
    .selectFrom('organization')
    .select(['id', 'name'])
    .where('council_id', '=', councilId)
    .execute();
  return rows.some((row) => row.id !== exceptId && sameName(row.name, name))
    ? refuse('name-taken', { field: 'name' })
    : undefined;
}
