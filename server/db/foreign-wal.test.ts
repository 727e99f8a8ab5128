import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { folderWords } from '#server/terminal/folder-words.ts';
import { DataFolderFault } from './folder-fault.ts';
import { refuseForeignWal } from './foreign-wal.ts';
import { numberOnce } from './identity.ts';

const base = mkdtempSync(path.join(tmpdir(), 'yoriai-wal-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A records.db at work: its log is not empty as long as it is open. */
function atWork(name: string): { db: SQLite.Database; dir: string; file: string } {
  const dir = path.join(base, name);
  mkdirSync(dir);
  const file = path.join(dir, 'records.db');
  const db = new SQLite(file);
  db.pragma('journal_mode = WAL');
  numberOnce(db);
  db.exec('create table council (id integer primary key, words text)');
  db.pragma('wal_checkpoint(TRUNCATE)');
  write(db, 5);
  return { db, dir, file };
}

function write(db: SQLite.Database, rows: number): void {
  const insert = db.prepare('insert into council (words) values (?)');
  for (let n = 0; n < rows; n++) insert.run('議'.repeat(900));
}

/** What the folder is refused for; undefined: it is not. Nothing in it has changed. */
function refusal(dir: string): string | undefined {
  const contents = () =>
    readdirSync(dir).map((name) => [name, readFileSync(path.join(dir, name)).toString('hex')]);
  const before = contents();
  try {
    refuseForeignWal(dir);
    return undefined;
  } catch (error) {
    if (!(error instanceof DataFolderFault)) throw error;
    expect(error.exitCode).toBe(65);
    expect(folderWords(error, 'ja')).toContain('records.db-wal');
    return error.why.code;
  } finally {
    expect(contents()).toEqual(before);
  }
}

test('a log beside its own file is nobody’s fault: at work, killed, torn at the end', () => {
  const { db, dir, file } = atWork('own');
  expect(refusal(dir)).toBeUndefined();
  const killed = path.join(base, 'killed');
  mkdirSync(killed);
  for (const end of ['', '-wal']) copyFileSync(`${file}${end}`, path.join(killed, `records.db${end}`));
  expect(refusal(killed)).toBeUndefined();
  const wal = readFileSync(`${file}-wal`);
  writeFileSync(path.join(killed, 'records.db-wal'), wal.subarray(0, wal.length - 700));
  expect(refusal(killed)).toBeUndefined();
  writeFileSync(
    path.join(killed, 'records.db-wal'),
    wal.map((byte, at) => (at === 60 ? byte ^ 1 : byte)),
  );
  expect(refusal(killed)).toBeUndefined();
  db.close();
});

test('the log of another file is refused, also where that file is older than the number', () => {
  const [one, other] = [atWork('one'), atWork('other')];
  copyFileSync(`${other.file}-wal`, path.join(base, 'wal'));
  one.db.close();
  copyFileSync(path.join(base, 'wal'), `${one.file}-wal`);
  expect(refusal(one.dir)).toBe('wal-foreign');
  other.db.close();
});

test('a folder whose file was copied before its log went on is refused', () => {
  const { db, dir, file } = atWork('running');
  const copy = path.join(base, 'copied');
  mkdirSync(copy);
  copyFileSync(file, path.join(copy, 'records.db'));
  write(db, 40);
  db.pragma('wal_checkpoint(TRUNCATE)');
  write(db, 3);
  copyFileSync(`${file}-wal`, path.join(copy, 'records.db-wal'));
  expect(refusal(copy)).toBe('copied-running');
  expect(refusal(dir)).toBeUndefined();
  db.close();
});
