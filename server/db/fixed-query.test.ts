import { describe, expect, it } from 'vitest';
import { fixedQuery } from './fixed-query.ts';
import { migrate, openRecords } from './open.ts';

describe('a query put together once', () => {
  it('asks with the arguments of each call, in whatever order they stand in it, also inside a transaction', async () => {
    const db = openRecords(':memory:');
    await migrate(db);
    for (const [id, name] of [
      ['a', '花'],
      ['b', '太郎'],
    ] as const)
      await db.insertInto('person').values({ id, display_name: name, created_at: 1 }).execute();
    const find = fixedQuery((on, name: string, id: string) =>
      on
        .selectFrom('person')
        .select('id')
        .where('id', '=', id)
        .where('created_at', '=', 1)
        .where('display_name', '=', name),
    );
    expect(await find(db, '花', 'a')).toEqual([{ id: 'a' }]);
    expect(await find(db, '太郎', 'b')).toEqual([{ id: 'b' }]);
    expect(await find(db, 'b', '太郎')).toEqual([]);
    expect(await db.transaction().execute((trx) => find(trx, '太郎', 'b'))).toEqual([{ id: 'b' }]);
    await db.destroy();
  });
});
