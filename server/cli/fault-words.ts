import type { Locale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { DatabaseFault } from '../db/database-fault.ts';
import { DataFolderFault } from '../db/folder-fault.ts';
import { databaseWords } from '../terminal/database-words.ts';
import { folderWords } from '../terminal/folder-words.ts';
import { machineLocale } from '../terminal/language.ts';
import { KeepingFault } from '../keeping/fault.ts';
import { keepingWords } from './keeping-words.ts';
import { WrongCallError } from './verb.ts';

/** An error that ends a verb as its answer: a message for programs, and the same for the language of a terminal. */
export interface VerbFault {
  readonly code: string;
  readonly message: string;
}

/** The answer a verb ends with; programs read English, and the cause stays known for words. */
export function faultAnswer(code: string, error: unknown): { error: VerbFault } {
  const known = error instanceof DatabaseFault ? error.why.code : code;
  const answer = { error: { code: known, message: faultWords(error, machineLocale) } };
  causes.set(answer, error);
  return answer;
}

/** What was thrown where an answer was made of it: an answer itself holds only what programs read. */
const causes = new WeakMap<object, unknown>();

/** The message of an answer that is a fault, in the language of a terminal. */
export function messageOf(answer: { readonly error: { readonly message?: string } }, locale: Locale): string {
  return causes.has(answer) ? faultWords(causes.get(answer), locale) : (answer.error.message ?? '');
}

function faultWords(error: unknown, locale: Locale): string {
  const o = { locale };
  if (error instanceof DataFolderFault) return folderWords(error, locale);
  if (error instanceof DatabaseFault) return databaseWords(error.why, locale);
  if (error instanceof KeepingFault) return keepingWords(error.why, locale);
  if (!(error instanceof WrongCallError)) return error instanceof Error ? error.message : String(error);
  switch (error.why.code) {
    case 'usage':
      return m.cli_usage({ text: error.why.usage }, o);
    case 'not-empty':
      return m.cli_not_empty({ path: error.why.folder }, o);
    case 'no-council':
      return m.cli_no_council({ name: error.why.slug }, o);
    case 'no-file':
      return m.cli_no_file({ place: error.why.file, reason: error.why.reason }, o);
    case 'few-members':
      return m.cli_seed_few_members({ n: error.why.needed }, o);
    case 'no-slip':
      return m.cli_invite_no_slip({ name: error.why.name }, o);
  }
}
