/**
 * What a text of the minutes says otherwise than the one that went round before it (COR7): the places whose words
 * changed, and whether the records beneath did. Clause by clause they are shown with AMD2's differences.
 */
import { canonicalJson } from '../canonical/json.ts';
import type { CanonicalValue } from '../canonical/json.ts';
import { factsPlace, itemPlace, otherPlace } from './corrections.ts';
import { filled, filledThrough, itemsOf } from './disclose.ts';
import { sectionOf, type MinutesDocument, type OpenItem } from './document.ts';
import type { NamedValue } from './scribe.ts';

/** The words of one place, names filled in. */
export interface PlaceWords {
  readonly place: string;
  readonly title: string;
  readonly text: string;
}

/** A document with what stands behind its placeholders. */
export interface FilledMinutes {
  readonly document: MinutesDocument;
  readonly disclosures: readonly NamedValue[];
}

/** Words of every item in order, then what else was said; a closed item that is not disclosed is left out. */
export function placeWords({ document, disclosures }: FilledMinutes, erased: string): PlaceWords[] {
  const fill = (text: string) => filled(text, disclosures, erased);
  const items = itemsOf(document, disclosures)
    .filter((item): item is OpenItem => item.visibility === 'open')
    .map(({ no, title, notes }) => ({ place: itemPlace(no), title: fill(title), text: fill(notes) }));
  return [...items, { place: otherPlace, title: '', text: otherText(document, disclosures, fill) }];
}

function otherText(
  document: MinutesDocument,
  disclosures: readonly NamedValue[],
  fill: (text: string) => string,
): string {
  const { text } = sectionOf(document, 'other');
  const closed = disclosures.find(({ name }) => name === 'closed/other' && text.includes(name))?.value;
  if (typeof closed === 'object' && closed !== null && 'text' in closed)
    return typeof closed.text === 'string' ? fill(closed.text) : '';
  return fill(text);
}

/** A place whose words are not what they were. */
export interface PlaceChange extends PlaceWords {
  readonly before: string;
}

export interface MinutesChanges {
  readonly places: readonly PlaceChange[];
  /** Whether what the records say changed: attendance, figures, answers of parties, who signs. */
  readonly facts: boolean;
}

/** What `after` says otherwise than `before`. */
export function minutesChanges(before: FilledMinutes, after: FilledMinutes, erased: string): MinutesChanges {
  const then = new Map(placeWords(before, erased).map((words) => [words.place, words]));
  const places = placeWords(after, erased).flatMap((words) => {
    const was = then.get(words.place);
    return was?.text === words.text && was.title === words.title
      ? []
      : [{ ...words, before: was?.text ?? '' }];
  });
  return { places, facts: factsOf(before) !== factsOf(after) };
}

/** Everything but people's words, spelled. */
function factsOf({ document, disclosures }: FilledMinutes): string {
  const wordless = document.sections.map((section): CanonicalValue => {
    if (section.key === 'other') return { ...section, text: '' };
    if (section.key === 'items') return { key: section.key };
    if (section.key !== 'record') return section;
    const items = itemsOf(document, disclosures);
    return {
      key: section.key,
      items: items.map((item) => (item.visibility === 'open' ? { ...item, title: '', notes: '' } : item)),
    };
  });
  const spelled = canonicalJson(filledThrough(wordless, (text) => filled(text, disclosures, '')));
  return typeof spelled === 'string' ? spelled : factsPlace;
}
