import * as v from 'valibot';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { isNameOfLink, linkOf } from '../../access/written-link.ts';
import { command } from '../define.ts';
import { properName } from '../fields.ts';
import { keepOwn, ownFields } from './keep-answer.ts';
import { writingNamed } from './about-writing.ts';

/**
 * The same by the personal link of a seat: its code is the proof, with the name of who was asked (WRT10). A wrong code is
 * `not-found`, another name `name-not-recognised`.
 */
export const answerByLink = command({
  name: 'answer-by-link',
  summary:
    'Answers the questionnaire of a written meeting by the personal link of a seat, or keeps a draft of it.',
  input: v.strictObject({ code: v.pipe(v.string(), v.maxLength(80)), name: properName(60), ...ownFields }),
  action: 'free',
  async about(db, input) {
    const link = await linkOf(db, input.code);
    if (!link) return refuse('not-found', { field: 'code' });
    const named = await writingNamed(db, link.meetingId, 'code');
    return isRefusal(named) ? named : { ...named, link: link.linkId, seatId: link.seatId };
  },
  async handle(ctx, input, { meeting, seatId }) {
    if (!(await isNameOfLink(ctx.trx, meeting, seatId, input.name)))
      return refuse('name-not-recognised', { field: 'name' });
    return keepOwn(ctx, meeting, seatId, 'link', input);
  },
});
