/** Why nothing was kept or restored; the sentences are in server/cli/keeping-words.ts. */
export type KeepingWhy =
  | { readonly code: 'not-empty' | 'no-folder'; readonly path: string }
  | { readonly code: 'no-space'; readonly path: string; readonly needed: number; readonly free: number }
  | { readonly code: 'not-a-backup' | 'incomplete' | 'altered'; readonly file: string; readonly what: string }
  | { readonly code: 'not-verified' | 'failed'; readonly what: string };

/** Ends a backup or a restoring with nothing written. */
export class KeepingFault extends Error {
  readonly why: KeepingWhy;
  /** contracts §6: 1 does not verify, 2 unreadable or the target is not empty. */
  readonly exitCode: 1 | 2;
  constructor(why: KeepingWhy) {
    super(`keeping: ${JSON.stringify(why)}`);
    this.why = why;
    this.exitCode = why.code === 'altered' || why.code === 'not-verified' ? 1 : 2;
  }
}
