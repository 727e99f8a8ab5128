import * as v from 'valibot';
import { rulePresets, type RulePreset } from '#lib/domain/council/rule-set.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { newId } from '../../db/ids.ts';
import type { Trx } from '../../db/open.ts';
import { command, type CommandContext } from '../define.ts';
import { line, loginName, password, properName, slug } from '../fields.ts';
import { openInvitation } from './invitation.ts';
import { easyPassword } from '../../session/common-passwords.ts';
import { hashPassword } from '../../session/password.ts';

/**
 * A council, guarded by a one-time set-up slip (contracts §1). Whoever sets it up holds chair and secretariat until they
 * are handed on; who is signed in does so under the login he has (CNC34).
 */
export const createCouncil = command({
  name: 'create-council',
  summary: 'Creates a council with its first rule set; needs the set-up link.',
  input: v.strictObject({
    token: v.pipe(v.string(), v.maxLength(100)),
    slug,
    name: line(80),
    city: line(40),
    district: line(60),
    preset: v.picklist(Object.keys(rulePresets) as RulePreset[]),
    /** These three by somebody new; none of them by whoever is signed in. */
    personName: v.optional(properName(40)),
    loginName: v.optional(loginName),
    password: v.optional(password),
  }),
  action: 'free',
  async about(db, input, now) {
    const invitation = await openInvitation(db, input.token, ['setup'], now);
    if ('refused' in invitation) return invitation;
    return { councilId: null, invitation };
  },
  async prepare({ actor }, { personName, loginName, password, slug, name }) {
    const fields = { personName, loginName, password };
    if (Object.values(fields).every((value) => value === undefined) && actor.personId !== null) return null;
    for (const [field, value] of Object.entries(fields))
      if (value === undefined) return refuse('bad-input', { field, params: { why: 'empty' } });
    const easy = await easyPassword(password ?? '', [loginName ?? '', slug, name]);
    return easy ?? hashPassword(password ?? '');
  },
  async handle(ctx, input, { invitation }, passwordHash) {
    const { trx, now, today } = ctx;
    if (await slugTaken(trx, input.slug)) return refuse('name-taken', { field: 'slug' });
    const councilId = newId();
    const ruleSetId = newId();
    await trx
      .insertInto('council')
      .values({
        id: councilId,
        slug: input.slug,
        name: input.name,
        city: input.city,
        district: input.district,
        founded_on: today,
        rule_set_id: ruleSetId,
        created_at: now,
      })
      .execute();
    await trx
      .insertInto('rule_set')
      .values({
        id: ruleSetId,
        council_id: councilId,
        version: 1,
        body: JSON.stringify(rulePresets[input.preset]),
        decision_id: null,
        created_at: now,
      })
      .execute();
    const personId = await founderOf(ctx, input, passwordHash);
    if (isRefusal(personId)) return personId;
    for (const role of ['chair', 'secretariat'] as const)
      await trx
        .insertInto('mandate')
        .values({
          id: newId(),
          council_id: councilId,
          person_id: personId,
          role,
          from_on: today,
          created_at: now,
        })
        .execute();
    await trx.updateTable('invitation').set({ used_at: now }).where('id', '=', invitation.id).execute();
    await ctx.audit('council', councilId, { preset: input.preset });
    ctx.effects.boardChanged(councilId);
    if (personId !== ctx.actor.personId) ctx.effects.signIn(personId);
    return { councilId, slug: input.slug, personId };
  },
});

/** Addresses of before lead on to a council of this server (CNC35). */
async function slugTaken(trx: Trx, slug: string): Promise<boolean> {
  const now = await trx.selectFrom('council').select('id').where('slug', '=', slug).executeTakeFirst();
  if (now) return true;
  const before = await trx
    .selectFrom('council_former_slug')
    .select('council_id')
    .where('slug', '=', slug)
    .executeTakeFirst();
  return before !== undefined;
}

/** Who founds the council: whoever is signed in, else somebody new. */
async function founderOf(
  { trx, actor, now }: CommandContext,
  {
    personName,
    loginName,
  }: { readonly personName?: string | undefined; readonly loginName?: string | undefined },
  passwordHash: string | null,
): Promise<string | Refusal> {
  if (passwordHash === null || personName === undefined || loginName === undefined)
    return actor.personId ?? refuse('session-required');
  const login = await trx
    .selectFrom('person')
    .select('id')
    .where('login_name', '=', loginName)
    .executeTakeFirst();
  if (login) return refuse('name-taken', { field: 'loginName' });
  const personId = newId();
  await trx
    .insertInto('person')
    .values({
      id: personId,
      display_name: personName,
      login_name: loginName,
      password_hash: passwordHash,
      created_at: now,
    })
    .execute();
  return personId;
}
