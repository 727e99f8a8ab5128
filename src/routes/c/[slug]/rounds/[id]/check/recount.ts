import { canonicalJson } from '#lib/domain/canonical/json.ts';
import { inMode, isInputError, outcomeCodes, outcomeOf } from '#lib/domain/deciding/index.ts';
import type { Outcome, OutcomeCode, RoundJson } from '#lib/domain/deciding/index.ts';

/* A published round counted again, by the code the server uses, on the reader's own device (I5). */

export interface Recount {
  readonly published: OutcomeCode;
  /** What came out here; null where the input can't be counted. */
  readonly code: OutcomeCode | null;
  /** The whole outcome is the same, to the letter. */
  readonly same: boolean;
}

/** The outcome of an input against the one that was published. */
export function recount(input: RoundJson, published: Outcome): Recount {
  const own = outcomeOf(input);
  if (isInputError(own)) return { published: published.code, code: null, same: false };
  const { mode } = input;
  return {
    published: published.code,
    code: own.code,
    same: canonicalJson(inMode(mode, own)) === canonicalJson(inMode(mode, published)),
  };
}

/** The same of a file as `/api/v1/rounds/{id}` gives it; `unreadable` where it is none. */
export function recountFile(text: string): Recount | 'unreadable' {
  let file: { readonly input?: RoundJson; readonly outcome?: Outcome } | null;
  try {
    file = JSON.parse(text) as typeof file;
  } catch {
    return 'unreadable';
  }
  const { input, outcome } = file ?? {};
  return input && outcome && outcomeCodes.includes(outcome.code) ? recount(input, outcome) : 'unreadable';
}
