/**
 * `yoriai import-council FILE [--slug NEW] [--same-people] [--data DIR]` (contracts §6): takes one council from another
 * server in, also beside a running server, into a data folder or into PostgreSQL. Everything is verified beside the house
 * first; it is in as a whole or not at all. Its people come in with new slips: the answer holds the first ones.
 */
import * as v from 'valibot';
import { movedIn } from '../commands/council/moved-in.ts';
import { slug as slugField } from '../commands/fields.ts';
import { readConfig } from '../config.ts';
import { indexMissing } from '../db/issue-words.ts';
import { openWords } from '../db/words.ts';
import { targetInDatabase, targetInFolder } from '../keeping/council-target.ts';
import { KeepingFault } from '../keeping/fault.ts';
import { importCouncil } from '../keeping/import-council.ts';
import { LogReader } from '../sync/log-reader.ts';
import { docOf } from '../sync/quiet-doc.ts';
import { readCall } from './call.ts';
import { checkHouse } from './check-house.ts';
import { namedHouse } from './folder.ts';
import { faultOf, oneFile } from './keeping.ts';
import type { MovedAnswer } from './moving-words.ts';
import { showProgress } from './progress.ts';
import { WrongCallError, type Print } from './verb.ts';
import { withRecords } from './with-records.ts';

const usage = 'import-council FILE [--slug NEW] [--same-people] [--data DIR]';

/** Exit code: 0 it is in; 1 something does not verify, here or there; 2 unreadable or taken. Nothing has changed unless 0. */
export async function importCouncilCommand(args: string[], print: Print): Promise<number> {
  const progress = showProgress();
  try {
    const { values, positionals } = readCall(usage, args, {
      data: { type: 'string' },
      slug: { type: 'string' },
      'same-people': { type: 'boolean' },
    });
    const file = oneFile(positionals);
    const house = namedHouse(values.data);
    const config = readConfig(process.env);
    if (file === undefined || 'faults' in config) throw new WrongCallError({ code: 'usage', usage });
    if (values.slug !== undefined && !v.is(slugField, values.slug))
      throw new KeepingFault({ code: 'bad-slug', what: values.slug });
    const now = Date.now();
    const { manifest, slug, slips, known } = await importCouncil({
      file,
      target: 'folder' in house ? targetInFolder(house.folder) : targetInDatabase(house.url, house.workplace),
      slug: values.slug,
      samePeople: values['same-people'] ?? false,
      check: checkHouse,
      openDocuments,
      admit: (trx, council, slugBefore) => movedIn(trx, council, slugBefore, now),
      progress: progress.show,
    });
    // the words its issues are found by; a server that starts makes them, too
    await withRecords(house, indexMissing);
    progress.end();
    const origin = config.origin ?? `http://localhost:${config.port}`;
    const { house: says, council, at } = manifest;
    const answer: MovedAnswer = {
      moved: 'in',
      council: slug,
      name: council.name,
      at,
      url: `${origin}/c/${slug}`,
      entries: says.councils[0]?.entries ?? 0,
      head: says.councils[0]?.head ?? null,
      documents: says.documents.count,
      papers: says.papers.count,
      known,
      slips: slips.map(({ name, role, token, expiresAt }) => ({
        name,
        role,
        url: `${origin}/join/${token}`,
        expiresAt: new Date(expiresAt).toISOString(),
      })),
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

/** Every document is put together once: whole hashes may still hold what no editor can open. */
function openDocuments(folder: string): void {
  const words = openWords(folder, { readonly: true });
  try {
    const reader = new LogReader(words);
    for (const name of reader.names()) {
      const read = reader.read(name);
      if (!read) continue;
      try {
        docOf(...(read.snapshot ? [read.snapshot.body] : []), ...read.rows).destroy();
      } catch {
        throw new KeepingFault({ code: 'not-verified', what: name });
      }
    }
  } finally {
    words.close();
  }
}
