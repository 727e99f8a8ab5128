import { createHash } from 'node:crypto';
import type { Adapter, DatabaseSession, DatabaseUser } from 'lucia';
import { fixedQuery } from '../db/fixed-query.ts';
import { isDiskFull } from '../db/faults.ts';
import type { Db } from '../db/open.ts';

/** What the table knows of a session: the hash of its token, so that a leaked database holds no key (safety D.8). */
export function sessionHash(token: string): string {
  return createHash('sha256').update(`yoriai/session/v1\0${token}`).digest('hex');
}

const sessionWithPerson = fixedQuery((db, id: string) =>
  db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .selectAll('session')
    .select(['person.display_name', 'person.locale'])
    .where('session.id', '=', id)
    .where('person.erased_at', 'is', null),
);

/** Lucia's storage over Kysely. Lucia sees hashes as session ids; tokens live in cookies only. */
export class SessionAdapter implements Adapter {
  private readonly db: Db;
  constructor(db: Db) {
    this.db = db;
  }

  async getSessionAndUser(id: string): Promise<[DatabaseSession | null, DatabaseUser | null]> {
    const [row] = await sessionWithPerson(this.db, id);
    if (!row) return [null, null];
    return [
      toLucia(row),
      { id: row.person_id, attributes: { displayName: row.display_name, locale: row.locale } },
    ];
  }

  async getUserSessions(userId: string): Promise<DatabaseSession[]> {
    const rows = await this.db.selectFrom('session').selectAll().where('person_id', '=', userId).execute();
    return rows.map(toLucia);
  }

  async setSession(session: DatabaseSession): Promise<void> {
    await this.db
      .insertInto('session')
      .values({
        id: session.id,
        person_id: session.userId,
        created_at: session.attributes.createdAt,
        expires_at: session.expiresAt.getTime(),
        absolute_expires_at: session.attributes.absoluteExpiresAt,
        device: session.attributes.device,
      })
      .execute();
  }

  /** On a full disk a session is not made longer, and whoever has it goes on reading. */
  async updateSessionExpiration(id: string, expiresAt: Date): Promise<void> {
    await this.db
      .updateTable('session')
      .set({ expires_at: expiresAt.getTime() })
      .where('id', '=', id)
      .execute()
      .catch((error: unknown) => {
        if (!isDiskFull(error)) throw error;
      });
  }

  async deleteSession(id: string): Promise<void> {
    await this.db.deleteFrom('session').where('id', '=', id).execute();
  }

  async deleteUserSessions(userId: string): Promise<void> {
    await this.db.deleteFrom('session').where('person_id', '=', userId).execute();
  }

  async deleteExpiredSessions(): Promise<void> {
    await this.db.deleteFrom('session').where('expires_at', '<=', Date.now()).execute();
  }
}

function toLucia(row: {
  id: string;
  person_id: string;
  created_at: number;
  expires_at: number;
  absolute_expires_at: number;
  device: string;
}): DatabaseSession {
  return {
    id: row.id,
    userId: row.person_id,
    expiresAt: new Date(row.expires_at),
    attributes: { createdAt: row.created_at, absoluteExpiresAt: row.absolute_expires_at, device: row.device },
  };
}
