import * as v from 'valibot';
import { isTrusted } from '#lib/domain/council/mandates.ts';
import { decide } from '#lib/domain/policy/decide.ts';
import type { Role } from '#lib/domain/policy/actions.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import { subjectOf } from '../../access/subject.ts';
import { councilNamed } from './about-council.ts';
import { command, type CommandContext } from '../define.ts';
import { id } from '../fields.ts';
import { issueSlip } from './slips.ts';
import { tellOfPowers } from './tell-of-powers.ts';
import { powersIn } from '../../db/decode.ts';

/**
 * A new slip by an officer for somebody who lost password or slip; there is no e-mail to rely on. Who
 * has never signed in gets an invitation, everybody else a password slip. Guarded by CNC9: the slip opens
 * an account, so it needs the rights that giving the person's mandates would need, in all his councils.
 */
export const issuePasswordSlip = command({
  name: 'issue-password-slip',
  summary: 'Issues a new slip for a person of the council, shown once; older ones end.',
  input: v.strictObject({ councilId: id, personId: id }),
  action: 'mandate.give',
  secretAnswer: true,
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, input) {
    const person = await ctx.trx
      .selectFrom('person')
      .innerJoin('mandate', 'mandate.person_id', 'person.id')
      .select('person.login_name')
      .where('person.id', '=', input.personId)
      .where('person.erased_at', 'is', null)
      .where('mandate.council_id', '=', input.councilId)
      .where('mandate.ended_at', 'is', null)
      .executeTakeFirst();
    if (!person) return refuse('not-found', { field: 'personId' });
    const refused = await openableBy(ctx, input.personId);
    if (refused) return refused;
    const purpose = person.login_name === null ? 'member' : 'password';
    if (purpose === 'password')
      await tellOfPowers(ctx, {
        councilId: input.councilId,
        kind: 'slip_issued',
        aboutId: input.personId,
        role: '',
      });
    return { ...(await issueSlip(ctx, input.councilId, purpose, input.personId)), purpose };
  },
});

async function openableBy(ctx: CommandContext, personId: string): Promise<Refusal | undefined> {
  const mandates = await ctx.trx
    .selectFrom('mandate')
    .select(['council_id', 'role', 'powers'])
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute();
  for (const mandate of mandates) {
    const subject = await subjectOf(ctx.trx, ctx.actor, mandate.council_id);
    const trusted = isTrusted(mandate.role as Role, powersIn(mandate));
    const verdict = decide(subject, trusted ? 'role.assign' : 'mandate.give');
    if (verdict !== true) return verdict;
  }
  return undefined;
}
