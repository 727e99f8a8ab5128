/**
 * Reading a document with what was disclosed of it (MIN8, MIN9): names filled in or erased, closed items opened
 * for those who may see them.
 */
import type { CanonicalValue } from '../canonical/json.ts';
import type { MinutesDocument, MinutesItem, OpenItem } from './document.ts';
import { sectionOf } from './document.ts';
import { fillNames, placeholdersIn } from './names.ts';
import type { NamedValue } from './scribe.ts';

/** Paths of those who took part in their office: seats, alternates, staff, signatories (MIN9). */
function officeNames(document: MinutesDocument): ReadonlySet<string> {
  return new Set(
    placeholdersIn([
      sectionOf(document, 'members'),
      sectionOf(document, 'staff').staff,
      sectionOf(document, 'other').signatories,
    ]),
  );
}

/**
 * The disclosures the street may see (MIN9): of a closed item neither title nor content nor who is named only in
 * it, nothing of a closed meeting, and no name that stands in a text only. `withNames` false leaves out everybody's
 * name: the rendition shows seats alone. `part`: what is shown, where it is not the document itself but a decision
 * of its meeting.
 */
export function publicDisclosures<T extends NamedValue>(
  document: MinutesDocument,
  disclosures: readonly T[],
  withNames = true,
  part: CanonicalValue = document,
): T[] {
  if (sectionOf(document, 'openness').visibility === 'closed') return [];
  const inOpen = new Set(placeholdersIn(part));
  const inOffice = officeNames(document);
  return disclosures.filter(({ name }) => {
    if (name.startsWith('closed/') || !inOpen.has(name)) return false;
    return name.startsWith('proposal/') || name.startsWith('decision/') || (withNames && inOffice.has(name));
  });
}

/** `text` with names filled in; `erased` stands for what is not disclosed (any more). */
export function filled(text: string, disclosures: readonly NamedValue[], erased: string): string {
  const values = new Map(disclosures.map(({ name, value }) => [name, value]));
  return fillNames(
    text,
    (path) => {
      const value = values.get(path);
      return typeof value === 'string' ? value : undefined;
    },
    erased,
  );
}

/** The record of each item, closed ones opened where their content is disclosed (MIN8). */
export function itemsOf(document: MinutesDocument, disclosures: readonly NamedValue[]): MinutesItem[] {
  return sectionOf(document, 'record').items.map((item) => {
    if (item.visibility === 'open') return item;
    const content = disclosures.find(({ name }) => name === `closed/${item.no}`)?.value;
    return isOpenItem(content) ? content : item;
  });
}

/** Disclosures are verified against the chain; what is sealed there was rendered here. */
function isOpenItem(value: unknown): value is OpenItem {
  return typeof value === 'object' && value !== null && 'visibility' in value && value.visibility === 'open';
}

/** `value` with every text in it rewritten by `fill`, keys as they are. */
export function filledThrough<T extends CanonicalValue>(value: T, fill: (text: string) => string): T {
  const through = (part: CanonicalValue): CanonicalValue => {
    if (typeof part === 'string') return fill(part);
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) return part.map((one: CanonicalValue) => through(one));
    return Object.fromEntries(
      Object.entries(part as Record<string, CanonicalValue>).map(([key, one]) => [key, through(one)]),
    );
  };
  return through(value) as T;
}
