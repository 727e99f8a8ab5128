import type { Locale } from '#lib/i18n/locale.ts';
import { DatabaseFault } from '../db/database-fault.ts';
import { openingFault } from '../db/opening-fault.ts';
import { databaseWords } from './database-words.ts';
import { folderWords } from './folder-words.ts';

/** Why a server can't start, and the exit code of its process; undefined where it is a fault of the program. */
export function cannotStart(
  error: unknown,
  dataDir: string,
  locale: Locale,
): { readonly words: string; readonly exitCode: number } | undefined {
  if (error instanceof DatabaseFault)
    return { words: databaseWords(error.why, locale), exitCode: error.exitCode };
  const fault = openingFault(error, dataDir);
  return fault && { words: folderWords(fault, locale), exitCode: fault.exitCode };
}
