import type { Selectable } from 'kysely';
import * as v from 'valibot';
import { refuse } from '#lib/domain/refusal.ts';
import { agendaDoc } from '#lib/doc/names.ts';
import { suggestionNamed } from '../../access/meeting.ts';
import { newId } from '../../db/ids.ts';
import type { SuggestionRow } from '../../db/schema.ts';
import { readAgendaWords } from './agenda-record.ts';
import { removalRefusal, takeOff } from './agenda-removal.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { openWordsRefusal } from './meeting-moves.ts';
import type { WordWrite } from '#lib/doc/word-write.ts';

/** Takes a suggestion into the agenda, where the server writes it as an author, or declines it. */
export const answerSuggestion = command({
  name: 'answer-suggestion',
  summary: 'Takes a suggestion into the agenda, or declines it.',
  input: v.strictObject({ suggestionId: id, take: v.boolean() }),
  action: 'suggestion.answer',
  about: (db, input) => suggestionNamed(db, input.suggestionId),
  prepare: async (tools, input, { meeting, suggestion }) =>
    input.take && suggestion.field === 'removal' ? readAgendaWords(tools, meeting.id) : null,
  async handle(ctx, input, { meeting, suggestion }, words) {
    if (suggestion.state !== 'open') return refuse('already-answered');
    // taking an item off is for whoever may do it without being asked (MTG21)
    if (suggestion.field === 'removal') {
      const refused = removalRefusal(ctx, meeting);
      if (refused) return refused;
    }
    const closed = input.take ? openWordsRefusal(meeting.state) : null;
    if (closed) return closed;
    const state = input.take ? 'taken' : 'declined';
    await ctx.trx.updateTable('suggestion').set({ state }).where('id', '=', suggestion.id).execute();
    await ctx.audit('suggestion', suggestion.id, { state });
    if (words) {
      const refused = await takeOff(ctx, meeting, suggestion.item_id ?? '', words);
      if (refused) return refused;
    } else if (input.take) ctx.effects.writeWords(agendaDoc(meeting.id), writeOf(suggestion));
    ctx.effects.meetingChanged(meeting.id);
    return { state };
  },
});

/** What taking it writes. */
function writeOf({ item_id: itemId, field, text }: Selectable<SuggestionRow>): WordWrite {
  if (field === 'item' || itemId === null)
    return {
      op: 'add-business',
      item: { id: newId(), type: 'discussion', title: firstLine(text), minutes: 10 },
    };
  if (field === 'notes') return { op: 'append-notes', itemId, text };
  return {
    op: 'rewrite',
    itemId,
    field: field as 'title' | 'presenter' | 'proposal',
    text: field === 'proposal' ? text : firstLine(text),
  };
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 200).trim();
}
