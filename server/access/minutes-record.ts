import { seatStandings } from '#lib/domain/meeting/attendance.ts';
import type { MinutesRecord, RecordSeat } from '#lib/domain/minutes/record.ts';
import type { Signatory } from '#lib/domain/minutes/signatures.ts';
import type { Db, Trx } from '../db/open.ts';
import { meetingNamed } from './meeting.ts';
import { recordItems, type DraftWords } from './minutes-items.ts';
import { registerOf, registerQuorum, type Register, type RegisterEntry } from './register.ts';
import { isRefusal } from '#lib/domain/refusal.ts';

/*
 * Everything the records say about one meeting, as minutes need it (domain §3.1 step 9), with the notes of
 * the draft put beside. Plain data: rendering and redaction are the domain's (`renderMinutes`).
 */

/** The section of the draft that belongs to no item: 「その他」. */
export const otherSection = 'other';

/**
 * The record of a meeting. `notes`: sections of the minutes draft (item id → words). `signatories`: who is
 * to sign. Undefined when there is no such meeting or it was not opened and closed.
 */
export async function minutesRecordOf(
  db: Db | Trx,
  meetingId: string,
  notes: readonly DraftWords[],
  signatories: readonly Signatory[],
): Promise<MinutesRecord | undefined> {
  const named = await meetingNamed(db, meetingId);
  if (isRefusal(named)) return undefined;
  const { meeting } = named;
  if (meeting.opened_at === null || meeting.closed_at === null) return undefined;
  const council = await db
    .selectFrom('council')
    .select(['city', 'district', 'name'])
    .where('id', '=', meeting.council_id)
    .executeTakeFirstOrThrow();
  const register = await registerOf(db, meeting);
  const last = lastEntries(register);
  const quorum = registerQuorum({ ...register, entries: last.map((entry) => ({ ...entry, leftAt: null })) });
  return {
    city: council.city,
    district: council.district,
    council: council.name,
    fiscalYear: meeting.fiscal_year,
    seq: meeting.seq,
    kind: meeting.kind,
    openedAt: meeting.opened_at,
    closedAt: meeting.closed_at,
    place: meeting.place,
    online: meeting.kind === 'hybrid',
    visibility: meeting.visibility,
    closedReason: meeting.closed_reason,
    persons: await personsOf(db, meeting.council_id, register),
    offices: await officesOf(db, meeting.council_id, meeting.presiding_person_id),
    seats: seatsOf(register, last),
    quorum: { attended: quorum.attended, needed: quorum.needed, met: quorum.met },
    staff: await staffOf(db, meeting.council_id, last),
    observers: last.filter(({ mode }) => mode === 'observer').length,
    materials: await db
      .selectFrom('material')
      .select(['no', 'title'])
      .where('meeting_id', '=', meetingId)
      .where('withdrawn_at', 'is', null)
      .where('visibility', '=', 'open')
      .orderBy('no')
      .execute(),
    items: await recordItems(db, meetingId, notes),
    signatories,
    // the gist is kept without the names of speakers unless a council decides otherwise (domain §9)
    speakerNames: false,
    other: notes.find(({ id }) => id === otherSection)?.body ?? '',
  };
}

/** Of each seat the last word of the register; whoever takes no seat with the first. */
function lastEntries(register: Register): RegisterEntry[] {
  const bySeat = new Map<string, RegisterEntry>();
  for (const entry of register.entries) bySeat.set(entry.seatId ?? `entry:${entry.id}`, entry);
  return [...bySeat.values()];
}

function seatsOf(register: Register, last: readonly RegisterEntry[]): RecordSeat[] {
  const standings = seatStandings(
    register.seats.map(({ id }) => id),
    last.map(({ seatId, mode }) => ({ seat: seatId, mode })),
    register.proxies,
  );
  return register.seats.map((seat) => {
    const stands = last.find(({ seatId, mode }) => seatId === seat.id && mode === 'alternate');
    return {
      no: seat.no,
      label: seat.organization,
      person: seat.holder?.personId ?? null,
      standing: standings.get(seat.id) ?? 'absent',
      alternate: stands ? personKey(stands) : null,
    };
  });
}

/** Somebody recorded by name only is a person of this record all the same. */
function personKey(entry: RegisterEntry): string {
  return entry.personId ?? `register:${entry.id}`;
}

async function personsOf(
  db: Db | Trx,
  councilId: string,
  register: Register,
): Promise<MinutesRecord['persons']> {
  const known = await db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select(['person.id', 'person.display_name as name'])
    .distinct()
    .where('mandate.council_id', '=', councilId)
    .execute();
  const byName = register.entries
    .filter((entry) => entry.personId === null && entry.name !== '' && entry.mode !== 'observer')
    .map((entry) => ({ id: personKey(entry), name: entry.name }));
  return [...known, ...byName];
}

async function officesOf(
  db: Db | Trx,
  councilId: string,
  presiding: string | null,
): Promise<MinutesRecord['offices']> {
  const rows = await db
    .selectFrom('mandate')
    .select(['role', 'person_id'])
    .where('council_id', '=', councilId)
    .where('role', 'in', ['chair', 'facilitator', 'recorder'])
    .where('ended_at', 'is', null)
    .orderBy('created_at')
    .execute();
  const offices: { office: 'chair' | 'facilitator' | 'recorder'; person: string }[] = [];
  for (const office of ['chair', 'facilitator', 'recorder'] as const) {
    const holder = rows.find(({ role }) => role === office)?.person_id;
    const person = office === 'chair' ? (presiding ?? holder) : holder;
    if (person) offices.push({ office, person });
  }
  return offices;
}

async function staffOf(
  db: Db | Trx,
  councilId: string,
  last: readonly RegisterEntry[],
): Promise<MinutesRecord['staff']> {
  const sections = await db
    .selectFrom('mandate')
    .innerJoin('organization', 'organization.id', 'mandate.organization_id')
    .select(['mandate.person_id', 'organization.name'])
    .where('mandate.council_id', '=', councilId)
    .where('mandate.ended_at', 'is', null)
    .execute();
  return last
    .filter(({ mode, personId, name }) => mode === 'staff' && (personId !== null || name !== ''))
    .map((entry) => ({
      person: personKey(entry),
      section: sections.find(({ person_id }) => person_id === entry.personId)?.name ?? '',
    }));
}
