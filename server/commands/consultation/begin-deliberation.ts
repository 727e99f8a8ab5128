import * as v from 'valibot';
import { isRefusal } from '#lib/domain/refusal.ts';
import { consultationNamed } from '../../access/consultation.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { noteAct, stepConsultation } from './consultation-steps.ts';

/** Begins to deliberate: from here on everybody reads what was asked (CST12), and its words stay. */
export const beginDeliberation = command({
  name: 'begin-deliberation',
  summary: 'Begins the deliberation on a consultation, which everybody may read from then on.',
  input: v.strictObject({ consultationId: id }),
  action: 'consultation.run',
  about: (db, input) => consultationNamed(db, input.consultationId),
  async handle(ctx, _input, { consultation }) {
    const state = await stepConsultation(ctx, consultation, 'begin');
    if (isRefusal(state)) return state;
    await noteAct(ctx, consultation.id, 'begun');
    return { state };
  },
});
