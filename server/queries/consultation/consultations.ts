import type { ConsultationLine } from '#lib/domain/consultation/line.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { openCouncil } from '../../access/council.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import { consultationLines } from '../../records/consultations.ts';

/** Everything the council was asked, and what it asks of proposals itself. */
export interface ConsultationsPage {
  readonly councilId: string;
  readonly consultations: readonly ConsultationLine[];
  /** In force, in the order they were set. */
  readonly criteria: readonly string[];
  readonly may: { readonly enter: boolean; readonly criteria: boolean };
}

/** The consultations of a council; the street has those that are being deliberated on or have their reply (CST12). */
export async function consultationsPage(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  slug: string,
): Promise<ConsultationsPage | Refusal> {
  const opened = await openCouncil(db, actor, slug);
  if (isRefusal(opened)) return opened;
  const { council, subject } = opened;
  const criteria = await db
    .selectFrom('criterion')
    .select('text')
    .where('council_id', '=', council.id)
    .where('ended_at', 'is', null)
    .orderBy('added_at')
    .orderBy('id')
    .execute();
  return {
    councilId: council.id,
    consultations: await consultationLines(db, council.id, {
      announced: !may(subject, 'consultation.read'),
    }),
    criteria: criteria.map(({ text }) => text),
    may: { enter: may(subject, 'consultation.enter'), criteria: may(subject, 'criteria.manage') },
  };
}
