import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { startServer } from '../../tests/browser/server.ts';
import { pause } from '../sync/crowd.ts';
import { cacheFolder } from '../sync/history.ts';
import { buildHouse } from '../sync/house.ts';
import { runLoad } from '../sync/loads.ts';
import { settled } from '../sync/settled.ts';

/*
 * The house whose documents are written in: a long one, some of 57 KB, and many that nobody has written into yet. Its words
 * are made once by the product and kept between runs; its people are made anew, since sessions end.
 */

export interface Lived {
  readonly folder: string;
  readonly cookies: readonly string[];
  /** edits of document 0 */
  readonly edits: number;
  /** documents 1 … docs hold 57 KB each; from `empty` on nobody has written anything */
  readonly docs: number;
  readonly empty: number;
}

const rows = path.join(import.meta.dirname, '../sync/rows');

/** Makes it below `root`. */
export async function livedIn(root: string, edits: number, docs: number): Promise<Lived> {
  const folder = path.join(root, 'lived');
  const cookies = await buildHouse(folder);
  const kept = path.join(cacheFolder, `scale-words-${edits}-${docs}.db`);
  if (!existsSync(kept)) await write(folder, kept, { cookies, edits, docs });
  cpSync(kept, path.join(folder, 'words.db'));
  return { folder, cookies, edits, docs, empty: docs + 1 };
}

async function write(
  house: string,
  kept: string,
  { cookies, edits, docs }: Pick<Lived, 'cookies' | 'edits' | 'docs'>,
): Promise<void> {
  const dataDir = `${house}-writing`;
  cpSync(house, dataDir, { recursive: true });
  const server = await startServer({
    dataDir,
    env: {
      SYNC_RATE: '1000000',
      SYNC_DOCUMENT_RATE: String(2 ** 30),
      SYNC_PER_ADDRESS: '100000',
      BACKUP_KEEP: '0',
    },
  });
  const at = { dialect: 'ours', port: Number(new URL(server.origin).port), cookies } as const;
  await runLoad(path.join(rows, 'long.ts'), { ...at, edits, task: 'fill' });
  await runLoad(path.join(rows, 'idle.ts'), { ...at, docs, task: 'fill', firstDoc: 1 });
  // time to unload and to compact
  await pause(12_000);
  await settled(server.pid(), 120);
  await server.stop();
  mkdirSync(cacheFolder, { recursive: true });
  cpSync(path.join(dataDir, 'words.db'), kept);
  rmSync(dataDir, { recursive: true, force: true });
}
