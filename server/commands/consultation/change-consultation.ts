import * as v from 'valibot';
import { fiscalYearOf } from '#lib/domain/calendar/year.ts';
import { entryRefusal } from '#lib/domain/consultation/entry.ts';
import { isAnnouncedConsultation, isOut } from '#lib/domain/consultation/life.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { consultationNamed } from '../../access/consultation.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { noteAct } from './consultation-steps.ts';
import { askedFields } from './enter-consultation.ts';

/**
 * Corrects what was entered, as long as nobody has begun to deliberate on it; from then on whoever asked can still put the
 * due month off (CST1). Its number stays, so the day it came stays in its fiscal year.
 */
export const changeConsultation = command({
  name: 'change-consultation',
  summary: 'Corrects what was asked before the deliberation, or the due month until the reply is submitted.',
  input: v.strictObject({ consultationId: id, ...askedFields }),
  action: 'consultation.enter',
  about: (db, input) => consultationNamed(db, input.consultationId),
  async handle(ctx, input, { consultation }) {
    if (isOut(consultation.state)) return refuse('report-submitted');
    const wrong = entryRefusal(input.receivedOn, input.dueMonth, ctx.today);
    if (wrong) return wrong;
    if (fiscalYearOf(input.receivedOn) !== consultation.fiscal_year)
      return refuse('bad-input', { field: 'receivedOn', params: { why: 'fiscal-year' } });
    const next = {
      title: input.title,
      asked_by: input.askedBy,
      asked_no: input.askedNo,
      text: input.text,
      received_on: input.receivedOn,
    };
    const columns = Object.keys(next) as (keyof typeof next)[];
    const reworded = columns.some((column) => next[column] !== consultation[column]);
    if (reworded && isAnnouncedConsultation(consultation.state))
      return refuse('wrong-state', { field: 'text' });
    const late = await ctx.trx
      .selectFrom('consultation_step')
      .select('month')
      .where('consultation_id', '=', consultation.id)
      .where('month', '>', input.dueMonth)
      .executeTakeFirst();
    if (late) return refuse('bad-input', { field: 'dueMonth', params: { why: 'plan-after' } });
    await ctx.trx
      .updateTable('consultation')
      .set({ ...next, due_month: input.dueMonth })
      .where('id', '=', consultation.id)
      .execute();
    const put = input.dueMonth !== consultation.due_month;
    await noteAct(ctx, consultation.id, 'changed', put ? `${consultation.due_month}/${input.dueMonth}` : '');
    return { consultationId: consultation.id };
  },
});
