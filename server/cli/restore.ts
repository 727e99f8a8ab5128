/**
 * `yoriai restore FILE [--data DIR]` (contracts §6): makes a data folder of a backup. DIR must be new or empty; it is
 * there only when every file is as it was kept and the whole house verifies.
 */
import { stat } from 'node:fs/promises';
import { restoreBackup } from '../keeping/restore-backup.ts';
import { readCall } from './call.ts';
import { checkHouse } from './check-house.ts';
import { dataFolder } from './folder.ts';
import { faultOf, keptAnswer, oneFile } from './keeping.ts';
import { showProgress } from './progress.ts';
import { WrongCallError, type Print } from './verb.ts';

const usage = 'restore FILE [--data DIR]';

/** Exit code: 0 restored and verified, 1 does not verify, 2 unreadable or DIR not empty; then DIR is as it was. */
export async function restoreCommand(args: string[], print: Print): Promise<number> {
  const progress = showProgress();
  const since = performance.now();
  try {
    const { values, positionals } = readCall(usage, args, { data: { type: 'string' } });
    const file = oneFile(positionals);
    if (file === undefined) throw new WrongCallError({ code: 'usage', usage });
    const folder = dataFolder(values.data);
    const restored = await restoreBackup({
      file,
      target: folder,
      check: checkHouse,
      progress: progress.show,
    });
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
