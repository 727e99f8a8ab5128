import * as v from 'valibot';
import { awaitsWritten } from '#lib/domain/deciding/index.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { openingRefusal, presidingOf } from '#lib/domain/meeting/presiding.ts';
import { meetingNamed } from '../../access/meeting.ts';
import { registerOf, registerQuorum, replyDay } from '../../records/register.ts';
import { writeRoll } from '../../records/roll.ts';
import type { Trx } from '../../db/open.ts';
import { readAgendaWords, recordAgenda } from './agenda-record.ts';
import { takeUp } from './current-item.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { moveMeeting } from './meeting-moves.ts';
import { chairAbsent, preside, rolesPresent } from './presiding.ts';

/**
 * Opens a called meeting: quorum is met by those who have come, somebody present holds chair or facilitator
 * (MTG4). Its roll is written down (REG13). Replies of people who did not come, and everything said for another day, end
 * here (REG1). The first item becomes current.
 */
export const openMeeting = command({
  name: 'open-meeting',
  summary: 'Opens a called meeting once the quorum is met and a chair or facilitator is present.',
  input: v.strictObject({
    meetingId: id,
    presidingPersonId: v.optional(id),
    /** Refuses while the council's chair is not there, so that whoever opens is asked (MTG4). */
    chairFirst: v.optional(v.literal(true)),
  }),
  action: 'meeting.run',
  about: (db, input) => meetingNamed(db, input.meetingId),
  prepare: (tools, input) => readAgendaWords(tools, input.meetingId),
  async handle(ctx, input, { meeting }, { items }) {
    const { trx } = ctx;
    const state = moveMeeting(meeting, 'open');
    if (isRefusal(state)) return state;
    const register = await registerOf(trx, meeting, ctx.now);
    const quorum = registerQuorum(register);
    // where replies in writing serve the quorum, it is asked of each count (WAY11)
    if (!quorum.met && !awaitsWritten(register.rule.quorum))
      return refuse('no-quorum', { params: { attended: quorum.attended, needed: quorum.needed ?? '0' } });
    const people = await rolesPresent(trx, meeting.council_id, register);
    const missing = openingRefusal([...people.values()]);
    if (missing) return missing;
    const presiding = presidingOf(people, input.presidingPersonId);
    if (isRefusal(presiding)) return presiding;
    const asked = input.chairFirst && (await chairAbsent(trx, meeting.council_id, people, presiding));
    if (asked) return asked;

    await recordAgenda(ctx, meeting, items, 'open');
    for (const announcement of register.announced)
      await trx.deleteFrom('attendance').where('id', '=', announcement.id).execute();
    await trx
      .deleteFrom('attendance')
      .where('meeting_id', '=', meeting.id)
      .where('for_day', '!=', replyDay(meeting))
      .execute();
    await trx
      .updateTable('proxy_grant')
      .set({ revoked_at: ctx.now })
      .where('meeting_id', '=', meeting.id)
      .where('revoked_at', 'is', null)
      .where('for_day', '!=', replyDay(meeting))
      .execute();
    await trx
      .updateTable('meeting')
      .set({ state, opened_at: ctx.now })
      .where('id', '=', meeting.id)
      .execute();
    await writeRoll(trx, meeting.id, register.seats);
    await preside(ctx, meeting.id, presiding);
    const first = await firstItem(trx, meeting.id);
    if (first) {
      const refused = await takeUp(ctx, meeting, first);
      if (refused) return refused;
    }
    await ctx.audit('meeting', meeting.id, {
      state,
      presiding,
      attended: quorum.attended,
      needed: quorum.needed,
      announcedOnly: register.announced.length,
    });
    ctx.effects.meetingChanged(meeting.id);
    return { state, openedAt: ctx.now, presidingPersonId: presiding, quorum, currentItemId: first ?? null };
  },
});

async function firstItem(trx: Trx, meetingId: string): Promise<string | undefined> {
  const item = await trx
    .selectFrom('agenda_item')
    .select('id')
    .where('meeting_id', '=', meetingId)
    .where('state', '=', 'listed')
    .orderBy('position')
    .limit(1)
    .executeTakeFirst();
  return item?.id;
}
