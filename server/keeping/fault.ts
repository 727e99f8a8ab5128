/** Why nothing was kept or restored; the sentences are in server/cli/keeping-words.ts. */
export type KeepingWhy =
  | { readonly code: 'not-empty' | 'no-folder'; readonly path: string }
  | { readonly code: 'no-space'; readonly path: string; readonly needed: number; readonly free: number }
  | { readonly code: 'not-a-backup' | 'not-a-council'; readonly file: string; readonly what: string }
  | {
      readonly code: 'incomplete' | 'altered';
      readonly file: string;
      readonly what: string;
      /** A backup unless said. */
      readonly of?: 'council';
    }
  | { readonly code: 'not-verified' | 'failed'; readonly what: string }
  /** What was written and read again is something else than what was sent. */
  | { readonly code: 'differs'; readonly what: string }
  /** Of one council: from a later version; what this server has already; rows that do not belong in it. */
  | { readonly code: 'newer' | 'not-alone' | 'target-damaged' | 'part-damaged'; readonly what: string }
  | {
      readonly code: 'slug-taken' | 'council-here' | 'people-here' | 'rows-taken' | 'bad-slug' | 'no-council';
      readonly what: string;
    };

const doesNotVerify: ReadonlySet<KeepingWhy['code']> = new Set([
  'altered',
  'not-verified',
  'differs',
  'not-alone',
  'target-damaged',
  'part-damaged',
]);

/** Ends a backup or a restoring with nothing written. */
export class KeepingFault extends Error {
  readonly why: KeepingWhy;
  /** contracts §6: 1 does not verify, 2 unreadable or the target is not empty. */
  readonly exitCode: 1 | 2;
  constructor(why: KeepingWhy) {
    super(`keeping: ${JSON.stringify(why)}`);
    this.why = why;
    this.exitCode = doesNotVerify.has(why.code) ? 1 : 2;
  }
}
