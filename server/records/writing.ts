import {
  answersBySeat,
  standingParts,
  type AnswerBody,
  type GivenAnswer,
  type SeatAnswers,
} from '#lib/domain/writing/answer.ts';
import type { Voice } from '#lib/domain/writing/compiled.ts';
import type { Question } from '#lib/domain/writing/questionnaire.ts';
import {
  endsAt,
  replyCounts,
  replyState,
  viaOf,
  writingPhase,
  type ReplyState,
} from '#lib/domain/writing/standing.ts';
import { answerIn, questionsIn } from '../db/decode.ts';
import type { MeetingRecord } from '../access/meeting.ts';
import type { Db, Trx } from '../db/open.ts';
import type { WrittenAnswerRow } from '../db/schema.ts';
import { seatsOfMeeting, type RegisterSeat } from './roll.ts';

/* What the rows of a written meeting say: what is asked, until when, and how each seat's reply stands. */

export interface AskedQuestions {
  readonly version: number;
  readonly hash: string;
  readonly questions: readonly Question[];
  /** Why it was sent anew; '' for the first one. */
  readonly reason: string;
  /** ms since 1970 UTC */
  readonly frozenAt: number;
}

/** The questionnaire as it was sent last; null while none was. */
export async function askedQuestions(db: Db | Trx, meetingId: string): Promise<AskedQuestions | null> {
  const row = await db
    .selectFrom('questionnaire')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row
    ? {
        version: row.n,
        hash: row.body_hash,
        questions: questionsIn(row),
        reason: row.reason,
        frozenAt: row.frozen_at,
      }
    : null;
}

/** An answer as it was given, read. */
export interface AnswerRecord extends GivenAnswer, AnswerBody {
  readonly way: WrittenAnswerRow['way'];
  /** When it was entered here; differs from when it came on paper. */
  readonly saidAt: number;
  readonly enteredBy: string | null;
  readonly note: string;
  readonly scan: { readonly name: string } | null;
}

/** Every answer of a meeting, as it was given. */
export async function answersOf(
  db: Db | Trx,
  meetingId: string,
  seatId?: string,
): Promise<readonly AnswerRecord[]> {
  const all = db
    .selectFrom('written_answer')
    .leftJoin('person', 'person.id', 'written_answer.entered_by')
    .selectAll('written_answer')
    .select('person.display_name')
    .where('written_answer.meeting_id', '=', meetingId);
  const rows = await (seatId === undefined ? all : all.where('written_answer.seat_id', '=', seatId))
    .orderBy('written_answer.seat_id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    seatId: row.seat_id,
    via: viaOf(row.way),
    way: row.way,
    at: row.at,
    saidAt: row.said_at,
    version: row.version,
    ...answerIn(row),
    enteredBy: row.entered_by === null ? null : (row.display_name ?? ''),
    note: row.note,
    scan: row.scan_name === null ? null : { name: row.scan_name },
  }));
}

/** A seat that is asked, and how its reply stands. */
export interface SeatReply extends SeatAnswers<AnswerRecord> {
  readonly seat: RegisterSeat;
  readonly state: ReplyState;
  readonly sent: { readonly way: 'link' | 'post' | 'handed'; readonly at: number } | null;
  readonly openedAt: number | null;
  readonly savedAt: number | null;
}

/** Every seat of the roll with its reply at an instant, by number (WRT7). */
export async function repliesOf(db: Db | Trx, meeting: MeetingRecord, now: number): Promise<SeatReply[]> {
  const seats = await seatsOfMeeting(db, meeting);
  const answers = answersBySeat(await answersOf(db, meeting.id), meeting.ends_at);
  const links = await db
    .selectFrom('written_link')
    .select(['seat_id', 'sent_way', 'sent_at', 'opened_at'])
    .where('meeting_id', '=', meeting.id)
    .execute();
  const drafts = await db
    .selectFrom('written_draft')
    .select(['seat_id', 'saved_at'])
    .where('meeting_id', '=', meeting.id)
    .execute();
  const [linkOf, draftOf] = [
    new Map(links.map((row) => [row.seat_id, row])),
    new Map(drafts.map((row) => [row.seat_id, row.saved_at])),
  ];
  const ended = writingPhase({ state: meeting.state, closesAt: meeting.ends_at }, now) !== 'open';
  return seats.map((seat) => {
    const own = answers.get(seat.id) ?? { counted: null, late: null, superseded: [] };
    const link = linkOf.get(seat.id);
    const savedAt = draftOf.get(seat.id) ?? null;
    return {
      seat,
      ...own,
      sent: link?.sent_way && link.sent_at !== null ? { way: link.sent_way, at: link.sent_at } : null,
      openedAt: link?.opened_at ?? null,
      savedAt,
      state: replyState({
        sent: link?.sent_at != null,
        opened: link?.opened_at != null,
        drafted: savedAt !== null,
        counted: own.counted,
        late: own.late !== null,
        ended,
      }),
    };
  });
}

/** What of an answer stands under the questions asked last (WRT4). */
export function partsUnder(asked: AskedQuestions, answer: AnswerRecord) {
  return standingParts(asked.questions, answer, answer.version);
}

/** Deadlines that were told, in their order. */
export function deadlinesOf(db: Db | Trx, meetingId: string) {
  return db
    .selectFrom('writing_deadline')
    .select(['no', 'closes_at as closesAt', 'reason', 'at'])
    .where('meeting_id', '=', meetingId)
    .orderBy('no')
    .execute();
}

/** The answers that count, or those that came late, with who gave them. */
export function voicesOf(replies: readonly SeatReply[], which: 'counted' | 'late'): Voice[] {
  return replies.flatMap(({ seat, [which]: answer }) =>
    answer
      ? [{ ...answer, seat: { no: seat.no, label: seat.organization, name: seat.holder?.name ?? '' } }]
      : [],
  );
}

/** Who answered in time, by seat, and how many did, were late and did not (WRT14), at the end of a meeting. */
export async function writtenReplies(db: Db | Trx, meeting: MeetingRecord) {
  // the end itself: whoever has not answered by then has not answered
  const replies = await repliesOf(db, meeting, endsAt(meeting.ends_at));
  return {
    inTime: replies.filter(({ counted }) => counted !== null).map(({ seat }) => seat.id),
    counts: replyCounts(replies.map(({ state }) => state)),
  };
}
