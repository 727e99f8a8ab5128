import * as v from 'valibot';
import { moveByHand, routes, stages } from '#lib/domain/issues/state.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { command } from '../define.ts';
import { id, optionalProse } from '../fields.ts';
import { issueNamed, stepIssue, unlessHidden } from './issue-steps.ts';

/**
 * Moves a card by hand, where no act of the council tells its stage: resolved or closed with what became of
 * it, or taken up again (ISS3–ISS5). `from` is the column in which the mover saw the card.
 */
export const moveIssue = command({
  name: 'move-issue',
  summary: 'Moves a card of the board by hand: resolved, closed, or taken up again.',
  input: v.strictObject({
    issueId: id,
    to: v.picklist(stages),
    from: v.optional(v.picklist(stages)),
    /** Why it is closed or taken up again. */
    reason: optionalProse(1000),
    /** Who solved it. */
    route: v.optional(v.picklist(routes)),
    /** What became of it. */
    result: optionalProse(1000),
  }),
  action: 'issue.move',
  about: (db, input) => issueNamed(db, input.issueId),
  async handle(ctx, input, { issue }) {
    const hidden = unlessHidden(ctx, issue);
    if (hidden) return hidden;
    const words = input.result || input.reason;
    const state = moveByHand({
      state: issue.state,
      to: input.to,
      ...(input.from && { seenIn: input.from }),
      route: input.route ?? issue.route,
      result: words,
    });
    if (isRefusal(state)) return state;
    await stepIssue(ctx, issue, state, {
      reason: words,
      result: words,
      ...(input.route && { route: input.route }),
    });
    return { issueId: issue.id, state };
  },
});
