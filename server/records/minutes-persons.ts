import type { MinutesRecord } from '#lib/domain/minutes/record.ts';
import type { Db, Trx } from '../db/open.ts';
import type { MeetingRecord } from '../access/meeting.ts';
import type { Register, RegisterEntry } from './register.ts';

/*
 * Who minutes name, and in which office: as mandates stood while the meeting lasted, not as they stand on the
 * day the minutes are written.
 */

export interface MandateThen {
  readonly personId: string;
  readonly role: string;
  readonly seatId: string | null;
  /** Name of the organisation the mandate is held for. */
  readonly organization: string | null;
}

/** Mandates in force while the meeting lasted; of two holders the later one comes last. */
export async function mandatesThen(
  db: Db | Trx,
  meeting: Pick<MeetingRecord, 'council_id'> & { readonly opened_at: number; readonly closed_at: number },
): Promise<MandateThen[]> {
  return db
    .selectFrom('mandate')
    .leftJoin('organization', 'organization.id', 'mandate.organization_id')
    .select([
      'mandate.person_id as personId',
      'mandate.role',
      'mandate.seat_id as seatId',
      'organization.name as organization',
    ])
    .where('mandate.council_id', '=', meeting.council_id)
    .where('mandate.created_at', '<=', meeting.closed_at)
    .where((eb) =>
      eb.or([eb('mandate.ended_at', 'is', null), eb('mandate.ended_at', '>', meeting.opened_at)]),
    )
    .orderBy('mandate.created_at')
    .orderBy('mandate.id')
    .execute();
}

/** Mandates that stand today, the longest held first. */
export async function mandatesNow(
  db: Db | Trx,
  councilId: string,
): Promise<{ readonly person: string; readonly role: string }[]> {
  return db
    .selectFrom('mandate')
    .select(['person_id as person', 'role'])
    .where('council_id', '=', councilId)
    .where('ended_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Somebody recorded by name only is a person of this record all the same. */
export function personKey(entry: Pick<RegisterEntry, 'id' | 'personId'>): string {
  return entry.personId ?? `register:${entry.id}`;
}

/**
 * Everybody whose full name may have to be taken out of a text (MIN4): who ever held a mandate here, and who was
 * entered in the register by name.
 */
export async function personsOf(
  db: Db | Trx,
  councilId: string,
  register: Pick<Register, 'entries'>,
): Promise<MinutesRecord['persons']> {
  const entered = new Set(
    register.entries.flatMap(({ mode, personId }) => (mode === 'observer' || !personId ? [] : [personId])),
  );
  const known = await db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select(['person.id', 'person.display_name as name', 'mandate.role', 'person.created_at'])
    .where('mandate.council_id', '=', councilId)
    .orderBy('person.created_at')
    .orderBy('person.id')
    .execute();
  const persons = new Map<string, string>();
  for (const { id, name, role } of known)
    if (entered.has(id) || !chosenByThemselves.has(role) || isWholeName(name)) persons.set(id, name);
  for (const entry of register.entries)
    if (entry.personId === null && (entry.mode === 'observer' ? isWholeName(entry.name) : entry.name !== ''))
      persons.set(personKey(entry), entry.name);
  return [...persons].map(([id, name]) => ({ id, name }));
}

/** Residents and observers write their names themselves: a word of every sentence must not pass for one. */
const chosenByThemselves: ReadonlySet<string> = new Set(['resident', 'observer']);

function isWholeName(name: string): boolean {
  return /\S[\s\u3000・]+\S/u.test(name);
}
