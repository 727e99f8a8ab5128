import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { meetingNamed } from '../../access/meeting.ts';
import { asPresiding } from '../../access/round.ts';
import { readAgendaWords, recordAgenda } from '../meeting/agenda-record.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { openWordsRefusal } from '../meeting/meeting-moves.ts';
import { freezeText } from './freeze-text.ts';

/**
 * Freezes the wording of a proposal (DEC5): the server's own copy of the words becomes the next version, in its
 * canonical spelling with its hash. Rounds are held on versions only.
 */
export const freezeProposal = command({
  name: 'freeze-proposal',
  summary: "Freezes the text of an agenda item's proposal as its next version.",
  input: v.strictObject({ meetingId: id, itemId: id }),
  action: 'round.run',
  about: async (db, input) => asPresiding(await meetingNamed(db, input.meetingId)),
  prepare: (tools, input) => readAgendaWords(tools, input.meetingId),
  async handle(ctx, input, { meeting }, { items }) {
    if (meeting.state === 'draft' || meeting.state === 'postponed') return refuse('meeting-not-yet-called');
    const closed = openWordsRefusal(meeting.state);
    if (closed) return closed;
    await recordAgenda(ctx, meeting, items, 'freeze');
    const text = items.find(({ id: written }) => written === input.itemId)?.proposal;
    if (text === undefined) return refuse('not-found', { field: 'itemId' });
    return freezeText(ctx, meeting, { itemId: input.itemId, text });
  },
});
