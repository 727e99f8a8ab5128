import * as v from 'valibot';
import { fiscalYearOf } from '#lib/domain/calendar/year.ts';
import { decisionNumber } from '#lib/domain/calendar/numbers.ts';
import { consultationLimits, entryRefusal } from '#lib/domain/consultation/entry.ts';
import { newId } from '../../db/ids.ts';
import { nextConsultationNo } from '../../records/numbers.ts';
import { councilNamed } from '../council/about-council.ts';
import { command, personOf } from '../define.ts';
import { day, id, line, month, optionalLine, prose } from '../fields.ts';
import { noteAct } from './consultation-steps.ts';

/** What is asked, as the paper says it; the same when it is corrected. */
export const askedFields = {
  /** Who asks, with his office: 川口市長. */
  askedBy: line(100),
  /** The number of the paper; left out where it has none. */
  askedNo: optionalLine(60),
  title: line(100),
  text: prose(consultationLimits.text),
  receivedOn: day,
  /** 'YYYY-MM': the month by which the reply is due. */
  dueMonth: month,
};

/** Enters what somebody asks the council (諮問), with its number in the fiscal year it came in (CST1). */
export const enterConsultation = command({
  name: 'enter-consultation',
  summary: 'Enters what an authority asks the council, and by which month it wants the reply.',
  input: v.strictObject({ councilId: id, ...askedFields }),
  action: 'consultation.enter',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, input) {
    const wrong = entryRefusal(input.receivedOn, input.dueMonth, ctx.today);
    if (wrong) return wrong;
    const fiscalYear = fiscalYearOf(input.receivedOn);
    const seq = await nextConsultationNo(ctx.trx, input.councilId, fiscalYear);
    const consultationId = newId();
    await ctx.trx
      .insertInto('consultation')
      .values({
        id: consultationId,
        council_id: input.councilId,
        fiscal_year: fiscalYear,
        seq,
        title: input.title,
        asked_by: input.askedBy,
        asked_no: input.askedNo,
        text: input.text,
        received_on: input.receivedOn,
        due_month: input.dueMonth,
        state: 'received',
        entered_by: personOf(ctx),
        entered_at: ctx.now,
      })
      .execute();
    await noteAct(ctx, consultationId, 'entered');
    return { consultationId, no: decisionNumber(fiscalYear, seq) };
  },
});
