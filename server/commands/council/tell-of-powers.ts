import { watchersAreTold, watching, type PowerNoticeKind } from '#lib/domain/council/power-notices.ts';
import { newId } from '../../db/ids.ts';
import type { CommandContext } from '../define.ts';

export interface PowerChange {
  readonly councilId: string;
  readonly kind: PowerNoticeKind;
  /** Whose powers or account it is. */
  readonly aboutId: string;
  /** The role, '' where it is about an account. */
  readonly role: string;
}

/**
 * Tells those concerned, in the transaction of the act (CNC32): the person, and those who watch, as far as they can sign
 * in. Who did it himself is not told; nor is anybody while he has never come in, his slip says the same.
 */
export async function tellOfPowers(ctx: CommandContext, change: PowerChange): Promise<void> {
  const { councilId, kind, aboutId, role } = change;
  const watchers = watchersAreTold(kind, role)
    ? await ctx.trx
        .selectFrom('mandate')
        .select('person_id')
        .where('council_id', '=', councilId)
        .where('role', 'in', [...watching])
        .where('ended_at', 'is', null)
        .execute()
    : [];
  const told = [...new Set([aboutId, ...watchers.map((row) => row.person_id)])].filter(
    (personId) => personId !== ctx.actor.personId,
  );
  if (told.length === 0) return;
  const present = await ctx.trx
    .selectFrom('person')
    .select('id')
    .where('id', 'in', told)
    .where('login_name', 'is not', null)
    .where('erased_at', 'is', null)
    .execute();
  for (const { id: personId } of present)
    await ctx.trx
      .insertInto('power_notice')
      .values({
        id: newId(),
        council_id: councilId,
        person_id: personId,
        kind,
        about_id: aboutId,
        role,
        by_id: ctx.actor.personId,
        at: ctx.now,
        seen_at: null,
      })
      .execute();
}
