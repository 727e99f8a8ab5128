/** Who may lead a meeting out of those who are there (MTG4). Source: domain §3.1 step 4. */
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

/** Roles that may preside, whose turn it is first. */
const order = ['chair', 'vice_chair', 'facilitator'];

/**
 * null when a meeting may be opened or resumed (MTG4): somebody present holds chair or facilitator.
 * `presentRoles`: the roles of each person present, also of those without a seat. Refuses `chair-missing`.
 */
export function openingRefusal(presentRoles: readonly (readonly string[])[]): Refusal | null {
  const steered = presentRoles.some((roles) => roles.includes('chair') || roles.includes('facilitator'));
  return steered ? null : refuse('chair-missing', { field: 'attendance' });
}

/**
 * Who presides (MTG4): the named person if he may, else the chair, the vice-chair or the facilitator present.
 * `people`: person id → roles of those who are there. Refuses `chair-missing`.
 */
export function presidingOf(
  people: ReadonlyMap<string, readonly string[]>,
  named: string | undefined,
): string | Refusal {
  if (named !== undefined)
    return presidesAs(people.get(named) ?? []) === null
      ? refuse('chair-missing', { field: 'presidingPersonId' })
      : named;
  for (const role of order) for (const [person, roles] of people) if (roles.includes(role)) return person;
  return refuse('chair-missing', { field: 'attendance' });
}

/**
 * null when `person` may take the chair of a running meeting (MTG22): the council's chair, who is there. `people`: person
 * id → roles of those who are there. Refuses `chair-missing`; `forbidden` to anybody else.
 */
export function takesChairRefusal(
  people: ReadonlyMap<string, readonly string[]>,
  person: string,
): Refusal | null {
  const roles = people.get(person);
  if (roles === undefined) return refuse('chair-missing', { field: 'attendance' });
  return roles.includes('chair') ? null : refuse('forbidden');
}

/** The first of somebody's roles by which he may preside; null: by none. */
export function presidesAs(roles: readonly string[]): string | null {
  return order.find((role) => roles.includes(role)) ?? null;
}
