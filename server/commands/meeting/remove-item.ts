import * as v from 'valibot';
import { meetingNamed } from '../../access/meeting.ts';
import { readAgendaWords } from './agenda-record.ts';
import { removalRefusal, takeOff } from './agenda-removal.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';

/** Takes an item off the agenda. Its words stay, everybody sees who did it, and it can be put back (MTG21). */
export const removeItem = command({
  name: 'remove-item',
  summary: 'Takes an item off the agenda; its words stay, and it can be put back until the closing.',
  input: v.strictObject({ meetingId: id, itemId: id }),
  action: 'agenda.write',
  about: (db, input) => meetingNamed(db, input.meetingId),
  prepare: (tools, input) => readAgendaWords(tools, input.meetingId),
  async handle(ctx, input, { meeting }, words) {
    const refused = removalRefusal(ctx, meeting) ?? (await takeOff(ctx, meeting, input.itemId, words));
    return refused ?? { itemId: input.itemId };
  },
});
