import { isTrusted } from '#lib/domain/council/mandates.ts';
import type { Role } from '#lib/domain/policy/actions.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import { powersIn } from '../../db/decode.ts';
import type { CommandContext } from '../define.ts';
import { activeMandates, endMandate, insertMandate, seatsChanged } from './mandates.ts';
import { tellOfPowers } from './tell-of-powers.ts';

/**
 * Whoever is signed in comes in with a slip that was made out for him under his own login (CNC34): what was prepared for
 * the invited person is given to him, and nobody is twice in the house. Answers who came in.
 */
export async function joinAsSelf(
  ctx: CommandContext,
  councilId: string,
  preparedId: string,
): Promise<string | Refusal> {
  const self = ctx.actor.personId;
  if (self === null) return refuse('session-required');
  const prepared = await ctx.trx
    .selectFrom('person')
    .select('login_name')
    .where('id', '=', preparedId)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  // an account that is in use is nobody else's to take over
  if (prepared?.login_name !== null) return refuse('not-found', { field: 'token' });
  const mine = await activeMandates(ctx.trx, councilId, self);
  const given = await activeMandates(ctx.trx, councilId, preparedId);
  if (given.length === 0) return refuse('not-found', { field: 'token' });
  for (const mandate of given) {
    await endMandate(ctx, mandate.id);
    const { seat_id, organization_id } = mandate;
    const role = mandate.role as Role;
    const powers = powersIn(mandate);
    if (mine.some((own) => own.role === role && own.seat_id === seat_id)) continue;
    await insertMandate(ctx, {
      councilId,
      personId: self,
      role,
      powers,
      ...(seat_id !== null && { seatId: seat_id }),
      ...(organization_id !== null && { organizationId: organization_id }),
    });
    if (isTrusted(role, powers)) await tellOfPowers(ctx, { councilId, kind: 'given', aboutId: self, role });
  }
  await seatsChanged(ctx, councilId);
  return self;
}
