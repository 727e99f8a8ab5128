import {
  assigners,
  isHeldByOne,
  isTrusted,
  needsSecondPerson,
  seatOf,
} from '#lib/domain/council/mandates.ts';
import { decide } from '#lib/domain/policy/decide.ts';
import type { Power, Role } from '#lib/domain/policy/actions.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import { newId } from '../../db/ids.ts';
import { powersIn } from '../../db/decode.ts';
import type { Trx } from '../../db/open.ts';
import type { CommandContext } from '../define.ts';
import { tellOfPowers } from './tell-of-powers.ts';

/* What giving and ending mandates has in common, inside the transaction of a command (CNC2–CNC6). */

export interface NewMandate {
  readonly councilId: string;
  readonly personId: string;
  readonly role: Role;
  readonly powers: readonly Power[];
  readonly seatId?: string;
  readonly organizationId?: string;
}

/**
 * Gives a person a mandate from today; a role beside a seat also makes a member of its holder. Returns
 * the id of the named role's mandate. Refusals: `bad-input` (seat, organisation), `seat-taken`,
 * `forbidden` (trusted role without the right to assign), `second-person`, `already-done`, `last-assigner`.
 */
export async function giveMandate(ctx: CommandContext, mandate: NewMandate): Promise<string | Refusal> {
  const { role, seatId, organizationId } = mandate;
  if (isTrusted(role, mandate.powers)) {
    const allowed = decide(ctx.subject, 'role.assign');
    if (allowed !== true) return allowed;
    const alone = await namesHimself(ctx, mandate);
    if (alone) return alone;
  }
  const misplaced = await wrongPlace(ctx.trx, mandate);
  if (misplaced) return misplaced;
  if (isHeldByOne(role)) await endOthers(ctx, mandate);

  const mine = await activeMandates(ctx.trx, mandate.councilId, mandate.personId);
  const same = mine.find((row) => row.role === role && row.seat_id === (seatId ?? null));
  const powersAlike = same && same.powers === JSON.stringify(mandate.powers);
  if (powersAlike && same.organization_id === (organizationId ?? null)) return refuse('already-done');
  if (same) await endMandate(ctx, same.id);

  if (seatId !== undefined && role !== 'alternate' && !mine.some(sitsOn(seatId)))
    if (role !== 'member') await insertMandate(ctx, { ...mandate, role: 'member', powers: [] });
  const id = await insertMandate(ctx, mandate);
  if (isTrusted(role, mandate.powers)) await tellOf(ctx, mandate.councilId, 'given', mandate.personId, role);
  const kept = await assignersKept(ctx.trx, mandate.councilId);
  return kept ?? id;
}

/** `second-person` for whoever would make himself chair while another could name him (CNC33). */
async function namesHimself(ctx: CommandContext, mandate: NewMandate): Promise<Refusal | undefined> {
  if (!needsSecondPerson(mandate.role) || mandate.personId !== ctx.actor.personId) return undefined;
  const another = await ctx.trx
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select('mandate.id')
    .where('mandate.council_id', '=', mandate.councilId)
    .where('mandate.role', 'in', [...assigners])
    .where('mandate.ended_at', 'is', null)
    .where('mandate.person_id', '!=', mandate.personId)
    .where('person.login_name', 'is not', null)
    .where('person.erased_at', 'is', null)
    .executeTakeFirst();
  return another ? refuse('second-person') : undefined;
}

function tellOf(
  ctx: CommandContext,
  councilId: string,
  kind: 'given' | 'ended',
  aboutId: string,
  role: string,
): Promise<void> {
  return tellOfPowers(ctx, { councilId, kind, aboutId, role });
}

/** Ends a mandate now. */
export async function endMandate(ctx: CommandContext, mandateId: string): Promise<void> {
  const ended = await ctx.trx
    .updateTable('mandate')
    .set({ ended_at: ctx.now, to_on: ctx.today })
    .where('id', '=', mandateId)
    .returning(['person_id', 'council_id', 'role', 'powers'])
    .executeTakeFirstOrThrow();
  ctx.effects.rightsChanged('person', ended.person_id);
  await ctx.audit('mandate', mandateId, { ended: true });
  if (isTrusted(ended.role, powersIn(ended)))
    await tellOf(ctx, ended.council_id, 'ended', ended.person_id, ended.role);
}

