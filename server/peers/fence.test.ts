import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '#server/db/open.ts';
import { openPostgres } from '#server/db/postgres/open.ts';
import { batch, rowsOf } from '#server/sync/tests/doc-log.contract.ts';
import type { Head } from '#server/sync/doc-log.ts';
import { PostgresDocLog } from '#server/sync/postgres-doc-log.ts';
import { until } from '#server/sync/tests/bed.ts';
import type { OwnDatabase } from '#tests/fixtures/engines.ts';
import { houseDatabase } from '#tests/fixtures/house-database.ts';
import { fence } from './fence.ts';

/* The end of an act's transaction against appends of another process, on a real PostgreSQL. */

let database: OwnDatabase;
let db: Db;
let log: PostgresDocLog;
beforeEach(async () => {
  database = await houseDatabase();
  db = await openPostgres(database.url);
  log = new PostgresDocLog(database.url);
});
afterEach(async () => {
  await log.close();
  await db.destroy();
  await database.drop();
});

const rights = [{ kind: 'meeting', id: 'm' }] as const;
const place = (seq: number, epoch = 1) => new Map([['d', { epoch, seq }]]);

/** An act that stays open after its fence until it is let go. */
async function openAct(held: ReturnType<typeof place>) {
  let letGo = (): void => undefined;
  const waits = new Promise<void>((resolve) => (letGo = resolve));
  let said: unknown;
  const over = db.transaction().execute(async (trx) => {
    said = await fence.end(trx, { rights, held });
    await waits;
  });
  await until(() => said !== undefined);
  return {
    said,
    async commit() {
      letGo();
      await over;
    },
  };
}

/** Waits until some statement waits for a lock. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const { rows } =
      await sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        db,
      );
    if (rows.length > 0) return;
  }
}

describe('an act that fixes words', () => {
  it('[S82] [S79] whoever writes into them while it comes to the disk finds that rights have moved', async () => {
    const [head] = (await log.append([batch('d', rowsOf('ab'))], 0)) as [Head];
    const act = await openAct(place(2));
    expect(act.said).toEqual({ move: 1 });
    let settled: unknown;
    const late = log.append([batch('d', rowsOf('c'), head)], 0).then(
      () => (settled = 'written'),
      (error: unknown) => (settled = error),
    );
    await somebodyWaits();
    expect(settled).toBeUndefined();
    await act.commit();
    await late;
    expect(settled).toMatchObject({ code: 'rights-behind' });
    expect((await log.load('d'))?.head.seq).toBe(2);
    // and once it has heard of it, it may
    await log.append([batch('d', rowsOf('c'), head)], 1);
  });

  it('[S82] words that came after it had read them send it back', async () => {
    const [head] = (await log.append([batch('d', rowsOf('ab'))], 0)) as [Head];
    await log.append([batch('d', rowsOf('c'), head)], 0);
    for (const held of [place(2), place(3, 2), place(4)])
      expect(await db.transaction().execute((trx) => fence.end(trx, { rights, held }))).toBe('words-moved');
    expect(await db.transaction().execute((trx) => fence.end(trx, { rights, held: place(3) }))).toEqual({
      move: 1,
    });
  });

  it('[S82] a document without a word is held as well', async () => {
    const act = await openAct(place(0));
    let settled: unknown;
    const late = log.append([batch('d', rowsOf('c'))], 0).catch((error: unknown) => (settled = error));
    await somebodyWaits();
    await act.commit();
    await late;
    expect(settled).toMatchObject({ code: 'rights-behind' });
    expect((await log.load('d'))?.head.seq ?? 0).toBe(0);
  });

  it('[S79] other documents are written meanwhile', async () => {
    await log.append([batch('d', rowsOf('ab'))], 0);
    const act = await openAct(place(2));
    await log.append([batch('e', rowsOf('x'))], 0);
    await act.commit();
    await expect(log.append([batch('f', rowsOf('x'))], 0)).rejects.toMatchObject({ code: 'rights-behind' });
  });

  it('[S79] an act that moves no rights has no number', async () => {
    expect(await db.transaction().execute((trx) => fence.end(trx, { rights: [], held: new Map() }))).toEqual({
      move: undefined,
    });
  });
});
