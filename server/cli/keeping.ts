import path from 'node:path';
import { KeepingFault } from '../keeping/fault.ts';
import { DatabaseFault } from '../db/database-fault.ts';
import { isDiskFull } from '../db/faults.ts';
import { DataFolderFault } from '../db/folder-fault.ts';
import type { Manifest } from '../keeping/manifest.ts';
import { faultAnswer, type VerbFault } from './fault-words.ts';
import type { KeptAnswer } from './keeping-words.ts';
import { WrongCallError } from './verb.ts';

/* What the verbs `backup` and `restore` share: their answers, and how a fault becomes one. */

/** The answer of a verb that has done its work. */
export function keptAnswer(
  kept: KeptAnswer['kept'],
  { file, folder, bytes, since }: { file: string; folder: string; bytes: number; since: number },
  { at, house }: Manifest,
): KeptAnswer {
  return {
    kept,
    file,
    folder,
    at,
    bytes,
    seconds: Number(((performance.now() - since) / 1000).toFixed(1)),
    councils: house.councils,
    documents: house.documents.count,
    papers: house.papers.count,
    damaged: [...house.documents.damaged, ...house.papers.damaged],
  };
}

/** The answer of a verb that has written nothing, and its exit code. */
export function faultOf(error: unknown): {
  readonly answer: { error: VerbFault };
  readonly exitCode: number;
} {
  const known = [KeepingFault, DataFolderFault, DatabaseFault, WrongCallError].some(
    (kind) => error instanceof kind,
  );
  const what = error instanceof Error ? error.message : String(error);
  return {
    answer: faultAnswer(codeOf(error), known ? error : new KeepingFault({ code: 'failed', what })),
    exitCode: error instanceof KeepingFault ? error.exitCode : 2,
  };
}

function codeOf(error: unknown): string {
  if (error instanceof KeepingFault || error instanceof WrongCallError) return error.why.code;
  if (error instanceof DatabaseFault) return error.why.code;
  if (error instanceof DataFolderFault) return 'unreadable';
  const full = isDiskFull(error) || (error as NodeJS.ErrnoException).code === 'ENOSPC';
  return full ? 'no-space' : 'failed';
}

/** The one file of a call; undefined: not one. */
export function oneFile(positionals: readonly string[]): string | undefined {
  const [file] = positionals;
  return file === undefined || positionals.length > 1 ? undefined : path.resolve(file);
}
