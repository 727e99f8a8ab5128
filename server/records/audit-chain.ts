import { createHash } from 'node:crypto';
import type { Db, Trx } from '../db/open.ts';
import type { AuditEventRow } from '../db/schema.ts';
import { tableNames } from '../db/table-names.ts';
import { byText } from '../db/values.ts';

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
  if (last?.no != null) return { no: last.no, hash: last.hash };
  const origin = councilId === null ? undefined : await originOf(db, councilId);
  return { no: 0, hash: origin ?? (await startOf(db)).hash };
}

/** What the chain of a council begins after, where it came from another house. */
async function originOf(db: Db | Trx, councilId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('audit_origin')
    .select('hash')
    .where('council_id', '=', councilId)
    .executeTakeFirst();
  return row?.hash;
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
  const names = await tableNames(db);
  const separate = names.has('audit_start');
  const start = separate ? await startOf(db) : { seq: 0, hash: nothing };
  const moved = names.has('audit_origin') ? await movedHere(db) : { origins: new Map<string, string>() };
  if (moved.break !== undefined) return { entries: 0, break: moved.break };
  const tails = new Map<string | null, AuditTail>();
  let before = { seq: 0, hash: nothing };
  let entries = 0;
  for (;;) {
    const rows = await entriesAfter(db, before.seq, separate);
    if (rows.length === 0) break;
    for (const row of rows) {
      entries++;
      const origin = row.council_id === null ? undefined : moved.origins.get(row.council_id);
      const tail = tails.get(row.council_id) ?? { no: 0, hash: origin ?? start.hash };
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

/** Where the chains of councils from other houses begin, and the first of their earlier acts that is not what its hash says. */
async function movedHere(db: Db | Trx): Promise<{ origins: ReadonlyMap<string, string>; break?: number }> {
  const rows = await db.selectFrom('audit_origin').select(['council_id', 'hash']).execute();
  const earlier = await db
    .selectFrom('audit_earlier')
    .selectAll()
    .orderBy('council_id', byText)
    .orderBy('seq')
    .execute();
  const wrong = earlier.find((row) => row.hash !== hashBefore(row.prev_hash, row.seq, row));
  return {
    origins: new Map(rows.map(({ council_id, hash }) => [council_id, hash])),
    ...(wrong && { break: wrong.seq }),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
