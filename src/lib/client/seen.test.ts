import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Seen } from './seen.ts';

/** The rows of a mirror: the server writes it, is started again, and writes on under another clientID. */
function rowsOfAMirror(): readonly Uint8Array[] {
  const doc = new Y.Doc();
  const rows: Uint8Array[] = [];
  doc.on('update', (row: Uint8Array) => rows.push(row));
  const map = doc.getMap('floor');
  doc.clientID = 1;
  doc.transact(() => {
    for (const key of ['meeting', 'items', 'seats']) map.set(key, { n: 0 });
  });
  doc.clientID = 2;
  for (const key of ['meeting', 'items', 'seats', 'items']) map.set(key, { n: rows.length });
  return rows;
}

describe('what a page shows of a document that is arriving', () => {
  it('[S75] news that overtook what they build on never take away what they replace', () => {
    const rows = rowsOfAMirror();
    const shown: (readonly string[])[] = [];
    const arrived: (readonly string[])[] = [];
    const doc = new Y.Doc();
    const floor = doc.getMap('floor');
    const keys = () => (floor.has('meeting') ? [...floor.keys()].sort() : []);
    const seen = new Seen(doc, keys);
    // the last row comes on the air, then the answer to the question, row by row
    for (const row of [rows.at(-1), ...rows]) {
      Y.applyUpdate(doc, row as Uint8Array);
      seen.changed();
      shown.push(seen.value);
      arrived.push(keys());
    }
    const whole = ['items', 'meeting', 'seats'];
    expect(shown.filter((now) => now.length > 0 && now.length < whole.length)).toEqual([]);
    expect(shown.at(-1)).toEqual(whole);
    // which is not so of the document itself
    expect(arrived).toContainEqual(['meeting', 'seats']);
    expect(floor.toJSON()).toMatchObject({ items: { n: 4 } });
  });

  it('[S75] without a change it is not read again', () => {
    const doc = new Y.Doc();
    let read = 0;
    const seen = new Seen(doc, () => ++read);
    expect([seen.value, seen.value]).toEqual([1, 1]);
    seen.changed();
    expect([seen.value, seen.value]).toEqual([2, 2]);
  });
});
