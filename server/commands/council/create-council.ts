import * as v from 'valibot';
import { rulePresets, type RulePreset } from '#lib/domain/council/rule-set.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { newId } from '../../db/ids.ts';
import { command } from '../define.ts';
import { line, loginName, password, properName, slug } from '../fields.ts';
import { openInvitation } from './invitation.ts';
import { easyPassword } from '../../session/common-passwords.ts';
import { hashPassword } from '../../session/password.ts';

/**
 * The first council, guarded by the one-time set-up link (contracts §1). Whoever sets it up holds chair
 * and secretariat until they are handed on.
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
    personName: properName(40),
    loginName,
    password,
  }),
  action: 'free',
  async about(db, input, now) {
    const invitation = await openInvitation(db, input.token, ['setup'], now);
    if ('refused' in invitation) return invitation;
    return { councilId: null, invitation };
  },
  async prepare(_tools, { password, loginName, slug, name }) {
    const easy = await easyPassword(password, [loginName, slug, name]);
    return easy ?? hashPassword(password);
  },
  async handle(ctx, input, { invitation }, passwordHash) {
    const { trx, now, today } = ctx;
    const taken = await trx
      .selectFrom('council')
      .select('id')
      .where('slug', '=', input.slug)
      .executeTakeFirst();
    if (taken) return refuse('name-taken', { field: 'slug' });
    const councilId = newId();
    const ruleSetId = newId();
    const personId = newId();
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
    const login = await trx
      .selectFrom('person')
      .select('id')
      .where('login_name', '=', input.loginName)
      .executeTakeFirst();
    if (login) return refuse('name-taken', { field: 'loginName' });
    await trx
      .insertInto('person')
      .values({
        id: personId,
        display_name: input.personName,
        login_name: input.loginName,
        password_hash: passwordHash,
        created_at: now,
      })
      .execute();
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
    ctx.effects.signIn(personId);
    return { councilId, slug: input.slug, personId };
  },
});
