import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Trx } from '../db/open.ts';

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

/** Appends to the audit log inside the command's transaction; each event carries the hash of the one before. */
export async function auditIn(trx: Trx, fact: AuditFact): Promise<void> {
  const last = await trx
    .selectFrom('audit_event')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const prev = last?.hash ?? '0'.repeat(64);
  const detail = JSON.stringify(fact.detail);
  const seq = (last?.seq ?? 0) + 1;
  const hash = createHash('sha256')
    .update(
      [
        'yoriai/audit/v1',
        prev,
        seq,
        fact.at,
        fact.councilId,
        fact.personId,
        fact.command,
        fact.entity,
        fact.entityId,
        detail,
      ].join('\0'),
    )
    .digest('hex');
  await trx
    .insertInto('audit_event')
    .values({
      seq: sql<number>`${seq}`,
      at: fact.at,
      council_id: fact.councilId,
      person_id: fact.personId,
      command: fact.command,
      entity: fact.entity,
      entity_id: fact.entityId,
      detail,
      prev_hash: prev,
      hash,
    })
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
