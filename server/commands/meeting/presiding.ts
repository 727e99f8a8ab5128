import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import { presidesAs } from '#lib/domain/meeting/presiding.ts';
import { stillThere, type Register } from '../../records/register.ts';
import type { Trx } from '../../db/open.ts';
import type { CommandContext } from '../define.ts';

/* Who of the council is there, and whether its chair is missing (MTG4). */

/** Roles of each person who is there, without a seat too. */
export async function rolesPresent(
  trx: Trx,
  councilId: string,
  register: Register,
): Promise<Map<string, string[]>> {
  const there = new Map<string, string[]>();
  for (const { personId, mode } of stillThere(register.entries))
    if (personId !== null && mode !== 'observer') there.set(personId, []);
  const mandates = await trx
    .selectFrom('mandate')
    .select(['person_id', 'role'])
    .where('council_id', '=', councilId)
    .where('ended_at', 'is', null)
    .execute();
  for (const { person_id, role } of mandates) there.get(person_id)?.push(role);
  return there;
}

/** From now on this person presides; who did before stays recorded (MTG22). */
export async function preside(ctx: CommandContext, meetingId: string, personId: string): Promise<void> {
  await ctx.trx
    .updateTable('meeting')
    .set({ presiding_person_id: personId })
    .where('id', '=', meetingId)
    .execute();
  await ctx.trx
    .insertInto('meeting_presiding')
    .values({ meeting_id: meetingId, at: ctx.now, person_id: personId })
    .onConflict((conflict) => conflict.columns(['meeting_id', 'at']).doUpdateSet({ person_id: personId }))
    .execute();
}

/** `chair-absent` where the council has a chair who is not there, with who would preside instead (MTG4). */
export async function chairAbsent(
  trx: Trx,
  councilId: string,
  people: ReadonlyMap<string, readonly string[]>,
  presiding: string,
): Promise<Refusal | null> {
  const roles = people.get(presiding) ?? [];
  if (roles.includes('chair')) return null;
  const chair = await trx
    .selectFrom('mandate')
    .select('id')
    .where('council_id', '=', councilId)
    .where('role', '=', 'chair')
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (!chair) return null;
  const { display_name: name } = await trx
    .selectFrom('person')
    .select('display_name')
    .where('id', '=', presiding)
    .executeTakeFirstOrThrow();
  return refuse('chair-absent', { params: { name, role: presidesAs(roles) ?? '' } });
}
