/**
 * Reading a document with what was disclosed of it (MIN8, MIN9): names filled in or erased, closed items opened
 * for those who may see them.
 */
import type { MinutesDocument, MinutesItem, OpenItem } from './document.ts';
import { sectionOf } from './document.ts';
import { fillNames, placeholdersIn } from './names.ts';
import type { NamedValue } from './scribe.ts';

/** Paths of the personal values of a document, each once, in order; those inside closed items are not seen. */
export function personalNames(document: MinutesDocument): string[] {
  return placeholdersIn(document);
}

/**
 * The disclosures the street may see (MIN9): of a closed item neither title nor content nor who is named only in
 * it. `withNames` false leaves out everybody's name as well: the rendition shows seats alone.
 */
export function publicDisclosures<T extends NamedValue>(
  document: MinutesDocument,
  disclosures: readonly T[],
  withNames = true,
): T[] {
  const inOpen = new Set(personalNames(document));
  return disclosures.filter(({ name }) => {
    if (name.startsWith('closed/') || !inOpen.has(name)) return false;
    return withNames || name.startsWith('proposal/') || name.startsWith('decision/');
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
