import * as Y from 'yjs';
import { addItem, itemsOf, notesOf, readAgenda, textOf, type NewItem } from './agenda.ts';
import { rewrite } from './rewrite.ts';
import { growMinutes, sectionText, type MinutesSection } from './minutes.ts';
import { writeQuestion, type QuestionWrite } from './questions.ts';

/**
 * What an act has the server write into words as an author: plain data, because it is kept with the act until
 * it is written (server/effects/outbox.ts), also over the end of the process.
 */
export type WordWrite =
  | { readonly op: 'opening-items'; readonly items: readonly NewItem[] }
  | { readonly op: 'add-business'; readonly item: NewItem; readonly proposal?: string }
  | { readonly op: 'append-notes'; readonly itemId: string; readonly text: string }
  | {
      readonly op: 'rewrite';
      readonly itemId: string;
      readonly field: 'title' | 'presenter' | 'proposal';
      readonly text: string;
    }
  | { readonly op: 'question'; readonly question: QuestionWrite }
  | { readonly op: 'grow-minutes'; readonly sections: readonly MinutesSection[]; readonly at: number }
  | { readonly op: 'rewrite-section'; readonly sectionId: string; readonly body: string };

/** Carries a write out on a document. */
export function writeInto(doc: Y.Doc, write: WordWrite): void {
  switch (write.op) {
    case 'opening-items':
      return writeOpeningItems(doc, write.items);
    case 'add-business':
      return addBusiness(doc, write.item, write.proposal);
    case 'append-notes':
      return appendNotes(notesOf(doc, write.itemId), write.text);
    case 'rewrite':
      return rewrite(textOf(doc, write.itemId, write.field), write.text);
    case 'question':
      return writeQuestion(doc, write.question);
    case 'grow-minutes':
      return growMinutes(doc, write.sections, write.at);
    case 'rewrite-section':
      return rewrite(sectionText(doc, write.sectionId, 'body'), write.body);
  }
}

/** Puts the items into an agenda that nobody has written in yet. */
function writeOpeningItems(doc: Y.Doc, items: readonly NewItem[]): void {
  if (itemsOf(doc).size > 0) return;
  for (const item of items) addItem(doc, item);
}

const atTheEnd = ['other', 'next_date', 'closing', 'post_session'];

/**
 * Puts an item where business belongs: behind the last item that is not other business, next date or
 * closing. Does nothing when the item is there already, so it can be repeated.
 */
function addBusiness(doc: Y.Doc, item: NewItem, proposal = ''): void {
  const agenda = readAgenda(doc);
  if (agenda.some((existing) => existing.id === item.id)) return;
  const end = agenda.findIndex((existing) => atTheEnd.includes(existing.type));
  const last = end < 0 ? agenda.at(-1) : agenda[end - 1];
  addItem(doc, item, last?.id ?? null);
  if (proposal !== '') textOf(doc, item.id, 'proposal')?.insert(0, proposal);
}

/** One paragraph a line behind the notes, unless they end with it already. */
function appendNotes(notes: Y.XmlFragment | undefined, text: string): void {
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
