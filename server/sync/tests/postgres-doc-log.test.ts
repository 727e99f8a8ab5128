import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isHeldUp, isUnreachable } from '../../db/faults.ts';
import { DocClosed, LogMoved, type DocBatch, type Head, type LogRow } from '../doc-log.ts';
import { PostgresDocLog } from '../postgres-doc-log.ts';
import { docOf } from '../quiet-doc.ts';
import { headsOver } from '../row-chain.ts';
import { beforeFirst, sameBytes } from '../running-hash.ts';
import { batch, docLogContract, rowsOf } from './doc-log.contract.ts';
import { sayTo, type OwnDatabase } from '#tests/fixtures/engines.ts';
import { houseDatabase } from '#tests/fixtures/house-database.ts';
import { random, seedOf } from '#tests/fixtures/random.ts';

const empty: Head = { seq: 0, hash: beforeFirst };

let database: OwnDatabase;
let logs: PostgresDocLog[] = [];
beforeAll(async () => {
  database = await houseDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  logs = [];
  // a database for each would take longer than all the tests together
  await sayTo(
    database.url,
    `begin; set local yoriai.maintenance = 'words';
    delete from doc_snapshot; delete from doc_update; delete from doc_client; delete from doc;
    alter table doc_update enable trigger user; alter table doc_snapshot enable trigger user; commit`,
  );
});
afterEach(async () => {
  for (const log of logs) await log.close();
});

/** A log as each process has one. */
function openLog(): PostgresDocLog {
  const log = new PostgresDocLog(database.url);
  logs.push(log);
  return log;
}

docLogContract('PostgreSQL', openLog);

type Loaded = Awaited<ReturnType<PostgresDocLog['load']>>;
const textIn = (loaded: Loaded) =>
  docOf(...(loaded?.snapshot ? [loaded.snapshot.body] : []), ...(loaded?.rows ?? []))
    .getText('t')
    .toString();

async function asked<Row extends object>(statement: string, values: readonly unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<Row>(statement, [...values])).rows;
  } finally {
    await client.end();
  }
}

async function write(words: string, compactAfter: readonly number[] = []): Promise<void> {
  const log = openLog();
  let head = empty;
  for (const [i, row] of rowsOf(words).entries()) {
    [head] = (await log.append([batch('d', [row], head)])) as [Head];
    if (compactAfter.includes(i + 1)) await log.compact('d');
  }
}

/** What is connected to this database. */
const lines = async () =>
  (
    await asked<{ name: string }>(
      'select application_name as name from pg_stat_activity where datname = current_database()',
    )
  ).map(({ name }) => name);

/** A row that says who wrote it and which of his it is. */
const signed = (who: string, n: number): LogRow => ({ actor: who, at: n, body: Buffer.from(`${who} ${n}`) });

/** Meddles behind the back of the triggers. */
const meddle = (statement: string) =>
  sayTo(
    database.url,
    `alter table doc_update disable trigger user; alter table doc_snapshot disable trigger user; ${statement}`,
  );

