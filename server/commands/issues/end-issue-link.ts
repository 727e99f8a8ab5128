import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';

/** Ends a link of its own: what still comes through it counts as through the form itself (LIM5). */
export const endIssueLink = command({
  name: 'end-issue-link',
  summary: 'Ends a link of its own for a place where residents are asked for issues.',
  input: v.strictObject({ linkId: id }),
  action: 'roster.manage',
  async about(db, input) {
    const row = await db
      .selectFrom('issue_link')
      .select(['council_id', 'ended_at'])
      .where('id', '=', input.linkId)
      .executeTakeFirst();
    if (!row) return refuse('not-found', { field: 'linkId' });
    return { councilId: row.council_id, ended: row.ended_at !== null };
  },
  async handle(ctx, input, { ended }) {
    if (ended) return refuse('already-done');
    await ctx.trx
      .updateTable('issue_link')
      .set({ ended_at: ctx.now })
      .where('id', '=', input.linkId)
      .execute();
    await ctx.audit('issue_link', input.linkId, { ended: true });
    return {};
  },
});
