import * as v from 'valibot';
import { answerRefusal, consultationLimits } from '#lib/domain/consultation/entry.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { consultationNamed } from '../../access/consultation.ts';
import { nextAnswerNo } from '../../records/numbers.ts';
import { command, personOf } from '../define.ts';
import { day, id, line, prose } from '../fields.ts';
import { noteAct, stepConsultation } from './consultation-steps.ts';

/** Enters what whoever asked answered to the reply: words, day and who (CST10). Later ones stand beside it. */
export const recordReportAnswer = command({
  name: 'record-report-answer',
  summary: 'Enters what the authority answered to a submitted reply.',
  input: v.strictObject({
    consultationId: id,
    answeredBy: line(100),
    answeredOn: day,
    text: prose(5000),
  }),
  action: 'consultation.enter',
  about: (db, input) => consultationNamed(db, input.consultationId),
  async handle(ctx, input, { consultation }) {
    const { trx } = ctx;
    const state = await stepConsultation(ctx, consultation, 'answer');
    if (isRefusal(state)) return state;
    const report = await trx
      .selectFrom('consultation_report')
      .select('submitted_on')
      .where('consultation_id', '=', consultation.id)
      .executeTakeFirstOrThrow();
    const wrong = answerRefusal(input.answeredOn, report.submitted_on, ctx.today);
    if (wrong) return wrong;
    const no = await nextAnswerNo(trx, consultation.id);
    if (no > consultationLimits.answers) return refuse('list-full');
    await trx
      .insertInto('consultation_answer')
      .values({
        consultation_id: consultation.id,
        no,
        answered_by: input.answeredBy,
        answered_on: input.answeredOn,
        text: input.text,
        entered_by: personOf(ctx),
        entered_at: ctx.now,
      })
      .execute();
    await noteAct(ctx, consultation.id, 'answered', String(no));
    return { no, state };
  },
});
