import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { sentWays } from '#lib/domain/writing/standing.ts';
import { command, personOf } from '../define.ts';
import { id, whole } from '../fields.ts';
import { writingNamed } from './about-writing.ts';

/** Notes how the forms of seats went out: by link, by post, handed over (WRT7). Counts nothing; noted again, the last holds. */
export const noteSent = command({
  name: 'note-sent',
  summary: 'Notes that the forms of a written meeting went out to seats: by link, by post or handed over.',
  input: v.strictObject({
    meetingId: id,
    way: v.picklist(sentWays),
    /** Numbers of seats; left out: all that were not sent yet. */
    seats: v.optional(v.pipe(v.array(whole(1, 99_999)), v.minLength(1), v.maxLength(5000))),
  }),
  action: 'ballot.enter',
  about: (db, input) => writingNamed(db, input.meetingId),
  async handle(ctx, input, { meeting }) {
    if (meeting.called_at === null) return refuse('writing-not-open');
    const { seats } = input;
    const own = ctx.trx
      .selectFrom('written_link')
      .innerJoin('meeting_roll', (join) =>
        join
          .onRef('meeting_roll.meeting_id', '=', 'written_link.meeting_id')
          .onRef('meeting_roll.seat_id', '=', 'written_link.seat_id'),
      )
      .select(['written_link.id', 'meeting_roll.no'])
      .where('written_link.meeting_id', '=', meeting.id);
    const links = await (
      seats ? own.where('meeting_roll.no', 'in', seats) : own.where('written_link.sent_at', 'is', null)
    ).execute();
    const mark = { sent_way: input.way, sent_at: ctx.now, sent_by: personOf(ctx) };
    if (links.length > 0)
      await ctx.trx
        .updateTable('written_link')
        .set(mark)
        .where('meeting_id', '=', meeting.id)
        .where(
          'id',
          'in',
          links.map((link) => link.id),
        )
        .execute();
    await ctx.audit('meeting', meeting.id, { way: input.way, seats: links.map(({ no }) => no) });
    return { noted: links.length };
  },
});
