import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { writingPhase } from '#lib/domain/writing/standing.ts';
import { newId } from '../../db/ids.ts';
import { command, personOf } from '../define.ts';
import { id, prose } from '../fields.ts';
import { ownWriting, writingNamed } from './about-writing.ts';

const mostQueries = 200;

/** A member's question about what is asked, before the deadline; it and its answer stand before all members (WRT11). */
export const askAboutWriting = command({
  name: 'ask-about-writing',
  summary: 'Asks a question about a written meeting; all members read it with its answer.',
  input: v.strictObject({ meetingId: id, words: prose(1000) }),
  action: 'answer.give',
  about: (db, input) => ownWriting(db, input.meetingId),
  async handle(ctx, input, { meeting, facts }) {
    const { trx, now } = ctx;
    if (writingPhase({ state: meeting.state, closesAt: meeting.ends_at }, now) !== 'open')
      return refuse('writing-not-open');
    const { last } = await trx
      .selectFrom('writing_query')
      .select((eb) => eb.fn.max('no').as('last'))
      .where('meeting_id', '=', meeting.id)
      .executeTakeFirstOrThrow();
    const no = Number(last ?? 0) + 1;
    if (no > mostQueries) return refuse('too-many-requests');
    const queryId = newId();
    await trx
      .insertInto('writing_query')
      .values({
        id: queryId,
        meeting_id: meeting.id,
        no,
        seat_id: facts.seatIds?.find((seat) => ctx.subject.seatIds.includes(seat)) ?? null,
        asked_by: personOf(ctx),
        words: input.words,
        asked_at: now,
        answer: null,
        answered_by: null,
        answered_at: null,
      })
      .execute();
    await ctx.audit('writing_query', queryId, { meeting: meeting.id, no });
    return { queryId, no };
  },
});

/** The answer to such a question, for all; a later answer takes its place. */
export const answerQuery = command({
  name: 'answer-query',
  summary: 'Answers a member’s question about a written meeting, for all to read.',
  input: v.strictObject({
    meetingId: id,
    no: v.pipe(v.number(), v.integer(), v.minValue(1)),
    words: prose(2000),
  }),
  action: 'query.answer',
  about: (db, input) => writingNamed(db, input.meetingId),
  async handle(ctx, input, { meeting }) {
    if (writingPhase({ state: meeting.state, closesAt: meeting.ends_at }, ctx.now) !== 'open')
      return refuse('writing-not-open');
    const query = await ctx.trx
      .selectFrom('writing_query')
      .select('id')
      .where('meeting_id', '=', meeting.id)
      .where('no', '=', input.no)
      .executeTakeFirst();
    if (!query) return refuse('not-found', { field: 'no' });
    await ctx.trx
      .updateTable('writing_query')
      .set({ answer: input.words, answered_by: personOf(ctx), answered_at: ctx.now })
      .where('id', '=', query.id)
      .execute();
    await ctx.audit('writing_query', query.id, { meeting: meeting.id, no: input.no });
    return { no: input.no };
  },
});
