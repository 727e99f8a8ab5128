import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWords } from '../../db/words.ts';
import { SqliteDocLog } from '../sqlite-doc-log.ts';
import { openBed, until } from './bed.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'yoriai-mirror-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const cards = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`card:${i}`, `困りごと${i}`]));

/** Turns one bit of the first row that was ever written. */
function flipOneBit(): void {
  const db = new SQLite(path.join(dir, 'words.db'));
  db.exec('drop trigger doc_update_stays');
  const { changes } = db
    .prepare(`update doc_update set body = cast(x'00' || substr(body, 2) as blob) where seq = 1`)
    .run();
  expect(changes).toBe(1);
  db.close();
}

it('[F-S12] [S28a] a damaged mirror is made anew from the records for the first who comes, and the log says so', async () => {
  const first = await openBed({ log: new SqliteDocLog(openWords(dir)) });
  await first.mirror('c/board', cards);
  await first.close();
  flipOneBit();
  const bed = await openBed({ log: new SqliteDocLog(openWords(dir)) });
  bed.world.mirrorOf = async () => cards;
  const raw = await bed.raw('c/board');
  raw.hello();
  raw.step1();
  await until(() => raw.doc().getMap('board').size === 12);
  expect(raw.doc().getMap('board').toJSON()).toEqual(cards);
  expect(bed.engine.figures().damaged).toEqual([]);
  const said = bed.world.said.map(({ level, msg }) => `${level} ${msg}`);
  expect(said).toContain('error a document is damaged: read-only');
  expect(said).toContain('warn a damaged mirror was made anew from the records');
  await bed.close();
  const log = new SqliteDocLog(openWords(dir));
  expect((await log.load('c/board'))?.damage).toBeUndefined();
  log.close();
});

it('[F-S12] [S28a] an act that changes a damaged mirror makes it anew, and who was in it comes again', async () => {
  const first = await openBed({ log: new SqliteDocLog(openWords(dir)) });
  await first.mirror('c/board', cards);
  await first.close();
  flipOneBit();
  const bed = await openBed({ log: new SqliteDocLog(openWords(dir)) });
  const early = await bed.raw('c/board');
  expect(bed.engine.figures().damaged).toEqual(['c/board']);
  await bed.mirror('c/board', { ...cards, 'card:12': '新しい' });
  expect(await early.closed).toBe(4409);
  const late = await bed.raw('c/board');
  late.hello();
  late.step1();
  await until(() => late.doc().getMap('board').size === 13);
  await bed.close();
});
