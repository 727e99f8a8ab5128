import { createHook } from 'node:async_hooks';
import { sql, type Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterEach, describe, expect, it } from 'vitest';
import { migrate, openRecords, type Db } from './open.ts';

const opened: Db[] = [];
afterEach(async () => {
  for (const db of opened.splice(0)) await db.destroy();
});

async function records(): Promise<Db> {
  const db = openRecords(':memory:');
  opened.push(db);
  await migrate(db);
  return db;
}

const enter = (db: Db, id: string) =>
  db.insertInto('person').values({ id, display_name: '花', created_at: 1 }).execute();
const ids = async (db: Db) =>
  (await db.selectFrom('person').select('id').orderBy('id').execute()).map(({ id }) => id);

/** How often anything that waited was woken while `work` ran. */
async function wakings(work: () => Promise<unknown>): Promise<number> {
  let woken = 0;
  const hook = createHook({ init: () => undefined, before: () => void woken++ }).enable();
  try {
    await work();
  } finally {
    hook.disable();
  }
  return woken;
}

describe('records.db takes turns', () => {
  it('wakes each of a thousand reads at once only when it is its turn', async () => {
    const db = await records();
    const reads = (n: number) => () =>
      Promise.all(Array.from({ length: n }, () => db.selectFrom('person').select('id').execute()));
    await reads(1)();
    const few = await wakings(reads(100));
    const many = await wakings(reads(1000));
    expect(few).toBeGreaterThan(100);
    expect(many).toBeLessThan(few * 11);
  });

  it('serves those who wait in the order they came', async () => {
    const db = await records();
    const served: number[] = [];
    await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        n % 3 === 0
          ? db.transaction().execute(async (trx) => {
              await trx.selectFrom('person').select('id').execute();
              served.push(n);
            })
          : db
              .selectFrom('person')
              .select('id')
              .execute()
              .then(() => served.push(n)),
      ),
    );
    expect(served).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });

  it('a transaction has the records to itself until it ends, and what it takes back nobody has seen', async () => {
    const db = await records();
    let seen: Promise<string[]> | undefined;
    const taken = db.transaction().execute(async (trx) => {
      await enter(trx, 'a');
      seen = ids(db);
      // time enough for a read that does not wait
      await new Promise((resolve) => setImmediate(resolve));
      await enter(trx, 'b');
      throw new Error('taken back');
    });
    const after = db.transaction().execute(async (trx) => {
      await enter(trx, 'c');
      return ids(trx);
    });
    await expect(taken).rejects.toThrow('taken back');
    // it came after `after`
    expect(await seen).toEqual(['c']);
    expect(await after).toEqual(['c']);
    expect(await ids(db)).toEqual(['c']);
  });

  it('a long transaction lets others have the thread between its statements', async () => {
    const db = await records();
    let turns = 0;
    let over = false;
    const others = () => {
      turns++;
      if (!over) setImmediate(others);
    };
    setImmediate(others);
    await db.transaction().execute(async (trx) => {
      for (let n = 0; n < 2_000; n++) await trx.selectFrom('person').select('id').execute();
    });
    over = true;
    expect(turns).toBeGreaterThan(3);
  });

  it('goes on after a query that fails', async () => {
    const db = await records();
    const results = await Promise.allSettled([enter(db, 'a'), enter(db, 'a'), enter(db, 'b')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await ids(db)).toEqual(['a', 'b']);
  });
});

describe('migrations', () => {
  it('are one transaction: where the second fails, nothing is left of the first', async () => {
    const db = openRecords(':memory:');
    opened.push(db);
    const first = (on: Kysely<unknown>) =>
      sql`create table first (id text) strict`.execute(on).then(() => undefined);
    const second = (on: Kysely<unknown>) =>
      sql`create table first (id text)`.execute(on).then(() => undefined);
    const { error } = await new Migrator({
      db,
      provider: { getMigrations: async () => ({ '0001': { up: first }, '0002': { up: second } }) },
    }).migrateToLatest();
    expect(String(error)).toContain('already exists');
    const tables = await db.introspection.getTables();
    expect(tables.map(({ name }) => name)).toEqual([]);
  });
});
