import type * as Y from 'yjs';
import { readCanvas, type Canvas } from './canvas.ts';

/*
 * The lens over `meeting/{id}/compiled`: the answers of a written meeting, grouped on an affinity canvas like that of the
 * issues (its root types are those of canvas.ts, its cards are named by answer and question), and `summary` (Y.Text), which
 * people write together. The answers themselves lie in the records: nothing here can change one. Shape version 1.
 */

export const compiledShape = 1;
export const longestSummary = 20_000;

export function summaryOf(doc: Y.Doc): Y.Text {
  return doc.getText('summary');
}

export interface Compiled {
  readonly canvas: Canvas;
  readonly summary: string;
}

export function readCompiled(doc: Y.Doc): Compiled {
  return { canvas: readCanvas(doc), summary: summaryOf(doc).toString().slice(0, longestSummary).trim() };
}
