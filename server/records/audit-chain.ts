import { createHash } from 'node:crypto';
import type { Db, Trx } from '../db/open.ts';
import type { AuditEventRow } from '../db/schema.ts';

/*
 * The log of acts is a chain for each council and one for acts of no council (CHN15): a number from 1 and the hash of
 * the entry before. Entries from before the chains were separate have no number and are one chain of all councils; each
 * chain goes on from its end (CHN16).
 */

/** What the first entry of a log follows. */
const nothing = '0'.repeat(64);

export type AuditFact = Pick<
  AuditEventRow,
  'at' | 'council_id' | 'person_id' | 'command' | 'entity' | 'entity_id' | 'detail'
>;

export interface AuditTail {
  /** 0: the chain has no entry yet. */
  readonly no: number;
  readonly hash: string;
}

/** The last entry of a chain; `councilId` null: of the acts of no council. */
export async function auditTail(db: Db | Trx, councilId: string | null): Promise<AuditTail> {
  const last = await db
    .selectFrom('audit_event')
    .select(['no', 'hash'])
    .where('council_id', councilId === null ? 'is' : '=', councilId)
    .where('no', 'is not', null)
    .orderBy('no', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.no != null ? { no: last.no, hash: last.hash } : { no: 0, hash: (await startOf(db)).hash };
}

/** Hash of the entry that follows `tail`: SHA-256, lower-case hex. */
export function auditHash(tail: AuditTail, fact: AuditFact): string {
  const { at, council_id, person_id, command, entity, entity_id, detail } = fact;
  const said = [tail.hash, tail.no + 1, at, council_id, person_id, command, entity, entity_id, detail];
  return sha256(`yoriai/audit/v2\0${JSON.stringify(said)}`);
}

/** Hash of an entry from before the chains were separate. */
function hashBefore(prev: string, seq: number, fact: AuditFact): string {
  const { at, council_id, person_id, command, entity, entity_id, detail } = fact;
  const said = [prev, seq, at, council_id, person_id, command, entity, entity_id, detail];
  return sha256(['yoriai/audit/v1', ...said].join('\0'));
}

export interface AuditReport {
  readonly entries: number;
  /** `seq` of the first entry that doesn't follow or isn't what its hash says; null where all are sound. */
  readonly break: number | null;
}

const atOnce = 5000;

/** Checks the log of all councils, also of a folder that was not yet brought to this version. */
export async function auditReport(db: Db | Trx): Promise<AuditReport> {
  const separate = await isSeparate(db);
  const start = separate ? await startOf(db) : { seq: 0, hash: nothing };
  const tails = new Map<string | null, AuditTail>();
  let before = { seq: 0, hash: nothing };
  let entries = 0;
  for (;;) {
    const rows = await entriesAfter(db, before.seq, separate);
    if (rows.length === 0) break;
    for (const row of rows) {
      entries++;
      const tail = tails.get(row.council_id) ?? { no: 0, hash: start.hash };
      const sound =
        row.no === null
          ? row.prev_hash === before.hash && row.hash === hashBefore(before.hash, row.seq, row)
          : row.no === tail.no + 1 && row.prev_hash === tail.hash && row.hash === auditHash(tail, row);
      const startMissed = before.seq < start.seq && row.seq >= start.seq && row.hash !== start.hash;
      if (!sound || startMissed) return { entries, break: row.seq };
      if (row.no !== null) tails.set(row.council_id, { no: row.no, hash: row.hash });
      before = { seq: row.seq, hash: row.hash };
    }
  }
  return { entries, break: before.seq < start.seq ? start.seq : null };
}

async function entriesAfter(db: Db | Trx, seq: number, separate: boolean) {
  const rows = await db
    .selectFrom('audit_event')
    .select(['seq', 'at', 'council_id', 'person_id', 'command', 'entity', 'entity_id', 'detail'])
    .select(['prev_hash', 'hash'])
    .$if(separate, (query) => query.select('no'))
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(atOnce)
    .execute();
  return rows.map((row) => ({ ...row, no: row.no ?? null }));
}

/** Where the chains begin: the end of the one chain there was before; nothing in a new folder. */
async function startOf(db: Db | Trx): Promise<{ seq: number; hash: string }> {
  const row = await db.selectFrom('audit_start').select(['seq', 'hash']).executeTakeFirst();
  return row ?? { seq: 0, hash: nothing };
}

async function isSeparate(db: Db | Trx): Promise<boolean> {
  const tables = await db.introspection.getTables();
  return tables.some(({ name }) => name === 'audit_start');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
