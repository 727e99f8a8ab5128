import * as v from 'valibot';
import { isOut } from '#lib/domain/consultation/life.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { agendaDoc, reportDoc } from '#lib/doc/names.ts';
import { readReport } from '#lib/doc/report.ts';
import { consultationNamed } from '../../access/consultation.ts';
import { meetingNamed } from '../../access/meeting.ts';
import { asPresiding } from '../../access/round.ts';
import { noteAct } from '../consultation/consultation-steps.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { readAgendaWords, recordAgenda } from '../meeting/agenda-record.ts';
import { openWordsRefusal } from '../meeting/meeting-moves.ts';
import { freezeText } from './freeze-text.ts';

/**
 * Freezes the draft of a reply as the next version of the proposal by which it stands on a meeting's agenda (CST6): rounds,
 * amendments and the declaration are those of any proposal. The agenda's words follow, so that nobody freezes it away.
 */
export const freezeReport = command({
  name: 'freeze-report',
  summary: 'Freezes the draft of a reply as the text a meeting decides on.',
  input: v.strictObject({ consultationId: id, meetingId: id }),
  action: 'round.run',
  async about(db, input) {
    const named = await consultationNamed(db, input.consultationId);
    if (isRefusal(named)) return named;
    const at = asPresiding(await meetingNamed(db, input.meetingId));
    if (isRefusal(at)) return at;
    if (at.councilId !== named.councilId) return refuse('not-found', { field: 'meetingId' });
    return { ...at, consultation: named.consultation };
  },
  async prepare(tools, input) {
    const draft = await tools.words.look(reportDoc(input.consultationId), readReport);
    return { draft, agenda: await readAgendaWords(tools, input.meetingId) };
  },
  async handle(ctx, _input, { meeting, consultation }, { draft, agenda }) {
    if (isOut(consultation.state)) return refuse('report-submitted');
    if (meeting.state === 'draft' || meeting.state === 'postponed') return refuse('meeting-not-yet-called');
    const closed = openWordsRefusal(meeting.state);
    if (closed) return closed;
    await recordAgenda(ctx, meeting, agenda.items, 'freeze');
    const links = await ctx.trx
      .selectFrom('consultation_item')
      .innerJoin('agenda_item', 'agenda_item.id', 'consultation_item.item_id')
      .select(['agenda_item.id', 'agenda_item.state'])
      .where('consultation_id', '=', consultation.id)
      .where('consultation_item.meeting_id', '=', meeting.id)
      .orderBy('consultation_item.put_at', 'desc')
      .execute();
    const item = links.find(({ id: link }) => agenda.items.some((written) => written.id === link));
    if (!item) return refuse('report-not-on-agenda', { field: 'meetingId' });
    const frozen = await freezeText(ctx, meeting, { itemId: item.id, text: draft });
    if (isRefusal(frozen)) return frozen;
    const { text } = await ctx.trx
      .selectFrom('proposal_version')
      .select('text')
      .where('id', '=', frozen.versionId)
      .executeTakeFirstOrThrow();
    await noteAct(ctx, consultation.id, 'frozen', frozen.textHash);
    ctx.effects.writeWords(agendaDoc(meeting.id), {
      op: 'rewrite',
      itemId: item.id,
      field: 'proposal',
      text,
    });
    return { ...frozen, itemId: item.id };
  },
});
