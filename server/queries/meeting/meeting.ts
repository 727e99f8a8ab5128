import type { AnsweredCriterion } from '#lib/domain/consultation/criteria.ts';
import type { ConsultationLine } from '#lib/domain/consultation/line.ts';
import type { AgendaItem } from '#lib/doc/agenda.ts';
import { movedOf, type Moved } from '#lib/domain/meeting/announcement.ts';
import { planAgenda } from '#lib/domain/meeting/time-plan.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { decisionNumber } from '#lib/text/states.ts';
import { agendaDoc, minutesDoc, floorDoc } from '#lib/doc/names.ts';
import { announcementsOf } from '../../records/announcement.ts';
import { readMeeting, type ReadMeeting } from '../../access/meeting.ts';
import type { Actor } from '../../access/subject.ts';
import { answeredCriteria, meetingConsultations } from '../../records/consultations.ts';
import { removedItems } from '../../records/removals.ts';
import type { Db } from '../../db/open.ts';
import type { AgendaItemRow, MeetingRow, MinutesRow } from '../../db/schema.ts';
import type { WordsReader } from '../words-reader.ts';

/*
 * One meeting as pages, prints and the API show it. Who follows reads the agenda as it is being written;
 * the street reads what was recorded (I12). Closed items show neither title nor presenter to others.
 */

export interface AgendaLine {
  readonly id: string;
  /** 1, 2, … in agenda order */
  readonly no: number;
  readonly type: AgendaItemRow['type'];
  /** '' where the item is closed to the reader. */
  readonly title: string;
  readonly presenter: string;
  readonly minutes: number;
  readonly visibility: 'open' | 'closed';
  readonly state: AgendaItemRow['state'];
  /** Planned beginning, ms since 1970 UTC. */
  readonly startsAt: number;
  /** '2022-08' */
  readonly decisionNo: string | null;
}

export interface MaterialView {
  readonly id: string;
  readonly no: number;
  readonly title: string;
  readonly itemId: string | null;
  readonly visibility: 'open' | 'closed';
  /** Address outside; null for a file. */
  readonly url: string | null;
  readonly fileName: string | null;
  readonly mime: string | null;
  readonly bytes: number | null;
  /** ms since 1970 UTC */
  readonly addedAt: number;
}

export interface MeetingView {
  readonly id: string;
  readonly fiscalYear: number;
  readonly seq: number;
  readonly kind: MeetingRow['kind'];
  /** ms since 1970 UTC */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly place: string;
  /** For the council's own people: whoever holds it is let into the room. */
  readonly onlineUrl: string | null;
  readonly visibility: MeetingRow['visibility'];
  readonly closedReason: string | null;
  readonly observerCapacity: number | null;
  readonly state: MeetingRow['state'];
  readonly calledAt: number | null;
  readonly urgentReason: string | null;
  readonly cancelReason: string | null;
  readonly openedAt: number | null;
  readonly closedAt: number | null;
  readonly currentItemId: string | null;
  readonly council: ReadMeeting['council'];
  /** Who called it: name of the chair, and of the council it speaks for. */
  readonly chair: string;
  /** Document names of contracts §4. */
  readonly rooms: { readonly agenda: string; readonly minutes: string; readonly floor: string };
  readonly agenda: readonly AgendaLine[];
  /** Planned end of the agenda, ms since 1970 UTC. */
  readonly agendaEndsAt: number;
  /** When agenda, date or place last changed after the call; null while they are as called. */
  readonly changedAt: number | null;
  /** Where it was put off or moved from what people were told. */
  readonly moved: Moved | null;
  /** The last act on its announcement: its number, from 1, and when it was, ms since 1970 UTC. */
  readonly announcement: { readonly no: number; readonly at: number };
  readonly materials: readonly MaterialView[];
  readonly minutes: MinutesRow['state'] | null;
  /** What the council was asked and has not replied to, and what this meeting is planned for (CST11). */
  readonly consultations: readonly ConsultationLine[];
  /** What was answered to the council's criteria, for those who follow, item by item in the order of the agenda (CRI4). */
  readonly criteria: readonly { readonly itemId: string; readonly answers: readonly AnsweredCriterion[] }[];
}

