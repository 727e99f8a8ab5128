/**
 * `yoriai backup FILE [--data DIR]` (contracts §6): records, words and papers of one instant in one file, also beside a
 * running server, of a data folder or of PostgreSQL. FILE has its name only when it is whole and verified; what was there
 * before is replaced then.
 */
import { rememberBackup } from '../keeping/last-backup.ts';
import { houseInDatabase, houseInFolder } from '../keeping/house-source.ts';
import { writeBackup } from '../keeping/write-backup.ts';
import { version } from '../version.ts';
import { readCall } from './call.ts';
import { checkHouse } from './check-house.ts';
import { folderOf, namedHouse } from './folder.ts';
import { faultOf, keptAnswer, oneFile } from './keeping.ts';
import { showProgress } from './progress.ts';
import { WrongCallError, type Print } from './verb.ts';

const usage = 'backup FILE [--data DIR]';

/**
 * Exit code: 0 written; 1 the house does not verify (nothing is written where records do not; where documents or papers
 * are damaged the backup is written and says which); 2 nothing was written.
 */
export async function backupCommand(args: string[], print: Print): Promise<number> {
  const progress = showProgress();
  const since = performance.now();
  try {
    const { values, positionals } = readCall(usage, args, { data: { type: 'string' } });
    const file = oneFile(positionals);
    if (file === undefined) throw new WrongCallError({ code: 'usage', usage });
    const named = namedHouse(values.data);
    const folder = folderOf(named);
    const now = Date.now();
    const made = await writeBackup({
      source: 'folder' in named ? houseInFolder(named.folder) : houseInDatabase(named.url, named.workplace),
      file,
      version,
      now,
      check: checkHouse,
      progress: progress.show,
    });
    await rememberBackup(folder, made.at);
    progress.end();
    const answer = keptAnswer('backup', { file, folder, bytes: made.bytes, since }, made);
    print(answer);
    return answer.damaged.length > 0 ? 1 : 0;
  } catch (error) {
    progress.end();
    const { answer, exitCode } = faultOf(error);
    print(answer);
    return exitCode;
  }
}
