import { newId, newToken } from '../../db/ids.ts';
import { holdTurn } from '../../db/acting.ts';
import type { Db, Trx } from '../../db/open.ts';
import { tokenHash } from '../../db/token-hash.ts';
import { auditIn } from '../audit.ts';

/*
 * Slips with which a council is founded. No page gives this right: whoever keeps the machine hands them out, one for each
 * council. Only their hashes are stored.
 */

const dayMs = 86_400_000;
/** The link of a start is used by whoever sits before the machine. */
const startDays = 7;
/** For the link that a start prints. */
const ofStart = '';

/** A fresh one-time link for whoever has just started the server; earlier ones end, slips for councils stay. */
export async function issueSetupLink(db: Db, now: number): Promise<string> {
  return (await issue(db, ofStart, now + startDays * dayMs, now)).token;
}

export interface CouncilSlip {
  /** For which council, in the words of who keeps the machine. */
  readonly council: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** A slip for one council; an earlier one for the same council ends. */
export async function inviteCouncil(
  trx: Trx,
  council: string,
  days: number,
  now: number,
): Promise<CouncilSlip & { readonly token: string }> {
  const expiresAt = now + days * dayMs;
  const { id, token } = await issue(trx, council, expiresAt, now);
  await audit(trx, id, now, {});
  return { council, createdAt: now, expiresAt, token };
}

/** Every slip that still opens, the newest last; the link of a start too. */
export async function openCouncilSlips(db: Db, now: number): Promise<CouncilSlip[]> {
  const rows = await stillOpen(db, now).orderBy('created_at').execute();
  return rows.map(({ note, created_at, expires_at }) => ({
    council: note,
    createdAt: created_at,
    expiresAt: expires_at,
  }));
}

/** Takes the open slip for a council back; answers whether there was one. */
export async function takeBackCouncilSlip(trx: Trx, council: string, now: number): Promise<boolean> {
  const open = await stillOpen(trx, now).where('note', '=', council).execute();
  await end(trx, council, now);
  for (const { id } of open) await audit(trx, id, now, { revoked: true });
  return open.length > 0;
}

function stillOpen(db: Db | Trx, now: number) {
  return db
    .selectFrom('invitation')
    .select(['id', 'note', 'created_at', 'expires_at'])
    .where('purpose', '=', 'setup')
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now);
}

async function issue(db: Db | Trx, note: string, expiresAt: number, now: number) {
  await end(db, note, now);
  const made = { id: newId(), token: newToken() };
  await db
    .insertInto('invitation')
    .values({
      id: made.id,
      council_id: null,
      person_id: null,
      purpose: 'setup',
      token_hash: tokenHash(made.token),
      created_by: null,
      created_at: now,
      expires_at: expiresAt,
      note,
    })
    .execute();
  return made;
}

async function end(db: Db | Trx, note: string, now: number): Promise<void> {
  await db
    .updateTable('invitation')
    .set({ revoked_at: now })
    .where('purpose', '=', 'setup')
    .where('note', '=', note)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
}

async function audit(trx: Trx, id: string, now: number, detail: Record<string, unknown>): Promise<void> {
  await holdTurn(trx, null);
  await auditIn(trx, {
    at: now,
    councilId: null,
    personId: null,
    command: 'invite-council',
    entity: 'invitation',
    entityId: id,
    detail: { purpose: 'setup', ...detail },
  });
}
