import * as v from 'valibot';
import { dayOf } from '#lib/domain/calendar/jst.ts';
import { decisionNumber } from '#lib/domain/calendar/numbers.ts';
import { submissionRefusal } from '#lib/domain/consultation/entry.ts';
import { nextConsultationState } from '#lib/domain/consultation/life.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { reportDoc } from '#lib/doc/names.ts';
import { consultationNamed } from '../../access/consultation.ts';
import { command, personOf } from '../define.ts';
import { day, hash, id, optionalLine } from '../fields.ts';
import { noteAct, stepConsultation } from './consultation-steps.ts';
import { sealReport } from './report-chain.ts';

/**
 * Submits the reply (答申) that a decision has adopted, named by its hash: text, day and number are fixed, and an entry of
 * the chain holds their digests (CST8). From here on its words are closed and only errata are added.
 */
export const submitReport = command({
  name: 'submit-report',
  summary: 'Submits the adopted reply to whoever asked, and seals it into the chain.',
  input: v.strictObject({
    consultationId: id,
    textHash: hash,
    submittedOn: day,
    /** The number of our paper; left out where it has none. */
    documentNo: optionalLine(60),
  }),
  action: 'report.submit',
  ofForce: true,
  about: (db, input) => consultationNamed(db, input.consultationId),
  async handle(ctx, input, { consultation }) {
    const { trx } = ctx;
    const state = nextConsultationState(consultation.state, 'submit');
    if (isRefusal(state)) return state;
    if (consultation.decision_id === null) return refuse('report-not-adopted');
    const decision = await trx
      .selectFrom('decision')
      .innerJoin('meeting', 'meeting.id', 'decision.meeting_id')
      .select(['decision.id', 'decision.text', 'decision.text_hash', 'decision.declared_at'])
      .select(['decision.fiscal_year as year', 'decision.seq as no'])
      .select(['meeting.fiscal_year', 'meeting.seq'])
      .where('decision.id', '=', consultation.decision_id)
      .executeTakeFirstOrThrow();
    if (decision.text_hash !== input.textHash) return refuse('text-changed', { field: 'textHash' });
    const wrong = submissionRefusal(input.submittedOn, dayOf(decision.declared_at), ctx.today);
    if (wrong) return wrong;
    await stepConsultation(ctx, consultation, 'submit');
    const sealed = await sealReport(ctx, consultation, {
      meeting: { fiscalYear: decision.fiscal_year, seq: decision.seq },
      decision: decisionNumber(decision.year, decision.no),
      text: decision.text,
      textHash: decision.text_hash,
      submittedOn: input.submittedOn,
      documentNo: input.documentNo,
    });
    if (isRefusal(sealed)) return sealed;
    await trx
      .insertInto('consultation_report')
      .values({
        consultation_id: consultation.id,
        decision_id: decision.id,
        document_no: input.documentNo,
        text: decision.text,
        text_hash: decision.text_hash,
        submitted_on: input.submittedOn,
        submitted_by: personOf(ctx),
        submitted_at: ctx.now,
        chain_seq: sealed.seq,
      })
      .execute();
    await noteAct(ctx, consultation.id, 'submitted', sealed.hash);
    ctx.effects.closeWords(reportDoc(consultation.id), 'sealed');
    return { hash: sealed.hash, seq: sealed.seq };
  },
});
