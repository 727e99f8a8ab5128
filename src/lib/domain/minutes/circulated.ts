/**
 * Minutes as they are circulated, signed and then sealed (MIN15): the document, what stands behind its placeholders
 * with salts already drawn, the decisions of the meeting, and the policy they are signed under. Their hash is made
 * of documents and salted digests only, so that it tells nothing of a name, and whoever holds the chain can make it
 * again. Source: safety B76, D.6, contracts §8.
 */
import { canonicalJson } from '../canonical/json.ts';
import type { CanonicalObject } from '../canonical/json.ts';
import { fieldDigest } from '../chain/entry.ts';
import type { Disclosure } from '../chain/entry.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { sha256Hex, utf8 } from '../sha256.ts';
import type { MinutesDocument } from './document.ts';
import type { RenderedDecision } from './render.ts';
import type { SealPolicy } from './signatures.ts';

export interface CirculatedDecision extends Pick<RenderedDecision, 'no' | 'document'> {
  readonly disclosures: readonly Disclosure[];
}

export interface CirculatedMinutes {
  /** Of the rule set on the day of circulation: a rule adopted later does not ask for other signatures. */
  readonly sealPolicy: SealPolicy;
  readonly document: MinutesDocument;
  readonly disclosures: readonly Disclosure[];
  readonly decisions: readonly CirculatedDecision[];
}

const domain = 'yoriai/minutes/v1\0';

/**
 * The hash that is read out, signed and named when sealing, 64 hex digits (MIN15). Refuses what has no canonical
 * spelling, and salts that are none.
 */
export function circulatedHash(minutes: CirculatedMinutes): string | Refusal {
  const personal = digestsOf(minutes.disclosures);
  if (isRefusal(personal)) return personal;
  const decisions: CanonicalObject[] = [];
  for (const { no, document, disclosures } of minutes.decisions) {
    const digests = digestsOf(disclosures);
    if (isRefusal(digests)) return digests;
    decisions.push({ no, document, personal: digests });
  }
  const text = canonicalJson({ document: minutes.document, personal, decisions });
  return isRefusal(text) ? text : sha256Hex(utf8(domain + text));
}

function digestsOf(disclosures: readonly Disclosure[]): CanonicalObject | Refusal {
  const digests: Record<string, string> = {};
  for (const { name, value, salt } of disclosures) {
    const digest = fieldDigest(name, value, salt);
    if (isRefusal(digest)) return digest;
    digests[name] = digest;
  }
  return digests;
}
