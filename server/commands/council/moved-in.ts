import type { Trx } from '../../db/open.ts';
import { auditIn } from '../audit.ts';
import { writeSlip } from './slips.ts';

/** A slip for somebody of a council that has come from another server. */
export interface FirstSlip {
  readonly name: string;
  readonly role: string;
  readonly token: string;
  readonly expiresAt: number;
}

/** Who gets a slip first: those who give slips to everybody else; where there are none, those who stand nearest to them. */
const first = ['secretariat', 'chair', 'facilitator', 'vice_chair', 'member'] as const;

/**
 * What a council is given that came from another server by the hand of who keeps the machine: another address if it had
 * one, an entry in its log of acts, and slips for those who then give slips to the others. Passwords do not travel.
 */
export async function movedIn(
  db: Trx,
  council: { readonly id: string; readonly slug: string },
  slugBefore: string,
  now: number,
): Promise<FirstSlip[]> {
  if (council.slug !== slugBefore) await giveAddress(db, council, slugBefore, now);
  await auditIn(db, {
    at: now,
    councilId: council.id,
    personId: null,
    command: 'import-council',
    entity: 'council',
    entityId: council.id,
    detail: { slug: council.slug },
  });
  for (const role of first) {
    const people = await db
      .selectFrom('mandate')
      .innerJoin('person', 'person.id', 'mandate.person_id')
      .select(['person.id', 'person.display_name'])
      .distinct()
      .where('mandate.council_id', '=', council.id)
      .where('mandate.role', '=', role)
      .where('mandate.ended_at', 'is', null)
      .where('person.erased_at', 'is', null)
      .orderBy('person.id')
      .execute();
    if (people.length === 0) continue;
    const slips: FirstSlip[] = [];
    for (const { id, display_name } of people) {
      const slip = await writeSlip(db, {
        councilId: council.id,
        purpose: 'member',
        personId: id,
        by: null,
        now,
      });
      await auditIn(db, {
        at: now,
        councilId: council.id,
        personId: null,
        command: 'import-council',
        entity: 'invitation',
        entityId: slip.invitationId,
        detail: { purpose: 'member', person: id },
      });
      slips.push({ name: display_name, role, token: slip.token, expiresAt: slip.expiresAt });
    }
    return slips;
  }
  return [];
}

/** What is sealed names the address it had then (CHN20). */
async function giveAddress(
  db: Trx,
  council: { readonly id: string; readonly slug: string },
  before: string,
  now: number,
): Promise<void> {
  const last = await db
    .selectFrom('chain_entry')
    .select((eb) => eb.fn.max('at').as('at'))
    .where('council_id', '=', council.id)
    .executeTakeFirst();
  // the clock of the other server may have been ahead
  const until_at = Math.max(now, (last?.at ?? 0) + 1);
  await db
    .insertInto('council_former_slug')
    .values({ council_id: council.id, slug: before, until_at })
    .execute();
  await db.updateTable('council').set({ slug: council.slug }).where('id', '=', council.id).execute();
}
