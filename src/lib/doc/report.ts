import type * as Y from 'yjs';

/*
 * The lens over `consultation/{id}/draft`: the reply to a consultation (答申) as the council writes it. One root type, `text`
 * (Y.Text, plain words). What is adopted is frozen from it by an act, never read from here. Shape version 1.
 */

export const reportShape = 1;

/** The shared words of the draft. */
export function reportText(doc: Y.Doc): Y.Text {
  return doc.getText('text');
}

/** The words as they are now, at most as many as are read anywhere. */
export function readReport(doc: Y.Doc): string {
  return reportText(doc).toString().slice(0, 50_000);
}
