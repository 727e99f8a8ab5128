import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { Db } from '#server/db/open.ts';
import { emptyRecords, type TestRecords } from '#tests/fixtures/records.ts';
import { beat, leave, takeTurn } from './peer-rows.ts';
import { forgetMoves, movesSince, noteMove, rightsHead } from './rights-moves.ts';

let records: TestRecords;
let [here, there]: Db[] = [];
beforeAll(async () => {
  records = await emptyRecords('postgres');
  [here, there] = [records.db, await records.another()];
});
afterAll(() => records.close());
afterEach(async () => {
  await sql`delete from rights_move`.execute(here!);
  await sql`update rights_head set no = 0`.execute(here!);
});

const moved = (...people: string[]) => ({ scopes: new Set(['meeting:m']), people: new Set(people) });
const note = (db: Db, person: string) => db.transaction().execute((trx) => noteMove(trx, moved(person)));

describe('moves of rights', () => {
  it('[S79] are heard once, in the order in which they came to the disk', async () => {
    expect(await movesSince(there!, 0)).toEqual({ head: 0, moves: [] });
    expect(await note(here!, 'hana')).toBe(1);
    expect(await note(there!, 'taro')).toBe(2);
    expect(await movesSince(here!, 0)).toEqual({
      head: 2,
      moves: [
        { no: 1, ...moved('hana') },
        { no: 2, ...moved('taro') },
      ],
    });
    expect((await movesSince(here!, 1)).moves?.map(({ no }) => no)).toEqual([2]);
  });

  it('[S79] whoever has read a number has read all before it, however long their acts take', async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let begun = (): void => undefined;
    const first = new Promise<void>((resolve) => (begun = resolve));
    const slow = here!.transaction().execute(async (trx) => {
      await noteMove(trx, moved('slow'));
      begun();
      await held;
    });
    await first;
    const fast = note(there!, 'fast');
    expect(await movesSince(there!, 0)).toEqual({ head: 0, moves: [] });
    letGo();
    await slow;
    expect(await fast).toBe(2);
    expect((await movesSince(there!, 0)).moves?.map(({ people }) => [...people])).toEqual([
      ['slow'],
      ['fast'],
    ]);
  });

  it('[S79] an act that is undone moves nothing, and leaves no gap', async () => {
    await here!
      .transaction()
      .execute(async (trx) => {
        await noteMove(trx, moved('nobody'));
        throw new Error('undone');
      })
      .catch(() => undefined);
    expect(await note(here!, 'hana')).toBe(1);
  });

  it('[S79] whoever has slept too long to hear all is told so', async () => {
    for (let n = 0; n < 3; n++) await note(here!, `p${n}`);
    await sql`update rights_move set at = at - 7200000`.execute(here!);
    await note(here!, 'new');
    await forgetMoves(here!);
    expect(await movesSince(there!, 1)).toEqual({ head: 4, moves: undefined });
    expect((await movesSince(there!, 3)).moves?.length).toBe(1);
    await sql`update rights_move set at = at - 7200000`.execute(here!);
    await forgetMoves(here!);
    // the newest stays: it is by it that somebody sees that he has missed some
    expect(await movesSince(there!, 0)).toEqual({ head: 4, moves: undefined });
    expect(await rightsHead(there!)).toMatchObject({ no: 4 });
  });
});

describe('processes on one database', () => {
  it('[S85] know of each other, and see who is gone', async () => {
    expect([...(await beat(here!, 'one'))]).toEqual([]);
    expect([...(await beat(there!, 'two'))]).toEqual(['one']);
    expect([...(await beat(here!, 'one'))]).toEqual(['two']);
    await leave(there!, 'two');
    expect([...(await beat(here!, 'one'))]).toEqual([]);
    await beat(there!, 'two');
    await sql`update peer set seen_at = seen_at - 60000 where id = 'two'`.execute(here!);
    expect([...(await beat(here!, 'one'))]).toEqual([]);
  });

  it('[S85] do what is done once for all by turns', async () => {
    const asked = await Promise.all(
      ['one', 'two', 'three', 'four'].map((id, i) => takeTurn(i % 2 ? here! : there!, 'night', id, 60_000)),
    );
    expect(asked.filter(Boolean).length).toBe(1);
    const winner = ['one', 'two', 'three', 'four'][asked.indexOf(true)]!;
    // whoever had it may try again; the others when its time is over
    expect(await takeTurn(here!, 'night', winner, 60_000)).toBe(true);
    expect(await takeTurn(here!, 'night', 'five', 60_000)).toBe(false);
    await sql`update job_turn set at = at - 60000`.execute(here!);
    expect(await takeTurn(here!, 'night', 'five', 60_000)).toBe(true);
    expect(await takeTurn(here!, 'other', 'six', 60_000)).toBe(true);
  });
});
