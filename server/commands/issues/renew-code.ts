import * as v from 'valibot';
import { shownCode } from '#lib/domain/typed-code.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { helpNamed } from '../../access/help.ts';
import { newReceiptCode } from '../../db/ids.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { issueNamed } from './issue-steps.ts';

/*
 * A lost reply code (ISS41): nobody can look it up for somebody else, so a new one is given, once it is clear that the one
 * who asks brought it. The old code ends with it, the new one is shown once, and the log tells who gave it.
 */

/** That it was checked is said with the act, so that nobody gives a code in passing. */
const checked = v.literal(true);

export const renewIssueCode = command({
  name: 'renew-issue-code',
  summary: 'Gives an issue a new reply code, shown once; the one before ends.',
  input: v.strictObject({ issueId: id, checked }),
  action: 'issue.screen',
  secretAnswer: true,
  about: (db, input) => issueNamed(db, input.issueId),
  async handle(ctx, _input, { issue }) {
    // handed to the private path, or never given one: there is no slip of this issue
    if (issue.receipt_code === null) return refuse('wrong-state', { params: { state: issue.state } });
    const code = newReceiptCode();
    await ctx.trx.updateTable('issue').set({ receipt_code: code }).where('id', '=', issue.id).execute();
    await ctx.audit('issue', issue.id, { code: 'renewed' });
    return { code: shownCode(code) };
  },
});

export const renewHelpCode = command({
  name: 'renew-help-code',
  summary: 'Gives a private request a new reply code, shown once; the one before ends.',
  input: v.strictObject({ requestId: id, checked }),
  action: 'help.answer',
  secretAnswer: true,
  about: (db, input) => helpNamed(db, input.requestId),
  async handle(ctx, _input, { request }) {
    const code = newReceiptCode();
    await ctx.trx
      .updateTable('help_request')
      .set({ receipt_code: code })
      .where('id', '=', request.id)
      .execute();
    await ctx.audit('help_request', request.id, { code: 'renewed' });
    return { code: shownCode(code) };
  },
});
