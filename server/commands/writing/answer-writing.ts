import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { keepOwn, ownFields } from './keep-answer.ts';
import { ownWriting } from './about-writing.ts';

/**
 * A member's answer to a written meeting from his own account, or its draft (WRT5). It may be changed until the deadline;
 * what comes after it is kept as 参考. Refuses `answer-empty`, `questions-changed`, and `answer-changed` where the seat has
 * answered elsewhere meanwhile.
 */
export const answerWriting = command({
  name: 'answer-writing',
  summary: 'Answers the questionnaire of a written meeting for one’s own seat, or keeps a draft of it.',
  input: v.strictObject({ meetingId: id, ...ownFields }),
  action: 'answer.give',
  about: (db, input) => ownWriting(db, input.meetingId),
  async handle(ctx, input, { meeting, facts }) {
    const seatId = facts.seatIds?.find((one) => ctx.subject.seatIds.includes(one));
    if (seatId === undefined) return refuse('not-on-roll');
    return keepOwn(ctx, meeting, seatId, 'account', input);
  },
});
