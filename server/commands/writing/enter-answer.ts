import * as v from 'valibot';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { command, personOf } from '../define.ts';
import { id, instant, optionalLine, whole } from '../fields.ts';
import { fileFields, storedFile, type StoredFile } from '../stored-file.ts';
import { writingNamed } from './about-writing.ts';
import { keepAnswer, lastAnswer, saidFields, takesAnswers } from './keep-answer.ts';

/**
 * An answer that came on paper or by telephone, typed in with when it came, by whom, and the paper itself where it was
 * scanned (WRT5, WRT6). A second paper of the same seat is `entered-already` unless somebody says that another one came.
 * Beside an electronic answer in time it is kept and does not count.
 */
export const enterAnswer = command({
  name: 'enter-answer',
  summary: 'Enters an answer to a written meeting that came on paper or by telephone.',
  input: v.strictObject({
    meetingId: id,
    /** Number of the seat. */
    seat: whole(1, 99_999),
    way: v.picklist(['slip', 'telephone']),
    arrived: instant,
    another: v.optional(v.boolean(), false),
    note: optionalLine(200),
    ...saidFields,
    ...fileFields,
  }),
  action: 'ballot.enter',
  about: (db, input) => writingNamed(db, input.meetingId),
  async prepare({ blobs, pictures }, input): Promise<StoredFile | null | Refusal> {
    return input.base64 === undefined
      ? null
      : storedFile(blobs, pictures, input.base64, input.fileName ?? '');
  },
  async handle(ctx, input, { meeting }, scan) {
    const { trx } = ctx;
    const asked = await takesAnswers(trx, meeting);
    if (isRefusal(asked)) return asked;
    if (input.version > asked.version) return refuse('bad-input', { field: 'version' });
    if (input.arrived > ctx.now) return refuse('bad-input', { field: 'arrived', params: { why: 'future' } });
    const seat = await trx
      .selectFrom('meeting_roll')
      .select('seat_id')
      .where('meeting_id', '=', meeting.id)
      .where('no', '=', input.seat)
      .executeTakeFirst();
    if (!seat) return refuse('not-found', { field: 'seat' });
    const before = await lastAnswer(trx, meeting.id, seat.seat_id, 'paper');
    if (before !== undefined && !input.another) return refuse('entered-already', { field: 'seat' });
    const kept = await keepAnswer(ctx, meeting, seat.seat_id, asked, input, {
      way: input.way,
      at: input.arrived,
      enteredBy: personOf(ctx),
      note: input.note,
      scan,
    });
    if (isRefusal(kept)) return kept;
    const electronic = await lastAnswer(trx, meeting.id, seat.seat_id, 'electronic');
    return { ...kept, beside: electronic !== undefined };
  },
});
