import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { command } from '../define.ts';
import { id, prose } from '../fields.ts';
import { issueNamed, noteOnIssue, publicReason, unlessHidden } from './issue-steps.ts';

/**
 * Deletes the photo of a published issue, row and file (ISS38): a face that was overlooked must not stay anywhere.
 * Everybody reads that it was removed, and why. Refuses `not-found` where there is none.
 */
export const removeIssuePhoto = command({
  name: 'remove-issue-photo',
  summary: 'Deletes the photo of a published issue for good; the history tells when and why.',
  input: v.strictObject({
    issueId: id,
    /** Everybody reads it. */
    reason: prose(400),
  }),
  action: 'issue.screen',
  about: (db, input) => issueNamed(db, input.issueId),
  async handle(ctx, input, { issue }) {
    const absent = unlessHidden(ctx, issue);
    if (absent) return absent;
    const told = publicReason(input.reason);
    if (told) return told;
    const gone = await ctx.trx
      .deleteFrom('issue_photo')
      .where('issue_id', '=', issue.id)
      .returning('blob_hash')
      .execute();
    if (gone.length === 0) return refuse('not-found', { field: 'issueId' });
    for (const { blob_hash } of gone) ctx.effects.dropFile(blob_hash);
    await noteOnIssue(ctx, issue, 'remove_photo', input.reason);
    return { issueId: issue.id };
  },
});
