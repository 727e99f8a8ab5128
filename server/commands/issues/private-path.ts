import { issueBodyDoc } from '#lib/doc/names.ts';
import { newId, newReceiptCode } from '../../db/ids.ts';
import { forgetIssue } from '../../db/issue-words.ts';
import type { Issue } from '../../access/issue.ts';
import type { CommandContext } from '../define.ts';

/**
 * Hands an issue to the private path (ISS22): its photo is deleted, its words, the name given and the code of its slip go to a request for
 * the secretariat; on the issue and in the index nothing of them is left. Its state tells that it went there.
 */
export async function redirectToPrivate(ctx: CommandContext, issue: Issue): Promise<string> {
  const requestId = newId();
  await forgetIssue(ctx.trx, issue.id);
  await ctx.trx
    .updateTable('issue')
    .set({
      title: '',
      body: '',
      place: '',
      original_body: '',
      submitter_name: '',
      submitter_person_id: null,
      fields: '[]',
      life_stages: '[]',
      measure: null,
      more_measures: '[]',
      flags: '[]',
      receipt_code: null,
      draft_id: null,
      link_id: null,
    })
    .where('id', '=', issue.id)
    .execute();
  const photos = await ctx.trx
    .deleteFrom('issue_photo')
    .where('issue_id', '=', issue.id)
    .returning('blob_hash')
    .execute();
  for (const { blob_hash } of photos) ctx.effects.dropFile(blob_hash);
  ctx.effects.rightsChanged('issue', issue.id);
  ctx.effects.closeWords(issueBodyDoc(issue.id), 'erased');
  await ctx.trx
    .insertInto('help_request')
    .values({
      id: requestId,
      council_id: issue.council_id,
      receipt_code: issue.receipt_code ?? newReceiptCode(),
      draft_id: null,
      title: issue.title,
      body: [issue.body, issue.original_body, issue.place].filter((part) => part !== '').join('\n'),
      contact: issue.submitter_name,
      submitted_via: issue.submitted_via,
      entered_by: issue.entered_by,
      submitted_at: issue.submitted_at,
      state: 'received',
      moved_at: ctx.now,
    })
    .execute();
  await ctx.audit('help_request', requestId, { redirected: true });
  return requestId;
}
