import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';

/** Ends a slip or the residents' link before its time. Who has come in with it stays. */
export const revokeInvitation = command({
  name: 'revoke-invitation',
  summary: "Ends an open slip or the residents' link.",
  input: v.strictObject({ invitationId: id }),
  action: 'roster.manage',
  async about(db, input) {
    const row = await db
      .selectFrom('invitation')
      .select(['council_id', 'purpose', 'used_at', 'revoked_at'])
      .where('id', '=', input.invitationId)
      .executeTakeFirst();
    if (!row?.council_id) return refuse('not-found', { field: 'invitationId' });
    return { councilId: row.council_id, spent: row.used_at !== null || row.revoked_at !== null };
  },
  async handle(ctx, input, { spent }) {
    if (spent) return refuse('already-done');
    await ctx.trx
      .updateTable('invitation')
      .set({ revoked_at: ctx.now })
      .where('id', '=', input.invitationId)
      .execute();
    await ctx.audit('invitation', input.invitationId, { revoked: true });
    return {};
  },
});
