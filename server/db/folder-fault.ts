/** What is wrong with a data folder; the sentences are in server/terminal/folder-words.ts. */
export type FolderFault =
  | { readonly code: 'unreadable'; readonly file: string; readonly reason: string }
  | { readonly code: 'unwritable'; readonly folder: string; readonly reason: string }
  | { readonly code: 'in-use' | 'disk-full'; readonly folder: string }
  | { readonly code: 'newer'; readonly file: string; readonly names: readonly string[] }
  | { readonly code: 'older'; readonly file: string }
  | { readonly code: 'not-migrated'; readonly reason: string }
  | {
      readonly code: 'records-missing' | 'records-empty' | 'words-missing' | 'words-empty';
      readonly words: string;
      readonly records: string;
    }
  /** the log is of another file, or of a later moment than the file */
  | { readonly code: 'wal-foreign' | 'copied-running'; readonly file: string; readonly wal: string };

/** A data folder that can't be used: what is wrong, and the exit code of the process (contracts §1). */
export class DataFolderFault extends Error {
  readonly why: FolderFault;
  readonly exitCode: number;
  constructor(why: FolderFault, exitCode: number) {
    super(`data folder: ${JSON.stringify(why)}`);
    this.why = why;
    this.exitCode = exitCode;
  }
}
