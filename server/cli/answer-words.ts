import type { ChainReport } from '#lib/domain/chain/verify.ts';
import type { OutcomeFigures } from '#lib/domain/deciding/index.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { outcomeSentence } from '#lib/text/outcome.ts';
import type { ExportAnswer } from './export.ts';
import { messageOf, type VerbFault } from './fault-words.ts';
import { keptWords, type KeptAnswer } from './keeping-words.ts';
import type { SeededAnswer } from './seed.ts';
import { invitedWords, type InvitedAnswer } from './invited-words.ts';
import { transferredWords, type TransferredAnswer } from './move-words.ts';
import { movedWords, type MovedAnswer } from './moving-words.ts';
import type { FolderAnswer } from './verify.ts';

/*
 * What a verb answers, in the words of a terminal. Programs read the answers themselves; a new kind of answer gets its
 * sentence here.
 */

/** The chain of one council, as `verify` says it. */
export interface ChainAnswer {
  readonly council?: string;
  readonly ok: boolean;
  readonly entries: number;
  readonly head: ChainReport['head'];
  readonly erased: number;
  readonly break: { readonly entry: number; readonly kind: string; readonly field?: string } | null;
  readonly record?: { readonly entry: number; readonly field: string } | null;
  readonly headReached: boolean | null;
  readonly following: number | null;
}

/** What `redirect-council` says: where to, null where it lives here again. */
interface RedirectedAnswer {
  readonly redirected: string;
  readonly to: string | null;
}

function redirectedWords({ redirected: name, to }: RedirectedAnswer, locale: Locale): string {
  return to === null
    ? m.cli_redirect_ended({ name }, { locale })
    : m.cli_redirected({ name, url: to }, { locale });
}

/** The verbs there are, for who has asked for another. */
export function knownVerbs(verbs: readonly string[], locale: Locale): string {
  return m.cli_verbs({ names: verbs.join(', ') }, { locale });
}

/** An answer in sentences, one a line. */
export function answerWords(answer: object, locale: Locale): string[] {
  const o = { locale };
  if ('error' in answer)
    return [faultLine(answer as { error: VerbFault & { field?: string | null } }, locale)];
  if ('kept' in answer) return keptWords(answer as KeptAnswer, locale);
  if ('transferred' in answer) return transferredWords(answer as TransferredAnswer, locale);
  if ('moved' in answer) return movedWords(answer as MovedAnswer, locale);
  if ('invited' in answer || 'slips' in answer || 'tookBack' in answer)
    return invitedWords(answer as InvitedAnswer, locale);
  if ('redirected' in answer) return [redirectedWords(answer as RedirectedAnswer, locale)];
  if ('acts' in answer) return folderLines(answer as FolderAnswer, locale);
  if ('files' in answer) {
    const { council, files, folder, lost = [] } = answer as ExportAnswer;
    const lines: string[] = [m.cli_exported({ council, n: files, path: folder }, o)];
    if (lost.length > 0) lines.push(`  ${m.cli_export_lost({ names: lost.join(', ') }, o)}`);
    return lines;
  }
  if ('seeded' in answer) return seededLines(answer as SeededAnswer, locale);
  // for programs; what was made is said once, at the end
  if ('cookie' in answer) return [];
  if ('entries' in answer) return chainLines(answer as ChainAnswer, locale);
  return [outcomeSentence(answer as OutcomeFigures, null, locale)];
}

function seededLines(
  { seeded, councils, members, years, meetings, seconds }: SeededAnswer,
  locale: Locale,
): string[] {
  const o = { locale };
  return [
    m.cli_seeded({ place: seeded, num: seconds.toLocaleString(locale) }, o),
    `  ${m.cli_seeded_councils({ n: councils }, o)}`,
    `  ${m.cli_seeded_each({ members, years, meetings }, o)}`,
  ];
}

/** What ended a verb; of an input to count also which field. */
function faultLine(answer: { error: VerbFault & { field?: string | null } }, locale: Locale): string {
  const { code, field } = answer.error;
  const said = messageOf(answer, locale);
  if (said) return said;
  return field
    ? m.cli_input_field({ field, what: code }, { locale })
    : m.cli_input_unreadable({}, { locale });
}

function chainLines(chain: ChainAnswer, locale: Locale): string[] {
  const o = { locale };
  const council = chain.council ?? m.cli_chain_file({}, o);
  const lines = [wrongLine(chain, council, locale) ?? m.cli_chain_ok({ council, n: chain.entries }, o)];
  if (chain.head) lines.push(`  ${m.cli_chain_head({ hash: chain.head }, o)}`);
  if (chain.erased > 0) lines.push(`  ${m.cli_chain_erased({ n: chain.erased }, o)}`);
  // of a folder the head is told once, for all its chains
  if (chain.council === undefined) lines.push(...headLines(chain, locale).map((line) => `  ${line}`));
  return lines;
}

function wrongLine(chain: ChainAnswer, council: string, locale: Locale): string | null {
  const o = { locale };
  if (chain.break) return m.cli_chain_broken({ council, no: chain.break.entry }, o);
  if (!chain.record) return null;
  const { entry: no, field } = chain.record;
  return no > 0 ? m.cli_record_differs({ council, no, field }, o) : m.cli_row_differs({ council, field }, o);
}

function folderLines(folder: FolderAnswer, locale: Locale): string[] {
  const o = { locale };
  const { acts, documents, papers, files } = folder;
  const damaged = [...documents.damaged, ...papers.damaged];
  return [
    acts.break === null ? m.cli_acts_ok({ n: acts.entries }, o) : m.cli_acts_broken({ no: acts.break }, o),
    m.cli_kept_documents({ n: documents.count }, o),
    m.cli_kept_papers({ n: papers.count }, o),
    ...(damaged.length > 0 ? [m.cli_verify_damaged({ names: damaged.join(', ') }, o)] : []),
    ...files.map(({ file, says }) => m.cli_verify_file({ place: file, reason: says }, o)),
    ...headLines(folder, locale),
    folder.ok ? m.cli_verify_ok({}, o) : m.cli_verify_not({}, o),
  ];
}

/** Whether the head that was asked for is in a chain, and how much has come since. */
function headLines(
  {
    headReached = null,
    following = null,
  }: { readonly headReached?: boolean | null; readonly following?: number | null },
  locale: Locale,
): string[] {
  if (headReached === null) return [];
  return [
    headReached ? m.cli_head_reached({ n: following ?? 0 }, { locale }) : m.cli_head_missing({}, { locale }),
  ];
}
