import path from 'node:path';
import { settings } from '../config.ts';
import { DatabaseFault } from '../db/database-fault.ts';
import { databaseIn } from '../db/database-url.ts';
import { withSnapshot } from '../keeping/move-out.ts';

/** The data folder a verb works on: `--data`, else DATA_DIR, else the server's own default. Absolute. */
export function dataFolder(option: string | undefined): string {
  return path.resolve(option ?? (process.env.DATA_DIR || settings.DATA_DIR.fallback));
}

/** Where the house of a verb lies: in a data folder, or in PostgreSQL; `workplace`: where this machine makes drafts then. */
export type NamedHouse = { readonly folder: string } | { readonly url: string; readonly workplace: string };

/** `--data` names a folder, whatever the server uses; else it is what the server would use. Throws DatabaseFault. */
export function namedHouse(option: string | undefined): NamedHouse {
  const url = process.env.DATABASE_URL;
  if (option !== undefined || !url) return { folder: dataFolder(option) };
  if (!databaseIn(url)) throw new DatabaseFault({ code: 'bad-url' });
  return { url, workplace: dataFolder(undefined) };
}

/** What a person may see of it; `workplace` where a file of its own is kept beside it. */
export function folderOf(house: NamedHouse): string {
  return 'folder' in house ? house.folder : house.workplace;
}

/** Part of the way that is done when a house in PostgreSQL is there to be looked at. */
const fetched = 0.5;

/** Looks at a house as a data folder: the folder itself, or what PostgreSQL holds at this moment, gone afterwards. */
export function lookingAt<R>(
  house: NamedHouse,
  progress: (share: number) => void,
  look: (folder: string, progress: (share: number) => void) => Promise<R>,
): Promise<R> {
  if ('folder' in house) return look(house.folder, progress);
  return withSnapshot(
    house.url,
    house.workplace,
    (folder) => look(folder, (share) => progress(fetched + (1 - fetched) * share)),
    (share) => progress(fetched * share),
  );
}
