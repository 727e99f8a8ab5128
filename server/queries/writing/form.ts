import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { AnswerBody } from '#lib/domain/writing/answer.ts';
import { openLink } from '../../access/written-link.ts';
import type { LookUpLimits } from '../../access/receipt.ts';
import type { Actor } from '../../access/subject.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { answerIn } from '../../db/decode.ts';
import type { Db } from '../../db/open.ts';
import { seatsOfMeeting, type RegisterSeat } from '../../records/roll.ts';
import { answersOf, askedQuestions, type AnswerRecord, type AskedQuestions } from '../../records/writing.ts';
import {
  queriesOf,
  readWriting,
  writingMeeting,
  type MemberQuery,
  type ReadWriting,
  type WritingMeeting,
} from './writing.ts';

/* The form of one seat, by its link, its account, or for who types in what came on paper. */

export interface FormView {
  readonly council: ReadWriting['council'];
  readonly meeting: WritingMeeting;
  readonly seat: { readonly no: number; readonly label: string; readonly name: string };
  readonly asked: AskedQuestions;
  readonly materials: readonly { readonly no: number; readonly title: string }[];
  readonly queries: readonly MemberQuery[];
  /** What to go on with: the draft, else the last answer; null: nothing yet. */
  readonly begun: (AnswerBody & { readonly savedAt: number }) | null;
  /** The last answer that came electronically; null: none. */
  readonly last: { readonly id: string; readonly at: number } | null;
  /** Answers that came on paper or by telephone, of this seat. */
  readonly papers: readonly AnswerRecord[];
}

/** A member's own form; `not-on-roll` for who has no seat that is asked. */
export async function ownForm(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
  now: number,
): Promise<FormView | Refusal> {
  const read = await readWriting(db, actor, meetingId);
  if (isRefusal(read)) return read;
  const seats = await seatsOfMeeting(db, read.meeting);
  const seat = seats.find(({ id }) => read.subject.seatIds.includes(id));
  return seat ? formOf(db, read, seat, now) : refuse('not-on-roll');
}

/** The same by a personal link and the name it was made for (WRT10). */
export async function linkForm(
  db: Db,
  limits: LookUpLimits,
  actor: Pick<Actor, 'address'>,
  visit: { readonly councilId: string; readonly code: string; readonly name: string },
  now: number,
): Promise<FormView | Refusal> {
  const link = await openLink(db, limits, actor, visit.councilId, visit.code, visit.name);
  if (isRefusal(link)) return link;
  const writing = await db
    .selectFrom('writing')
    .select('procedure')
    .where('meeting_id', '=', link.meetingId)
    .executeTakeFirstOrThrow();
  const council = await db
    .selectFrom('council')
    .select(['id', 'slug', 'name', 'city', 'district'])
    .where('id', '=', link.meeting.council_id)
    .executeTakeFirstOrThrow();
  const seats = await seatsOfMeeting(db, link.meeting);
  const seat = seats.find(({ id }) => id === link.seatId);
  if (!seat) return refuse('not-found');
  return formOf(db, { meeting: link.meeting, council, writing }, seat, now);
}

/** The form of a seat by its number, for who types in; `forbidden` for everybody else. */
export async function deskForm(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
  no: number,
  now: number,
): Promise<FormView | Refusal> {
  const read = await readWriting(db, actor, meetingId);
  if (isRefusal(read)) return read;
  if (!may(read.subject, 'ballot.enter', { visibility: read.meeting.visibility })) return refuse('forbidden');
  const seat = (await seatsOfMeeting(db, read.meeting)).find((one) => one.no === no);
  return seat ? formOf(db, read, seat, now) : refuse('not-found');
}

async function formOf(
  db: Db,
  read: Pick<ReadWriting, 'meeting' | 'council' | 'writing'>,
  seat: RegisterSeat,
  now: number,
): Promise<FormView | Refusal> {
  const { meeting, council } = read;
  const asked = await askedQuestions(db, meeting.id);
  if (!asked) return refuse('writing-not-open');
  const answers = (await answersOf(db, meeting.id, seat.id)).toSorted((a, b) => a.saidAt - b.saidAt);
  const last = answers.findLast(({ via }) => via === 'electronic') ?? null;
  const draft = await db
    .selectFrom('written_draft')
    .select(['body', 'saved_at'])
    .where('meeting_id', '=', meeting.id)
    .where('seat_id', '=', seat.id)
    .executeTakeFirst();
  return {
    council,
    meeting: writingMeeting({ ...read } as ReadWriting, now),
    seat: { no: seat.no, label: seat.organization, name: seat.holder?.name ?? '' },
    asked,
    materials: await db
      .selectFrom('material')
      .select(['no', 'title'])
      .where('meeting_id', '=', meeting.id)
      .where('withdrawn_at', 'is', null)
      .orderBy('no')
      .execute(),
    queries: await queriesOf(db, meeting.id),
    begun: draft
      ? { ...answerIn(draft), savedAt: draft.saved_at }
      : last && { ...last, savedAt: last.saidAt },
    last: last && { id: last.id, at: last.at },
    papers: answers.filter(({ via }) => via === 'paper'),
  };
}

/** Forms to print, for who sends them: each seat with the code of its link; `forbidden` for everybody else. */
export async function formsToPrint(db: Db, actor: Pick<Actor, 'personId'>, meetingId: string, now: number) {
  const read = await readWriting(db, actor, meetingId);
  if (isRefusal(read)) return read;
  if (!may(read.subject, 'ballot.enter', { visibility: read.meeting.visibility })) return refuse('forbidden');
  const asked = await askedQuestions(db, meetingId);
  if (!asked) return refuse('writing-not-open');
  const links = await db
    .selectFrom('written_link')
    .select(['seat_id', 'code', 'sent_way'])
    .where('meeting_id', '=', meetingId)
    .execute();
  const linkOf = new Map(links.map((link) => [link.seat_id, link]));
  return {
    council: read.council,
    meeting: writingMeeting(read, now),
    asked,
    forms: (await seatsOfMeeting(db, read.meeting)).map((seat) => ({
      no: seat.no,
      label: seat.organization,
      name: seat.holder?.name ?? '',
      code: linkOf.get(seat.id)?.code ?? '',
    })),
  };
}

/** The scanned paper of an answer, for who types in; `not-found` where there is none. */
export async function answerScan(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
  answerId: string,
) {
  const read = await readWriting(db, actor, meetingId);
  if (isRefusal(read)) return read;
  if (!may(read.subject, 'ballot.enter', { visibility: read.meeting.visibility })) return refuse('forbidden');
  const row = await db
    .selectFrom('written_answer')
    .select(['blob_hash', 'scan_name', 'scan_mime'])
    .where('id', '=', answerId)
    .where('meeting_id', '=', meetingId)
    .executeTakeFirst();
  if (!row?.blob_hash || !row.scan_name || !row.scan_mime) return refuse('not-found');
  return { hash: row.blob_hash, name: row.scan_name, mime: row.scan_mime };
}