describe('what PostgreSQL holds of it', () => {
  it('[S15] rows can be neither changed nor taken away, one by one or all at once', async () => {
    await write('abc', [2]);
    for (const table of ['doc_update', 'doc_snapshot'])
      for (const statement of [
        `update ${table} set body = 'x'`,
        `delete from ${table}`,
        `truncate ${table}`,
        `truncate doc cascade`,
      ])
        await expect(sayTo(database.url, statement), statement).rejects.toThrow('append-only');
    expect(textIn(await openLog().load('d'))).toBe('abc');
  });

  const damages: Record<string, [statement: string, good: string, why: RegExp]> = {
    'a flipped byte': [
      `update doc_update set body = set_byte(body, length(body) - 3, 255) where seq = 3`,
      'ab',
      /row 3 does not verify/,
    ],
    'another author': [`update doc_update set actor = 'taro' where seq = 2`, 'a', /row 2 does not verify/],
    'a missing row': ['delete from doc_update where seq = 4', 'abc', /row 4 is missing/],
    'a missing end': ['delete from doc_update where seq >= 5', 'abcd', /row 5 is missing/],
    'swapped rows': [
      `update doc_update set body = (select body from doc_update where seq = 5) where seq = 2`,
      'a',
      /row 2 does not verify/,
    ],
    'another head': [
      `update doc set hash = decode(repeat('00', 32), 'hex')`,
      'abcdef',
      /head does not verify/,
    ],
  };
  for (const [name, [statement, good, why]] of Object.entries(damages))
    it(`[S16] ${name} is found at load, the good part before it stays readable`, async () => {
      await write('abcdef');
      await meddle(statement);
      const log = openLog();
      const loaded = await log.load('d');
      expect(loaded?.damage).toMatch(why);
      expect(textIn(loaded)).toBe(good);
      expect(await log.compact('d')).toBe(false);
      const head = loaded?.head as Head;
      expect(await log.since('d', 1, empty)).toBeUndefined();
      expect(head.seq).toBe(6);
    });

  it('[S16] a damaged newest snapshot loses nothing: the one before and every row since are there', async () => {
    await write('abcdefgh', [3, 6]);
    await meddle(`update doc_snapshot set body = set_byte(body, length(body) - 1, 127) where upto_seq = 6`);
    const loaded = await openLog().load('d');
    expect(loaded?.damage).toBeUndefined();
    expect(textIn(loaded)).toBe('abcdefgh');
  });

  it('[S12] compaction keeps one generation back and no more', async () => {
    await write('abcdefghij', [3, 6, 9]);
    const snapshots = await asked<{ upto: number }>(
      'select upto_seq::int as upto from doc_snapshot order by 1',
    );
    const rows = await asked<{ seq: number }>('select seq::int as seq from doc_update order by 1');
    expect(snapshots.map(({ upto }) => upto)).toEqual([6, 9]);
    expect(rows.map(({ seq }) => seq)).toEqual([7, 8, 9, 10]);
  });

  it('[S16] a long log is read page by page, and what stands above a row, too', async () => {
    const log = openLog();
    const large = Buffer.alloc(700_000, 7);
    const rows = Array.from({ length: 1_300 }, (_, n) => signed('hana', n)).concat(
      Array.from({ length: 14 }, (_, n) => ({ actor: 'taro', at: n, body: large })),
    );
    const [first] = (await log.append([batch('d', rows.slice(0, 1))])) as [Head];
    await log.append([{ ...batch('d', rows.slice(1), first), binds: [{ client: 7, person: 'hana' }] }]);
    const loaded = await log.load('d');
    expect(loaded?.damage).toBeUndefined();
    expect(loaded?.rows.length).toBe(rows.length);
    expect(loaded?.rows.every((row, i) => sameBytes(row, rows[i]?.body as Buffer))).toBe(true);
    const above = await log.since('d', 1, first);
    expect(above?.rows.length).toBe(rows.length - 1);
    expect(above?.owners).toEqual(new Map([[7, 'hana']]));
    const at = headsOver(empty, rows)[1_305] as Head;
    expect((await log.since('d', 1, at))?.rows.length).toBe(8);
  });

  it('[S12] a large log is compacted aside, while rows go on coming; erased meanwhile, it stays erased', async () => {
    const log = openLog();
    const rows = rowsOf('あいうえお'.repeat(800));
    let [head] = (await log.append([batch('d', rows)])) as [Head];
    const compaction = log.compact('d');
    // it has read where the log ends
    while (!(await lines()).includes('yoriai compaction')) await pause(2);
    [head] = (await log.append([batch('d', rowsOf('後'), head)])) as [Head];
    expect(await compaction).toBe(true);
    const loaded = await log.load('d');
    expect(loaded?.rows).toHaveLength(1);
    expect(loaded?.head.seq).toBe(head.seq);
    expect(textIn(loaded).length).toBe(4_001);
    const again = log.compact('d');
    await openLog().erase('d', 2);
    await again;
    expect(await log.load('d')).toMatchObject({ state: 'erased', rows: [], snapshot: undefined });
    expect(await asked('select 1 from doc_snapshot union all select 1 from doc_update')).toEqual([]);
  });
});

