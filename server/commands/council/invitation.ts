import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Db, Trx } from '../../db/open.ts';
import type { InvitationRow } from '../../db/schema.ts';
import { tokenHash } from '../../db/token-hash.ts';

export type OpenInvitation = Pick<InvitationRow, 'id' | 'council_id' | 'person_id' | 'purpose'>;

/**
 * The invitation a token opens, if it is for one of these purposes. Used ones answer `invitation-used`;
 * unknown, revoked and expired ones are one answer, `not-found`.
 */
export async function openInvitation(
  db: Db | Trx,
  token: string,
  purposes: readonly InvitationRow['purpose'][],
  now: number,
): Promise<OpenInvitation | Refusal> {
  const row = await db
    .selectFrom('invitation')
    .select(['id', 'council_id', 'person_id', 'purpose', 'used_at', 'revoked_at', 'expires_at'])
    .where('token_hash', '=', tokenHash(token))
    .executeTakeFirst();
  if (!row || row.revoked_at !== null || row.expires_at <= now || !purposes.includes(row.purpose))
    return refuse('not-found', { field: 'token' });
  if (row.used_at !== null && row.purpose !== 'resident')
    return refuse('invitation-used', { field: 'token' });
  return { id: row.id, council_id: row.council_id, person_id: row.person_id, purpose: row.purpose };
}
