import * as v from 'valibot';
import { mustBeChecked, personalKindsIn } from '#lib/domain/issues/privacy.ts';
import {
  issueStates,
  lacksLead,
  movedOnSince,
  nextIssueState,
  routeIssue,
  routes,
  type IssueAct,
} from '#lib/domain/issues/state.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { indexIssue } from '../../db/issue-words.ts';
import { nextIssueNo } from '../../records/numbers.ts';
import { command } from '../define.ts';
import { emptiableLine, emptiableProse, id, line, optionalProse } from '../fields.ts';
import { issueNamed, leadRefusal, rerouteIssue, stepIssue } from './issue-steps.ts';
import { redirectToPrivate } from './private-path.ts';

const acts = {
  publish: 'publish',
  return: 'return',
  redirect_private: 'redirect',
  route: 'start',
  take_up: 'screen',
} as const satisfies Record<string, IssueAct>;

/**
 * What those who screen say about an issue: take one that was given back up again, publish it (with title, text and place cleared of personal data where
 * needed), return it with a reason, hand it to the private path; and for a published one who works on it
 * from now on (`route`: ourselves, with the city, the city, a professional body; ISS32).
 */
export const screenIssue = command({
  name: 'screen-issue',
  summary: 'Publishes, returns or redirects a submitted issue, or routes a published one to who works on it.',
  input: v.strictObject({
    issueId: id,
    /** The state or column in which it was seen; when it has moved on since, nothing changes (ISS5). */
    from: v.optional(v.picklist([...issueStates, 'closed'])),
    verdict: v.picklist(Object.keys(acts) as (keyof typeof acts)[]),
    /** To the submitter when returned; public when routed. */
    reason: optionalProse(1000),
    route: v.optional(v.picklist(routes)),
    leadOrganizationId: v.optional(id),
    /** Only with `publish`: the words as they are to be published. */
    title: v.optional(line(60)),
    body: v.optional(emptiableProse(4000)),
    place: v.optional(emptiableLine(60)),
    /** Only with `publish`: its photo shows no face and no nameplate, and is published too. */
    showPhoto: v.optional(v.boolean(), false),
    /** Only with `publish`: what looks like personal data in the words has been checked and is none (ISS35). */
    checked: v.optional(v.boolean(), false),
  }),
  action: 'issue.screen',
  about: (db, input) => issueNamed(db, input.issueId),
  async handle(ctx, input, { councilId, issue }) {
    const late = movedOnSince(issue.state, input.from);
    if (late) return late;
    // what was hidden is shown again, never screened anew under another number
    if (issue.hidden_at !== null) return refuse('wrong-state', { params: { state: 'hidden' } });
    const state =
      input.verdict === 'route' ? routeIssue(issue.state) : nextIssueState(issue.state, acts[input.verdict]);
    if (isRefusal(state)) return state;
    if (input.verdict === 'return' && input.reason === '')
      return refuse('reason-required', { field: 'reason' });
    if (input.verdict === 'route' && input.route === undefined)
      return refuse('reason-required', { field: 'route' });
    const unknown = await leadRefusal(ctx.trx, input.leadOrganizationId, councilId);
    if (unknown) return unknown;
    if (
      input.verdict === 'route' &&
      lacksLead(input.route ?? null, input.leadOrganizationId ?? issue.lead_organization_id)
    )
      return refuse('referral-needs-lead', { field: 'leadOrganizationId' });
    if (input.verdict === 'route' && input.route !== undefined && state === issue.state) {
      const { route, reason, leadOrganizationId } = input;
      await rerouteIssue(ctx, issue, { route, reason, ...(leadOrganizationId && { leadOrganizationId }) });
      return { issueId: issue.id, state, no: issue.no };
    }
    const published =
      input.verdict === 'publish'
        ? {
            no: await nextIssueNo(ctx.trx, councilId),
            title: input.title ?? issue.title,
            body: input.body ?? issue.body,
            place: input.place ?? issue.place,
          }
        : undefined;
    const kinds = published
      ? personalKindsIn([published.title, published.body, published.place].join('\n'))
      : [];
    if (mustBeChecked(kinds) && !input.checked) return refuse('personal-data-left', { field: 'checked' });
    await stepIssue(ctx, issue, state, {
      reason: input.reason,
      ...(input.route && { route: input.route }),
      ...(input.leadOrganizationId && { leadOrganizationId: input.leadOrganizationId }),
      ...(published && { published }),
      ...(mustBeChecked(kinds) && { checked: kinds }),
    });
    if (published) await indexIssue(ctx.trx, { ...issue, ...published });
    if (published && input.showPhoto)
      await ctx.trx
        .updateTable('issue_photo')
        .set({ published_at: ctx.now })
        .where('issue_id', '=', issue.id)
        .execute();
    if (state === 'redirected_private') await redirectToPrivate(ctx, issue);
    return { issueId: issue.id, state, no: published?.no ?? issue.no };
  },
});