describe('two processes on the same logs', () => {
  const seed = seedOf();

  it(`[S11] [S76] whoever was first is followed: nothing lost, nothing twice, in one order (seed ${seed})`, async () => {
    const chance = random(seed);
    const docs = ['a', 'b', 'c', 'd'];
    const said = new Map(docs.map((doc) => [doc, new Set<string>()]));
    let refused = 0;
    const writer = async (who: string) => {
      const log = openLog();
      const heads = new Map(docs.map((doc) => [doc, empty]));
      const heard = new Map<string, string[]>(docs.map((doc) => [doc, []]));
      for (let n = 0; n < 120; n++) {
        const some = docs.filter(() => chance(2) === 0).sort(() => chance(3) - 1);
        const batches = some.map((doc, i) =>
          batch(
            doc,
            Array.from({ length: 1 + chance(3) }, (_, j) => signed(who, n * 100 + i * 10 + j)),
            heads.get(doc),
          ),
        );
        if (batches.length === 0) continue;
        try {
          const ends = await log.append(batches);
          batches.forEach(({ doc, rows }, i) => {
            heads.set(doc, ends[i] as Head);
            for (const { body } of rows) {
              said.get(doc)?.add(String(body));
              heard.get(doc)?.push(String(body));
            }
          });
        } catch (error) {
          if (!(error instanceof LogMoved)) throw error;
          refused++;
          for (const doc of docs) {
            const above = await log.since(doc, 1, heads.get(doc) as Head);
            if (!above) continue; // nobody has written there yet
            heads.set(doc, above.head);
            heard.get(doc)?.push(...above.rows.map(String));
          }
        }
      }
      for (const doc of docs) {
        const above = await log.since(doc, 1, heads.get(doc) as Head);
        heard.get(doc)?.push(...(above?.rows ?? []).map(String));
      }
      return heard;
    };
    const heard = await Promise.all(['hana', 'taro', 'jiro'].map(writer));
    expect(refused).toBeGreaterThan(10);
    const log = openLog();
    for (const doc of docs) {
      const loaded = await log.load(doc);
      expect(loaded?.damage).toBeUndefined();
      const rows = (loaded?.rows ?? []).map(String);
      expect(new Set(rows)).toEqual(said.get(doc));
      expect(rows.length).toBe(said.get(doc)?.size);
    }
    // the first who was ready may have heard less than all, but what he heard is how it begins
    for (const one of heard)
      for (const doc of docs) {
        const rows = ((await log.load(doc))?.rows ?? []).map(String);
        expect(rows.slice(0, one.get(doc)?.length)).toEqual(one.get(doc));
      }
  });

  it('[S13] once a new epoch is there no other process writes into the old one', async () => {
    for (let round = 0; round < 20; round++) {
      const [writing, closing] = [openLog(), openLog()];
      const doc = `d${round}`;
      let head = empty;
      let closed = false;
      let written = 0;
      const typing = (async () => {
        for (let n = 0; ; n++) {
          const before = closed;
          try {
            [head] = (await writing.append([batch(doc, [signed('hana', n)], head)])) as [Head];
          } catch (error) {
            return error;
          }
          written++;
          // begun when it was closed already: must not have been taken
          expect(before).toBe(false);
        }
      })();
      await pause(round);
      await closing.setEpoch(doc, 2, 'sealed');
      closed = true;
      const fault = await typing;
      expect(fault instanceof DocClosed || fault instanceof LogMoved).toBe(true);
      expect(await closing.load(doc)).toMatchObject({ epoch: 2, state: 'sealed', head: { seq: written } });
      await expect(closing.append([batch(doc, [signed('taro', 1)], head, 2)])).rejects.toThrow(DocClosed);
    }
  });

  it('[S13] of two who begin the same epoch one does; the other is told, and nothing of his is there', async () => {
    const [one, two] = [openLog(), openLog()];
    await one.append([batch('d', rowsOf('old'))]);
    const rows = ['hana', 'taro'].map((who) => signed(who, 1));
    const begun = await Promise.allSettled([
      one.reseed('d', 2, rows[0] as LogRow),
      two.reseed('d', 2, rows[1] as LogRow),
    ]);
    expect(begun.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(begun.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'log-moved' },
    });
    const loaded = await one.load('d');
    expect(loaded?.rows.map(String)).toEqual([begun[0]?.status === 'fulfilled' ? 'hana 1' : 'taro 1']);
    for (const again of [one.setEpoch('d', 2, 'sealed'), one.erase('d', 1)])
      await expect(again).rejects.toMatchObject({ code: 'log-moved' });
  });

  it('[S12] two who compact the same log at once, while a third writes: it says what it said', async () => {
    const [one, two, third] = [openLog(), openLog(), openLog()];
    const rows = rowsOf('雨のち晴れ'.repeat(300));
    let head = empty;
    for (let from = 0; from < rows.length; from += 100) {
      [head] = (await third.append([batch('d', rows.slice(from, from + 100), head)])) as [Head];
      await Promise.all([one.compact('d'), two.compact('d')]);
    }
    const loaded = await one.load('d');
    expect(loaded?.damage).toBeUndefined();
    expect(textIn(loaded)).toBe('雨のち晴れ'.repeat(300));
  });
});

