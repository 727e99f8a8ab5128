import * as v from 'valibot';
import { movedOnSince, nextIssueState, stages } from '#lib/domain/issues/state.ts';
import { agendaIsOpen } from '#lib/domain/meeting/state.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { agendaDoc } from '#lib/doc/names.ts';
import { newId } from '../../db/ids.ts';
import { atMeeting } from './about-meeting.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { bringPapers } from './issue-papers.ts';
import { issueNamed, stepIssue, unlessHidden } from '../issues/issue-steps.ts';

/**
 * Puts an issue on a meeting's agenda: the card moves, and the server writes the item into the agenda's
 * words as an author, once. The item's id is the id of its later record (contracts §4).
 */
export const putIssueOnAgenda = command({
  name: 'put-issue-on-agenda',
  summary: 'Puts a published issue on the agenda of a meeting to come.',
  input: v.strictObject({
    issueId: id,
    meetingId: id,
    /** Column in which the card was seen (ISS5). */
    from: v.optional(v.picklist(stages)),
    /** Minutes planned for it. */
    minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(600)), 15),
  }),
  action: 'issue.putOnAgenda',
  async about(db, input) {
    const found = await issueNamed(db, input.issueId);
    if (isRefusal(found)) return found;
    return atMeeting(db, found, input.meetingId);
  },
  async handle(ctx, input, { issue, meeting }) {
    const hidden = unlessHidden(ctx, issue);
    if (hidden) return hidden;
    const late = movedOnSince(issue.state, input.from);
    if (late) return late;
    const state = nextIssueState(issue.state, 'put_on_agenda');
    if (isRefusal(state)) return state;
    if (!agendaIsOpen(meeting.state)) return refuse('meeting-closed', { field: 'meetingId' });
    const itemId = newId();
    await stepIssue(ctx, issue, state, { meetingId: meeting.id });
    await bringPapers(ctx, issue, meeting.id, itemId);
    await ctx.audit('meeting', meeting.id, { item: itemId, issue: issue.id });
    const item = {
      id: itemId,
      type: 'discussion',
      title: issue.title,
      minutes: input.minutes,
      issueId: issue.id,
    } as const;
    ctx.effects.writeWords(agendaDoc(meeting.id), { op: 'add-business', item });
    ctx.effects.meetingChanged(meeting.id);
    return { itemId };
  },
});
