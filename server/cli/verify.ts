/**
 * `yoriai verify [--data DIR] [--head HEX] [FILE.ndjson]` (contracts §6): checks the chains of a data folder or of what
 * PostgreSQL holds, also beside a running server, or the chain of an export. One JSON object a chain: entries and kinds, head, what was
 * disclosed and what was erased (or not handed out), and the first break; of a folder also the log of acts, the live
 * documents, the papers and the database files themselves.
 */
import { readFile } from 'node:fs/promises';
import type { ChainReport } from '#lib/domain/chain/verify.ts';
import { fileFaults } from '../db/file-faults.ts';
import { readingFolder } from '../db/reading-folder.ts';
import { byText } from '../db/values.ts';
import { auditReport } from '../records/audit-chain.ts';
import { readCall } from './call.ts';
import { faultAnswer } from './fault-words.ts';
import { lookingAt, namedHouse } from './folder.ts';
import { showProgress } from './progress.ts';
import { WrongCallError, type Print } from './verb.ts';
import { verifyNdjson } from './verify-chain.ts';
import { verifyCouncil, type FolderReport } from './verify-folder.ts';
import { verifyDocuments, verifyPapers, type PartReport } from './verify-parts.ts';

const usage = 'verify [--data DIR] [--head HEX] [FILE.ndjson]';

/** Exit code: 0 everything verifies, 1 anything does not, a head not reached included, 2 unreadable. */
export async function verifyCommand(args: string[], print: Print): Promise<number> {
  const progress = showProgress();
  try {
    const { values, positionals } = readCall(usage, args, {
      data: { type: 'string' },
      head: { type: 'string' },
    });
    const [file] = positionals;
    if (positionals.length > 1 || (file !== undefined && values.data !== undefined))
      throw new WrongCallError({ code: 'usage', usage });
    if (file !== undefined) {
      const report = verifyNdjson(
        await bytesOf(file),
        values.head === undefined ? {} : { head: values.head },
      );
      print(said(report));
      return report.ok ? 0 : 1;
    }
    return await lookingAt(namedHouse(values.data), progress.show, (folder, show) =>
      verifyFolder(
        folder,
        values.head,
        (answer) => {
          progress.end();
          print(answer);
        },
        show,
      ),
    );
  } catch (error) {
    progress.end();
    print(faultAnswer('unreadable', error));
    return 2;
  }
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new WrongCallError({ code: 'no-file', file, reason: code });
  }
}

/** How much of the work the chains are, as far as it can be guessed; documents and papers share what is left. */
const chainsShare = 0.5;

/** What `verify` says of a council in a data folder. */
export type CouncilAnswer = {
  readonly council: string;
  readonly record: FolderReport['record'];
} & ReturnType<typeof said>;

/** What `verify` says at the end of a data folder. */
export interface FolderAnswer {
  readonly ok: boolean;
  readonly councils: number;
  readonly acts: { readonly entries: number; readonly break: number | null };
  readonly documents: PartReport & { readonly state: string };
  readonly papers: PartReport;
  readonly files: ReturnType<typeof fileFaults>;
  readonly headReached?: boolean;
  readonly following?: number | null;
}

/**
 * Every council's chain, the log of acts, live documents, papers and files; a head is reached when any one council's
 * chain has it. `progress`: how much is done, 0–1.
 */
export async function verifyFolder(
  folder: string,
  head: string | undefined,
  print: (answer: CouncilAnswer | FolderAnswer) => void,
  progress: (share: number) => void = () => undefined,
): Promise<number> {
  return readingFolder(folder, async ({ records: db, words, blobs }) => {
    const councils = await db.selectFrom('council').select(['id', 'slug']).orderBy('slug', byText).execute();
    let sound = true;
    let reached = head === undefined;
    let following: number | null = null;
    const rest = 1 - chainsShare;
    for (const [done, council] of councils.entries()) {
      progress((done / councils.length) * chainsShare);
      const report = await verifyCouncil(db, council, head);
      const ok = report.break === null && report.record === null;
      sound &&= ok;
      reached ||= report.headReached === true;
      following ??= report.following;
      print({ council: council.slug, ...said({ ...report, ok }), record: report.record });
    }
    const acts = await auditReport(db);
    const documents = verifyDocuments(words(), (share) => progress(chainsShare + (share * rest) / 2));
    const papers = await verifyPapers(db, blobs, (share) => progress(chainsShare + ((1 + share) * rest) / 2));
    const files = fileFaults(folder);
    sound &&= acts.break === null && files.length === 0;
    sound &&= documents.damaged.length === 0 && papers.damaged.length === 0;
    print({
      ok: sound && reached,
      councils: councils.length,
      acts,
      documents,
      papers,
      files,
      ...(head === undefined ? {} : { headReached: reached, following }),
    });
    return sound && reached ? 0 : 1;
  });
}

/** The report for people and machines: entries are numbered from 1, as in the chain. */
function said({
  ok,
  entries,
  kinds,
  head,
  disclosed,
  erased,
  headReached,
  following,
  break: broken,
}: ChainReport | FolderReport) {
  return {
    ok,
    entries,
    kinds,
    head,
    disclosed,
    erased: erased.length,
    erasedFields: erased.map(({ index, field }) => `${index + 1} ${field}`),
    headReached,
    following,
    break: broken && {
      entry: broken.index + 1,
      kind: broken.kind,
      ...(broken.field && { field: broken.field }),
    },
  };
}