/** `last-assigner` when nobody who can sign in may assign roles any more (CNC6). */
export async function assignersKept(trx: Trx, councilId: string): Promise<Refusal | undefined> {
  const holder = await trx
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select('mandate.id')
    .where('mandate.council_id', '=', councilId)
    .where('mandate.role', 'in', [...assigners])
    .where('mandate.ended_at', 'is', null)
    .where('person.login_name', 'is not', null)
    .where('person.erased_at', 'is', null)
    .executeTakeFirst();
  return holder ? undefined : refuse('last-assigner');
}

/** A change of who sits here shows in every meeting that is called or in session. */
export async function seatsChanged(ctx: CommandContext, councilId: string): Promise<void> {
  const meetings = await ctx.trx
    .selectFrom('meeting')
    .select('id')
    .where('council_id', '=', councilId)
    .where('state', 'in', ['called', 'in_session', 'recess'])
    .execute();
  for (const meeting of meetings) ctx.effects.meetingChanged(meeting.id);
}

async function wrongPlace(trx: Trx, mandate: NewMandate): Promise<Refusal | undefined> {
  const { councilId, role, seatId, organizationId } = mandate;
  const place = seatOf(role);
  if ((place === 'needed') !== (seatId !== undefined) && place !== 'possible')
    return refuse('bad-input', {
      field: 'seatId',
      params: { why: seatId === undefined ? 'seat-needed' : 'seat-not-needed' },
    });
  if (seatId !== undefined) {
    if (organizationId !== undefined)
      return refuse('bad-input', { field: 'organizationId', params: { why: 'no-section' } });
    const seat = await trx
      .selectFrom('seat')
      .select('id')
      .where('id', '=', seatId)
      .where('council_id', '=', councilId)
      .where('to_on', 'is', null)
      .executeTakeFirst();
    if (!seat) return refuse('not-found', { field: 'seatId' });
    if (role !== 'alternate' && (await seatTaken(trx, seatId, mandate.personId))) return refuse('seat-taken');
  }
  if (organizationId === undefined)
    return role === 'officer'
      ? refuse('bad-input', { field: 'organizationId', params: { why: 'section-needed' } })
      : undefined;
  const organization = await trx
    .selectFrom('organization')
    .select('party')
    .where('id', '=', organizationId)
    .where('council_id', '=', councilId)
    .executeTakeFirst();
  if (!organization) return refuse('not-found', { field: 'organizationId' });
  if (role === 'officer' && organization.party !== 'administration')
    return refuse('bad-input', { field: 'organizationId', params: { why: 'section-needed' } });
  return undefined;
}

async function seatTaken(trx: Trx, seatId: string, personId: string): Promise<boolean> {
  const holder = await trx
    .selectFrom('mandate')
    .select('person_id')
    .where('seat_id', '=', seatId)
    .where('role', '=', 'member')
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return holder !== undefined && holder.person_id !== personId;
}

type ActiveMandate = Awaited<ReturnType<typeof activeMandates>>[number];

/** What a person is in a council now. */
export function activeMandates(trx: Trx, councilId: string, personId: string) {
  return trx
    .selectFrom('mandate')
    .select(['id', 'role', 'seat_id', 'organization_id', 'powers'])
    .where('council_id', '=', councilId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute();
}

function sitsOn(seatId: string): (row: ActiveMandate) => boolean {
  return (row) => row.seat_id === seatId && row.role === 'member';
}

async function endOthers(ctx: CommandContext, mandate: NewMandate): Promise<void> {
  const others = await ctx.trx
    .selectFrom('mandate')
    .select('id')
    .where('council_id', '=', mandate.councilId)
    .where('role', '=', mandate.role)
    .where('person_id', '!=', mandate.personId)
    .where('ended_at', 'is', null)
    .execute();
  for (const other of others) await endMandate(ctx, other.id);
}

/** Enters a mandate from today, without asking whether it may be given. */
export async function insertMandate(ctx: CommandContext, mandate: NewMandate): Promise<string> {
  const id = newId();
  await ctx.trx
    .insertInto('mandate')
    .values({
      id,
      council_id: mandate.councilId,
      person_id: mandate.personId,
      seat_id: mandate.seatId ?? null,
      organization_id: mandate.organizationId ?? null,
      role: mandate.role,
      powers: JSON.stringify(mandate.powers),
      from_on: ctx.today,
      created_at: ctx.now,
    })
    .execute();
  ctx.effects.rightsChanged('person', mandate.personId);
  await ctx.audit('mandate', id, {
    person: mandate.personId,
    role: mandate.role,
    powers: mandate.powers,
    seat: mandate.seatId ?? null,
    organization: mandate.organizationId ?? null,
  });
  return id;
}
