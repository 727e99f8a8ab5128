import type { RecordedAgenda } from '#lib/domain/meeting/recorded-agenda.ts';
import { agendaIn } from '../db/decode.ts';
import type { Db, Trx } from '../db/open.ts';

/** The agenda as everybody was told of it last. */
export interface ToldAgenda {
  /** ms since 1970 UTC */
  readonly at: number;
  readonly agenda: RecordedAgenda;
  /** When it was written down again and had become another; null while it stands as told. */
  readonly changedAt: number | null;
}

/**
 * What went out with the call, or with a change of day or place since (REG16). What the meeting made of its agenda later
 * is in revisions of other occasions. Undefined before the call.
 */
export async function toldAgenda(db: Db | Trx, meetingId: string): Promise<ToldAgenda | undefined> {
  const revisions = await db
    .selectFrom('agenda_revision')
    .select(['at', 'items', 'occasion', 'text_hash'])
    .where('meeting_id', '=', meetingId)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const told = revisions.findLast(({ occasion }) => occasion === 'call' || occasion === 'change');
  const last = revisions.at(-1);
  if (!told || !last) return undefined;
  return {
    at: told.at,
    agenda: agendaIn(told),
    changedAt: last.text_hash === told.text_hash ? null : last.at,
  };
}
