/** Prints one answer of a verb: for programs as JSON, on a terminal in words (server/cli/answer-words.ts). */
export type Print = (answer: object) => void;

/**
 * A verb of the command line: its arguments in, its answers printed one by one; the exit code. `remark` prints what only
 * people are told.
 */
export type Verb = (args: string[], print: Print, remark?: Print) => Promise<number>;

/** What a verb can't begin with; words on a terminal are in server/cli/answer-words.ts. */
export type WrongCall =
  | { readonly code: 'usage'; readonly usage: string }
  | { readonly code: 'not-empty'; readonly folder: string }
  | { readonly code: 'no-council'; readonly slug: string }
  | { readonly code: 'no-file'; readonly file: string; readonly reason: string }
  | { readonly code: 'few-members'; readonly needed: number }
  | { readonly code: 'no-slip'; readonly name: string };

export class WrongCallError extends Error {
  readonly why: WrongCall;
  constructor(why: WrongCall) {
    super(why.code);
    this.why = why;
  }
}