/** A meeting for whoever asks; `not-found` where it is hidden from him. */
export async function meetingView(
  db: Db,
  words: WordsReader,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
): Promise<MeetingView | Refusal> {
  const read = await readMeeting(db, actor, meetingId);
  if (isRefusal(read)) return read;
  const items = may(read.subject, 'meeting.follow') ? await words.agenda(meetingId) : null;
  return viewOf(db, read, items);
}

/** The view from a meeting already read; `words`: its agenda as written, null for what was recorded. */
export async function viewOf(
  db: Db,
  read: ReadMeeting,
  words: readonly AgendaItem[] | null,
): Promise<MeetingView> {
  const { meeting, council, seesClosed } = read;
  const off = await removedItems(db, meeting.id);
  const lines = (await agendaLines(db, meeting.id, words)).filter(({ id }) => !off.has(id));
  const plan = planAgenda(
    lines.filter((line) => line.state !== 'withdrawn'),
    meeting.starts_at,
  );
  const starts = new Map(plan.items.map((item) => [item.id, item.startsAt]));
  const hidden = new Set(lines.filter((line) => line.visibility === 'closed').map((line) => line.id));
  const agenda = lines
    .filter((line) => line.state !== 'withdrawn')
    .map((line, i) => ({
      ...line,
      no: i + 1,
      startsAt: starts.get(line.id) ?? meeting.starts_at,
      ...(seesClosed || line.visibility === 'open' ? {} : { title: '', presenter: '' }),
    }));
  const materials = await materialsOf(db, meeting.id);
  const acts = (await announcementsOf(db, [meeting.id])).get(meeting.id) ?? [];
  const minutes = await db
    .selectFrom('minutes')
    .select('state')
    .where('meeting_id', '=', meeting.id)
    .executeTakeFirst();
  return {
    id: meeting.id,
    fiscalYear: meeting.fiscal_year,
    seq: meeting.seq,
    kind: meeting.kind,
    startsAt: meeting.starts_at,
    endsAt: meeting.ends_at,
    place: meeting.place,
    onlineUrl: may(read.subject, 'council.readInside') ? meeting.online_url : null,
    visibility: meeting.visibility,
    closedReason: meeting.closed_reason,
    observerCapacity: meeting.observer_capacity,
    state: meeting.state,
    calledAt: meeting.called_at,
    urgentReason: meeting.urgent_reason,
    cancelReason: meeting.cancel_reason,
    openedAt: meeting.opened_at,
    closedAt: meeting.closed_at,
    currentItemId: meeting.current_item_id,
    council,
    chair: await chairOf(db, council.id, meeting.called_at),
    rooms: {
      agenda: agendaDoc(meeting.id),
      minutes: minutesDoc(meeting.id),
      floor: floorDoc(meeting.id),
    },
    agenda,
    agendaEndsAt: plan.expectedEnd,
    changedAt: await changedAfterCall(db, meeting.id),
    moved: movedOf(acts),
    announcement: { no: Math.max(1, acts.length), at: acts.at(-1)?.at ?? meeting.created_at },
    materials: seesClosed
      ? materials
      : materials.filter(
          (material) =>
            material.visibility === 'open' && (material.itemId === null || !hidden.has(material.itemId)),
        ),
    minutes: minutes?.state ?? null,
    criteria: may(read.subject, 'meeting.follow') ? await criteriaOf(db, agenda, seesClosed) : [],
    consultations: await meetingConsultations(db, meeting, {
      announced: !may(read.subject, 'consultation.read'),
    }),
  };
}

