/**
 * `yoriai move --to URL [--data DIR]` and `yoriai move --from URL --data DIR` (contracts §6): a whole house from a data
 * folder into an empty PostgreSQL, and back. Nobody may serve it meanwhile. What it comes from stays as it is; what it goes
 * to holds the whole house, read again and compared, or none.
 */
import path from 'node:path';
import { shownUrl } from '../db/database-url.ts';
import { moveIn } from '../keeping/move-in.ts';
import { moveOut } from '../keeping/move-out.ts';
import type { HouseSays } from '../keeping/manifest.ts';
import { readCall } from './call.ts';
import { checkHouse } from './check-house.ts';
import { dataFolder } from './folder.ts';
import { faultOf } from './keeping.ts';
import type { TransferredAnswer } from './move-words.ts';
import { showProgress } from './progress.ts';
import { WrongCallError, type Print } from './verb.ts';

const usage = 'move --to URL [--data DIR] | --from URL --data DIR';

/**
 * Exit code: 0 moved, every row, chain, document and paper compared; 1 something does not verify or differs; 2 unreadable,
 * the target not empty, or somebody serves it.
 */
export async function moveCommand(args: string[], print: Print): Promise<number> {
  const progress = showProgress();
  const since = performance.now();
  try {
    const { values, positionals } = readCall(usage, args, {
      data: { type: 'string' },
      to: { type: 'string' },
      from: { type: 'string' },
    });
    const { to, from, data } = values;
    const url = to ?? from;
    const one = (to === undefined) !== (from === undefined) && positionals.length === 0;
    if (url === undefined || !one || (from !== undefined && data === undefined))
      throw new WrongCallError({ code: 'usage', usage });
    const folder = dataFolder(data);
    const ports = { url, check: checkHouse, progress: progress.show };
    const moved =
      to === undefined ? await moveOut({ ...ports, target: folder }) : await moveIn({ ...ports, folder });
    progress.end();
    print(transferred(to === undefined ? 'from' : 'to', { url, folder, since }, moved));
    return 0;
  } catch (error) {
    progress.end();
    const { answer, exitCode } = faultOf(error);
    print(answer);
    return exitCode;
  }
}

function transferred(
  which: TransferredAnswer['transferred'],
  { url, folder, since }: { readonly url: string; readonly folder: string; readonly since: number },
  { house, rows }: { readonly house: HouseSays; readonly rows: number },
): TransferredAnswer {
  return {
    transferred: which,
    place: shownUrl(url),
    folder: path.resolve(folder),
    seconds: Number(((performance.now() - since) / 1000).toFixed(1)),
    rows,
    councils: house.councils,
    documents: house.documents.count,
    papers: house.papers.count,
    damaged: [...house.documents.damaged, ...house.papers.damaged],
  };
}
