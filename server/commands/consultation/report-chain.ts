import type { CanonicalObject } from '#lib/domain/canonical/json.ts';
import { decisionNumber } from '#lib/domain/calendar/numbers.ts';
import type { Refusal } from '#lib/domain/refusal.ts';
import type { ConsultationRecord } from '../../access/consultation.ts';
import { newSalt } from '../../db/ids.ts';
import { erratumHash } from '../../records/consultations.ts';
import type { CommandContext } from '../define.ts';
import { appendToChain } from '../minutes/chain-append.ts';

/*
 * A reply and its errata as entries of the council's chain (contracts §8). Words that may name people stand beside the body
 * under their digests, so that they can be erased and still are proved (I11).
 */

interface SealedReport {
  /** Of the meeting whose decision adopted it. */
  readonly meeting: CanonicalObject;
  /** Number of that decision, '2021-03'. */
  readonly decision: string;
  readonly text: string;
  readonly textHash: string;
  readonly submittedOn: string;
  readonly documentNo: string;
}

/** The reply as it went out, as one entry. */
export async function sealReport(
  ctx: CommandContext,
  consultation: ConsultationRecord,
  { meeting, decision, text, textHash, submittedOn, documentNo }: SealedReport,
): Promise<{ seq: number; hash: string } | Refusal> {
  return appendToChain(ctx, await councilOf(ctx, consultation), {
    kind: 'report',
    refId: consultation.id,
    meeting,
    publicBody: { no: numberOf(consultation), decision, textHash, submittedOn, documentNo },
    disclosures: [
      { name: 'consultation/title', value: consultation.title, salt: newSalt() },
      { name: 'consultation/asked-by', value: consultation.asked_by, salt: newSalt() },
      { name: 'report/text', value: text, salt: newSalt() },
    ],
  });
}

/** An erratum to a reply that is out, as one entry. */
export async function sealErratum(
  ctx: CommandContext,
  consultation: ConsultationRecord,
  erratum: {
    readonly id: string;
    readonly no: number;
    readonly wrong: string;
    readonly right: string;
    readonly reason: string;
    readonly meeting: CanonicalObject;
  },
): Promise<{ seq: number; hash: string } | Refusal> {
  const { id, no, wrong, right, reason, meeting } = erratum;
  return appendToChain(ctx, await councilOf(ctx, consultation), {
    kind: 'erratum',
    refId: id,
    meeting,
    publicBody: { no: numberOf(consultation), erratum: no, textHash: erratumHash({ wrong, right, reason }) },
    disclosures: [
      { name: 'erratum/wrong', value: wrong, salt: newSalt() },
      { name: 'erratum/right', value: right, salt: newSalt() },
      { name: 'erratum/reason', value: reason, salt: newSalt() },
    ],
  });
}

function numberOf({ fiscal_year, seq }: Pick<ConsultationRecord, 'fiscal_year' | 'seq'>): string {
  return decisionNumber(fiscal_year, seq);
}

function councilOf({ trx }: CommandContext, { council_id }: Pick<ConsultationRecord, 'council_id'>) {
  return trx
    .selectFrom('council')
    .select(['id', 'slug'])
    .where('id', '=', council_id)
    .executeTakeFirstOrThrow();
}
