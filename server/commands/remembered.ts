import { createHash, createHmac, randomBytes, scryptSync } from 'node:crypto';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Db, Trx } from '../db/open.ts';
import type { Command } from './define.ts';

/* Answers kept by Idempotency-Key (contracts §3): the same key and body again returns the same answer and acts once. */

/** Whose keys these are, the caller's key, and a hash of what came with it. */
export interface Keyed {
  readonly command: Pick<Command, 'name' | 'secretAnswer'>;
  readonly scope: string;
  readonly key: string;
  readonly bodyHash: string;
}

/** Whose keys those of people without account are: nothing of them is kept, least of all an address (I11). */
export const theStreet = 'street';

/**
 * Hashes what was sent with a key. A fast hash of a password must not lie in the table of remembered answers, but another
 * password is another body: of passwords stands what only servers of this house could make again. `shared`: something
 * that they know and the table doesn't, the word that opens its database; without one each process stands by itself.
 */
export function bodyHashes(shared = ''): (command: string, rawInput: unknown) => string {
  const key = shared === '' ? randomBytes(32) : scryptSync(shared, 'yoriai/bodies/v1', 32);
  const passwordsSealed = (name: string, value: unknown): unknown =>
    /password/i.test(name) && typeof value === 'string'
      ? createHmac('sha256', key).update(value).digest('hex')
      : value;
  return (command, rawInput) =>
    createHash('sha256')
      .update(JSON.stringify([command, rawInput], passwordsSealed))
      .digest('hex');
}

/** The remembered answer of the same key and body; a refusal when the key came with another body. */
export async function remembered(
  db: Db | Trx,
  { command, scope, key, bodyHash }: Keyed,
): Promise<{ readonly result: unknown } | Refusal | undefined> {
  const row = await db
    .selectFrom('idempotency')
    .select(['body_hash', 'answer'])
    .where('scope', '=', scope)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.body_hash !== bodyHash) return refuse('idempotency-key-reused');
  if (command.secretAnswer) return refuse('already-done');
  return { result: JSON.parse(row.answer) };
}

/** Keeps the answer for whoever sends the same again. */
export async function remember(
  trx: Trx,
  { command, scope, key, bodyHash }: Keyed,
  answer: unknown,
  now: number,
): Promise<void> {
  await trx
    .insertInto('idempotency')
    .values({
      scope,
      key,
      command: command.name,
      body_hash: bodyHash,
      answer: command.secretAnswer ? '' : JSON.stringify(answer),
      at: now,
    })
    .execute();
}
