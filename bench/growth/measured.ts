import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { serve } from '../acts/probed.ts';
import { pause } from '../sync/crowd.ts';
import { memory } from '../sync/proc.ts';
import { acts, type ActFigures } from './acts.ts';
import type { Size } from './folder.ts';
import { pagesOf, Reader, type PageFigures } from './pages.ts';
import { secondsToHealth, secondsToVerify } from './starts.ts';
import { visitorsOf } from './visitors.ts';

/** What a folder costs. */
export interface Measured extends Size {
  readonly pages: Readonly<Record<string, PageFigures & { readonly whole: boolean }>>;
  readonly acts: Readonly<Record<string, ActFigures>>;
  readonly seconds: { readonly start: number; readonly verify: number };
  /** MB: at rest, after every page of every meeting, round and issue was read once, and a minute later */
  readonly memory: { readonly idle: number; readonly visited: number; readonly later: number };
  /** bytes of the files, and kB of words a finished meeting */
  readonly files: { readonly records: number; readonly words: number };
  readonly perMeeting: { readonly words: number; readonly floor: number };
  /** lines that stand on a new agenda before anybody writes */
  readonly lines: number;
}

/** Serves a copy of the folder and goes through everything. */
export async function measure(
  folder: string,
  size: Size,
  { times, rest }: { readonly times: number; readonly rest: number },
): Promise<Measured> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'yoriai-bench-'));
  cpSync(folder, dataDir, { recursive: true });
  try {
    const visitors = await visitorsOf(dataDir);
    const start = await secondsToHealth(dataDir, 3);
    // the chains of written copies are not theirs
    const verify = size.councils === 1 ? await secondsToVerify(dataDir) : NaN;
    const served = await serve(dataDir);
    const reader = new Reader(served.port);
    const pages: Record<string, PageFigures & { whole: boolean }> = {};
    const megabytes = () => memory(served.pid).rss / 1e6;
    try {
      await pause(5_000);
      const idle = megabytes();
      const all = pagesOf(visitors);
      const cookie = visitors.seats[3]?.cookie ?? '';
      const single = visitors.everything.map((path) => ({ name: path, path, cookie }));
      const read = await reader.once([...all, ...single], 60);
      const of = all.length + single.length;
      if (read < of) console.log(`only ${read} of ${of} pages could be read in a minute`);
      const visited = megabytes();
      await pause(rest * 1_000);
      const later = megabytes();
      for (const page of all)
        pages[page.name] = { ...(await reader.measure(page, times, served)), whole: page.whole ?? false };
      const acted = await acts(served.port, visitors, 2 * times);
      await served.server.stop();
      return {
        ...size,
        pages,
        acts: acted,
        seconds: { start, verify },
        memory: { idle, visited, later },
        files: {
          records: statSync(path.join(dataDir, 'records.db')).size,
          words: statSync(path.join(dataDir, 'words.db')).size,
        },
        perMeeting: wordsOf(dataDir, visitors.finished),
        lines: visitors.coming.lines,
      };
    } finally {
      reader.close();
      await served.dispose();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** kB of words.db a finished meeting: the whole file, and what floors hold of it. */
function wordsOf(dataDir: string, meetings: number): Measured['perMeeting'] {
  const file = path.join(dataDir, 'words.db');
  const db = new SQLite(file, { readonly: true });
  const held = ['doc_update', 'doc_snapshot'].map(
    (table) =>
      db
        .prepare(
          `select coalesce(sum(length(body)), 0) from ${table} join doc on doc.no = doc where doc.id like 'meeting/%/floor'`,
        )
        .pluck()
        .get() as number,
  );
  db.close();
  return {
    words: statSync(file).size / 1000 / meetings,
    floor: held.reduce((sum, bytes) => sum + bytes, 0) / 1000 / meetings,
  };
}
