import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { visible } from '#lib/doc/visible.ts';
import { isWhole } from '#lib/doc/whole.ts';
import { updatesOf } from './bed.ts';
import { joined } from '../join-updates.ts';
import { docOf } from '../quiet-doc.ts';
import { scanUpdate } from '../scan-update.ts';

describe('updates of one moment', () => {
  it('[S6] as one update say what they said one by one', () => {
    const step = fc.record({
      who: fc.nat(2),
      kind: fc.constantFrom('type', 'delete', 'set', 'format'),
      at: fc.nat(30),
      text: fc.string({ minLength: 1, maxLength: 6 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), fc.nat(5), (steps, known) => {
        const docs = [1, 2, 3].map((client) => {
          const doc = new Y.Doc();
          doc.clientID = client;
          return doc;
        });
        const updates: Uint8Array[] = [];
        for (const { who, kind, at, text } of steps) {
          const doc = docs[who] as Y.Doc;
          const t = doc.getText('t');
          const place = Math.min(at, t.length);
          const made = updatesOf(() => {
            if (kind === 'type') t.insert(place, text);
            else if (kind === 'delete') t.delete(place, Math.min(text.length, t.length - place));
            else if (kind === 'format') t.format(place, Math.min(text.length, t.length - place), { b: 1 });
            else doc.getMap('m').set(text.slice(0, 1), at);
          }, doc);
          for (const update of made) {
            updates.push(update);
            for (const other of docs) if (other !== doc) Y.applyUpdate(other, update);
          }
        }
        const all = docOf(...updates);
        const rest = updates.slice(known);
        fc.pre(rest.length > 0);
        const one = joined(rest.map((update) => scanUpdate(update)));
        // one strict reader takes it, too
        expect(scanUpdate(one).body).toBe(one);
        const doc = docOf(...updates.slice(0, known), one);
        expect(isWhole(doc)).toBe(true);
        expect(visible(doc)).toBe(visible(all));
        expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(all));
      }),
      { numRuns: 300 },
    );
  });

  it('[S6] that do not follow each other are never made one', () => {
    const [a, , c] = updatesOf((doc) => {
      for (const [i, sign] of ['一', '二', '三'].entries()) doc.getText('t').insert(i, sign);
    }) as [Uint8Array, Uint8Array, Uint8Array];
    expect(() => joined([scanUpdate(a), scanUpdate(c)])).toThrow('do not follow');
  });
});
