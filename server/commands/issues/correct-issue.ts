import * as v from 'valibot';
import { mustBeChecked, personalKindsIn } from '#lib/domain/issues/privacy.ts';
import { stageOf } from '#lib/domain/issues/state.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { indexIssue } from '../../db/issue-words.ts';
import { command } from '../define.ts';
import { emptiableLine, emptiableProse, id, line, prose } from '../fields.ts';
import { issueNamed, noteOnIssue, publicReason, unlessHidden } from './issue-steps.ts';

/**
 * Corrects the words of a published issue (ISS37): everybody reads that they were corrected, when and why; those who screen
 * also what stood before, unless that held personal data, which is then gone.
 */
export const correctIssue = command({
  name: 'correct-issue',
  summary: 'Corrects the words of a published issue; the history tells when and why.',
  input: v.strictObject({
    issueId: id,
    title: line(60),
    body: emptiableProse(4000),
    place: emptiableLine(60),
    /** Everybody reads it. */
    reason: prose(400),
    /** What looks like personal data in the words has been checked and is none (ISS35). */
    checked: v.optional(v.boolean(), false),
  }),
  action: 'issue.screen',
  about: (db, input) => issueNamed(db, input.issueId),
  async handle(ctx, input, { issue }) {
    const absent = unlessHidden(ctx, issue);
    if (absent) return absent;
    if (stageOf(issue.state) === null) return refuse('wrong-state', { params: { state: issue.state } });
    const words = { title: input.title, body: input.body, place: input.place };
    const before = { title: issue.title, body: issue.body, place: issue.place };
    if (JSON.stringify(words) === JSON.stringify(before)) return refuse('text-unchanged', { field: 'title' });
    const told = publicReason(input.reason);
    if (told) return told;
    const kinds = kindsIn(words);
    if (mustBeChecked(kinds) && !input.checked) return refuse('personal-data-left', { field: 'checked' });
    await ctx.trx.updateTable('issue').set(words).where('id', '=', issue.id).execute();
    await indexIssue(ctx.trx, { ...issue, ...words });
    const kept = !mustBeChecked(kindsIn(before));
    const eventId = await noteOnIssue(ctx, issue, 'correct', input.reason, {
      kept,
      ...(mustBeChecked(kinds) && { checked: kinds }),
    });
    if (kept)
      await ctx.trx
        .insertInto('issue_words_before')
        .values({ event_id: eventId, issue_id: issue.id, ...before })
        .execute();
    return { issueId: issue.id, no: issue.no };
  },
});

function kindsIn(words: { readonly title: string; readonly body: string; readonly place: string }) {
  return personalKindsIn([words.title, words.body, words.place].join('\n'));
}
