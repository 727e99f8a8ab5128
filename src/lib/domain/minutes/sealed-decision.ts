/**
 * A decision out of the body it was sealed in (MIN7, CHN18): opened where it was closed, names filled in, and compared
 * with what a row says of it. Source: contracts §8, I8.
 */
import { isPlainObject, type CanonicalObject } from '../canonical/json.ts';
import { canonicalText } from '../canonical/text.ts';
import { filledThrough } from './disclose.ts';
import type { MinutesDecision } from './document.ts';
import { defused, fillNames, placeholder, placeholdersIn } from './names.ts';
import type { NamedValue } from './scribe.ts';

/**
 * What was sealed of a decision, names filled in; `erased` stands for those that are not disclosed (any more), null
 * leaves their placeholders. null: what is sealed is no decision, or was closed and is not disclosed.
 */
export function sealedFacts(
  sealed: CanonicalObject | undefined,
  disclosures: readonly NamedValue[],
  erased: string | null = null,
): MinutesDecision | null {
  const open = opened(sealed, disclosures);
  if (!isDecision(open)) return null;
  const values = new Map(disclosures.map(({ name, value }) => [name, value]));
  const nameAt = (path: string) => {
    const value = values.get(path);
    return typeof value === 'string' ? value : (erased ?? placeholder(path));
  };
  return filledThrough(open, (text) => fillNames(text, nameAt, ''));
}

function opened(sealed: CanonicalObject | undefined, disclosures: readonly NamedValue[]): unknown {
  if (!isPlainObject(sealed) || typeof sealed['content'] !== 'string') return sealed;
  const [path] = placeholdersIn(sealed['content']);
  return disclosures.find(({ name }) => name === path)?.value;
}

function isDecision(value: unknown): value is MinutesDecision {
  return (
    isPlainObject(value) &&
    ['no', 'title', 'text', 'textHash', 'outcomeCode', 'declaredCode'].every(
      (key) => typeof value[key] === 'string',
    )
  );
}

/**
 * Whether a text of a row says what was sealed of it. Names were put in as the roster spells them, with or without a
 * blank, so blanks do not count; where a name was erased nothing can be said, and it passes.
 */
export function sameWords(row: string | null, sealed: string | null): boolean {
  if (row === null || sealed === null) return row === sealed;
  if (placeholdersIn(sealed).length > 0) return true;
  const bare = (text: string) => text.replace(/[\s\u3000・]/gu, '');
  const canonical = canonicalText(row);
  return bare(sealed) === bare(canonical) || bare(sealed) === bare(defused(canonical));
}
