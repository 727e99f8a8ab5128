/**
 * Writing texts and names into a document (MIN3–MIN7): texts in their canonical spelling, names as placeholders,
 * and a list of what stands behind each placeholder used.
 */
import { canonicalName, canonicalText } from '../canonical/text.ts';
import type { CanonicalValue } from '../canonical/json.ts';
import { defused, hideNames, placeholder, placeholdersIn } from './names.ts';
import type { PathName } from './names.ts';
import type { MinutesRecord } from './record.ts';

/** What stands behind a placeholder; the salt is added where it is sealed. */
export interface NamedValue {
  readonly name: string;
  readonly value: CanonicalValue;
}

export interface Scribe {
  /** Placeholder of a person; null for null. Throws RangeError for an id that is not in the record. */
  readonly nameOf: (person: string | null) => string | null;
  /** A text of several lines: canonical, full names hidden. */
  readonly text: (text: string) => string;
  /** A text whose hash is printed beside it: as it is, or as a whole behind `path` when a full name is in it. */
  readonly fixed: (path: string, text: string) => string;
  /** Puts `value` behind `path`. */
  readonly behind: (path: string, value: CanonicalValue) => string;
  /** What stands behind the placeholders of `value`, and of the values behind them, in order. */
  readonly disclosures: (value: CanonicalValue) => NamedValue[];
}

export function scribeFor(record: MinutesRecord): Scribe {
  const paths = pathsOf(record);
  const names: PathName[] = record.persons.map(({ id, name }) => ({
    path: paths.get(id) ?? '',
    name: canonicalName(name),
  }));
  const values = new Map<string, CanonicalValue>(names.map(({ path, name }) => [path, name]));

  const text = (raw: string): string => hideNames(defused(canonicalText(raw)), names);
  const behind = (path: string, value: CanonicalValue): string => {
    values.set(path, value);
    return placeholder(path);
  };
  return {
    text,
    behind,
    nameOf: (person) => {
      if (person === null) return null;
      const path = paths.get(person);
      if (path === undefined) throw new RangeError(`person not in the record: ${person}`);
      return placeholder(path);
    },
    fixed: (path, raw) => {
      const whole = canonicalText(raw);
      return text(whole) === whole ? whole : behind(path, whole);
    },
    disclosures: (value) => disclosed(value, values),
  };
}

/** attendee/n by seat, alternate/n by the seat they sat in, staff/n, person/n for everybody else (MIN3). */
function pathsOf(record: MinutesRecord): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  const give = (id: string | null | undefined, path: string): void => {
    if (id != null && !paths.has(id)) paths.set(id, path);
  };
  for (const seat of record.seats) give(seat.person, `attendee/${seat.no}`);
  for (const seat of record.seats) give(seat.alternate, `alternate/${seat.no}`);
  record.staff.forEach(({ person }, i) => give(person, `staff/${i + 1}`));
  record.persons.forEach(({ id }, i) => give(id, `person/${i + 1}`));
  return paths;
}

function disclosed(document: CanonicalValue, values: ReadonlyMap<string, CanonicalValue>): NamedValue[] {
  const found = new Map<string, CanonicalValue>();
  const queue = placeholdersIn(document);
  for (const path of queue) {
    const value = values.get(path);
    if (value === undefined || found.has(path)) continue;
    found.set(path, value);
    // A hidden text as it was written may hold what looks like a placeholder, but names are known by their paths.
    if (typeof value !== 'string') queue.push(...placeholdersIn(value));
  }
  return [...found].map(([name, value]) => ({ name, value }));
}
