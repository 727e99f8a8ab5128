import * as v from 'valibot';
import { canonicalText } from '#lib/domain/canonical/text.ts';
import { isOut, writable } from '#lib/domain/consultation/life.ts';
import { agendaIsOpen } from '#lib/domain/meeting/state.ts';
import { recordLocale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ItemState } from '#lib/domain/meeting/agenda.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { agendaDoc, reportDoc } from '#lib/doc/names.ts';
import { readReport } from '#lib/doc/report.ts';
import { consultationNamed } from '../../access/consultation.ts';
import { newId } from '../../db/ids.ts';
import { removedItems } from '../../records/removals.ts';
import { noteAct } from '../consultation/consultation-steps.ts';
import { command, personOf } from '../define.ts';
import { id, whole } from '../fields.ts';
import { atMeeting } from './about-meeting.ts';

/**
 * Puts the draft of a reply on a meeting's agenda as an item to be decided (CST6): the server writes the item with the draft
 * as its proposal. A decision on that item adopts the reply.
 */
export const putReportOnAgenda = command({
  name: 'put-report-on-agenda',
  summary: 'Puts the draft of a reply on the agenda of a meeting, to be decided.',
  input: v.strictObject({
    consultationId: id,
    meetingId: id,
    /** Minutes planned for it. */
    minutes: v.optional(whole(1, 600), 30),
  }),
  action: 'consultation.run',
  async about(db, input) {
    const found = await consultationNamed(db, input.consultationId);
    return isRefusal(found) ? found : atMeeting(db, found, input.meetingId);
  },
  prepare: ({ words }, input) => words.look(reportDoc(input.consultationId), readReport),
  async handle(ctx, input, { consultation, meeting }, draft) {
    if (isOut(consultation.state)) return refuse('report-submitted');
    if (!writable(consultation.state))
      return refuse('wrong-state', { params: { state: consultation.state } });
    if (!agendaIsOpen(meeting.state)) return refuse('meeting-closed', { field: 'meetingId' });
    const there = await ctx.trx
      .selectFrom('consultation_item')
      .leftJoin('agenda_item', 'agenda_item.id', 'consultation_item.item_id')
      .select(['consultation_item.item_id', 'agenda_item.state'])
      .where('consultation_id', '=', consultation.id)
      .where('consultation_item.meeting_id', '=', meeting.id)
      .execute();
    const off = await removedItems(ctx.trx, meeting.id);
    if (there.some(({ item_id, state }) => !off.has(item_id) && isAhead(state)))
      return refuse('already-done', { field: 'meetingId' });
    const itemId = newId();
    await ctx.trx
      .insertInto('consultation_item')
      .values({
        item_id: itemId,
        consultation_id: consultation.id,
        meeting_id: meeting.id,
        put_by: personOf(ctx),
        put_at: ctx.now,
      })
      .execute();
    await noteAct(ctx, consultation.id, 'on_agenda', meeting.id);
    const item = {
      id: itemId,
      type: 'decision',
      title: m.consultation_item_title({ title: consultation.title }, { locale: recordLocale }),
      minutes: input.minutes,
    } as const;
    ctx.effects.writeWords(agendaDoc(meeting.id), {
      op: 'add-business',
      item,
      proposal: canonicalText(draft).trim(),
    });
    ctx.effects.meetingChanged(meeting.id);
    return { itemId };
  },
});

/** On the agenda and not over; an item that was never written down has no state yet. */
function isAhead(state: ItemState | null): boolean {
  return state === null || state === 'listed' || state === 'discussing';
}
