import * as v from 'valibot';
import * as Y from 'yjs';
import { notesOf, textOf } from '#lib/doc/agenda.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { suggestionNamed } from '../access/meeting.ts';
import { newId } from '../db/ids.ts';
import { addBusiness } from './agenda-place.ts';
import { agendaDocName } from './agenda-record.ts';
import { command } from './define.ts';
import { id } from './fields.ts';
import { openWordsRefusal } from './meeting-moves.ts';

/** Takes a suggestion into the agenda, where the server writes it as an author, or declines it. */
export const answerSuggestion = command({
  name: 'answer-suggestion',
  summary: 'Takes a suggestion into the agenda, or declines it.',
  input: v.strictObject({ suggestionId: id, take: v.boolean() }),
  action: 'suggestion.answer',
  about: (db, input) => suggestionNamed(db, input.suggestionId),
  async handle(ctx, input, { meeting, suggestion }) {
    if (suggestion.state !== 'open') return refuse('already-answered');
    const closed = input.take ? openWordsRefusal(meeting.state) : null;
    if (closed) return closed;
    const state = input.take ? 'taken' : 'declined';
    await ctx.trx.updateTable('suggestion').set({ state }).where('id', '=', suggestion.id).execute();
    await ctx.audit('suggestion', suggestion.id, { state });
    if (input.take) {
      const { item_id: itemId, field, text } = suggestion;
      const newItemId = newId();
      ctx.effects.writeWords(agendaDocName(meeting.id), (doc) => {
        if (field === 'item' || itemId === null)
          addBusiness(doc, { id: newItemId, type: 'discussion', title: firstLine(text), minutes: 10 });
        else if (field === 'notes') appendNote(notesOf(doc, itemId), text);
        else rewrite(textOf(doc, itemId, field as 'title' | 'presenter' | 'proposal'), field, text);
      });
    }
    ctx.effects.meetingChanged(meeting.id);
    return { state };
  },
});

/** Replaces only the part that differs, so that cursors and what others type elsewhere stay where they are. */
function rewrite(words: Y.Text | undefined, field: string, suggested: string): void {
  if (!words) return;
  const next = field === 'proposal' ? suggested : firstLine(suggested);
  const now = words.toString();
  let start = 0;
  while (start < now.length && start < next.length && now[start] === next[start]) start++;
  let end = 0;
  while (
    end < now.length - start &&
    end < next.length - start &&
    now[now.length - 1 - end] === next[next.length - 1 - end]
  )
    end++;
  if (now.length - end > start) words.delete(start, now.length - end - start);
  if (next.length - end > start) words.insert(start, next.slice(start, next.length - end));
}

/** One paragraph a line behind the notes, unless they end with it already. */
function appendNote(notes: Y.XmlFragment | undefined, text: string): void {
  if (!notes) return;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const last = notes.toArray().slice(-lines.length);
  const there = last.length === lines.length && last.every((node, i) => paragraphText(node) === lines[i]);
  if (there) return;
  notes.push(
    lines.map((line) => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(line)]);
      return paragraph;
    }),
  );
}

function paragraphText(node: unknown): string | null {
  if (!(node instanceof Y.XmlElement)) return null;
  const [only] = node.toArray();
  return only instanceof Y.XmlText ? only.toString() : null;
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 200).trim();
}
