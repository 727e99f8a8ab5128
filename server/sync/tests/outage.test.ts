import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isUnreachable } from '../../db/faults.ts';
import { openBed, pause, until, type Bed } from './bed.ts';
import { batch, rowsOf } from './doc-log.contract.ts';
import type { Head } from '../doc-log.ts';
import { PostgresDocLog } from '../postgres-doc-log.ts';
import { docOf } from '../quiet-doc.ts';
import type { OwnDatabase } from '#tests/fixtures/engines.ts';
import { houseDatabase } from '#tests/fixtures/house-database.ts';
import { startPostgres, type PostgresServer } from '#tests/postgres.ts';

/* A PostgreSQL that goes away under people who write, and comes back. */

let server: PostgresServer;
let database: OwnDatabase;
beforeAll(async () => {
  // what is not asked for is not on the disk: the log has to ask
  const settings = { synchronous_commit: 'off', wal_writer_delay: '10s', autovacuum: 'off' };
  server = await startPostgres({ fsync: true, settings });
});
afterAll(() => server.remove());
beforeEach(async () => {
  database = await houseDatabase(server.url);
});
afterEach(() => database.drop());

async function asked<Row extends object>(statement: string): Promise<Row | undefined> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows[0];
  } finally {
    await client.end();
  }
}

describe('the log', () => {
  it('[S15] an append is on the disk when it is answered, whatever the server does for others', async () => {
    const unsynced = async () =>
      (
        await asked<{ n: number }>(
          `select (pg_current_wal_insert_lsn() - pg_current_wal_flush_lsn())::int as n`,
        )
      )?.n;
    await asked('create table other (n int)');
    await asked('insert into other values (1)');
    expect(await unsynced()).toBeGreaterThan(0);
    const log = new PostgresDocLog(database.url);
    const [head] = (await log.append([batch('d', rowsOf('a'))])) as [Head];
    await log.append([batch('d', rowsOf('b'), head)]);
    expect(await unsynced()).toBe(0);
    await log.close();
  });

  it('[S86] stopped at once and started again: a known fault, then it goes on by itself, nothing half', async () => {
    const log = new PostgresDocLog(database.url);
    let [head] = (await log.append([batch('d', rowsOf('a')), batch('e', rowsOf('a'))])) as [Head];
    await server.stopNow();
    const fault = await log.append([batch('d', rowsOf('b'), head)]).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(isUnreachable(fault), String(fault)).toBe(true);
    await expect(log.load('d')).rejects.toSatisfy(isUnreachable);
    await server.startAgain();
    [head] = (await log.append([batch('d', rowsOf('c'), head)])) as [Head];
    expect((await log.load('d'))?.head).toEqual({ seq: 2, hash: Buffer.from(head.hash) });
    expect((await log.load('d'))?.damage).toBeUndefined();
    await log.close();
  });
});

describe('people who write', () => {
  let bed: Bed;
  beforeEach(async () => {
    bed = await openBed({ log: new PostgresDocLog(database.url) });
  });
  afterEach(() => bed.close());

  it('[S86] a short outage closes nobody: what was typed waits, is called saved by nobody, and is then saved', async () => {
    const [hana, taro] = [bed.stock('d', 'hana'), bed.stock('d', 'taro')];
    const raw = await bed.raw('d', 'jiro');
    raw.hello();
    await Promise.all([hana.synced(), taro.synced()]);
    hana.text.insert(0, '前');
    await until(() => taro.text.toString() === '前');
    await server.stopNow();
    raw.update(rowsOf('間')[0]?.body as Uint8Array);
    hana.text.insert(0, 'も');
    await until(() => !bed.engine.health().ok);
    expect(raw.saved()).toBe(0);
    expect(taro.text.toString()).toBe('前');
    await server.startAgain();
    await until(() => raw.saved() === 1);
    await until(() => taro.text.toString().length === 3 && hana.text.toString() === taro.text.toString());
    expect(bed.engine.health()).toEqual({ ok: true });
    expect(raw.code).toBeUndefined();
    expect(hana.provider.wsconnected && taro.provider.wsconnected).toBe(true);
    const loaded = await bed.log.load('d');
    expect(loaded?.damage).toBeUndefined();
    expect(docOf(...(loaded?.rows ?? [])).getText('t').length).toBe(3);
    expect(loaded?.rows.length).toBe(3);
  });

  it('[S86] stopped again and again while forty write: everything said to be saved is there, once', async () => {
    const people = Array.from({ length: 40 }, (_, i) => bed.stock(`d${i % 4}`, `person${i}`));
    await Promise.all(people.map((one) => one.synced()));
    let typed = 0;
    let typing = true;
    const writers = people.map(async ({ doc }, i) => {
      for (let n = 0; typing; n++) {
        doc.getArray<string>('all').push([`${i}-${n}`]);
        typed++;
        await pause(20 + (i % 7) * 5);
      }
    });
    for (let round = 0; round < 3; round++) {
      await pause(300);
      await server.stopNow();
      await pause(200);
      await server.startAgain();
    }
    await pause(300);
    typing = false;
    await Promise.all(writers);
    expect(typed).toBeGreaterThan(500);
    for (let d = 0; d < 4; d++) {
      const mine = people.filter((_, i) => i % 4 === d);
      const wrote = mine.flatMap((_, k) => k * 4 + d);
      const inLog = async () => {
        const loaded = await bed.log.load(`d${d}`);
        expect(loaded?.damage).toBeUndefined();
        const doc = docOf(...(loaded?.snapshot ? [loaded.snapshot.body] : []), ...(loaded?.rows ?? []));
        return doc.getArray<string>('all').toArray();
      };
      const all = new Set(mine.flatMap(({ doc }) => doc.getArray<string>('all').toArray()));
      await until(() => mine.every(({ doc }) => doc.getArray('all').length === all.size));
      const stored = await inLog();
      expect(new Set(stored).size).toBe(stored.length);
      expect(new Set(stored)).toEqual(all);
      for (const i of wrote) expect(stored).toContain(`${i}-0`);
    }
  });
});
