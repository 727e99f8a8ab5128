import path from 'node:path';
import SQLite from 'better-sqlite3';
import * as Y from 'yjs';
import { openWords } from '#server/db/words.ts';
import { docOf } from '#server/sync/quiet-doc.ts';
import { SqliteDocLog } from '#server/sync/sqlite-doc-log.ts';

/** What a data folder says when it is opened again after the end of its server. */
export interface After {
  /** a fault of a file, or of the document's log; undefined: everything verifies */
  readonly fault: string | undefined;
  readonly doc: Y.Doc;
  has(update: Uint8Array): boolean;
  hasIssue(issueId: string): boolean;
}

/** Opens both databases as the server would, verifies them, and closes them. */
export async function openAfter(folder: string, docName: string): Promise<After> {
  const words = openWords(folder);
  const records = new SQLite(path.join(folder, 'records.db'));
  try {
    const faults = [words, records].map((db) => db.pragma('integrity_check', { simple: true }) as string);
    const loaded = await new SqliteDocLog(words).load(docName);
    const doc = docOf(...(loaded?.snapshot ? [loaded.snapshot.body] : []), ...(loaded?.rows ?? []));
    const snapshot = Y.snapshot(doc);
    const issues = new Set(records.prepare('select id from issue').pluck().all());
    return {
      fault: faults.find((said) => said !== 'ok') ?? loaded?.damage,
      doc,
      has: (update) => Y.snapshotContainsUpdate(snapshot, update),
      hasIssue: (issueId) => issues.has(issueId),
    };
  } finally {
    words.close();
    records.close();
  }
}
