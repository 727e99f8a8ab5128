import * as v from 'valibot';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { minutesDoc } from '#lib/doc/names.ts';
import { meetingNamed } from '../../access/meeting.ts';
import { ruleOfMeeting } from '../../records/register.ts';
import { closeRoll } from '../../records/roll.ts';
import { newId } from '../../db/ids.ts';
import { readAgendaWords, recordAgenda } from './agenda-record.ts';
import { leaveCurrent } from './current-item.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { leaveAgenda } from '../issues/left-agenda.ts';
import { moveMeeting } from './meeting-moves.ts';
import { readNotes } from '../minutes/meeting-notes.ts';
import { draftSections } from '../minutes/minutes-grow.ts';

/**
 * Closes the meeting: agenda and notes are read only from here on, its roll and rules are fixed (REG13), and the minutes
 * grow out of them.
 */
export const closeMeeting = command({
  name: 'close-meeting',
  summary: 'Closes a meeting and begins its minutes from records and notes.',
  input: v.strictObject({ meetingId: id }),
  action: 'meeting.run',
  about: (db, input) => meetingNamed(db, input.meetingId),
  holdsWords: true,
  async prepare(tools, input) {
    const { items, off } = await readAgendaWords(tools, input.meetingId);
    return { items, notes: await readNotes(tools.words, input.meetingId, [...items, ...off]) };
  },
  async handle(ctx, _input, { meeting }, { items, notes }) {
    const { trx } = ctx;
    const state = moveMeeting(meeting, 'close');
    if (isRefusal(state)) return state;
    const open = await trx
      .selectFrom('round')
      .select('id')
      .where('meeting_id', '=', meeting.id)
      .where('state', '=', 'open')
      .executeTakeFirst();
    if (open) return refuse('round-open');
    await recordAgenda(ctx, meeting, items, 'close');
    await leaveAgenda(ctx, meeting.id);
    await leaveCurrent(ctx, meeting);
    if (meeting.opened_at !== null) await closeRoll(trx, { ...meeting, opened_at: meeting.opened_at });
    const rule = await ruleOfMeeting(trx, meeting);
    await trx
      .updateTable('meeting')
      .set({
        state,
        closed_at: ctx.now,
        current_item_id: null,
        current_since: null,
        rule_set_id: rule.id,
      })
      .where('id', '=', meeting.id)
      .execute();
    const minutesId = newId();
    await trx
      .insertInto('minutes')
      .values({
        id: minutesId,
        council_id: meeting.council_id,
        meeting_id: meeting.id,
        state: 'drafting',
        drafted_at: ctx.now,
      })
      .execute();
    const sections = await draftSections(trx, meeting.id, notes);
    await ctx.audit('meeting', meeting.id, { state, minutes: minutesId });
    ctx.effects.writeWords(minutesDoc(meeting.id), { op: 'grow-minutes', sections, at: ctx.now });
    ctx.effects.meetingChanged(meeting.id);
    ctx.effects.rightsChanged('meeting', meeting.id);
    return { state, closedAt: ctx.now, minutesId };
  },
});
