import { promises as fs } from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import { afterEach, describe, expect, test } from 'vitest';
import { auditIn } from '../commands/audit.ts';
import { migrate, openRecords, type Db } from '../db/open.ts';
import { auditReport } from './audit-chain.ts';

const migrationFolder = path.join(import.meta.dirname, '../../migrations');
const opened: Db[] = [];
afterEach(async () => {
  for (const db of opened.splice(0)) await db.destroy();
});

function records(): Db {
  const db = openRecords(':memory:');
  opened.push(db);
  return db;
}

/** Records as the version before wrote them, with entries of two councils and of none in one chain. */
async function recordsFromBefore(): Promise<Db> {
  const db = records();
  const all = await new FileMigrationProvider({ fs, path, migrationFolder }).getMigrations();
  const known = Object.fromEntries(Object.entries(all).filter(([name]) => name < '0007'));
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => known },
  }).migrateToLatest();
  expect(error).toBeUndefined();
  await actAsBefore(db, ['a', 'b', null, 'a']);
  return db;
}

/** What the version before did at each act. */
async function actAsBefore(db: Db, councils: readonly (string | null)[]): Promise<void> {
  for (const council of councils) {
    const last = await db
      .selectFrom('audit_event')
      .select(['seq', 'hash'])
      .orderBy('seq', 'desc')
      .executeTakeFirst();
    const prev = last?.hash ?? '0'.repeat(64);
    const seq = (last?.seq ?? 0) + 1;
    const said = ['yoriai/audit/v1', prev, seq, 5, council, 'p', 'cast-ballot', 'ballot', `x${seq}`, '{}'];
    const hash = createHash('sha256').update(said.join('\0')).digest('hex');
    await sql`insert into audit_event (seq, at, council_id, person_id, command, entity, entity_id, detail, prev_hash, hash)
      values (${seq}, 5, ${council}, 'p', 'cast-ballot', 'ballot', ${`x${seq}`}, '{}', ${prev}, ${hash})`.execute(
      db,
    );
  }
}

async function act(db: Db, councils: readonly (string | null)[]): Promise<void> {
  for (const councilId of councils)
    await db.transaction().execute((trx) =>
      auditIn(trx, {
        at: 7,
        councilId,
        personId: null,
        command: 'cast-ballot',
        entity: 'ballot',
        entityId: 'y',
        detail: { n: 1 },
      }),
    );
}

const rows = (db: Db) => db.selectFrom('audit_event').selectAll().orderBy('seq').execute();

describe('the log of acts', () => {
  test('[CHN15] numbers and chains the acts of each council, and those of none, by themselves', async () => {
    const db = records();
    await migrate(db);
    await act(db, ['a', 'b', 'a', null, 'b', 'a', null]);
    const log = await rows(db);
    expect(log.map(({ council_id, no }) => [council_id, no])).toEqual([
      ['a', 1],
      ['b', 1],
      ['a', 2],
      [null, 1],
      ['b', 2],
      ['a', 3],
      [null, 2],
    ]);
    for (const one of log) {
      const before = log.find(({ council_id, no }) => council_id === one.council_id && no === one.no! - 1);
      expect(one.prev_hash).toBe(before?.hash ?? '0'.repeat(64));
    }
    expect(log[0]!.hash).toBe(
      createHash('sha256')
        .update(
          `yoriai/audit/v2\0["${'0'.repeat(64)}",1,7,"a",null,"cast-ballot","ballot","y","{\\"n\\":1}"]`,
        )
        .digest('hex'),
    );
    expect(await auditReport(db)).toEqual({ entries: 7, break: null });
  });

  test('[CHN15] a number is given once in a chain, also where the act is no council’s', async () => {
    const db = records();
    await migrate(db);
    await act(db, ['a', null]);
    const [first, ofNone] = await rows(db);
    for (const { seq: _, ...again } of [first!, ofNone!])
      await expect(db.insertInto('audit_event').values(again).execute()).rejects.toThrow('UNIQUE');
  });

  test('[CHN15] the tail is found by its index, whatever other councils have done', async () => {
    const db = records();
    await migrate(db);
    for (const council of [`= 'a'`, 'is null']) {
      const { rows: plan } = await sql<{ detail: string }>`explain query plan select no, hash from audit_event
        where council_id ${sql.raw(council)} and no is not null order by no desc limit 1`.execute(db);
      expect(plan.map(({ detail }) => detail)).toEqual([
        expect.stringMatching(/^SEARCH .* USING INDEX audit_tail/),
      ]);
    }
  });

  test('[CHN16] an old log verifies before and after it is brought to this version, and its entries stay', async () => {
    const db = await recordsFromBefore();
    expect(await auditReport(db)).toEqual({ entries: 4, break: null });
    const before = await sql`select * from audit_event order by seq`.execute(db);
    await migrate(db);
    expect(await auditReport(db)).toEqual({ entries: 4, break: null });
    await act(db, ['b', 'new', null, 'b']);
    const log = await rows(db);
    expect(log.slice(0, 4)).toEqual(before.rows.map((row) => ({ ...(row as object), no: null })));
    expect(log.slice(4).map(({ no }) => no)).toEqual([1, 1, 1, 2]);
    const end = log[3]!.hash;
    expect(log.slice(4).map(({ prev_hash }) => prev_hash)).toEqual([end, end, end, log[4]!.hash]);
    expect(await auditReport(db)).toEqual({ entries: 8, break: null });
  });

  test('[CHN16] acts of the version before, should it run once more, verify too', async () => {
    const db = await recordsFromBefore();
    await migrate(db);
    await act(db, ['a']);
    await actAsBefore(db, ['a', 'b']);
    await act(db, ['a', 'b']);
    expect(await auditReport(db)).toEqual({ entries: 9, break: null });
  });

  test.each([
    [`update audit_event set entity_id = 'z' where seq = 2`, 2],
    [`update audit_event set at = at + 1 where seq = 6`, 6],
    [`update audit_event set council_id = 'c' where seq = 5`, 5],
    [`update audit_event set no = null where seq = 5`, 5],
    [`update audit_event set prev_hash = hash where seq = 7`, 7],
    [`delete from audit_event where seq = 3`, 4],
    [`delete from audit_event where seq = 4`, 5],
    [`delete from audit_event where seq >= 4`, 4],
    [`delete from audit_event where seq = 5`, 7],
    [`update audit_start set hash = '${'f'.repeat(64)}'`, 4],
    [`delete from audit_start`, 5],
  ])('[CHN16] a log changed by hand does not verify: %s', async (spoil, at) => {
    const db = await recordsFromBefore();
    await migrate(db);
    await act(db, ['a', 'b', 'a']);
    for (const table of ['audit_event', 'audit_start'])
      for (const verb of ['update', 'delete']) await sql.raw(`drop trigger ${table}_no_${verb}`).execute(db);
    expect(await auditReport(db)).toMatchObject({ break: null });
    await sql.raw(spoil).execute(db);
    expect(await auditReport(db)).toMatchObject({ break: at });
  });

  test('[CHN16] the start of the chains is kept once and never changed', async () => {
    const db = records();
    await migrate(db);
    await expect(db.insertInto('audit_start').values({ seq: 1, hash: 'x' }).execute()).rejects.toThrow(
      'once',
    );
  });
});
