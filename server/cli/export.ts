/**
 * `yoriai export DIR [--council SLUG] [--data DIR]` (contracts §6): everything of a council, or of each, as open
 * files in a folder of its own below DIR. May run beside a server. DIR must be new or empty; nothing is left in it
 * when the export fails.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { readingFolder, type ReadFolder } from '../db/reading-folder.ts';
import { byText } from '../db/values.ts';
import { exportCouncil } from '../export/council.ts';
import { wordsReader, type WordsReader } from '../queries/words-reader.ts';
import { docOf } from '../sync/quiet-doc.ts';
import { SqliteDocLog } from '../sync/sqlite-doc-log.ts';
import { readCall } from './call.ts';
import { faultAnswer } from './fault-words.ts';
import { lookingAt, namedHouse } from './folder.ts';
import { showProgress } from './progress.ts';
import { WrongCallError, type Print } from './verb.ts';

const usage = 'export DIR [--council SLUG] [--data DIR]';

/** What `export` says of a council. */
export interface ExportAnswer {
  readonly council: string;
  readonly files: number;
  readonly folder: string;
  /** Papers that records name and that are gone. */
  readonly lost?: readonly string[];
}

/** Exit code: 0 written, 2 nothing was written (unreadable, no such council, DIR not empty). */
export async function exportCommand(args: string[], print: Print): Promise<number> {
  const progress = showProgress();
  try {
    const { values, positionals } = readCall(usage, args, {
      data: { type: 'string' },
      council: { type: 'string' },
    });
    const [target] = positionals;
    if (target === undefined || positionals.length > 1) throw new WrongCallError({ code: 'usage', usage });
    const dir = path.resolve(target);
    if (existsSync(dir) && (await readdir(dir)).length > 0)
      throw new WrongCallError({ code: 'not-empty', folder: dir });
    const written = await lookingAt(namedHouse(values.data), progress.show, (data, show) =>
      readingFolder(data, (folder) => writeAll(folder, dir, values.council, show)),
    );
    progress.end();
    written.forEach(print);
    return 0;
  } catch (error) {
    progress.end();
    print(faultAnswer('not-exported', error));
    return 2;
  }
}

async function writeAll(
  folder: ReadFolder,
  dir: string,
  slug: string | undefined,
  progress: (share: number) => void,
) {
  const { records: db, blobs } = folder;
  let query = db.selectFrom('council').selectAll().orderBy('slug', byText);
  if (slug !== undefined) query = query.where('slug', '=', slug);
  const councils = await query.execute();
  if (slug !== undefined && councils.length === 0) throw new WrongCallError({ code: 'no-council', slug });
  // beside DIR first: a half-written export must not pass for a whole one
  const draft = `${dir}.${process.pid}.part`;
  try {
    await mkdir(draft, { recursive: true });
    const source = { db, words: wordsOf(folder), blobs, now: Date.now() };
    const written: ExportAnswer[] = [];
    for (const [done, council] of councils.entries()) {
      const told = (share: number) => progress((done + share) / councils.length);
      const { files, lost } = await exportCouncil(source, council, path.join(draft, council.slug), told);
      const folder = path.join(dir, council.slug);
      written.push({ council: council.slug, files, folder, ...(lost.length > 0 ? { lost } : {}) });
    }
    // fails where somebody has put something in it meanwhile
    if (existsSync(dir)) await rmdir(dir);
    await rename(draft, dir);
    return written;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Live words as they are on the disk; a folder whose server never ran has none. */
function wordsOf(folder: ReadFolder): WordsReader {
  const words = folder.words();
  if (!words) return wordsReader({ look: () => Promise.reject(new Error('no words')) });
  const log = new SqliteDocLog(words);
  return wordsReader({
    async look(name, read) {
      const loaded = await log.load(name);
      const parts = loaded ? [...(loaded.snapshot ? [loaded.snapshot.body] : []), ...loaded.rows] : [];
      return read(docOf(...parts));
    },
  });
}
