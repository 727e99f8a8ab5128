import type { Db } from '../db/open.ts';
import { databaseNow, withPeers } from './tables.ts';

/** A process that has not been seen for so long is gone, or sleeps, ms. */
const gone = 8_000;
/** … and its row goes after */
const forgotten = 600_000;

/** Says that this process is there. Answers which others are. */
export async function beat(db: Db, id: string): Promise<ReadonlySet<string>> {
  const tables = withPeers(db);
  await tables
    .insertInto('peer')
    .values({ id, seen_at: databaseNow })
    .onConflict((at) => at.column('id').doUpdateSet((eb) => ({ seen_at: eb.ref('excluded.seen_at') })))
    .execute();
  const rows = await tables
    .selectFrom('peer')
    .select('id')
    .where((eb) => eb('seen_at', '>', eb(databaseNow, '-', gone)))
    .where('id', '!=', id)
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** This process ends. */
export async function leave(db: Db, id: string): Promise<void> {
  await withPeers(db)
    .deleteFrom('peer')
    .where((eb) => eb.or([eb('id', '=', id), eb('seen_at', '<', eb(databaseNow, '-', forgotten))]))
    .execute();
}

/**
 * Whether this process may do what is done once in `every` ms by all together; whoever had the last turn may do it again.
 * One statement decides.
 */
export async function takeTurn(db: Db, name: string, holder: string, every: number): Promise<boolean> {
  const taken = await withPeers(db)
    .insertInto('job_turn')
    .values({ name, holder, at: databaseNow })
    .onConflict((at) =>
      at
        .column('name')
        .doUpdateSet((eb) => ({ holder: eb.ref('excluded.holder'), at: eb.ref('excluded.at') }))
        .where((eb) =>
          eb.or([
            eb('job_turn.at', '<=', eb(eb.ref('excluded.at'), '-', every)),
            eb('job_turn.holder', '=', holder),
          ]),
        ),
    )
    .returning('name')
    .executeTakeFirst();
  return taken !== undefined;
}
