import type { Role } from '#lib/domain/policy/actions.ts';
import type { Db } from '../../db/open.ts';
import { startsWith } from '../../db/values.ts';
import { mandatesOf } from './people.ts';

/** Roles by which the sample council's people are also known (contracts §1). */
const alsoKnownAs: readonly (readonly [handle: string, member: string])[] = [
  ['chair', 'member1'],
  ['facilitator', 'member2'],
  ['recorder', 'member3'],
  ['translator', 'member21'],
];
const prefix = 'sample-';

export interface SamplePerson {
  readonly handle: string;
  readonly name: string;
  readonly personId: string;
  /** What this person does in the council, the office before the seat. */
  readonly roles: readonly Role[];
  /** Whom this person sits for; '' for nobody but oneself. */
  readonly from: string;
}

/**
 * People of the sample council: everybody whose sign-in name is `sample-{handle}`, the four roles of
 * contracts §1 first. Only asked with --demo.
 */
export async function samplePeople(db: Db): Promise<SamplePerson[]> {
  const rows = await db
    .selectFrom('person')
    .select(['id', 'login_name', 'display_name'])
    .where(startsWith('login_name', prefix))
    .where('erased_at', 'is', null)
    .execute();
  const mandates = await mandatesOf(
    db,
    rows.map(({ id }) => id),
  );
  const known = new Map(
    rows.map((row) => {
      const own = mandates.filter(({ personId }) => personId === row.id);
      return [
        (row.login_name ?? '').slice(prefix.length),
        {
          name: row.display_name,
          personId: row.id,
          roles: own.map(({ role }) => role).sort((a, b) => Number(a === 'member') - Number(b === 'member')),
          from: own.find(({ from }) => from !== '')?.from ?? '',
        },
      ];
    }),
  );
  for (const [handle, member] of alsoKnownAs) {
    const person = known.get(handle) ?? known.get(member);
    if (!person) continue;
    known.set(handle, person);
    known.set(member, person);
  }
  return [...known]
    .map(([handle, person]) => ({ handle, ...person }))
    .sort((a, b) => rank(a.handle) - rank(b.handle) || (a.handle < b.handle ? -1 : 1));
}

/** Roles first, then members by number. */
function rank(handle: string): number {
  const role = alsoKnownAs.findIndex(([name]) => name === handle);
  if (role >= 0) return role;
  const number = /^member(\d+)$/.exec(handle)?.[1];
  return number === undefined ? 50 : 100 + Number(number);
}
