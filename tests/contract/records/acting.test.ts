import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditIn } from '#server/commands/audit.ts';
import { actInTurn, OutOfTurn } from '#server/db/acting.ts';
import { newId } from '#server/db/ids.ts';
import type { Db, Trx } from '#server/db/open.ts';
import { auditReport } from '#server/records/audit-chain.ts';
import { nextSeatNo } from '#server/records/numbers.ts';
import { emptyRecords, engines, type TestRecords } from '#tests/fixtures/records.ts';

/* Acts of several councils from two processes at once: each once, numbers without gaps, one end of each log (design §8). */

const range = (n: number) => Array.from({ length: n }, (_, i) => i);

describe.each(engines)('acts on %s', (engine) => {
  let records: TestRecords;
  let processes: Db[];
  beforeAll(async () => {
    records = await emptyRecords(engine);
    processes = [records.db, await records.another()];
    for (const id of ['east', 'west'])
      await records.db
        .insertInto('council')
        .values({
          id,
          slug: id,
          name: id,
          city: '',
          district: '',
          founded_on: '2020-04-01',
          rule_set_id: '',
          created_at: 0,
        })
        .execute();
  });
  afterAll(() => records.close());

  /** An act that takes the next number of its council and writes into its log, as acts do. */
  const takeSeat = (db: Db, councilId: string, before: () => void = () => undefined) =>
    actInTurn(db, councilId, async (trx) => {
      before();
      const no = await nextSeatNo(trx, councilId);
      await trx
        .insertInto('seat')
        .values({ id: newId(), council_id: councilId, no, label: '', from_on: '2020-04-01' })
        .execute();
      await said(trx, councilId, no);
      return no;
    });
  const said = (trx: Trx, councilId: string | null, no: number) =>
    auditIn(trx, {
      at: no,
      councilId,
      personId: null,
      command: 'add-seat',
      entity: 'seat',
      entityId: `${no}`,
      detail: {},
    });

  test('[CNC1] [CHN15] sixty at once in each of two councils take each number once, and their logs have one end', async () => {
    const taken = await Promise.all(
      range(120).map((n) => takeSeat(processes[n % 2]!, n % 4 < 2 ? 'east' : 'west')),
    );
    const ofCouncil = (west: boolean) => taken.filter((_, n) => n % 4 >= 2 === west).sort((a, b) => a - b);
    for (const west of [true, false]) expect(ofCouncil(west)).toEqual(range(60).map((n) => n + 1));
    expect(await auditReport(records.db)).toEqual({ entries: 120, break: null });
  });

  test('each is begun once where nobody is in the way of anybody: whoever waits has not begun', async () => {
    let begun = 0;
    await Promise.all(range(40).map((n) => takeSeat(processes[n % 2]!, 'west', () => void begun++)));
    expect(begun).toBe(40);
  });

  test('[CHN15] acts of no council take turns with each other', async () => {
    await Promise.all(range(30).map((n) => actInTurn(processes[n % 2]!, null, (trx) => said(trx, null, n))));
    expect((await auditReport(records.db)).break).toBeNull();
  });

  test('an act in the wrong queue is begun again in the right one, and leaves nothing in between', async () => {
    const turns: unknown[] = [];
    const before = await records.db.selectFrom('seat').select('id').execute();
    await actInTurn(records.db, undefined, async (trx, turn) => {
      turns.push(turn);
      await trx
        .insertInto('seat')
        .values({ id: newId(), council_id: 'east', no: 900, label: '', from_on: '2020-04-01' })
        .execute();
      if (turn === undefined) throw new OutOfTurn('east');
    });
    expect(turns).toEqual([undefined, 'east']);
    expect((await records.db.selectFrom('seat').select('id').execute()).length).toBe(before.length + 1);
  });

  test('what cannot be there twice is tried once more, and then refused by what is there', async () => {
    let tries = 0;
    const insert = actInTurn(records.db, 'east', async (trx) => {
      tries++;
      await trx
        .insertInto('council')
        .values({
          id: newId(),
          slug: 'east',
          name: '',
          city: '',
          district: '',
          founded_on: '',
          rule_set_id: '',
          created_at: 0,
        })
        .execute();
    });
    await expect(insert).rejects.toMatchObject({ code: expect.stringMatching(/UNIQUE|23505/) as string });
    expect(tries).toBe(2);
  });
});

describe('acts on PostgreSQL alone', () => {
  let records: TestRecords;
  beforeAll(async () => {
    records = await emptyRecords('postgres');
    for (const id of ['a', 'b'])
      await records.db.insertInto('person').values({ id, display_name: id, created_at: 0 }).execute();
  });
  afterAll(() => records.close());

  test('two that hold what the other needs are both done: the one that was given up is run again', async () => {
    const other = await records.another();
    const rename = (trx: Trx, id: string, to: string) =>
      trx.updateTable('person').set({ display_name: to }).where('id', '=', id).execute();
    let meet = () => {};
    const bothHold = new Promise<void>((resolve) => {
      let holding = 0;
      meet = () => void (++holding === 2 && resolve());
    });
    let runs = 0;
    const crossing = (db: Db, first: string, second: string, to: string) =>
      actInTurn(db, undefined, async (trx) => {
        runs++;
        await rename(trx, first, to);
        meet();
        await bothHold;
        await rename(trx, second, to);
      });
    await Promise.all([crossing(records.db, 'a', 'b', 'x'), crossing(other, 'b', 'a', 'y')]);
    expect(runs).toBe(3);
    const rows = await records.db.selectFrom('person').select('display_name').execute();
    expect(new Set(rows.map(({ display_name }) => display_name)).size).toBe(1);
  });

  test('councils do not wait for each other', async () => {
    for (const id of ['north', 'south'])
      await records.db
        .insertInto('council')
        .values({
          id,
          slug: id,
          name: id,
          city: '',
          district: '',
          founded_on: '2020-04-01',
          rule_set_id: '',
          created_at: 0,
        })
        .execute();
    let go = () => {};
    const held = new Promise<void>((resolve) => (go = resolve));
    const slow = actInTurn(records.db, 'north', () => held);
    await actInTurn(records.db, 'south', () => Promise.resolve());
    await actInTurn(await records.another(), 'south', () => Promise.resolve());
    go();
    await slow;
  });
});
