import * as v from 'valibot';
import { openRoles } from '#lib/domain/council/mandates.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { newId } from '../../db/ids.ts';
import { countRows } from '../../db/values.ts';
import { easyPassword } from '../../session/common-passwords.ts';
import { hashPassword } from '../../session/password.ts';
import { command, type CommandContext } from '../define.ts';
import { loginName, password, properName } from '../fields.ts';
import { openInvitation, type OpenInvitation } from './invitation.ts';
import { joinAsSelf } from './join-as-self.ts';
import { giveMandate } from './mandates.ts';
import { tellOfPowers } from './tell-of-powers.ts';

const hourMs = 3_600_000;
/** An evening's hall can come in through one QR code; a script that floods the roster can't. */
const residentsPerHour = 300;

const input = v.strictObject({
  token: v.pipe(v.string(), v.maxLength(100)),
  loginName: v.optional(loginName),
  password: v.optional(password),
  /** Only with the residents' link: the name others see; a first name or a nickname will do. */
  displayName: v.optional(properName(40)),
  /** Only with a member's slip, by somebody who is signed in: he comes in as the person he is. */
  self: v.optional(v.literal('yes')),
  /** Only with the residents' link. */
  as: v.optional(v.picklist(openRoles)),
});
type Input = v.InferOutput<typeof input>;

/**
 * Comes in with a slip (CNC8–CNC10): a member sets sign-in name and password of the person prepared for
 * him, or comes in under the login he has already (CNC34); a password slip sets a new password and ends all sessions; the residents' link makes a new person,
 * or gives the mandate to whoever is signed in already.
 */
export const acceptInvitation = command({
  name: 'accept-invitation',
  summary: "Comes in with an invitation slip, a password slip or the residents' link.",
  input,
  action: 'free',
  async about(db, input, now) {
    const invitation = await openInvitation(db, input.token, ['member', 'password', 'resident'], now);
    if (isRefusal(invitation)) return invitation;
    const council = await db
      .selectFrom('council')
      .select(['id', 'slug'])
      .where('id', '=', invitation.council_id ?? '')
      .executeTakeFirst();
    if (!council) return refuse('not-found', { field: 'token' });
    return { councilId: council.id, slug: council.slug, invitation };
  },
  async prepare(_tools, input, { invitation, slug }) {
    const wrong = wrongField(input, invitation.purpose);
    if (wrong) return wrong;
    if (input.password === undefined) return null;
    const easy = await easyPassword(input.password, [input.loginName ?? '', slug]);
    return easy ?? hashPassword(input.password);
  },
  async handle(ctx, input, { councilId, slug, invitation }, passwordHash) {
    const personId = await enter(ctx, input, invitation, councilId, passwordHash);
    if (isRefusal(personId)) return personId;
    if (invitation.purpose !== 'resident')
      await ctx.trx
        .updateTable('invitation')
        .set({ used_at: ctx.now })
        .where('id', '=', invitation.id)
        .execute();
    await ctx.audit('invitation', invitation.id, { purpose: invitation.purpose, person: personId });
    if (invitation.purpose === 'password')
      await tellOfPowers(ctx, { councilId, kind: 'slip_used', aboutId: personId, role: '' });
    ctx.effects.rightsChanged('person', personId);
    if (input.self !== 'yes') ctx.effects.signIn(personId);
    return { personId, slug };
  },
});

/** The fields this slip asks for, all of them and no others. */
function wrongField(input: Input, purpose: OpenInvitation['purpose']): Refusal | undefined {
  let needed: readonly (keyof Input)[] = ['loginName', 'password'];
  if (purpose === 'password') needed = ['password'];
  if (purpose === 'member' && input.self === 'yes') needed = [];
  else if (input.self !== undefined) return refuse('bad-input', { field: 'self' });
  // somebody who is signed in joins as the person he is
  if (purpose === 'resident') needed = input.loginName === undefined ? [] : [...needed, 'displayName'];
  for (const field of ['loginName', 'password', 'displayName'] as const)
    if (needed.includes(field) !== (input[field] !== undefined)) return refuse('bad-input', { field });
  if (purpose !== 'resident' && input.as !== undefined) return refuse('bad-input', { field: 'as' });
  return undefined;
}

function enter(
  ctx: CommandContext,
  input: Input,
  invitation: OpenInvitation,
  councilId: string,
  passwordHash: string | null,
): Promise<string | Refusal> {
  if (invitation.purpose === 'resident') return joinAsResident(ctx, input, councilId, passwordHash);
  if (input.self === 'yes') return joinAsSelf(ctx, councilId, invitation.person_id ?? '');
  return openAccount(ctx, input, invitation.person_id ?? '', passwordHash);
}

async function openAccount(
  ctx: CommandContext,
  input: Input,
  personId: string,
  passwordHash: string | null,
): Promise<string | Refusal> {
  const person = await ctx.trx
    .selectFrom('person')
    .select('login_name')
    .where('id', '=', personId)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  if (!person) return refuse('not-found', { field: 'token' });
  const name = input.loginName ?? person.login_name;
  if (name === null) return refuse('bad-input', { field: 'loginName' });
  if (name !== person.login_name && (await nameTaken(ctx, name)))
    return refuse('name-taken', { field: 'loginName' });
  await ctx.trx
    .updateTable('person')
    .set({ login_name: name, password_hash: passwordHash, locale: ctx.actor.locale })
    .where('id', '=', personId)
    .execute();
  // a new password ends what the old one had opened (safety B48)
  await ctx.trx.deleteFrom('session').where('person_id', '=', personId).execute();
  return personId;
}

async function joinAsResident(
  ctx: CommandContext,
  input: Input,
  councilId: string,
  passwordHash: string | null,
): Promise<string | Refusal> {
  const role = input.as ?? 'resident';
  if (await flooded(ctx, councilId)) return refuse('too-many-requests', { params: { seconds: 3600 } });
  let personId = ctx.actor.personId;
  if (input.loginName !== undefined) {
    if (await nameTaken(ctx, input.loginName)) return refuse('name-taken', { field: 'loginName' });
    personId = newId();
    await ctx.trx
      .insertInto('person')
      .values({
        id: personId,
        display_name: input.displayName ?? '',
        login_name: input.loginName,
        password_hash: passwordHash,
        locale: ctx.actor.locale,
        created_at: ctx.now,
      })
      .execute();
    await ctx.audit('person', personId);
  }
  if (personId === null) return refuse('bad-input', { field: 'loginName' });
  const already = await ctx.trx
    .selectFrom('mandate')
    .select('id')
    .where('council_id', '=', councilId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (already) return refuse('already-done');
  const mandateId = await giveMandate(ctx, { councilId, personId, role, powers: [] });
  return isRefusal(mandateId) ? mandateId : personId;
}

async function nameTaken(ctx: CommandContext, name: string): Promise<boolean> {
  const holder = await ctx.trx
    .selectFrom('person')
    .select('id')
    .where('login_name', '=', name)
    .executeTakeFirst();
  return holder !== undefined;
}

async function flooded(ctx: CommandContext, councilId: string): Promise<boolean> {
  const recent = await ctx.trx
    .selectFrom('mandate')
    .select(countRows().as('n'))
    .where('council_id', '=', councilId)
    .where('role', 'in', [...openRoles])
    .where('created_at', '>', ctx.now - hourMs)
    .executeTakeFirstOrThrow();
  return recent.n >= residentsPerHour;
}
