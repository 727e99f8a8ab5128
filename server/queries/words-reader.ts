import type * as Y from 'yjs';
import { readAgenda, readAgendaItem, type AgendaItem } from '#lib/doc/agenda.ts';
import { withClosedWords } from '#lib/doc/closed-items.ts';
import { agendaDoc, closedItemDoc } from '#lib/doc/names.ts';

/** How queries read live words: the server's own copy, or null where it can't be read just now. */
export interface WordsReader {
  /** With the words of closed items: whoever asks hides them from those who may not see them. */
  agenda(meetingId: string): Promise<readonly AgendaItem[] | null>;
  doc(docName: string): Promise<Y.Doc | null>;
}

/** The live documents, as far as a query needs them. */
export interface LiveWords {
  readDoc(name: string): Promise<Y.Doc>;
}

/** A page is worth showing without the live words: what was recorded stands in for a damaged document. */
export function wordsReader(words: LiveWords): WordsReader {
  const doc = (name: string) => words.readDoc(name).catch(() => null);
  return {
    doc,
    async agenda(meetingId) {
      const found = await doc(agendaDoc(meetingId));
      if (!found) return null;
      const items: AgendaItem[] = [];
      for (const item of readAgenda(found)) {
        const own = item.visibility === 'closed' ? await doc(closedItemDoc(meetingId, item.id)) : null;
        items.push(
          item.visibility === 'open'
            ? item
            : withClosedWords(item, own ? readAgendaItem(own, item.id) : undefined),
        );
      }
      return items;
    },
  };
}
