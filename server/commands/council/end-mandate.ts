import * as v from 'valibot';
import { isTrusted } from '#lib/domain/council/mandates.ts';
import { decide } from '#lib/domain/policy/decide.ts';
import type { Role } from '#lib/domain/policy/actions.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { assignersKept, endMandate as endNow, seatsChanged } from './mandates.ts';
import { powersIn } from '../../db/decode.ts';

/** Ends a mandate today: a term is over, a role is handed on, somebody steps down (CNC4, CNC6). */
export const endMandate = command({
  name: 'end-mandate',
  summary: 'Ends a mandate; everybody may end his own.',
  input: v.strictObject({ mandateId: id }),
  action: 'mandate.end',
  async about(db, input) {
    const mandate = await db
      .selectFrom('mandate')
      .select(['council_id', 'person_id', 'role', 'powers', 'ended_at'])
      .where('id', '=', input.mandateId)
      .executeTakeFirst();
    if (!mandate) return refuse('not-found', { field: 'mandateId' });
    return { councilId: mandate.council_id, facts: { personId: mandate.person_id }, mandate };
  },
  async handle(ctx, input, { councilId, mandate }) {
    if (mandate.ended_at !== null) return refuse('already-done');
    const own = mandate.person_id === ctx.actor.personId;
    if (!own && isTrusted(mandate.role as Role, powersIn(mandate))) {
      const allowed = decide(ctx.subject, 'role.assign');
      if (allowed !== true) return allowed;
    }
    await endNow(ctx, input.mandateId);
    const orphaned = await assignersKept(ctx.trx, councilId);
    if (orphaned) return orphaned;
    await seatsChanged(ctx, councilId);
    return {};
  },
});
