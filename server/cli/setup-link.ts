/**
 * `yoriai setup-link [--data DIR]`: a new one-time link with which a council is founded, also the second one of a
 * house. Whoever has this terminal keeps the machine; no page gives this right. May run beside a server, which
 * serves the link; earlier links that were not used end.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { issueSetupLink } from '../commands/council/setup-link.ts';
import { readConfig } from '../config.ts';
import { DataFolderFault } from '../db/folder-fault.ts';
import { refuseEmptied } from '../db/emptied.ts';
import { refuseForeignWal } from '../db/foreign-wal.ts';
import { openRecords, refuseNewer } from '../db/open.ts';
import { readCall } from './call.ts';
import { faultAnswer } from './fault-words.ts';
import { dataFolder } from './folder.ts';
import { WrongCallError, type Print } from './verb.ts';

const usage = 'setup-link [--data DIR]';

/** Exit code: 0 the link is printed, 2 there is none (no data folder, or one of another version). */
export async function setupLinkCommand(args: string[], print: Print): Promise<number> {
  try {
    const { values, positionals } = readCall(usage, args, { data: { type: 'string' } });
    const config = readConfig(process.env);
    if (positionals.length > 0 || 'faults' in config) throw new WrongCallError({ code: 'usage', usage });
    const token = await linkIn(dataFolder(values.data));
    print({ url: `${config.origin ?? `http://localhost:${config.port}`}/join/${token}` });
    return 0;
  } catch (error) {
    print(faultAnswer('no-link', error));
    return 2;
  }
}

async function linkIn(folder: string): Promise<string> {
  refuseForeignWal(folder);
  refuseEmptied(folder);
  const file = path.join(folder, 'records.db');
  // a folder is made by its server: a link into a folder nobody serves would lead nowhere
  if (!existsSync(file)) throw new DataFolderFault({ code: 'unreadable', file, reason: 'ENOENT' }, 1);
  const db = openRecords(folder);
  try {
    await refuseNewer(db);
    return await db.transaction().execute((trx) => issueSetupLink(trx, Date.now()));
  } finally {
    await db.destroy();
  }
}
