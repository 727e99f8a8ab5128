import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  addCluster,
  addNote,
  lay,
  longestNote,
  markCandidate,
  nameOf,
  readCanvas,
  removeCluster,
  removeNote,
  wordsOf,
} from './canvas.ts';

const issue = (n: number) => ({ kind: 'card' as const, id: `issue-${n}`.padEnd(22, '0') });
const said = (doc: Y.Doc) =>
  readCanvas(doc).clusters.map((cluster) => [
    cluster.name,
    cluster.items.map((item) => item.text || item.id),
  ]);

function both(): [Y.Doc, Y.Doc, () => void] {
  const [a, b] = [new Y.Doc(), new Y.Doc()];
  const meet = () => {
    Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
  };
  return [a, b, meet];
}

describe('the affinity canvas', () => {
  it('[KJ1] issues and notes are gathered in clusters, in the order they were laid', () => {
    const doc = new Y.Doc();
    addCluster(doc, 'cluster-1', '夜の団地');
    addNote(doc, 'note-0001', 'あいさつがない', 'cluster-1');
    lay(doc, issue(2), 'cluster-1');
    addNote(doc, 'note-0002', '掲示板が遠い', null);
    expect(said(doc)).toEqual([['夜の団地', ['あいさつがない', issue(2).id]]]);
    expect(readCanvas(doc).loose.map((item) => item.text)).toEqual(['掲示板が遠い']);
    lay(doc, { kind: 'note', id: 'note-0001' }, 'cluster-1');
    expect(said(doc)).toEqual([['夜の団地', [issue(2).id, 'あいさつがない']]]);
  });

  it('[KJ2] taking a cluster apart, or a note away, deletes no issue: it lies loose again', () => {
    const doc = new Y.Doc();
    addCluster(doc, 'cluster-1', '夜の団地');
    addNote(doc, 'note-0001', 'メモ', 'cluster-1');
    lay(doc, issue(1), 'cluster-1');
    removeNote(doc, 'note-0001');
    expect([...readCanvas(doc).placed]).toEqual([issue(1).id]);
    removeCluster(doc, 'cluster-1');
    expect(readCanvas(doc)).toMatchObject({ clusters: [], loose: [] });
    expect(readCanvas(doc).placed.size).toBe(0);
    // the same id with nothing behind it lies loose too
    lay(doc, issue(1), null);
    expect(readCanvas(doc).placed.size).toBe(0);
  });

  it('[KJ3] two people who move one card, and name one cluster, end with one canvas', () => {
    const [a, b, meet] = both();
    addCluster(a, 'cluster-1', '');
    addCluster(a, 'cluster-2', '二つ目');
    meet();
    lay(a, issue(1), 'cluster-1');
    lay(b, issue(1), 'cluster-2');
    nameOf(a, 'cluster-1')?.insert(0, '夜の');
    nameOf(b, 'cluster-1')?.insert(0, '団地');
    addNote(a, 'note-0001', '一', 'cluster-2');
    removeCluster(b, 'cluster-2');
    meet();
    expect(readCanvas(a)).toEqual(readCanvas(b));
    const canvas = readCanvas(a);
    expect(canvas.clusters).toHaveLength(1);
    expect(canvas.clusters[0]?.name).toHaveLength(4);
    // the note of the cluster that was taken apart is not lost
    expect(canvas.loose.map((item) => item.text)).toEqual(['一']);
  });

  it('[KJ4] hostile values read as nothing', () => {
    const doc = new Y.Doc();
    addCluster(doc, 'cluster-1', 'x');
    doc.getMap('cards').set(issue(1).id, 'nonsense');
    doc.getMap('cards').set('../../etc', { cluster: 'cluster-1', order: 'a0' });
    doc.getMap('cards').set(issue(2).id, { cluster: 'cluster-1', order: 7 });
    doc.getMap('notes').set('note-0001', 'not a map');
    doc.getMap('clusters').set('cluster-2', 5);
    addNote(doc, 'note-0002', 'あ'.repeat(100_000), 'cluster-1');
    const canvas = readCanvas(doc);
    expect(canvas.clusters).toHaveLength(1);
    expect(canvas.clusters[0]?.items.map((item) => item.id).sort()).toEqual([issue(2).id, 'note-0002']);
    expect(canvas.clusters[0]?.items.find((item) => item.kind === 'note')?.text).toHaveLength(longestNote);
    expect(wordsOf(doc, 'nobody-knows')).toBeUndefined();
    markCandidate(doc, 'cluster-1', 'candidate-1');
    expect(readCanvas(doc).clusters[0]?.candidate).toBe('candidate-1');
  });
});
