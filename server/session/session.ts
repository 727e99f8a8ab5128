import { Lucia, TimeSpan } from 'lucia';
import { localeOf, type Locale } from '#lib/i18n/locale.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import { isDiskFull } from '../db/faults.ts';
import { newToken } from '../db/ids.ts';
import type { Db } from '../db/open.ts';
import { SessionAdapter, sessionHash } from './adapter.ts';

/*
 * Sessions behind five functions: issue, validate, extend, revoke, list. Lucia keeps them; we add what
 * it lacks: only the hash is stored, and a session ends for good after 90 days (safety D.8, B53, B54).
 * Session life is measured by the machine's own clock, also where the sample council's clock is set back.
 */
const idleDays = 14;
const absoluteDays = 90;
const dayMs = 86_400_000;

interface PersonAttributes {
  displayName: string;
  locale: string;
}
interface SessionAttributes {
  createdAt: number;
  absoluteExpiresAt: number;
  device: string;
}
declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof luciaOver>;
    DatabaseUserAttributes: PersonAttributes;
    DatabaseSessionAttributes: SessionAttributes;
  }
}

function luciaOver(db: Db) {
  return new Lucia<SessionAttributes, PersonAttributes>(new SessionAdapter(db), {
    sessionExpiresIn: new TimeSpan(idleDays, 'd'),
    getUserAttributes: (attributes) => attributes,
    getSessionAttributes: (attributes) => attributes,
  });
}

export interface SessionOf {
  readonly sessionId: string;
  readonly personId: string;
  readonly displayName: string;
  readonly locale: Locale;
  /** ms UTC of the machine's clock */
  readonly expiresAt: number;
  /** The cookie should be written again with its new expiry. */
  readonly extended: boolean;
}

export interface SessionListing {
  readonly sessionId: string;
  readonly device: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export function openSessions(db: Db) {
  const lucia = luciaOver(db);

  return {
    /** A new session for a person; returns the token for the cookie, which is stored nowhere. */
    async issue(personId: string, device: string): Promise<{ token: string; maxAgeS: number }> {
      const token = newToken();
      const createdAt = Date.now();
      await lucia.createSession(
        personId,
        { createdAt, absoluteExpiresAt: createdAt + absoluteDays * dayMs, device: device.slice(0, 120) },
        { sessionId: sessionHash(token) },
      );
      return { token, maxAgeS: (idleDays * dayMs) / 1000 };
    },

    /** Who holds this token, or undefined when it is unknown, expired, revoked or older than 90 days. */
    async validate(token: string): Promise<SessionOf | undefined> {
      if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined;
      const { session, user } = await lucia.validateSession(sessionHash(token)).catch(nobodyOnFullDisk);
      if (!session) return undefined;
      if (session.absoluteExpiresAt <= Date.now()) {
        await lucia.invalidateSession(session.id);
        return undefined;
      }
      return {
        sessionId: session.id,
        personId: user.id,
        displayName: user.displayName,
        locale: localeOf(user.locale),
        expiresAt: Math.min(session.expiresAt.getTime(), session.absoluteExpiresAt),
        extended: session.fresh,
      };
    },

    /** Ends one session of this person; `disk-full` where it could not be ended. */
    revoke(personId: string, sessionId: string): Promise<Refusal | undefined> {
      return unlessDiskFull(async () => {
        const own = await lucia.getUserSessions(personId);
        if (own.some((session) => session.id === sessionId)) await lucia.invalidateSession(sessionId);
      });
    },

    /** Ends all sessions of this person: signed out everywhere; `disk-full` where they could not be ended. */
    revokeAll(personId: string): Promise<Refusal | undefined> {
      return unlessDiskFull(() => lucia.invalidateUserSessions(personId));
    },

    /** Deletes sessions that ran out; they let nobody in, but their rows stay until somebody shows their token. */
    deleteExpired: () => lucia.deleteExpiredSessions(),

    async list(personId: string): Promise<SessionListing[]> {
      const sessions = await lucia.getUserSessions(personId);
      return sessions.map((session) => ({
        sessionId: session.id,
        device: session.device,
        createdAt: session.createdAt,
        expiresAt: session.expiresAt.getTime(),
      }));
    },
  };
}

/** A session that is over stays behind on a full disk; it counts for nobody all the same. */
function nobodyOnFullDisk(error: unknown): { readonly session: null; readonly user: null } {
  if (isDiskFull(error)) return { session: null, user: null };
  throw error;
}

async function unlessDiskFull(end: () => Promise<void>): Promise<Refusal | undefined> {
  try {
    await end();
    return undefined;
  } catch (error) {
    if (isDiskFull(error)) return refuse('disk-full');
    throw error;
  }
}

export type Sessions = ReturnType<typeof openSessions>;
