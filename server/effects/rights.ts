import { documentRights } from '../access/documents.ts';
import { scopeName, type Scope } from '../access/scopes.ts';
import type { Refusal } from '#lib/domain/refusal.ts';
import type { Db } from '../db/open.ts';
import { tokenIn } from '../session/cookie.ts';
import type { Sessions } from '../session/session.ts';
import type { DocRights, Refused, RightsMoved, SyncActor } from '../sync/ports.ts';

/* Rights of live sockets: who somebody is, what he may do with a document, and whom a change concerns (sync S21). */

/** What live documents ask about rights. */
export interface SocketRights {
  actorOf(cookieHeader: string | undefined): Promise<SyncActor | undefined | 'ended'>;
  rightsOf(actor: SyncActor, docName: string): Promise<DocRights | Refused>;
}

/** `secure`: whether cookies carry the prefix of https. */
export function openRights(db: Db, sessions: Sessions, secure: () => boolean): SocketRights {
  return {
    async actorOf(cookieHeader) {
      const token = tokenIn(cookieHeader, secure());
      if (!token) return undefined;
      const session = await sessions.validate(token);
      if (!session) return 'ended';
      const { sessionId, personId, displayName, expiresAt } = session;
      return { sessionId, personId, displayName, color: colorOf(personId), expiresAt };
    },
    rightsOf: (actor, docName) => documentRights(db, actor.personId, docName),
  };
}

/** The scopes of an act as live documents know them; undefined where nobody's rights changed. */
export function movedBy(scopes: readonly Scope[]): RightsMoved | undefined {
  if (scopes.length === 0) return undefined;
  const people = scopes.filter(({ kind }) => kind === 'person').map(({ id }) => id);
  return { scopes: new Set(scopes.map(scopeName)), people: new Set(people) };
}

/**
 * Ends sessions of a person and says whose they were; what it says is felt on the very next frame (safety B48). `end` does
 * it on the sessions it is given.
 */
export type EndSessions = (
  personId: string,
  end: (sessions: Sessions) => Promise<Refusal | undefined>,
) => Promise<Refusal | undefined>;

/** … where nobody else needs to know. */
export function endHere(sessions: Sessions, moved: (what: RightsMoved) => void): EndSessions {
  return async (personId, end) => {
    const refused = await end(sessions);
    moved(sessionsEnded(personId));
    return refused;
  };
}

/** What has moved where sessions of this person were ended. */
export function sessionsEnded(personId: string): RightsMoved {
  return { scopes: new Set(), people: new Set([personId]) };
}

/** The sessions, where ending one is felt on the very next frame. */
export function feltAtOnce(sessions: Sessions, ending: EndSessions): Sessions {
  return {
    ...sessions,
    revoke: (personId, sessionId) => ending(personId, (own) => own.revoke(personId, sessionId)),
    revokeAll: (personId) => ending(personId, (own) => own.revokeAll(personId)),
  };
}

/** One of five colours of people, always the same for the same person. */
function colorOf(personId: string): number {
  let sum = 0;
  for (const char of personId) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 997;
  return (sum % 5) + 1;
}
