import * as v from 'valibot';
import { meetingNamed } from '../../access/meeting.ts';
import { readAgendaWords } from './agenda-record.ts';
import { putBack, removalRefusal } from './agenda-removal.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';

/** Puts an item that was taken off the agenda back where it stood, until the closing (MTG21). */
export const restoreItem = command({
  name: 'restore-item',
  summary: 'Puts an item that was taken off the agenda back where it stood.',
  input: v.strictObject({ meetingId: id, itemId: id }),
  action: 'agenda.write',
  about: (db, input) => meetingNamed(db, input.meetingId),
  prepare: (tools, input) => readAgendaWords(tools, input.meetingId),
  async handle(ctx, input, { meeting }, words) {
    const refused = removalRefusal(ctx, meeting) ?? (await putBack(ctx, meeting, input.itemId, words));
    return refused ?? { itemId: input.itemId };
  },
});
