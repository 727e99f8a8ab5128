import type * as Y from 'yjs';
import { readAgenda, type AgendaItem } from '#lib/doc/agenda.ts';

/** How queries read live words: the server's own copy, or null where it can't be read just now. */
export interface WordsReader {
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
      const found = await doc(`meeting/${meetingId}/agenda`);
      return found && readAgenda(found);
    },
  };
}
