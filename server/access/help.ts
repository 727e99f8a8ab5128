import { decide } from '#lib/domain/policy/decide.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Db, Trx } from '../db/open.ts';
import type { HelpRequest } from './receipt.ts';
import { subjectOf, type Actor } from './subject.ts';

/** Whether this person reads what came in on the private path: the secretariat alone (R-HAC-15). */
export async function readsHelp(
  db: Db | Trx,
  actor: Pick<Actor, 'personId'>,
  councilId: string,
): Promise<boolean> {
  return decide(await subjectOf(db, actor, councilId), 'help.read') === true;
}

/** A request a command names; everybody but the secretariat is told that there is nothing. */
export async function helpNamed(
  db: Db | Trx,
  requestId: string,
): Promise<{ councilId: string; request: HelpRequest; facts: { hidden: true }; field: string } | Refusal> {
  const request = await db
    .selectFrom('help_request')
    .selectAll()
    .where('id', '=', requestId)
    .executeTakeFirst();
  if (!request) return refuse('not-found', { field: 'requestId' });
  return { councilId: request.council_id, request, facts: { hidden: true }, field: 'requestId' };
}
