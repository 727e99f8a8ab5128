import type { Db } from '../../db/open.ts';
import { newId, newToken } from '../../db/ids.ts';
import { tokenHash } from '../../db/token-hash.ts';

const sevenDaysMs = 7 * 86_400_000;

/** A fresh one-time set-up link token; earlier unused ones end. Only its hash is stored. */
export async function issueSetupLink(db: Db, now: number): Promise<string> {
  const token = newToken();
  await db
    .updateTable('invitation')
    .set({ revoked_at: now })
    .where('purpose', '=', 'setup')
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
  await db
    .insertInto('invitation')
    .values({
      id: newId(),
      council_id: null,
      person_id: null,
      purpose: 'setup',
      token_hash: tokenHash(token),
      created_by: null,
      created_at: now,
      expires_at: now + sevenDaysMs,
    })
    .execute();
  return token;
}
