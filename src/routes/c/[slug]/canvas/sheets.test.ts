import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { addCluster, addNote, lay, readCanvas } from '#lib/doc/canvas.ts';
import { sheetsOf } from './sheets.ts';

it('[KJ1][KJ2] loose are the notes and the issues at work; finished ones stay where they were laid', () => {
  const doc = new Y.Doc();
  addCluster(doc, 'cluster-1', '夜の団地');
  addNote(doc, 'note-0001', 'あいさつ', null);
  for (const id of ['issue-0001', 'issue-0002', 'issue-gone']) lay(doc, { kind: 'card', id }, 'cluster-1');
  const issue = (no: number, column: string) => ({ id: `issue-000${no}`, no, title: `課題${no}`, column });
  const { clusters, loose } = sheetsOf(readCanvas(doc), [
    issue(1, 'published'),
    issue(2, 'resolved'),
    issue(3, 'in_progress'),
    issue(4, 'closed'),
  ]);
  expect(clusters.map(({ name, sheets }) => [name, sheets.map(({ no }) => no)])).toEqual([
    ['夜の団地', [1, 2]],
  ]);
  expect(loose.map(({ title }) => title)).toEqual(['あいさつ', '課題3']);
});
