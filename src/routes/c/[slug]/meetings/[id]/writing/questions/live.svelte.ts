import { DocView } from '#lib/client/doc-view.ts';
import { openLiveDocument, type LiveDocument } from '#lib/client/live-document.svelte.ts';
import { agendaShape } from '#lib/doc/agenda.ts';
import { readQuestions } from '#lib/doc/questions.ts';
import type { QuestionDraft } from '#lib/domain/writing/questionnaire.ts';

/** The draft of a questionnaire as it is being written. In the browser only. */
export interface LiveQuestions {
  /** null until the words have arrived. */
  readonly questions: readonly QuestionDraft[] | null;
  readonly line: LiveDocument;
  close(): void;
}

export function openLiveQuestions(docName: string, userId: string): LiveQuestions {
  const line = openLiveDocument({ docName, userId, schema: agendaShape, trusted: false });
  const view = new DocView(line.doc, readQuestions);
  return {
    get questions() {
      return line.ready ? view.value : null;
    },
    line,
    close: () => void line.destroy(),
  };
}
