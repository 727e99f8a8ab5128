import { may, type Subject } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { QuestionDraft } from '#lib/domain/writing/questionnaire.ts';
import {
  replyCounts,
  writingPhase,
  type Procedure,
  type ReplyCounts,
  type ReplyState,
  type WritingPhase,
} from '#lib/domain/writing/standing.ts';
import { agendaDoc } from '#lib/doc/names.ts';
import { readMeeting, type MeetingRecord, type ReadMeeting } from '../../access/meeting.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import {
  askedQuestions,
  deadlinesOf,
  repliesOf,
  type AskedQuestions,
  type SeatReply,
} from '../../records/writing.ts';
import type { WordsReader } from '../words-reader.ts';

/* A written meeting as its own page shows it: how far it is, what is asked, who has answered; never what, before its end. */

export interface WritingMeeting {
  readonly id: string;
  readonly fiscalYear: number;
  readonly seq: number;
  readonly procedure: Procedure;
  readonly phase: WritingPhase;
  readonly sentAt: number | null;
  /** The minute named as the deadline, ms since 1970 UTC. */
  readonly closesAt: number;
  readonly visibility: MeetingRecord['visibility'];
  readonly closedReason: string | null;
  readonly urgentReason: string | null;
  readonly cancelReason: string | null;
}

export interface MemberQuery {
  readonly no: number;
  readonly words: string;
  readonly askedAt: number;
  readonly answer: string | null;
  readonly answeredAt: number | null;
}

/** How one seat's reply stands. */
export interface ReplyLine {
  readonly no: number;
  readonly label: string;
  readonly name: string;
  readonly state: ReplyState;
  readonly sent: SeatReply['sent'];
  readonly openedAt: number | null;
  readonly answeredAt: number | null;
  readonly way: 'link' | 'account' | 'slip' | 'telephone' | null;
  /** Another answer of the seat lies beside the one that counts. */
  readonly more: number;
}

export interface WritingView {
  readonly council: ReadMeeting['council'];
  readonly meeting: WritingMeeting;
  readonly materials: readonly { readonly no: number; readonly title: string }[];
  /** What was sent; null while it is a draft. */
  readonly asked: AskedQuestions | null;
  /** What may be sent next, for who writes it. */
  readonly draft: readonly QuestionDraft[] | null;
  readonly deadlines: readonly { readonly no: number; readonly closesAt: number; readonly reason: string }[];
  readonly counts: ReplyCounts;
  /** For the council: every seat's state; the street has the counts alone. */
  readonly replies: readonly ReplyLine[];
  readonly queries: readonly MemberQuery[];
  /** The reader's own seat, if one is asked. */
  readonly mine: { readonly no: number; readonly state: ReplyState } | null;
  readonly placed: readonly { readonly meetingId: string; readonly seq: number; readonly no: number }[];
  readonly may: {
    readonly write: boolean;
    readonly send: boolean;
    readonly desk: boolean;
    readonly answerQueries: boolean;
    readonly inside: boolean;
  };
}

/** A written meeting for whoever asks; `not-found` for any other one, and where it is hidden from him. */
export async function writingView(
  db: Db,
  words: WordsReader,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
  now: number,
): Promise<WritingView | Refusal> {
  const read = await readWriting(db, actor, meetingId);
  if (isRefusal(read)) return read;
  const { meeting, subject, council, seesClosed } = read;
  const facts = { visibility: meeting.visibility };
  const inside = may(subject, 'council.readInside');
  const replies = meeting.called_at === null ? [] : await repliesOf(db, meeting, now);
  const writes = may(subject, 'agenda.write', facts) && meeting.state !== 'closed';
  const mine = replies.find(({ seat }) => subject.seatIds.includes(seat.id));
  const materials = await db
    .selectFrom('material')
    .select(['no', 'title', 'visibility'])
    .where('meeting_id', '=', meetingId)
    .where('withdrawn_at', 'is', null)
    .orderBy('no')
    .execute();
  return {
    council,
    meeting: writingMeeting(read, now),
    materials: materials
      .filter(({ visibility }) => visibility === 'open' || seesClosed)
      .map(({ no, title }) => ({ no, title })),
    asked: await askedQuestions(db, meetingId),
    draft: writes ? await words.questions(meetingId) : null,
    deadlines: await deadlinesOf(db, meetingId),
    counts: replyCounts(replies.map(({ state }) => state)),
    replies: inside ? replies.map(lineOf) : [],
    queries: inside ? await queriesOf(db, meetingId) : [],
    mine: mine ? { no: mine.seat.no, state: mine.state } : null,
    placed: await placedIn(db, meetingId),
    may: {
      write: writes,
      send: may(subject, 'meeting.call', facts),
      desk: readsAll(subject),
      answerQueries: may(subject, 'query.answer', facts),
      inside,
    },
  };
}

