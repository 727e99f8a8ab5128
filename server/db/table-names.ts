import type { Db, Trx } from './open.ts';

/** The tables and views there are: what reads a folder that was not yet brought to this version asks first. */
export async function tableNames(db: Db | Trx): Promise<ReadonlySet<string>> {
  return new Set((await db.introspection.getTables()).map(({ name }) => name));
}
