import * as v from 'valibot';
import { consultationLimits, erratumRefusal } from '#lib/domain/consultation/entry.ts';
import { isOut } from '#lib/domain/consultation/life.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { consultationNamed } from '../../access/consultation.ts';
import { newId } from '../../db/ids.ts';
import { nextErratumNo } from '../../records/numbers.ts';
import { command, personOf } from '../define.ts';
import { id, prose } from '../fields.ts';
import { noteAct } from './consultation-steps.ts';
import { sealErratum } from './report-chain.ts';

/** Adds an erratum (正誤表) to a reply that is out (CST9): the reply stays as it was, and both are read side by side. */
export const correctReport = command({
  name: 'correct-report',
  summary: 'Adds an erratum to a submitted reply; the reply itself stays as it went out.',
  input: v.strictObject({
    consultationId: id,
    /** The passage as it stands in the reply. */
    wrong: prose(500),
    right: prose(500),
    reason: prose(500),
  }),
  action: 'report.submit',
  ofForce: true,
  about: (db, input) => consultationNamed(db, input.consultationId),
  async handle(ctx, { wrong, right, reason }, { consultation }) {
    const { trx } = ctx;
    if (!isOut(consultation.state)) return refuse('wrong-state', { params: { state: consultation.state } });
    const report = await trx
      .selectFrom('consultation_report')
      .innerJoin('decision', 'decision.id', 'consultation_report.decision_id')
      .innerJoin('meeting', 'meeting.id', 'decision.meeting_id')
      .select(['consultation_report.text', 'meeting.fiscal_year', 'meeting.seq'])
      .where('consultation_id', '=', consultation.id)
      .executeTakeFirstOrThrow();
    const refused = erratumRefusal(report.text, wrong, right);
    if (refused) return refused;
    const no = await nextErratumNo(trx, consultation.id);
    if (no > consultationLimits.errata) return refuse('list-full');
    const erratumId = newId();
    const meeting = { fiscalYear: report.fiscal_year, seq: report.seq };
    const sealed = await sealErratum(ctx, consultation, { id: erratumId, no, wrong, right, reason, meeting });
    if (isRefusal(sealed)) return sealed;
    await trx
      .insertInto('consultation_erratum')
      .values({
        id: erratumId,
        consultation_id: consultation.id,
        no,
        wrong,
        right_words: right,
        reason,
        added_by: personOf(ctx),
        added_at: ctx.now,
        chain_seq: sealed.seq,
      })
      .execute();
    await noteAct(ctx, consultation.id, 'erratum', String(no));
    return { no, hash: sealed.hash };
  },
});
