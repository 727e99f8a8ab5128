import { decide, type Subject } from '#lib/domain/policy/decide.ts';
import type { Action } from '#lib/domain/policy/actions.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Db } from '../db/open.ts';
import type { CouncilRow } from '../db/schema.ts';
import { subjectOf, type Actor } from './subject.ts';

/** A council and what the one who asks is in it. */
export interface OpenedCouncil {
  readonly council: CouncilRow;
  readonly subject: Subject;
}

/** The council of this address, for whoever has the right; `not-found` where there is none. */
export async function openCouncil(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  slug: string,
  action: Action = 'council.read',
): Promise<OpenedCouncil | Refusal> {
  const council = await db.selectFrom('council').selectAll().where('slug', '=', slug).executeTakeFirst();
  if (!council) return refuse('not-found');
  // somebody with a session but no mandate here is a stranger, not the street
  const subject = { ...(await subjectOf(db, actor, council.id)), personId: actor.personId };
  const verdict = decide(subject, action);
  return verdict === true ? { council, subject } : verdict;
}