export interface ReadWriting extends ReadMeeting {
  readonly writing: { readonly procedure: Procedure };
}

/** The meeting, if it is one in writing and the actor may read it. */
export async function readWriting(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
): Promise<ReadWriting | Refusal> {
  const read = await readMeeting(db, actor, meetingId);
  if (isRefusal(read)) return read;
  const writing = await db
    .selectFrom('writing')
    .select('procedure')
    .where('meeting_id', '=', meetingId)
    .executeTakeFirst();
  return writing ? { ...read, writing } : refuse('not-found');
}

/** Who types in for others and leads reads every answer with its name (WRT8). */
export function readsAll(subject: Subject): boolean {
  return may(subject, 'ballot.enter') || may(subject, 'meeting.run');
}

export function writingMeeting({ meeting, writing }: ReadWriting, now: number): WritingMeeting {
  return {
    id: meeting.id,
    fiscalYear: meeting.fiscal_year,
    seq: meeting.seq,
    procedure: writing.procedure,
    phase: writingPhase({ state: meeting.state, closesAt: meeting.ends_at }, now),
    sentAt: meeting.called_at,
    closesAt: meeting.ends_at,
    visibility: meeting.visibility,
    closedReason: meeting.closed_reason,
    urgentReason: meeting.urgent_reason,
    cancelReason: meeting.cancel_reason,
  };
}

function lineOf(reply: SeatReply): ReplyLine {
  const shown = reply.counted ?? reply.late;
  return {
    no: reply.seat.no,
    label: reply.seat.organization,
    name: reply.seat.holder?.name ?? '',
    state: reply.state,
    sent: reply.sent,
    openedAt: reply.openedAt,
    answeredAt: shown?.at ?? null,
    way: shown?.way ?? null,
    more: reply.superseded.length + (reply.counted && reply.late ? 1 : 0),
  };
}

/** What members asked, and what was answered (WRT11). */
export async function queriesOf(db: Db, meetingId: string): Promise<MemberQuery[]> {
  return db
    .selectFrom('writing_query')
    .select(['no', 'words', 'asked_at as askedAt', 'answer', 'answered_at as answeredAt'])
    .where('meeting_id', '=', meetingId)
    .orderBy('no')
    .execute();
}

function placedIn(db: Db, meetingId: string) {
  return db
    .selectFrom('compiled_paper')
    .innerJoin('material', 'material.id', 'compiled_paper.material_id')
    .innerJoin('meeting', 'meeting.id', 'material.meeting_id')
    .select(['meeting.id as meetingId', 'meeting.seq', 'material.no'])
    .where('compiled_paper.from_meeting_id', '=', meetingId)
    .orderBy('compiled_paper.made_at')
    .execute();
}

/** The draft of the questionnaire, for the page on which it is written; `forbidden` for who may not write. */
export async function questionsView(
  db: Db,
  words: WordsReader,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
  now: number,
) {
  const view = await writingView(db, words, actor, meetingId, now);
  if (isRefusal(view)) return view;
  const { council, meeting, asked, draft } = view;
  if (draft === null) return refuse('forbidden');
  return { council, meeting, asked, draft, doc: agendaDoc(meetingId), send: view.may.send };
}
