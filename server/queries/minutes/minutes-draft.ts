import { addDays } from '#lib/domain/calendar/day.ts';
import { dayOf } from '#lib/domain/calendar/jst.ts';
import { isGrown, readMinutes, type MinutesSection } from '#lib/doc/minutes.ts';
import type { MinutesDocument } from '#lib/domain/minutes/document.ts';
import type { MinutesRecord as Evening } from '#lib/domain/minutes/record.ts';
import { renderMinutes } from '#lib/domain/minutes/render.ts';
import { nextSignatories } from '#lib/domain/minutes/rotation.ts';
import type { NamedValue } from '#lib/domain/minutes/scribe.ts';
import { signaturesNeeded, chairSigning } from '#lib/domain/minutes/signatures.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { minutesDoc } from '#lib/doc/names.ts';
import { draftIsOpen } from '#lib/domain/minutes/state.ts';
import { readMeeting } from '../../access/meeting.ts';
import { minutesOf } from '../../access/minutes.ts';
import { minutesReader, readableBy } from '../../access/minutes-reader.ts';
import { minutesRecordOf } from '../../records/minutes-record.ts';
import { currentRule } from '../../records/register.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import type { WordsReader } from '../words-reader.ts';
import { mandatesNow } from '../../records/minutes-persons.ts';
import { signatoriesIn } from '../../db/decode.ts';

/* What is needed to write and to circulate: the draft's words, the facts beside them, whose turn it is to sign. */

export interface DraftView {
  /** Document name of contracts §4. */
  readonly docName: string;
  readonly personId: string;
  readonly sections: readonly MinutesSection[];
  /** Sections of the draft by the items of the document, in its order. */
  readonly itemIds: readonly string[];
  /** As it would be circulated now. */
  readonly document: MinutesDocument;
  readonly disclosures: readonly NamedValue[];
}

export interface CirculateView {
  /** Signatories besides the chair that the rules ask for. */
  readonly needed: number;
  readonly chair: string;
  readonly members: readonly {
    readonly personId: string;
    readonly name: string;
    readonly label: string;
    readonly present: boolean;
  }[];
  /** Whose turn it is (MIN17), or who was chosen before. */
  readonly chosen: readonly string[];
  /** 'YYYY-MM-DD' */
  readonly dueOn: string;
  readonly today: string;
}

/** The draft with the facts as they will print; null when its words cannot be read just now. */
export async function draftView(
  db: Db,
  words: WordsReader,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
): Promise<DraftView | null | Refusal> {
  const read = await readMeeting(db, actor, meetingId, 'minutes.readDraft');
  if (isRefusal(read)) return read;
  const minutes = await minutesOf(db, meetingId);
  if (!minutes || !draftIsOpen(minutes.state) || actor.personId === null) return refuse('not-found');
  const docName = minutesDoc(meetingId);
  const sections = await words.look(docName, (doc) => (isGrown(doc) ? readMinutes(doc) : null));
  if (!sections) return null;
  const record = await minutesRecordOf(db, meetingId, sections, []);
  if (!record) return refuse('wrong-state');
  const { document, disclosures } = renderMinutes(record);
  const reader = minutesReader(read.subject, { visibility: read.meeting.visibility });
  return {
    docName,
    personId: actor.personId,
    sections,
    itemIds: await itemIds(db, meetingId),
    document,
    disclosures: readableBy(reader, document, disclosures),
  };
}

/** What the form for circulating offers; `forbidden` to those who may not circulate. */
export async function circulateView(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
  now: number,
): Promise<CirculateView | Refusal> {
  const read = await readMeeting(db, actor, meetingId, 'minutes.circulate');
  if (isRefusal(read)) return read;
  const { meeting } = read;
  const minutes = await minutesOf(db, meetingId);
  const record = await minutesRecordOf(db, meetingId, [], []);
  if (!minutes || !record) return refuse('not-found');
  const policy = (await currentRule(db, meeting.council_id, dayOf(now))).body.sealPolicy;
  const needed = signaturesNeeded(policy, []).filter(({ capacity }) => capacity === 'signatory').length;
  const chair = chairSigning(meeting.presiding_person_id, await mandatesNow(db, meeting.council_id));
  const members = await membersOf(db, meeting.council_id, record, chair);
  const before = minutes.signatories.filter(({ capacity }) => capacity === 'signatory');
  const today = dayOf(now);
  return {
    needed,
    chair: record.persons.find(({ id }) => id === chair)?.name ?? '',
    members,
    chosen:
      before.length > 0
        ? before.map(({ person }) => person)
        : nextSignatories(
            record.seats.map(({ no, person, standing }) => ({ no, person, present: came(standing) })),
            await lastSigned(db, meeting),
            chair,
            needed,
          ),
    dueOn: addDays(today, 7),
    today,
  };
}

function came(standing: Evening['seats'][number]['standing']): boolean {
  return standing === 'present' || standing === 'online';
}

/** Members of today, by seat; who came to the meeting is told apart. */
async function membersOf(
  db: Db,
  councilId: string,
  record: Evening,
  chair: string | null,
): Promise<CirculateView['members']> {
  const rows = await db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .innerJoin('seat', 'seat.id', 'mandate.seat_id')
    .leftJoin('organization', 'organization.id', 'seat.organization_id')
    .select(['person.id', 'person.display_name', 'seat.label', 'organization.name'])
    .where('mandate.council_id', '=', councilId)
    .where('mandate.role', '=', 'member')
    .where('mandate.ended_at', 'is', null)
    .orderBy('seat.no')
    .execute();
  return rows
    .filter(({ id }) => id !== chair)
    .map((row) => ({
      personId: row.id,
      name: row.display_name,
      label: row.name ?? row.label,
      present: record.seats.some(({ person, standing }) => person === row.id && came(standing)),
    }));
}

/** Number of the seat that signed last, in the minutes of the meeting before; null: nobody yet. */
async function lastSigned(
  db: Db,
  meeting: { readonly id: string; readonly council_id: string; readonly starts_at: number },
): Promise<number | null> {
  const rows = await db
    .selectFrom('minutes')
    .innerJoin('meeting', 'meeting.id', 'minutes.meeting_id')
    .select('minutes.signatories')
    .where('minutes.council_id', '=', meeting.council_id)
    .where('minutes.state', '!=', 'drafting')
    .where('meeting.starts_at', '<', meeting.starts_at)
    .orderBy('meeting.starts_at', 'desc')
    .limit(10)
    .execute();
  for (const row of rows) {
    const last = signatoriesIn(row).findLast(({ capacity }) => capacity === 'signatory');
    const seat =
      last &&
      (await db
        .selectFrom('mandate')
        .innerJoin('seat', 'seat.id', 'mandate.seat_id')
        .select('seat.no')
        .where('mandate.person_id', '=', last.person)
        .where('mandate.council_id', '=', meeting.council_id)
        .where('mandate.role', '=', 'member')
        .executeTakeFirst());
    if (seat) return seat.no;
  }
  return null;
}

async function itemIds(db: Db, meetingId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('agenda_item')
    .select('id')
    .where('meeting_id', '=', meetingId)
    .where('state', '!=', 'withdrawn')
    .orderBy('position')
    .execute();
  return rows.map(({ id }) => id);
}
