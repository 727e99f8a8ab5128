import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
} from 'kysely';
import { describe, expect, it } from 'vitest';
import { fixedQuery } from './fixed-query.ts';
import { migrate, openRecords, type Db, type Trx } from './open.ts';
import type { Records } from './schema.ts';

const findPerson = (on: Db | Trx, name: string, id: string) =>
  on
    .selectFrom('person')
    .select('id')
    .where('id', '=', id)
    .where('created_at', '=', 1)
    .where('display_name', '=', name);

async function people(): Promise<Db> {
  const db = openRecords(':memory:');
  await migrate(db);
  for (const [id, name] of [
    ['a', '花'],
    ['b', '太郎'],
  ] as const)
    await db.insertInto('person').values({ id, display_name: name, created_at: 1 }).execute();
  return db;
}

/** A database of another engine that keeps what it is asked. */
function otherEngine(asked: CompiledQuery[]): Db {
  class Listening extends DummyDriver {
    override async acquireConnection() {
      const connection = await super.acquireConnection();
      return {
        ...connection,
        executeQuery<R>(query: CompiledQuery) {
          asked.push(query);
          return Promise.resolve({ rows: [] as R[] });
        },
      };
    }
  }
  return new Kysely<Records>({
    dialect: {
      createDriver: () => new Listening(),
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (db) => new PostgresIntrospector(db),
    },
  });
}

describe('a query put together once', () => {
  it('asks with the arguments of each call, in whatever order they stand in it, also inside a transaction', async () => {
    const db = await people();
    const find = fixedQuery(findPerson);
    expect(await find(db, '花', 'a')).toEqual([{ id: 'a' }]);
    expect(await find(db, '太郎', 'b')).toEqual([{ id: 'b' }]);
    expect(await find(db, 'b', '太郎')).toEqual([]);
    expect(await db.transaction().execute((trx) => find(trx, '太郎', 'b'))).toEqual([{ id: 'b' }]);
    await db.destroy();
  });

  it('is put together anew for a database of another engine, and once for each', async () => {
    let built = 0;
    const find = fixedQuery((on, name: string, id: string) => (built++, findPerson(on, name, id)));
    const asked: CompiledQuery[] = [];
    const [db, other] = [await people(), otherEngine(asked)];
    for (const one of [db, other, db, other]) await find(one, '花', 'a');
    await db.transaction().execute((trx) => find(trx, '花', 'a'));
    expect(asked.map(({ sql }) => sql)).toEqual([
      expect.stringContaining('"id" = $1'),
      expect.stringContaining('"id" = $1'),
    ]);
    expect(asked[0]!.parameters).toEqual(['a', 1, '花']);
    expect(built).toBe(2);
    await db.destroy();
  });
});
