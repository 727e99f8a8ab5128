import type { Selectable } from 'kysely';
import { isAnnouncedConsultation } from '#lib/domain/consultation/life.ts';
import { may } from '#lib/domain/policy/decide.ts';
import type { Facts } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Db, Trx } from '../db/open.ts';
import type { ConsultationRow } from '../db/schema.ts';
import { openCouncil, type OpenedCouncil } from './council.ts';
import type { Actor } from './subject.ts';

/* Consultations as requests may have them. Absent, foreign and hidden are one answer. */

export type ConsultationRecord = Selectable<ConsultationRow>;

export interface NamedConsultation {
  readonly councilId: string;
  readonly facts: Facts;
  readonly consultation: ConsultationRecord;
  /** The input field that named it. */
  readonly field: string;
}

/** A consultation a command names. */
export async function consultationNamed(
  db: Db | Trx,
  consultationId: string,
): Promise<NamedConsultation | Refusal> {
  const consultation = await db
    .selectFrom('consultation')
    .selectAll()
    .where('id', '=', consultationId)
    .executeTakeFirst();
  if (!consultation) return refuse('not-found', { field: 'consultationId' });
  return {
    councilId: consultation.council_id,
    facts: { inside: true },
    consultation,
    field: 'consultationId',
  };
}

export type ReadConsultation = OpenedCouncil & {
  readonly consultation: ConsultationRecord;
  /** Has the words nobody outside has: draft, adopted text before it goes out, history. */
  readonly inside: boolean;
};

/** One for its page: for people of the council from the day it came, for all others once it is deliberated (CST12). */
export async function readConsultation(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  slug: string,
  no: { readonly fiscalYear: number; readonly seq: number },
): Promise<ReadConsultation | Refusal> {
  const opened = await openCouncil(db, actor, slug);
  if (isRefusal(opened)) return opened;
  const consultation = await db
    .selectFrom('consultation')
    .selectAll()
    .where('council_id', '=', opened.council.id)
    .where('fiscal_year', '=', no.fiscalYear)
    .where('seq', '=', no.seq)
    .executeTakeFirst();
  const follows = may(opened.subject, 'consultation.read');
  if (!consultation || (!follows && !isAnnouncedConsultation(consultation.state))) return refuse('not-found');
  return { ...opened, consultation, inside: may(opened.subject, 'council.readInside') };
}
