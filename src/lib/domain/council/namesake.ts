import { sameName } from '../canonical/names.ts';
import type { Role } from '../policy/actions.ts';

/** Somebody of the council as his mandates show him. */
export interface Rostered {
  readonly personId: string;
  readonly name: string;
  readonly mandates: readonly { readonly role: Role; readonly seatId: string | null }[];
}

/** Offices by which somebody is in the council before he has a seat: the founder's and his like. */
const offices: readonly Role[] = [
  'chair',
  'vice_chair',
  'facilitator',
  'recorder',
  'treasurer',
  'secretariat',
];

/**
 * Who each row of a pasted roster may mean among those who hold an office and have no seat (CNC13): row
 * number → person. Only where the row's name, width and spaces aside, is borne by one such person and no
 * other row. It is a question for whoever keeps the roster, never an answer.
 */
export function officeholdersMeant<P extends Rostered>(
  people: readonly P[],
  rows: readonly { readonly no: number; readonly name: string }[],
): Map<number, P> {
  const meant = new Map<number, P>();
  for (const row of rows) {
    if (rows.filter(({ name }) => sameName(name, row.name)).length > 1) continue;
    const [one, ...more] = people.filter((person) => maySit(person, row.name, null));
    if (one && more.length === 0) meant.set(row.no, one);
  }
  return meant;
}

/** Whether this person may be who a row of this name means; `seatId`: a seat he may have already. */
export function maySit(person: Rostered, name: string, seatId: string | null): boolean {
  return (
    sameName(person.name, name) &&
    person.mandates.some(({ role }) => offices.includes(role)) &&
    person.mandates.every((mandate) => mandate.seatId === null || mandate.seatId === seatId)
  );
}
