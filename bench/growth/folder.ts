import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { seedHouse } from '#server/seed/seed.ts';
import { copyCouncil } from './copies.ts';

/** How much a folder holds. */
export interface Size {
  readonly councils: number;
  readonly years: number;
}

export const nameOf = ({ councils, years }: Size) => `growth-${councils}x${years}`;

/**
 * The folder of that size below `root`, made unless it is there: one council and its years until today, as
 * `yoriai seed` makes it; others are copies of it. The minutes of its last meeting are a draft, one meeting is in
 * session with an open round, and one is being prepared.
 */
export async function folderOf(root: string, size: Size): Promise<string> {
  const folder = path.join(root, nameOf(size));
  if (existsSync(folder)) return folder;
  const from = performance.now();
  const making = `${folder}.unfinished`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  if (size.councils === 1)
    await seedHouse(making, { councils: 1, meetings: 2, members: 25, years: size.years, seed: 0 }, 'yoriai');
  else {
    cpSync(await folderOf(root, { councils: 1, years: size.years }), making, { recursive: true });
    copyCouncil(path.join(making, 'records.db'), size.councils - 1);
  }
  // half a folder is none
  renameSync(making, folder);
  console.log(`${nameOf(size)}: made in ${((performance.now() - from) / 1000).toFixed(0)} s`);
  return folder;
}
