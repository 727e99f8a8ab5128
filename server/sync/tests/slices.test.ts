import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { sync } from '#lib/wire/tags.ts';
import { openBed, until, updatesOf } from './bed.ts';

it('[S48] a large sync step 2 enters slice by slice, what follows it waits, and all of it is acknowledged', async () => {
  const bed = await openBed();
  const doc = new Y.Doc();
  const text = doc.getText('t');
  for (let i = 0; i < 4_000; i++) text.insert((i * i * 31) % (text.length + 1), 'あ');
  const whole = Y.encodeStateAsUpdate(doc);
  const later = updatesOf((d) => {
    d.getText('t').insert(0, '後');
    d.getText('t').delete(5, 3);
  }, doc);
  const [a, b] = [await bed.raw('d', 'hana'), await bed.raw('d', 'taro')];
  a.hello();
  b.hello();
  a.update(whole, sync.step2);
  for (const update of later) a.update(update);
  b.update(updatesOf((d) => d.getText('u').insert(0, '別'))[0] as Uint8Array);
  await until(() => a.saved() === 3);
  await until(() => b.saved() === 1);
  // others had their turn in between
  expect(b.updates().length).toBeGreaterThan(3);
  expect(b.doc().getText('t').toString()).toBe(text.toString());
  expect((await bed.engine.readDoc('d')).getText('t').toString()).toBe(text.toString());
  await bed.close();
});
