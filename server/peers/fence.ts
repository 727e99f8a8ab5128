import { sql } from 'kysely';
import type { Scope } from '../access/scopes.ts';
import type { Fence } from '../commands/run.ts';
import type { Db, Trx } from '../db/open.ts';
import type { EndSessions } from '../effects/rights.ts';
import { movedBy, sessionsEnded } from '../effects/rights.ts';
import { openSessions } from '../session/session.ts';
import type { DocPlace } from '../sync/words-port.ts';
import { noteMove } from './rights-moves.ts';

/** Acts where several processes share the records (sync S79, S82). */
export const fence: Fence = {
  async hold(trx, docNames) {
    await lockDocs(trx, docNames);
  },
  async end(trx, { rights, held }) {
    if (held.size > 0 && !(await endsAs(trx, held))) return 'words-moved';
    return { move: await noteScopes(trx, rights) };
  },
};

async function noteScopes(trx: Trx, rights: readonly Scope[]): Promise<number | undefined> {
  const moved = movedBy(rights);
  return moved && noteMove(trx, moved);
}

/** Whether these documents still end where they did. */
async function endsAs(trx: Trx, held: ReadonlyMap<string, DocPlace>): Promise<boolean> {
  const docs = await lockDocs(trx, [...held.keys()]);
  return docs.every(({ id, epoch, seq }) => {
    const was = held.get(id);
    return was?.epoch === epoch && was.seq === seq;
  });
}

/**
 * Where these documents end. Until the transaction does nobody writes into them: whoever is about to is waited for, and
 * whoever comes later finds that rights have moved.
 */
async function lockDocs(
  trx: Trx,
  docNames: readonly string[],
): Promise<readonly ({ readonly id: string } & DocPlace)[]> {
  const names = [...docNames].sort();
  // a document without words has no row to hold
  await sql`
    insert into doc (id, epoch, state, content, seq, hash)
    select id, 1, 'live', 1, 0, decode(repeat('00', 32), 'hex') from unnest(${names}::text[]) as w (id) order by id
    on conflict (id) do nothing`.execute(trx);
  const { rows } = await sql<{ id: string; epoch: number; seq: number }>`
    select id, epoch, seq from doc where id = any(${names}::text[]) order by no for no key update`.execute(
    trx,
  );
  return rows;
}

/** Ends sessions and tells all processes, in one transaction. `movedHere`: this process hears it under its number. */
export function endEverywhere(db: Db, movedHere: (no: number, personId: string) => void): EndSessions {
  return async (personId, end) => {
    const ended = await db.transaction().execute(async (trx) => {
      const refused = await end(openSessions(trx));
      return refused ?? (await noteMove(trx, sessionsEnded(personId)));
    });
    if (typeof ended !== 'number') return ended;
    movedHere(ended, personId);
    return undefined;
  };
}
