import * as v from 'valibot';
import { endsAt } from '#lib/domain/writing/standing.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { minutesDoc } from '#lib/doc/names.ts';
import { newId } from '../../db/ids.ts';
import { ruleOfMeeting } from '../../records/register.ts';
import { closeRoll } from '../../records/roll.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { leaveAgenda } from '../issues/left-agenda.ts';
import { readAgendaWords } from '../meeting/agenda-record.ts';
import { readNotes } from '../minutes/meeting-notes.ts';
import { draftSections } from '../minutes/minutes-grow.ts';
import { writingNamed } from './about-writing.ts';

/**
 * Writes down that a written meeting has ended (WRT2): the clock ends it, so that whoever says so needs no right, and
 * nobody can say it earlier: `writing-not-open` before the minute of the deadline is over. It ended when the clock did,
 * however late that is written down. Its minutes begin here (WRT14).
 */
export const closeWriting = command({
  name: 'close-writing',
  summary: 'Ends a written meeting whose deadline has passed; the clock does it by itself.',
  input: v.strictObject({ meetingId: id }),
  action: 'free',
  about: (db, input) => writingNamed(db, input.meetingId),
  holdsWords: true,
  async prepare(tools, input) {
    const { items, off } = await readAgendaWords(tools, input.meetingId);
    return { notes: await readNotes(tools.words, input.meetingId, [...items, ...off]) };
  },
  async handle(ctx, _input, { meeting }, { notes }) {
    const { trx } = ctx;
    if (meeting.state === 'closed') return refuse('already-done');
    const ended = endsAt(meeting.ends_at);
    if (meeting.state !== 'called' || meeting.called_at === null || ctx.now < ended)
      return refuse('writing-not-open');
    await leaveAgenda(ctx, meeting.id);
    await closeRoll(trx, { ...meeting, opened_at: meeting.called_at });
    const rule = await ruleOfMeeting(trx, meeting);
    await trx
      .updateTable('agenda_item')
      .set({ state: 'reported', started_at: meeting.called_at })
      .where('meeting_id', '=', meeting.id)
      .where('state', '=', 'listed')
      .execute();
    await trx
      .updateTable('meeting')
      .set({ state: 'closed', opened_at: meeting.called_at, closed_at: ended, rule_set_id: rule.id })
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
    await ctx.audit('meeting', meeting.id, { state: 'closed', endedAt: ended, minutes: minutesId });
    ctx.effects.writeWords(minutesDoc(meeting.id), { op: 'grow-minutes', sections, at: ctx.now });
    ctx.effects.meetingChanged(meeting.id);
    ctx.effects.rightsChanged('meeting', meeting.id);
    return { endedAt: ended, minutesId };
  },
});
