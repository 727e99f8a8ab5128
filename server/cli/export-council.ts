/**
 * `yoriai export-council FILE --council SLUG [--data DIR]` (contracts §6): one council with its records, chain, words and
 * papers in one file for another server, also beside a running server. FILE has its name only when it is whole and verified.
 */
import { writeCouncil } from '../keeping/write-council.ts';
import { version } from '../version.ts';
import { readCall } from './call.ts';
import { checkHouse } from './check-house.ts';
import { lookingAt, namedHouse } from './folder.ts';
import { faultOf, oneFile } from './keeping.ts';
import type { MovedAnswer } from './moving-words.ts';
import { showProgress } from './progress.ts';
import { WrongCallError, type Print } from './verb.ts';

const usage = 'export-council FILE --council SLUG [--data DIR]';

/** Exit code: 0 written, 1 the council does not verify, 2 nothing can be written; nothing is there unless 0. */
export async function exportCouncilCommand(args: string[], print: Print): Promise<number> {
  const progress = showProgress();
  try {
    const { values, positionals } = readCall(usage, args, {
      data: { type: 'string' },
      council: { type: 'string' },
    });
    const file = oneFile(positionals);
    const slug = values.council;
    if (file === undefined || slug === undefined) throw new WrongCallError({ code: 'usage', usage });
    const { council, house, bytes } = await lookingAt(
      namedHouse(values.data),
      progress.show,
      (dataDir, show) =>
        writeCouncil({ dataDir, file, slug, version, now: Date.now(), check: checkHouse, progress: show }),
    );
    progress.end();
    const answer: MovedAnswer = {
      moved: 'out',
      council: council.slug,
      name: council.name,
      file,
      bytes,
      entries: house.councils[0]?.entries ?? 0,
      head: house.councils[0]?.head ?? null,
      documents: house.documents.count,
      papers: house.papers.count,
    };
    print(answer);
    return 0;
  } catch (error) {
    progress.end();
    const { answer, exitCode } = faultOf(error);
    print(answer);
    return exitCode;
  }
}
