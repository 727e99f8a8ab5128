import type { Db, Trx } from '../db/open.ts';
import { auditHash, auditTail } from '../records/audit-chain.ts';

export interface AuditFact {
  readonly at: number;
  readonly councilId: string | null;
  readonly personId: string | null;
  readonly command: string;
  readonly entity: string;
  readonly entityId: string;
  /** Ids, states, hashes and figures; never free text of people. */
  readonly detail: Record<string, unknown>;
}

/** Appends to the council's log of acts inside the command's transaction (CHN15). */
export async function auditIn(trx: Db | Trx, fact: AuditFact): Promise<void> {
  const row = {
    at: fact.at,
    council_id: fact.councilId,
    person_id: fact.personId,
    command: fact.command,
    entity: fact.entity,
    entity_id: fact.entityId,
    detail: JSON.stringify(fact.detail),
  };
  const tail = await auditTail(trx, fact.councilId);
  await trx
    .insertInto('audit_event')
    .values({ ...row, no: tail.no + 1, prev_hash: tail.hash, hash: auditHash(tail, row) })
    .execute();
}

/** When the last act was done, ms UTC; 0: none yet. */
export async function lastActAt(db: Db): Promise<number> {
  const last = await db
    .selectFrom('audit_event')
    .select('at')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.at ?? 0;
}
