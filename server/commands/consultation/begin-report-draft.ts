import * as v from 'valibot';
import { isRefusal } from '#lib/domain/refusal.ts';
import { consultationNamed } from '../../access/consultation.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { noteAct, stepConsultation } from './consultation-steps.ts';

/** Opens the draft of the reply, in which the council writes together until the reply is submitted (CST5). */
export const beginReportDraft = command({
  name: 'begin-report-draft',
  summary: 'Opens the draft of the reply to a consultation.',
  input: v.strictObject({ consultationId: id }),
  action: 'consultation.run',
  about: (db, input) => consultationNamed(db, input.consultationId),
  async handle(ctx, _input, { consultation }) {
    const state = await stepConsultation(ctx, consultation, 'draft');
    if (isRefusal(state)) return state;
    await noteAct(ctx, consultation.id, 'drafting');
    ctx.effects.rightsChanged('council', consultation.council_id);
    return { state };
  },
});
