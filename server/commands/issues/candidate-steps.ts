import type { Selectable } from 'kysely';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Db, Trx } from '../../db/open.ts';
import type { AgendaCandidateRow } from '../../db/schema.ts';
import type { About } from '../define.ts';

export interface AboutCandidate extends About {
  readonly councilId: string;
  readonly candidate: Selectable<AgendaCandidateRow>;
}

/** The candidate a command names; a stranger is told that there is none. */
export async function candidateNamed(db: Db | Trx, candidateId: string): Promise<AboutCandidate | Refusal> {
  const candidate = await db
    .selectFrom('agenda_candidate')
    .selectAll()
    .where('id', '=', candidateId)
    .executeTakeFirst();
  if (!candidate) return refuse('not-found', { field: 'candidateId' });
  return { councilId: candidate.council_id, candidate, facts: { inside: true }, field: 'candidateId' };
}

/** Refuses `wrong-state` for a candidate that is on an agenda already or was dropped. */
export function unlessOpen(candidate: Pick<AgendaCandidateRow, 'state'>): Refusal | null {
  return candidate.state === 'open' ? null : refuse('wrong-state', { params: { state: candidate.state } });
}
