import { decide, may, type Facts, type Subject, isStranger } from '#lib/domain/policy/decide.ts';
import type { Action } from '#lib/domain/policy/actions.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Db, Trx } from '../db/open.ts';
import { subjectOf, type Actor } from './subject.ts';

/*
 * Meetings, their items, materials and suggestions as requests may have them. `…Named` load what a command
 * names (the runner then asks the policy); `read…` load and decide. Absent and hidden are one answer.
 */

export type MeetingRecord = NonNullable<Awaited<ReturnType<typeof loadMeeting>>>;

export interface NamedMeeting {
  readonly councilId: string;
  readonly meetingId: string;
  readonly facts: Facts;
  readonly meeting: MeetingRecord;
  /** The input field that named it. */
  readonly field: string;
}

/** The meeting of a command's input, with the facts its right depends on. */
export async function meetingNamed(
  db: Db | Trx,
  meetingId: string,
  field = 'meetingId',
): Promise<NamedMeeting | Refusal> {
  const meeting = await loadMeeting(db, meetingId);
  if (!meeting) return refuse('not-found', { field });
  return {
    councilId: meeting.council_id,
    meetingId,
    facts: { visibility: meeting.visibility },
    meeting,
    field,
  };
}

/** A recorded agenda item and its meeting; a closed item hides itself like a closed meeting. */
export async function itemNamed(db: Db | Trx, itemId: string, field = 'itemId') {
  const item = await db.selectFrom('agenda_item').selectAll().where('id', '=', itemId).executeTakeFirst();
  const named = item && (await meetingNamed(db, item.meeting_id, field));
  if (!named || isRefusal(named)) return refuse('not-found', { field });
  return { ...named, facts: hiddenWith(named.facts, item.visibility), item };
}

/** A material that has not been withdrawn, and its meeting. */
export async function materialNamed(db: Db | Trx, materialId: string) {
  const material = await db
    .selectFrom('material')
    .selectAll()
    .where('id', '=', materialId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  const named = material && (await meetingNamed(db, material.meeting_id, 'materialId'));
  if (!named || isRefusal(named)) return refuse('not-found', { field: 'materialId' });
  return { ...named, facts: hiddenWith(named.facts, material.visibility), material };
}

/** A suggestion that is still open, and its meeting. */
export async function suggestionNamed(db: Db | Trx, suggestionId: string) {
  const suggestion = await db
    .selectFrom('suggestion')
    .selectAll()
    .where('id', '=', suggestionId)
    .executeTakeFirst();
  const named = suggestion && (await meetingNamed(db, suggestion.meeting_id, 'suggestionId'));
  if (!named || isRefusal(named)) return refuse('not-found', { field: 'suggestionId' });
  return { ...named, suggestion };
}

export interface ReadMeeting {
  readonly meeting: MeetingRecord;
  readonly council: { id: string; slug: string; name: string; city: string; district: string };
  readonly subject: Subject;
  /** Titles, words and materials of closed items may be shown. */
  readonly seesClosed: boolean;
}

/**
 * A meeting for a page or the API. The street and strangers see it from the call on, unless it is closed to
 * the public; a draft is for those who prepare it. Refuses `not-found` in every other case.
 */
export async function readMeeting(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
  action: Action = 'meeting.read',
): Promise<ReadMeeting | Refusal> {
  const meeting = await loadMeeting(db, meetingId);
  if (!meeting) return refuse('not-found');
  const subject = await subjectOf(db, actor, meeting.council_id, meetingId);
  const facts = { visibility: meeting.visibility };
  const allowed = decide(subject, action, facts);
  if (allowed !== true) return isStranger(subject) ? refuse('not-found') : allowed;
  if (!isAnnounced(meeting) && !may(subject, 'meeting.prepare', facts)) return refuse('not-found');
  const council = await db
    .selectFrom('council')
    .select(['id', 'slug', 'name', 'city', 'district'])
    .where('id', '=', meeting.council_id)
    .executeTakeFirstOrThrow();
  return { meeting, council, subject, seesClosed: may(subject, 'meeting.readClosed') };
}

/** A material by its number, as far as its meeting and its own visibility let the actor have it. */
export async function readMaterial(db: Db, actor: Pick<Actor, 'personId'>, meetingId: string, no: number) {
  const read = await readMeeting(db, actor, meetingId);
  if (isRefusal(read)) return read;
  const material = await db
    .selectFrom('material')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .where('no', '=', no)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (!material || (material.visibility === 'closed' && !read.seesClosed)) return refuse('not-found');
  if (!read.seesClosed && material.item_id && (await isClosedItem(db, material.item_id)))
    return refuse('not-found');
  return { ...read, material };
}

/** From the call on a meeting is public knowledge, also when it is put off or called off (domain §3.1 step 2, REG12). */
export function isAnnounced(meeting: Pick<MeetingRecord, 'called_at'>): boolean {
  return meeting.called_at !== null;
}

function loadMeeting(db: Db | Trx, meetingId: string) {
  return db.selectFrom('meeting').selectAll().where('id', '=', meetingId).executeTakeFirst();
}

async function isClosedItem(db: Db, itemId: string): Promise<boolean> {
  const item = await db
    .selectFrom('agenda_item')
    .select('visibility')
    .where('id', '=', itemId)
    .executeTakeFirst();
  return item?.visibility === 'closed';
}

function hiddenWith(facts: Facts, visibility: 'open' | 'closed'): Facts {
  return visibility === 'closed' ? { ...facts, visibility } : facts;
}
