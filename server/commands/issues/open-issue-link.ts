import * as v from 'valibot';
import { newId, newReceiptCode } from '../../db/ids.ts';
import { councilNamed } from '../council/about-council.ts';
import { command } from '../define.ts';
import { id, line } from '../fields.ts';

/** A link to the form for one place: a hall, a noticeboard, a leaflet. Limited by itself (LIM5), ended by itself. */
export const openIssueLink = command({
  name: 'open-issue-link',
  summary: 'Opens a link of its own for a place where residents are asked for issues.',
  input: v.strictObject({
    councilId: id,
    /** Where it hangs or was handed out, for the council itself. */
    place: line(40),
  }),
  action: 'roster.manage',
  about: (db, input) => councilNamed(db, input.councilId),
  async handle(ctx, input) {
    const linkId = newId();
    const mark = newReceiptCode();
    await ctx.trx
      .insertInto('issue_link')
      .values({
        id: linkId,
        council_id: input.councilId,
        mark,
        place: input.place,
        opened_by: ctx.actor.personId ?? '',
        opened_at: ctx.now,
      })
      .execute();
    await ctx.audit('issue_link', linkId, { place: input.place });
    return { linkId, mark };
  },
});
