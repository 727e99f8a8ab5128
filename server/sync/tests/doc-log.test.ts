import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWords } from '../../db/words.ts';
import { openBed, pause, until } from './bed.ts';
import { batch, docLogContract, rowsOf } from './doc-log.contract.ts';
import type { Head, LogRow } from '../doc-log.ts';
import { MemoryDocLog } from './memory-doc-log.ts';
import { docOf } from '../quiet-doc.ts';
import { SqliteDocLog } from '../sqlite-doc-log.ts';
import { took } from '#tests/fixtures/took.ts';

docLogContract('memory', () => new MemoryDocLog());
docLogContract('words.db', () => new SqliteDocLog(openWords(':memory:')));

describe('words.db', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'words-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const textIn = (loaded: Awaited<ReturnType<SqliteDocLog['load']>>) =>
    docOf(...(loaded?.snapshot ? [loaded.snapshot.body] : []), ...(loaded?.rows ?? []))
      .getText('t')
      .toString();

  /** Changes the file behind the back of the triggers. */
  const meddle = (sql: string) => {
    const db = new SQLite(path.join(dir, 'words.db'));
    db.exec(`drop trigger doc_update_stays; drop trigger doc_update_not_taken;
      drop trigger doc_snapshot_stays; drop trigger doc_snapshot_not_taken; ${sql}`);
    db.close();
  };

  const write = async (words: string, compactAfter: readonly number[] = []) => {
    const log = new SqliteDocLog(openWords(dir));
    let head: Head | undefined;
    for (const [i, row] of rowsOf(words).entries()) {
      [head] = (await log.append([batch('d', [row], head)])) as [Head];
      if (compactAfter.includes(i + 1)) await log.compact('d');
    }
    log.close();
  };

  it('[S15] commits are FULL, in WAL, and deleted rows are overwritten', () => {
    const db = openWords(dir);
    const pragma = (name: string) => db.pragma(name, { simple: true });
    expect(pragma('synchronous')).toBe(2);
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('secure_delete')).toBe(1);
    expect(pragma('foreign_keys')).toBe(1);
    db.close();
  });

  it('[S15] a file of a newer version is refused and left as it is', () => {
    const db = openWords(dir);
    db.pragma('user_version = 99');
    db.close();
    const before = readFileSync(path.join(dir, 'words.db'));
    expect(() => openWords(dir)).toThrow('"code":"newer"');
    expect(readFileSync(path.join(dir, 'words.db'))).toEqual(before);
  });

  it('[S15] rows can be neither changed nor taken away', async () => {
    await write('abc');
    const db = openWords(dir);
    expect(() => db.exec("update doc_update set actor = 'x'")).toThrow('append-only');
    expect(() => db.exec('delete from doc_update')).toThrow('append-only');
    db.close();
    const log = new SqliteDocLog(openWords(dir));
    await log.compact('d');
    log.close();
    const again = openWords(dir);
    expect(() => again.exec('delete from doc_snapshot')).toThrow('append-only');
    expect(() => again.exec('update doc_snapshot set at = 1')).toThrow('append-only');
    again.close();
  });

  const damages: Record<string, [sql: string, good: string, why: RegExp]> = {
    'a flipped byte': [
      `update doc_update set body = cast(substr(body, 1, length(body) - 3) || x'ff' || substr(body, -2) as blob) where seq = 3`,
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
    'another head': [`update doc set hash = zeroblob(32)`, 'abcdef', /head does not verify/],
  };
  for (const [name, [sql, good, why]] of Object.entries(damages)) {
    it(`[S16] ${name} is found at load, the good part before it stays readable`, async () => {
      await write('abcdef');
      meddle(sql);
      const log = new SqliteDocLog(openWords(dir));
      const loaded = await log.load('d');
      expect(loaded?.damage).toMatch(why);
      expect(textIn(loaded)).toBe(good);
      expect(await log.compact('d')).toBe(false);
      log.close();
    });
  }

  it('[S16] one flipped byte anywhere in any row is found', async () => {
    await write('abcdefghij');
    const log = new SqliteDocLog(openWords(dir));
    const db = new SQLite(path.join(dir, 'words.db'));
    db.exec('drop trigger doc_update_stays');
    const rows = db.prepare('select seq, body from doc_update').all() as { seq: number; body: Buffer }[];
    const put = db.prepare('update doc_update set body = ? where seq = ?');
    let found = 0;
    for (const { seq, body } of rows) {
      for (let i = 0; i < body.length; i += 3) {
        const bad = Buffer.from(body);
        bad[i] = (bad[i] as number) ^ 0x10;
        put.run(bad, seq);
        if ((await log.load('d'))?.damage?.includes(`row ${seq}`)) found++;
        else throw new Error(`row ${seq} byte ${i} not found`);
      }
      put.run(body, seq);
    }
    expect(found).toBeGreaterThan(40);
    expect((await log.load('d'))?.damage).toBeUndefined();
    db.close();
    log.close();
  });

  it('[S16] a damaged newest snapshot loses nothing: the one before and every row since are there', async () => {
    await write('abcdefgh', [3, 6]);
    meddle(
      `update doc_snapshot set body = cast(substr(body, 1, length(body) - 1) || x'7f' as blob) where upto_seq = 6`,
    );
    const log = new SqliteDocLog(openWords(dir));
    const loaded = await log.load('d');
    expect(loaded?.damage).toBeUndefined();
    expect(textIn(loaded)).toBe('abcdefgh');
    log.close();
  });

  it('[S12] compaction keeps one generation back and no more', async () => {
    await write('abcdefghij', [3, 6, 9]);
    const db = openWords(dir);
    const upto = db.prepare('select upto_seq from doc_snapshot order by 1').pluck().all();
    const seqs = db.prepare('select seq from doc_update order by 1').pluck().all();
    expect(upto).toEqual([6, 9]);
    expect(seqs).toEqual([7, 8, 9, 10]);
    db.close();
  });

  it('[S12] a large log is compacted aside, while rows go on coming', async () => {
    const log = new SqliteDocLog(openWords(dir));
    const rows = rowsOf('あいうえお'.repeat(800));
    let [head] = (await log.append([batch('d', rows)])) as [Head];
    const compaction = log.compact('d');
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    await pause(1);
    [head] = (await log.append([batch('d', rowsOf('後'), head)])) as [Head];
    expect(await compaction).toBe(true);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(3);
    const loaded = await log.load('d');
    expect(loaded?.rows).toHaveLength(1);
    expect(loaded?.head.seq).toBe(head.seq);
    expect(textIn(loaded).length).toBe(4_001);
    // erased while a compaction runs: it must not bring the words back
    const again = log.compact('d');
    await log.erase('d', 2);
    await again;
    expect(await log.load('d')).toMatchObject({ state: 'erased', rows: [], snapshot: undefined });
    log.close();
  });

  it('[S14] whoever reads beside it keeps nobody waiting: erased words leave the log when it has read', async () => {
    await write('秘密の言葉');
    const log = new SqliteDocLog(openWords(dir));
    const reader = new SQLite(path.join(dir, 'words.db'), { readonly: true });
    reader.exec('begin');
    reader.prepare('select count(*) from doc').get();
    expect(await took(() => log.erase('d', 2))).toBeLessThan(2_500);
    const wal = () => readFileSync(path.join(dir, 'words.db-wal')).length;
    expect(wal()).toBeGreaterThan(0);
    reader.exec('commit');
    reader.close();
    await until(() => wal() === 0);
    log.close();
  });

  it('[S14] erased and re-seeded words are in no file any more', async () => {
    await write('名前を消す人', [3]);
    const log = new SqliteDocLog(openWords(dir));
    const [row] = rowsOf('新') as [LogRow];
    await log.reseed('d', 2, row);
    await log.erase('d', 3);
    for (const file of ['words.db', 'words.db-wal']) {
      const bytes = readFileSync(path.join(dir, file));
      for (const letter of '名前を消す人新')
        expect(bytes.includes(letter), `${letter} in ${file}`).toBe(false);
    }
    log.close();
  });

  it('[S17] a damaged document: good part readable, mode r, 4500 for writers, no byte changed', async () => {
    await write('abcdef');
    meddle(
      `update doc_update set body = cast(substr(body, 1, length(body) - 1) || x'05' as blob) where seq = 4`,
    );
    const bed = await openBed({ log: new SqliteDocLog(openWords(dir)) });
    const raw = await bed.raw('d');
    raw.hello();
    raw.step1();
    await until(() => raw.doc().getText('t').toString() === 'abc');
    await until(() => raw.acks().length === 1);
    expect(raw.acks()[0]).toMatchObject({ mode: 'r' });
    raw.update(rowsOf('x')[0]?.body as Uint8Array);
    expect(await raw.closed).toBe(4500);
    expect(raw.acks()[1]).toEqual({ denied: 1, why: 'degraded' });
    await expect(
      bed.engine.writeAs('d', 'server', (doc) => doc.getText('t').insert(0, 'x')),
    ).rejects.toMatchObject({
      code: 'doc-damaged',
    });
    await expect(bed.engine.readDoc('d')).rejects.toMatchObject({ code: 'doc-damaged' });
    expect(bed.engine.figures().damaged).toEqual(['d']);
    expect(bed.world.said.filter(({ level }) => level === 'error')).toHaveLength(1);
    // another document is as well as ever
    const other = await bed.raw('e');
    other.hello();
    other.update(rowsOf('x')[0]?.body as Uint8Array);
    await until(() => other.saved() === 1);
    await bed.close();
    const db = openWords(dir);
    expect(
      db.prepare(`select count(*) from doc_update u join doc on doc.no = u.doc where id = 'd'`).pluck().get(),
    ).toBe(6);
    db.close();
  });
});
