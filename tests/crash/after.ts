import path from 'node:path';
import SQLite from 'better-sqlite3';
import * as Y from 'yjs';
import { openPostgres } from '#server/db/postgres/open.ts';
import { openWords } from '#server/db/words.ts';
import type { LoadedDoc } from '#server/sync/doc-log.ts';
import { PostgresDocLog } from '#server/sync/postgres-doc-log.ts';
import { docOf } from '#server/sync/quiet-doc.ts';
import { SqliteDocLog } from '#server/sync/sqlite-doc-log.ts';

/** What a house says when it is opened again after the end of its server. */
export interface After {
  /** a fault of a file, or of the document's log; undefined: everything verifies */
  readonly fault: string | undefined;
  readonly doc: Y.Doc;
  has(update: Uint8Array): boolean;
  hasIssue(issueId: string): boolean;
}

/** Opens it as the server would, verifies it, and closes it. `place`: a data folder, or the address of a database. */
export function openAfter(place: string, docName: string): Promise<After> {
  return place.startsWith('postgres://') ? inDatabase(place, docName) : inFolder(place, docName);
}

async function inFolder(folder: string, docName: string): Promise<After> {
  const words = openWords(folder);
  const records = new SQLite(path.join(folder, 'records.db'));
  try {
    const faults = [words, records].map((db) => db.pragma('integrity_check', { simple: true }) as string);
    const loaded = await new SqliteDocLog(words).load(docName);
    const issues = records.prepare<[], string>('select id from issue').pluck().all();
    return afterwards(
      loaded,
      issues,
      faults.find((said) => said !== 'ok'),
    );
  } finally {
    words.close();
    records.close();
  }
}

async function inDatabase(url: string, docName: string): Promise<After> {
  const [words, records] = [new PostgresDocLog(url), await openPostgres(url)];
  try {
    const loaded = await words.load(docName);
    const issues = await records.selectFrom('issue').select('id').execute();
    return afterwards(
      loaded,
      issues.map(({ id }) => id),
    );
  } finally {
    await words.close();
    await records.destroy();
  }
}

function afterwards(loaded: LoadedDoc | undefined, issues: readonly string[], fault?: string): After {
  const doc = docOf(...(loaded?.snapshot ? [loaded.snapshot.body] : []), ...(loaded?.rows ?? []));
  const [snapshot, known] = [Y.snapshot(doc), new Set(issues)];
  return {
    fault: fault ?? loaded?.damage,
    doc,
    has: (update) => Y.snapshotContainsUpdate(snapshot, update),
    hasIssue: (issueId) => known.has(issueId),
  };
}