describe('a line that breaks', () => {
  const here = 'datname = current_database()';
  /** Ends what this database has of connections; answers how many. */
  const cut = async (how: 'pg_terminate_backend' | 'pg_cancel_backend') =>
    (
      await asked(
        `select ${how}(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      )
    ).length;

  it('[S60] cut at any moment, an append is there as a whole or not at all, and the log itself says which', async () => {
    const log = openLog();
    const observer = openLog();
    const heads = new Map<string, Head>([
      ['a', empty],
      ['b', empty],
    ]);
    const expected: string[] = [];
    let [lost, landed] = [0, 0];
    let going = true;
    const cutting = (async () => {
      for (let n = 0; going; n++) {
        await pause(n % 7);
        await cut('pg_terminate_backend');
      }
    })();
    // until both have happened often: how many a machine cuts is its own affair
    for (let n = 0; n < 150 || ((lost <= 5 || landed <= 5) && n < 5_000); n++) {
      const batches: DocBatch[] = ['a', 'b'].map((doc) => batch(doc, [signed('hana', n)], heads.get(doc)));
      const ends = batches.map(({ after, rows }) => headsOver(after, rows)[0] as Head);
      const written = await log.append(batches).then(
        () => true,
        async (error: unknown) => {
          expect(isUnreachable(error), String(error)).toBe(true);
          lost++;
          for (;;) {
            const above = await observer.since('a', 1, ends[0] as Head).catch((fault: unknown) => {
              expect(isUnreachable(fault), String(fault)).toBe(true);
              return 'away' as const;
            });
            if (above !== 'away') return above !== undefined;
          }
        },
      );
      if (!written) continue;
      landed++;
      expected.push(`hana ${n}`);
      ['a', 'b'].forEach((doc, i) => heads.set(doc, ends[i] as Head));
    }
    going = false;
    await cutting;
    expect(lost).toBeGreaterThan(5);
    expect(landed).toBeGreaterThan(5);
    const fresh = openLog();
    for (const doc of ['a', 'b']) {
      const loaded = await fresh.load(doc);
      expect(loaded?.damage).toBeUndefined();
      expect(loaded?.rows.map(String)).toEqual(expected);
    }
  });

  it('[S7] a statement that is given up changes nothing, and the next one is taken', async () => {
    const log = openLog();
    const [head] = (await log.append([batch('d', rowsOf('a'))])) as [Head];
    const blocking = new Client({ connectionString: database.url });
    await blocking.connect();
    await blocking.query('begin; select from doc for update');
    const held = log.append([batch('d', rowsOf('b'), head)]).then(
      () => undefined,
      (error: unknown) => error,
    );
    while (
      (await asked(`select 1 from pg_stat_activity where wait_event_type = 'Lock' and ${here}`)).length === 0
    )
      await pause(5);
    await asked(
      `select pg_cancel_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and ${here}`,
    );
    expect(isHeldUp(await held)).toBe(true);
    await blocking.end();
    await log.append([batch('d', rowsOf('c'), head)]);
    expect((await log.load('d'))?.head.seq).toBe(2);
  });
});
