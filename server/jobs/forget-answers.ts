import type { Db } from '../db/open.ts';

/** So long the answer to an act is remembered for whoever sends it again with the same Idempotency-Key, days. */
export const answersKeptDays = 30;
/** A few at a time: acts go on in between. */
const atOnce = 1_000;

/** Forgets answers older than 30 days; returns how many. A key that comes again later is a new act. */
export async function forgetAnswers(db: Db, now: number): Promise<number> {
  const before = now - answersKeptDays * 86_400_000;
  for (let forgotten = 0; ;) {
    const old = await db
      .selectFrom('idempotency')
      .select('at')
      .where('at', '<', before)
      .orderBy('at')
      .offset(atOnce - 1)
      .limit(1)
      .executeTakeFirst();
    const { numDeletedRows } = await db
      .deleteFrom('idempotency')
      .where('at', '<=', old?.at ?? before - 1)
      .executeTakeFirstOrThrow();
    forgotten += Number(numDeletedRows);
    if (!old) return forgotten;
  }
}
