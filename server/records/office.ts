import { noOffice, type Office } from '#lib/domain/council/office.ts';
import { fixedQuery } from '../db/fixed-query.ts';
import type { Db } from '../db/open.ts';

const officeRow = fixedQuery((db, councilId: string) =>
  db
    .selectFrom('council_office')
    .select(['telephone', 'fax', 'hours', 'email', 'desks'])
    .where('council_id', '=', councilId),
);

/** How a council's office is reached. Public: it is printed on every slip. */
export async function officeOf(db: Db, councilId: string): Promise<Office> {
  const [row] = await officeRow(db, councilId);
  return row ?? noOffice;
}
