/**
 * `yoriai restore FILE [--data DIR]` (contracts §6): makes a data folder of a backup, or, where DATABASE_URL is set and no
 * folder is named, fills an empty PostgreSQL. A backup of one engine restores onto the other. It is there only when every
 * file is as it was kept and the whole house verifies.
 */
import { stat } from 'node:fs/promises';
import { shownUrl } from '../db/database-url.ts';
import { restoreBackup } from '../keeping/restore-backup.ts';
import { restoreInto } from '../keeping/restore-into.ts';
import { readCall } from './call.ts';
import { checkHouse } from './check-house.ts';
import { namedHouse } from './folder.ts';
import { faultOf, keptAnswer, oneFile } from './keeping.ts';
import { showProgress } from './progress.ts';
import { WrongCallError, type Print } from './verb.ts';

const usage = 'restore FILE [--data DIR]';

/** Exit code: 0 restored and verified, 1 does not verify, 2 unreadable or the target not empty, which then is as it was. */
export async function restoreCommand(args: string[], print: Print): Promise<number> {
  const progress = showProgress();
  const since = performance.now();
  try {
    const { values, positionals } = readCall(usage, args, { data: { type: 'string' } });
    const file = oneFile(positionals);
    if (file === undefined) throw new WrongCallError({ code: 'usage', usage });
    const named = namedHouse(values.data);
    const ports = { file, check: checkHouse, progress: progress.show };
    const restored =
      'folder' in named
        ? await restoreBackup({ ...ports, target: named.folder })
        : await restoreInto({ ...ports, ...named });
    const folder = 'folder' in named ? named.folder : shownUrl(named.url);
    progress.end();
    print(keptAnswer('restore', { file, folder, bytes: (await stat(file)).size, since }, restored));
    return 0;
  } catch (error) {
    progress.end();
    const { answer, exitCode } = faultOf(error);
    print(answer);
    return exitCode;
  }
}
