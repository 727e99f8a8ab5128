import * as v from 'valibot';
import { dayOf } from '#lib/domain/calendar/jst.ts';
import { monthOf } from '#lib/domain/consultation/due.ts';
import { consultationLimits, planRefusal, type PlannedStep } from '#lib/domain/consultation/entry.ts';
import { isOut } from '#lib/domain/consultation/life.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { consultationNamed } from '../../access/consultation.ts';
import type { Trx } from '../../db/open.ts';
import { command } from '../define.ts';
import { emptiableLine, id, month } from '../fields.ts';
import { noteAct } from './consultation-steps.ts';

/** Plans the meetings up to the due month (CST4): the whole plan at once, in the order of its months. */
export const planConsultation = command({
  name: 'plan-consultation',
  summary: 'Plans the meetings at which the council deliberates on what it was asked.',
  input: v.strictObject({
    consultationId: id,
    steps: v.pipe(
      v.array(
        v.strictObject({
          /** 'YYYY-MM'; of a meeting that is named, its own month. */
          month,
          purpose: emptiableLine(100),
          /** Any meeting of the council, however it is held. */
          meetingId: v.optional(id),
        }),
      ),
      v.maxLength(consultationLimits.steps),
    ),
  }),
  action: 'consultation.run',
  about: (db, input) => consultationNamed(db, input.consultationId),
  async handle(ctx, input, { consultation }) {
    if (isOut(consultation.state)) return refuse('report-submitted');
    const steps = await withMonths(ctx.trx, consultation.council_id, input.steps);
    if (isRefusal(steps)) return steps;
    const wrong = planRefusal(steps, consultation.received_on, consultation.due_month);
    if (wrong) return wrong;
    await ctx.trx.deleteFrom('consultation_step').where('consultation_id', '=', consultation.id).execute();
    for (const [i, step] of steps
      .toSorted((a, b) => (a.month < b.month ? -1 : Number(a.month > b.month)))
      .entries())
      await ctx.trx
        .insertInto('consultation_step')
        .values({
          consultation_id: consultation.id,
          position: i + 1,
          month: step.month,
          purpose: step.purpose,
          meeting_id: step.meetingId,
        })
        .execute();
    await noteAct(ctx, consultation.id, 'planned', String(steps.length));
    return { steps: steps.length };
  },
});

/** Steps with the month of the meeting they name; `not-found` for a meeting of another council. */
async function withMonths(
  trx: Trx,
  councilId: string,
  steps: readonly {
    readonly month: string;
    readonly purpose: string;
    readonly meetingId?: string | undefined;
  }[],
): Promise<PlannedStep[] | Refusal> {
  const planned: PlannedStep[] = [];
  for (const [i, { month, purpose, meetingId }] of steps.entries()) {
    if (meetingId === undefined) {
      planned.push({ month, purpose, meetingId: null });
      continue;
    }
    const meeting = await trx
      .selectFrom('meeting')
      .select('starts_at')
      .where('id', '=', meetingId)
      .where('council_id', '=', councilId)
      .executeTakeFirst();
    if (!meeting) return refuse('not-found', { field: `steps[${i}].meetingId` });
    planned.push({ month: monthOf(dayOf(meeting.starts_at)), purpose, meetingId });
  }
  return planned;
}
