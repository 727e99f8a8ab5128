import * as v from 'valibot';
import { answerViews, longest, mostOptions, questionKinds } from '#lib/domain/writing/questionnaire.ts';
import { agendaDoc } from '#lib/doc/names.ts';
import type { QuestionWrite } from '#lib/doc/questions.ts';
import { command } from '../define.ts';
import { emptiableLine, emptiableProse, id } from '../fields.ts';
import { openWordsRefusal } from '../meeting/meeting-moves.ts';
import { writingNamed } from './about-writing.ts';

/**
 * Writes in the draft of a questionnaire for who has no live line: adds or changes a question, moves it or takes it out
 * (WRT3). What was sent stays as it was sent.
 */
export const writeQuestion = command({
  name: 'write-question',
  summary: 'Writes, moves or removes a question in the draft of a written meeting’s questionnaire.',
  input: v.variant('step', [
    v.strictObject({
      meetingId: id,
      step: v.literal('put'),
      questionId: id,
      kind: v.picklist(questionKinds),
      text: emptiableProse(longest.text),
      help: v.optional(emptiableProse(longest.help), ''),
      options: v.optional(v.pipe(v.array(emptiableLine(longest.option)), v.maxLength(mostOptions)), []),
      comment: v.optional(v.boolean(), false),
      view: v.picklist(answerViews),
    }),
    v.strictObject({ meetingId: id, step: v.picklist(['remove', 'up', 'down']), questionId: id }),
  ]),
  action: 'agenda.write',
  about: (db, input) => writingNamed(db, input.meetingId),
  async handle(ctx, input, { meeting }) {
    const closed = openWordsRefusal(meeting.state);
    if (closed) return closed;
    const question: QuestionWrite =
      input.step === 'put'
        ? {
            step: 'put',
            question: {
              id: input.questionId,
              kind: input.kind,
              text: input.text,
              help: input.help,
              options: input.options.filter((option) => option !== ''),
              comment: input.comment,
              view: input.view,
            },
          }
        : { step: input.step, id: input.questionId };
    ctx.effects.writeWords(agendaDoc(meeting.id), { op: 'question', question });
    await ctx.audit('meeting', meeting.id, { question: input.questionId, step: input.step });
    return { questionId: input.questionId };
  },
});
