import type * as Y from 'yjs';
import { readAgenda, readAgendaItem, type AgendaItem } from '#lib/doc/agenda.ts';
import { withClosedWords } from '#lib/doc/closed-items.ts';
import { agendaDoc, closedItemDoc } from '#lib/doc/names.ts';
import { readQuestions } from '#lib/doc/questions.ts';
import type { QuestionDraft } from '#lib/domain/writing/questionnaire.ts';

/** How queries read live words: the server's own copy, or null where it can't be read just now. */
export interface WordsReader {
  /** With the words of closed items: whoever asks hides them from those who may not see them. */
  agenda(meetingId: string): Promise<readonly AgendaItem[] | null>;
  /** The draft of a written meeting's questionnaire; empty where it can't be read just now. */
  questions(meetingId: string): Promise<readonly QuestionDraft[]>;
  /** What `read` finds in a document. */
  look<T>(docName: string, read: (doc: Y.Doc) => T): Promise<T | null>;
}

/** The live documents, as far as a query needs them. */
export interface LiveWords {
  look<T>(name: string, read: (doc: Y.Doc) => T): Promise<T>;
}

/** A page is worth showing without the live words: what was recorded stands in for a damaged document. */
export function wordsReader(words: LiveWords): WordsReader {
  const look: WordsReader['look'] = (name, read) => words.look(name, read).catch(() => null);
  return {
    look,
    async questions(meetingId) {
      return (await look(agendaDoc(meetingId), readQuestions)) ?? [];
    },
    async agenda(meetingId) {
      const found = await look(agendaDoc(meetingId), readAgenda);
      if (!found) return null;
      const items: AgendaItem[] = [];
      for (const item of found) {
        if (item.visibility === 'open') {
          items.push(item);
          continue;
        }
        const own = await look(closedItemDoc(meetingId, item.id), (doc) => readAgendaItem(doc, item.id));
        items.push(withClosedWords(item, own ?? undefined));
      }
      return items;
    },
  };
}
