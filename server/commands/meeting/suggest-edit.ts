import * as v from 'valibot';
import { readAgendaItem } from '#lib/doc/agenda.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { agendaDoc } from '#lib/doc/names.ts';
import { isAnnounced, meetingNamed } from '../../access/meeting.ts';
import { command } from '../define.ts';
import { id, prose } from '../fields.ts';
import { openWordsRefusal } from './meeting-moves.ts';
import { addSuggestion } from './suggestion-rows.ts';

/** What a suggestion can be about; 'item' asks for a new agenda item. */
export const suggestionFields = ['title', 'presenter', 'notes', 'proposal', 'item'] as const;

/** Wording suggested by those who may not write (residents, officers), shown beside the text (contracts §4). */
export const suggestEdit = command({
  name: 'suggest-edit',
  summary: 'Suggests wording for an agenda item, or a new item.',
  input: v.strictObject({
    meetingId: id,
    itemId: v.optional(id),
    field: v.picklist(suggestionFields),
    text: prose(2000),
  }),
  action: 'agenda.suggest',
  about: (db, input) => meetingNamed(db, input.meetingId),
  async prepare({ words }, input) {
    if (input.itemId === undefined)
      return input.field === 'item' ? null : refuse('bad-input', { field: 'itemId' });
    const { itemId } = input;
    const item = await words.look(agendaDoc(input.meetingId), (doc) => readAgendaItem(doc, itemId));
    return item ? null : refuse('not-found', { field: 'itemId' });
  },
  async handle(ctx, { itemId = null, field, text }, { meeting }) {
    if (!isAnnounced(meeting) && !may(ctx.subject, 'meeting.prepare'))
      return refuse('not-found', { field: 'meetingId' });
    return openWordsRefusal(meeting.state) ?? (await addSuggestion(ctx, meeting.id, { itemId, field, text }));
  },
});
