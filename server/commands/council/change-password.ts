import * as v from 'valibot';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { easyPassword } from '../../session/common-passwords.ts';
import { hashPassword } from '../../session/password.ts';
import { command, personOf } from '../define.ts';
import { password } from '../fields.ts';

/**
 * A new password of one's own, against the one that holds (CNC11). It ends every session, so that a password
 * somebody else has seen opens nothing any more; the device it was changed on is signed in again.
 */
export const changePassword = command({
  name: 'change-password',
  summary: "Changes the caller's password and signs all his devices out but this one.",
  input: v.strictObject({ currentPassword: v.pipe(v.string(), v.maxLength(400)), password }),
  action: 'free',
  about: () => Promise.resolve({ councilId: null }),
  async prepare({ actor, db, passwords }, input) {
    if (actor.personId === null) return refuse('session-required');
    const person = await db
      .selectFrom('person')
      .select(['password_hash', 'login_name'])
      .where('id', '=', actor.personId)
      .executeTakeFirst();
    const who = { name: actor.personId, address: actor.address };
    const right = await passwords.check(who, person?.password_hash ?? null, input.currentPassword);
    if (isRefusal(right)) return right;
    if (!right) return refuse('password-wrong', { field: 'currentPassword' });
    const easy = await easyPassword(input.password, [person?.login_name ?? '']);
    return easy ?? hashPassword(input.password);
  },
  async handle(ctx, _input, _about, passwordHash) {
    const personId = personOf(ctx);
    await ctx.trx
      .updateTable('person')
      .set({ password_hash: passwordHash })
      .where('id', '=', personId)
      .execute();
    await ctx.trx.deleteFrom('session').where('person_id', '=', personId).execute();
    await ctx.audit('person', personId, { password: 'changed' });
    ctx.effects.rightsChanged('person', personId);
    ctx.effects.signIn(personId);
    return {};
  },
});