async function criteriaOf(
  db: Db,
  agenda: readonly Pick<AgendaLine, 'id' | 'visibility'>[],
  seesClosed: boolean,
): Promise<MeetingView['criteria']> {
  const shown = agenda.filter(({ visibility }) => seesClosed || visibility === 'open').map(({ id }) => id);
  const answered = await answeredCriteria(db, shown);
  return shown.flatMap((itemId) => {
    const answers = answered.get(itemId);
    return answers ? [{ itemId, answers }] : [];
  });
}

type Line = Omit<AgendaLine, 'no' | 'startsAt'>;

/** The agenda as written, with what the records know of each item; or as recorded. */
async function agendaLines(db: Db, meetingId: string, words: readonly AgendaItem[] | null): Promise<Line[]> {
  const rows = await db
    .selectFrom('agenda_item')
    .leftJoin('decision', 'decision.item_id', 'agenda_item.id')
    .selectAll('agenda_item')
    .select(['decision.fiscal_year', 'decision.seq'])
    .where('agenda_item.meeting_id', '=', meetingId)
    .orderBy('agenda_item.position')
    .orderBy('agenda_item.id')
    .execute();
  const recorded: Line[] = rows.map((row) => ({
    id: row.id,
    type: row.type,
    title: row.title,
    presenter: row.presenter,
    minutes: row.minutes_planned,
    visibility: row.visibility,
    state: row.state,
    decisionNo:
      row.fiscal_year === null || row.seq === null ? null : decisionNumber(row.fiscal_year, row.seq),
  }));
  if (words === null) return recorded;
  const known = new Map(recorded.map((line) => [line.id, line]));
  const lines = words.map(({ id, type, title, presenter, minutes, visibility }): Line => {
    const row = known.get(id);
    const state = row?.state === 'withdrawn' ? 'listed' : (row?.state ?? 'listed');
    return { id, type, title, presenter, minutes, visibility, state, decisionNo: row?.decisionNo ?? null };
  });
  // what was taken up stays on the agenda though its words are gone (REG7)
  const gone = recorded.filter(
    (line) =>
      line.state !== 'listed' && line.state !== 'withdrawn' && !words.some(({ id }) => id === line.id),
  );
  return [...lines, ...gone];
}

function materialsOf(db: Db, meetingId: string): Promise<MaterialView[]> {
  return db
    .selectFrom('material')
    .select([
      'id',
      'no',
      'title',
      'item_id as itemId',
      'visibility',
      'url',
      'file_name as fileName',
      'mime',
      'bytes',
      'created_at as addedAt',
    ])
    .where('meeting_id', '=', meetingId)
    .where('withdrawn_at', 'is', null)
    .orderBy('no')
    .execute();
}

/** The chair at the call; before it, today's. */
async function chairOf(db: Db, councilId: string, calledAt: number | null): Promise<string> {
  const query = db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select('person.display_name')
    .where('mandate.council_id', '=', councilId)
    .where('mandate.role', '=', 'chair')
    .orderBy('mandate.created_at', 'desc');
  const now = query.where('mandate.ended_at', 'is', null);
  const then =
    calledAt === null
      ? now
      : query
          .where('mandate.created_at', '<=', calledAt)
          .where((eb) => eb.or([eb('mandate.ended_at', 'is', null), eb('mandate.ended_at', '>', calledAt)]));
  // a council whose first chair came after the call has hers on the notice
  const chair = (await then.executeTakeFirst()) ?? (await now.executeTakeFirst());
  return chair?.display_name ?? '';
}

async function changedAfterCall(db: Db, meetingId: string): Promise<number | null> {
  const revisions = await db
    .selectFrom('agenda_revision')
    .select(['at', 'occasion', 'text_hash'])
    .where('meeting_id', '=', meetingId)
    .orderBy('at')
    .execute();
  const called = revisions.findLast((revision) => revision.occasion === 'call');
  const last = revisions.at(-1);
  return called && last && last.text_hash !== called.text_hash ? last.at : null;
}
