import * as v from 'valibot';
import { readAgendaItem } from '#lib/doc/agenda.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { agendaDoc } from '#lib/doc/names.ts';
import { meetingNamed } from '../../access/meeting.ts';
import { newId } from '../../db/ids.ts';
import { countRows } from '../../db/values.ts';
import { command, personOf } from '../define.ts';
import { id, prose } from '../fields.ts';
import { openWordsRefusal } from './meeting-moves.ts';

/** What a suggestion can be about; 'item' asks for a new agenda item. */
export const suggestionFields = ['title', 'presenter', 'notes', 'proposal', 'item'] as const;

const mostOpen = 30;

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
    const item = readAgendaItem(await words.readDoc(agendaDoc(input.meetingId)), input.itemId);
    return item ? null : refuse('not-found', { field: 'itemId' });
  },
  async handle(ctx, input, { meeting }) {
    const closed = openWordsRefusal(meeting.state);
    if (closed) return closed;
    const personId = personOf(ctx);
    const { n } = await ctx.trx
      .selectFrom('suggestion')
      .select(countRows().as('n'))
      .where('meeting_id', '=', meeting.id)
      .where('person_id', '=', personId)
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow();
    if (n >= mostOpen) return refuse('too-many-requests');
    const suggestionId = newId();
    await ctx.trx
      .insertInto('suggestion')
      .values({
        id: suggestionId,
        meeting_id: meeting.id,
        item_id: input.itemId ?? null,
        field: input.field,
        text: input.text,
        person_id: personId,
        at: ctx.now,
        state: 'open',
      })
      .execute();
    await ctx.audit('suggestion', suggestionId, { field: input.field, item: input.itemId ?? null });
    ctx.effects.meetingChanged(meeting.id);
    return { suggestionId };
  },
});
