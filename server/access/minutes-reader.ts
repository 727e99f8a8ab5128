import { publicDisclosures } from '#lib/domain/minutes/disclose.ts';
import type { CanonicalValue } from '#lib/domain/canonical/json.ts';
import type { MinutesDocument } from '#lib/domain/minutes/document.ts';
import type { NamedValue } from '#lib/domain/minutes/scribe.ts';
import { may, type Facts, type Subject } from '#lib/domain/policy/decide.ts';

/** How much of what stands behind placeholders somebody may see. */
export interface MinutesReader {
  /** Reads drafts and all names: the council's own people. */
  readonly inside: boolean;
  /** Reads closed items too. */
  readonly seesClosed: boolean;
}

export function minutesReader(subject: Subject, facts: Facts = {}): MinutesReader {
  return {
    inside: may(subject, 'minutes.readDraft', facts),
    seesClosed: may(subject, 'meeting.readClosed'),
  };
}

/**
 * What the reader may see of the personal values of a document (MIN9); `part`: of one of its decisions. The
 * street sees names of those in office, and of closed items nothing.
 */
export function readableBy<T extends NamedValue>(
  { inside, seesClosed }: MinutesReader,
  document: MinutesDocument,
  disclosures: readonly T[],
  part: CanonicalValue = document,
): T[] {
  if (!inside) return publicDisclosures(document, disclosures, true, part);
  return disclosures.filter(({ name }) => seesClosed || !name.startsWith('closed/'));
}
