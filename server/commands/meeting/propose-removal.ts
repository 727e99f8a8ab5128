import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { meetingNamed } from '../../access/meeting.ts';
import { readAgendaWords } from './agenda-record.ts';
import { command } from '../define.ts';
import { id, prose } from '../fields.ts';
import { openWordsRefusal } from './meeting-moves.ts';
import { addSuggestion } from './suggestion-rows.ts';

/** Asks whoever leads the meeting to take an item off a called agenda, with the reason (MTG21). */
export const proposeRemoval = command({
  name: 'propose-removal',
  summary: 'Asks whoever leads the meeting to take an item off the agenda.',
  input: v.strictObject({ meetingId: id, itemId: id, text: prose(1000) }),
  action: 'agenda.write',
  about: (db, input) => meetingNamed(db, input.meetingId),
  async prepare(tools, input) {
    const { items } = await readAgendaWords(tools, input.meetingId);
    return items.some(({ id: itemId }) => itemId === input.itemId)
      ? null
      : refuse('not-found', { field: 'itemId' });
  },
  async handle(ctx, { itemId, text }, { meeting }) {
    return (
      openWordsRefusal(meeting.state) ??
      (await addSuggestion(ctx, meeting.id, { itemId, field: 'removal', text }))
    );
  },
});
