import { householdFigures } from '#lib/domain/deciding/index.ts';
import { seatStandings } from '#lib/domain/meeting/attendance.ts';
import { staysOf, type Stretch } from '#lib/domain/meeting/stays.ts';
import type { MinutesRecord, RecordSeat } from '#lib/domain/minutes/record.ts';
import type { Signatory } from '#lib/domain/minutes/signatures.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import type { Db, Trx } from '../db/open.ts';
import { meetingNamed } from '../access/meeting.ts';
import { recordItems, type DraftWords } from './minutes-items.ts';
import { mandatesThen, personKey, personsOf, type MandateThen } from './minutes-persons.ts';
import { writtenReplies } from './writing.ts';
import { isPresence, registerOf, registerQuorum, type Register, type RegisterEntry } from './register.ts';

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
  const { opened_at, closed_at } = meeting;
  if (opened_at === null || closed_at === null) return undefined;
  const council = await db
    .selectFrom('council')
    .select(['city', 'district', 'name'])
    .where('id', '=', meeting.council_id)
    .executeTakeFirstOrThrow();
  const register = await registerOf(db, meeting);
  const last = lastEntries(register);
  const quorum = registerQuorum({ ...register, entries: last.map((entry) => ({ ...entry, leftAt: null })) });
  const { householdRule, quorum: asked } = register.rule;
  const households = householdFigures(householdRule, asked.op, register.seats);
  const mandates = await mandatesThen(db, { council_id: meeting.council_id, opened_at, closed_at });
  const written = meeting.kind === 'written' ? await writtenReplies(db, meeting) : null;
  return {
    city: council.city,
    district: council.district,
    council: council.name,
    fiscalYear: meeting.fiscal_year,
    seq: meeting.seq,
    kind: meeting.kind,
    openedAt: opened_at,
    closedAt: written ? meeting.ends_at : closed_at,
    place: meeting.place,
    online: meeting.kind === 'hybrid',
    visibility: meeting.visibility,
    closedReason: meeting.closed_reason,
    persons: await personsOf(db, meeting.council_id, register),
    offices: officesOf(mandates, await presidingIn(db, meetingId)),
    seats: seatsOf(register, last, { openedAt: opened_at, closedAt: closed_at }, written?.inTime ?? []),
    quorum: {
      attended: quorum.attended,
      needed: quorum.needed,
      met: quorum.met,
      ...(households && { households }),
    },
    ...(written && { replies: written.counts }),
    staff: staffOf(mandates, register.entries, { openedAt: opened_at, closedAt: closed_at }),
    ...(register.rule.roll === 'door' && { comers: register.comers.length }),
    observers: last.filter(({ mode }) => mode === 'observer').length,
    materials: await materialsOf(db, meetingId),
    items: await recordItems(db, meetingId, notes),
    signatories,
    // the gist is kept without the names of speakers unless a council decides otherwise (domain §9)
    speakerNames: false,
    other: notes.find(({ id }) => id === otherSection)?.body ?? '',
  };
}

/**
 * Of each seat, and of each person without one, the last word of the register. Who was there is not made absent by
 * leaving (REG11).
 */
function lastEntries(register: Register): RegisterEntry[] {
  const byWho = new Map<string, RegisterEntry>();
  for (const entry of register.entries) {
    const who = entry.seatId ?? personKey(entry);
    const before = byWho.get(who);
    if (!before || entry.mode !== 'absent' || before.mode === 'absent') byWho.set(who, entry);
  }
  return [...byWho.values()];
}

/** Who presided from when on, in order. */
function presidingIn(db: Db | Trx, meetingId: string) {
  return db
    .selectFrom('meeting_presiding')
    .select(['person_id as person', 'at'])
    .where('meeting_id', '=', meetingId)
    .orderBy('at')
    .execute();
}

function seatsOf(
  register: Register,
  last: readonly RegisterEntry[],
  meeting: Lasted,
  written: readonly string[],
): RecordSeat[] {
  const standings = seatStandings(
    register.seats.map(({ id }) => id),
    last.map(({ seatId, mode }) => ({ seat: seatId, mode })),
    register.proxies,
    written,
  );
  return register.seats.map((seat) => {
    const entry = last.find(({ seatId }) => seatId === seat.id);
    const came = entry?.mode === 'in_person' || entry?.mode === 'online' ? entry.personId : null;
    const rows = register.entries.filter(({ seatId, mode }) => seatId === seat.id && isPresence(mode));
    return {
      no: seat.no,
      label: seat.organization,
      person: came ?? seat.holder?.personId ?? null,
      standing: standings.get(seat.id) ?? 'absent',
      alternate: entry?.mode === 'alternate' ? personKey(entry) : null,
      ...stays(rows, meeting),
    };
  });
}

/** When a meeting lasted, ms UTC. */
interface Lasted {
  readonly openedAt: number;
  readonly closedAt: number;
}

function stays(rows: readonly RegisterEntry[], meeting: Lasted): { stays?: readonly Stretch[] } {
  const found = staysOf(rows, meeting);
  return found.length === 0 ? {} : { stays: found };
}

/** Everybody who presided, in order (MTG22), then who had the other tasks. */
function officesOf(
  mandates: readonly MandateThen[],
  presiding: readonly { readonly person: string; readonly at: number }[],
): MinutesRecord['offices'] {
  const holder = (office: string) => mandates.findLast(({ role }) => role === office)?.personId;
  const chairs = presiding.map(({ person, at }, i) => ({
    office: 'chair' as const,
    person,
    ...(i === 0 ? {} : { from: at }),
  }));
  const offices: MinutesRecord['offices'][number][] = [...chairs];
  const chair = holder('chair');
  if (chairs.length === 0 && chair) offices.push({ office: 'chair', person: chair });
  for (const office of ['facilitator', 'recorder'] as const) {
    const person = holder(office);
    if (person) offices.push({ office, person });
  }
  return offices;
}

/** 事務局・説明者 with their 職, each once; without one, the organisation they are there for. */
function staffOf(
  mandates: readonly MandateThen[],
  entries: readonly RegisterEntry[],
  meeting: Lasted,
): MinutesRecord['staff'] {
  const rows = entries.filter(
    ({ mode, personId, name }) => mode === 'staff' && (personId !== null || name !== ''),
  );
  const byWho = Map.groupBy(rows, (entry) => entry.personId ?? `${entry.name}\n${entry.office}`);
  return [...byWho.values()].flatMap((own) => {
    const [entry] = own;
    if (!entry) return [];
    const organization = mandates.findLast(
      (mandate) => mandate.personId === entry.personId && mandate.organization !== null,
    )?.organization;
    const office = own.findLast((row) => row.office !== '')?.office;
    return [{ person: personKey(entry), section: office ?? organization ?? '', ...stays(own, meeting) }];
  });
}

/** A material of a closed item is closed with it. */
async function materialsOf(db: Db | Trx, meetingId: string): Promise<MinutesRecord['materials']> {
  const rows = await db
    .selectFrom('material')
    .leftJoin('agenda_item', 'agenda_item.id', 'material.item_id')
    .select(['material.no', 'material.title', 'material.visibility', 'agenda_item.visibility as item'])
    .where('material.meeting_id', '=', meetingId)
    .where('material.withdrawn_at', 'is', null)
    .orderBy('material.no')
    .execute();
  return rows.map(({ no, title, visibility, item }) => ({
    no,
    title,
    visibility: visibility === 'closed' || item === 'closed' ? 'closed' : 'open',
  }));
}
