import * as v from 'valibot';
import { isLate } from '#lib/domain/deciding/index.ts';
import { draftIsOpen } from '#lib/domain/minutes/state.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { answerOf, type AnswerBody } from '#lib/domain/writing/answer.ts';
import { longest, mostOptions, mostQuestions } from '#lib/domain/writing/questionnaire.ts';
import { viaOf, type AnswerWay } from '#lib/domain/writing/standing.ts';
import type { MeetingRecord } from '../../access/meeting.ts';
import { newId } from '../../db/ids.ts';
import type { Trx } from '../../db/open.ts';
import { askedQuestions, type AskedQuestions } from '../../records/writing.ts';
import type { CommandContext } from '../define.ts';
import { emptiableProse, id, whole } from '../fields.ts';
import type { StoredFile } from '../stored-file.ts';

/** What was said on a form. */
export const saidFields = {
  /** The version of the questionnaire that was read. */
  version: whole(1, 999),
  noOpinion: v.optional(v.boolean(), false),
  answers: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          question: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,64}$/)),
          choice: v.optional(v.pipe(v.array(whole(0, 99)), v.maxLength(mostOptions)), []),
          words: v.optional(emptiableProse(longest.words), ''),
        }),
      ),
      v.maxLength(mostQuestions),
    ),
    [],
  ),
};

/** What a member's own form says besides. */
export const ownFields = {
  ...saidFields,
  /** The answer of this seat that the form knows of; left out: none. Another one meanwhile is told first. */
  after: v.optional(id),
  /** Only keeps it to go on with later. */
  draft: v.optional(v.boolean(), false),
};

interface Said {
  readonly version: number;
  readonly noOpinion: boolean;
  readonly answers: AnswerBody['parts'];
}

interface Came {
  readonly way: AnswerWay;
  /** When it came, ms since 1970 UTC. */
  readonly at: number;
  readonly enteredBy: string | null;
  readonly note?: string;
  readonly scan?: StoredFile | null;
}

/** What is asked, where answers are still taken: up to the circulating of the minutes, late ones as 参考 (WRT6). */
export async function takesAnswers(trx: Trx, meeting: MeetingRecord): Promise<AskedQuestions | Refusal> {
  const asked = await askedQuestions(trx, meeting.id);
  if (meeting.state === 'draft' || !asked) return refuse('writing-not-open');
  if (meeting.state === 'cancelled') return refuse('meeting-closed');
  if (meeting.state !== 'closed') return asked;
  const minutes = await trx
    .selectFrom('minutes')
    .select('state')
    .where('meeting_id', '=', meeting.id)
    .executeTakeFirst();
  return minutes && draftIsOpen(minutes.state) ? asked : refuse('meeting-closed');
}

/** The last answer of a seat that came electronically or on paper; undefined: none. */
export async function lastAnswer(
  trx: Trx,
  meetingId: string,
  seatId: string,
  via: 'electronic' | 'paper',
): Promise<string | undefined> {
  const row = await trx
    .selectFrom('written_answer')
    .select('id')
    .where('meeting_id', '=', meetingId)
    .where('seat_id', '=', seatId)
    .where('way', 'in', via === 'paper' ? ['slip', 'telephone'] : ['link', 'account'])
    .orderBy('said_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

/** What an answer came to: whether it counts, and whether it came too late. */
export interface KeptAnswer {
  readonly answerId: string;
  readonly late: boolean;
}

/** Keeps an answer as it was given, beside those of before. Refuses what WRT5 refuses. */
export async function keepAnswer(
  ctx: CommandContext,
  meeting: MeetingRecord,
  seatId: string,
  asked: AskedQuestions,
  said: Said,
  came: Came,
): Promise<KeptAnswer | Refusal> {
  const { trx, now } = ctx;
  const body = answerOf(asked.questions, { noOpinion: said.noOpinion, parts: said.answers });
  if (isRefusal(body)) return body;
  const answerId = newId();
  const late = isLate(meeting.ends_at, came.at);
  const electronic = viaOf(came.way) === 'electronic';
  await trx
    .insertInto('written_answer')
    .values({
      id: answerId,
      meeting_id: meeting.id,
      seat_id: seatId,
      version: said.version,
      way: came.way,
      body: JSON.stringify(body),
      at: came.at,
      said_at: now,
      person_id: ctx.actor.personId,
      entered_by: came.enteredBy,
      note: came.note ?? '',
      blob_hash: came.scan?.blob_hash ?? null,
      scan_name: came.scan?.file_name ?? null,
      scan_mime: came.scan?.mime ?? null,
    })
    .execute();
  if (electronic)
    await trx
      .deleteFrom('written_draft')
      .where('meeting_id', '=', meeting.id)
      .where('seat_id', '=', seatId)
      .execute();
  await ctx.audit('written_answer', answerId, {
    meeting: meeting.id,
    seat: seatId,
    way: came.way,
    late,
    version: said.version,
  });
  return { answerId, late };
}

/** An answer from a member's own form, by link or account, or its draft. */
export async function keepOwn(
  ctx: CommandContext,
  meeting: MeetingRecord,
  seatId: string,
  way: 'link' | 'account',
  input: Said & { readonly after?: string | undefined; readonly draft: boolean },
): Promise<KeptAnswer | { readonly savedAt: number } | Refusal> {
  const asked = await takesAnswers(ctx.trx, meeting);
  if (isRefusal(asked)) return asked;
  if (input.version !== asked.version) return refuse('questions-changed');
  if (input.draft) return saveDraft(ctx, meeting.id, seatId, asked, input);
  const last = await lastAnswer(ctx.trx, meeting.id, seatId, 'electronic');
  if (last !== input.after) return refuse('answer-changed');
  return keepAnswer(ctx, meeting, seatId, asked, input, { way, at: ctx.now, enteredBy: null });
}

async function saveDraft(
  ctx: CommandContext,
  meetingId: string,
  seatId: string,
  asked: AskedQuestions,
  said: Said,
): Promise<{ readonly savedAt: number } | Refusal> {
  const body = answerOf(asked.questions, { noOpinion: true, parts: said.answers });
  if (isRefusal(body)) return body;
  const values = {
    version: said.version,
    body: JSON.stringify({ ...body, noOpinion: said.noOpinion }),
    saved_at: ctx.now,
  };
  await ctx.trx
    .insertInto('written_draft')
    .values({ meeting_id: meetingId, seat_id: seatId, ...values })
    .onConflict((on) => on.columns(['meeting_id', 'seat_id']).doUpdateSet(values))
    .execute();
  await ctx.audit('written_draft', seatId, { meeting: meetingId });
  return { savedAt: ctx.now };
}
