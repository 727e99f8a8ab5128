import * as v from 'valibot';
import { supportKinds, supportRefusal } from '#lib/domain/issues/support.ts';
import { command, personOf } from '../define.ts';
import { id } from '../fields.ts';
import { issueNamed, unlessHidden } from './issue-steps.ts';
import { countRows } from '../../db/values.ts';

/**
 * 「私も困っている」 (too) or 「私もできます」 (can), once a person and kind, and taken back again (ISS24, ISS25). Saying it
 * twice changes nothing. It is no vote: the board shows numbers, nothing is decided by them.
 */
export const supportIssue = command({
  name: 'support-issue',
  summary: 'Says that an issue troubles oneself too, or that one can help; or takes it back.',
  input: v.strictObject({
    issueId: id,
    kind: v.picklist(supportKinds),
    withdraw: v.optional(v.boolean(), false),
  }),
  action: 'issue.support',
  about: (db, input) => issueNamed(db, input.issueId),
  async handle(ctx, input, { issue }) {
    const refused = unlessHidden(ctx, issue) ?? supportRefusal(issue.state, input.withdraw);
    if (refused) return refused;
    const personId = personOf(ctx);
    if (input.withdraw)
      await ctx.trx
        .deleteFrom('issue_support')
        .where('issue_id', '=', issue.id)
        .where('kind', '=', input.kind)
        .where('person_id', '=', personId)
        .execute();
    else
      await ctx.trx
        .insertInto('issue_support')
        .values({ issue_id: issue.id, person_id: personId, kind: input.kind, at: ctx.now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    const { n } = await ctx.trx
      .selectFrom('issue_support')
      .select(countRows().as('n'))
      .where('issue_id', '=', issue.id)
      .where('kind', '=', input.kind)
      .executeTakeFirstOrThrow();
    await ctx.audit('issue', issue.id, { support: input.kind, withdraw: input.withdraw });
    ctx.effects.boardChanged(issue.council_id);
    return { issueId: issue.id, kind: input.kind, count: n };
  },
});
