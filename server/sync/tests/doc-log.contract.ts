import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { updatesOf } from './bed.ts';
import type { DocBatch, DocLog, Head } from '../doc-log.ts';
import { docOf } from '../quiet-doc.ts';
import { beforeFirst, rowHash } from '../running-hash.ts';

const empty: Head = { seq: 0, hash: beforeFirst };

/** Rows that write `words` into the text `t`, one keystroke each. */
export function rowsOf(words: string): DocBatch['rows'] {
  const updates = updatesOf((doc) => {
    for (const letter of words) doc.getText('t').insert(doc.getText('t').length, letter);
  });
  return updates.map((body, i) => ({ actor: 'hana', at: 1_000 + i, body }));
}

export function batch(doc: string, rows: DocBatch['rows'], after = empty, epoch = 1): DocBatch {
  return { doc, epoch, after, rows, binds: [] };
}

/** What every log of documents must do, whatever it is written on. */
export function docLogContract(name: string, open: () => DocLog | Promise<DocLog>): void {
  describe(`${name} keeps a log`, () => {
    let log: DocLog;
    beforeEach(async () => {
      log = await open();
    });
    afterEach(() => log.close());

    const textOf = async (doc: string): Promise<string> => {
      const loaded = await log.load(doc);
      if (!loaded) return '(nothing)';
      const parts = [...(loaded.snapshot ? [loaded.snapshot.body] : []), ...loaded.rows];
      return docOf(...parts)
        .getText('t')
        .toString();
    };

    it('[S10] nothing was ever written: undefined', async () => {
      expect(await log.load('d')).toBeUndefined();
      expect(await log.compact('d')).toBe(false);
      expect(await log.rowsOf('d')).toBe(0);
    });

    it('[S10] answers what was appended, in order, with a running hash and owners', async () => {
      const rows = rowsOf('議事');
      const binds = [{ client: 7, person: 'hana' }];
      const [head] = (await log.append([{ ...batch('d', rows), binds }])) as [Head];
      const more = rowsOf('録').map((row) => ({ ...row, actor: 'taro' }));
      const [next] = (await log.append([
        { ...batch('d', more, head), binds: [{ client: 7, person: 'x' }] },
      ])) as [Head];
      const loaded = await log.load('d');
      expect(loaded).toMatchObject({ epoch: 1, state: 'live', damage: undefined });
      expect(loaded?.rows.map((row) => Buffer.from(row))).toEqual(
        [...rows, ...more].map(({ body }) => Buffer.from(body)),
      );
      // the first who is bound stays bound
      expect(loaded?.owners).toEqual(new Map([[7, 'hana']]));
      let hash: Uint8Array = beforeFirst;
      for (const [i, row] of [...rows, ...more].entries()) hash = rowHash(hash, i + 1, row);
      expect(Buffer.from(loaded?.head.hash ?? [])).toEqual(hash);
      expect(next.seq).toBe(3);
    });

    it('[S11] several documents in one append: all or none', async () => {
      const [head] = (await log.append([batch('a', rowsOf('a'))])) as [Head];
      await expect(
        log.append([batch('a', rowsOf('b'), head), batch('b', rowsOf('b'), head)]),
      ).rejects.toMatchObject({
        code: 'log-moved',
      });
      expect(await textOf('a')).toBe('a');
      expect(await log.load('b')).toBeUndefined();
      await log.append([batch('a', rowsOf('b'), head), batch('b', rowsOf('b'))]);
      expect((await textOf('a')).length).toBe(2);
      expect(await textOf('b')).toBe('b');
    });

    it('[S11] whoever does not know the end of the log writes nothing', async () => {
      await log.append([batch('d', rowsOf('ab'))]);
      await expect(log.append([batch('d', rowsOf('c'))])).rejects.toMatchObject({ code: 'log-moved' });
      const head = (await log.load('d'))?.head as Head;
      await expect(log.append([batch('d', rowsOf('c'), head, 2)])).rejects.toMatchObject({
        code: 'log-moved',
      });
      const wrong = { ...head, hash: new Uint8Array(32).fill(1) };
      await expect(log.append([batch('d', rowsOf('c'), wrong)])).rejects.toMatchObject({ code: 'log-moved' });
      expect(await textOf('d')).toBe('ab');
    });

    it('[S78] says where documents stand, in one look', async () => {
      await log.append([batch('d', rowsOf('ab')), batch('e', rowsOf('c'))]);
      await log.setEpoch('e', 4, 'sealed');
      await log.erase('f', 2);
      expect(await log.stands([])).toEqual(new Map());
      expect(await log.stands(['f', 'never', 'd', 'e'])).toEqual(
        new Map([
          ['f', { epoch: 2, state: 'erased', seq: 0 }],
          ['d', { epoch: 1, state: 'live', seq: 2 }],
          ['e', { epoch: 4, state: 'sealed', seq: 1 }],
        ]),
      );
    });

    it('[S80] an epoch begins once: whoever comes later has to look again', async () => {
      const [row] = rowsOf('n') as [DocBatch['rows'][number]];
      await log.append([batch('d', rowsOf('ab'))]);
      await log.setEpoch('d', 2, 'frozen');
      const moved = { code: 'log-moved' };
      for (const epoch of [1, 2]) {
        await expect(log.setEpoch('d', epoch, 'sealed')).rejects.toMatchObject(moved);
        await expect(log.reseed('d', epoch, row)).rejects.toMatchObject(moved);
        await expect(log.erase('d', epoch)).rejects.toMatchObject(moved);
      }
      expect(await log.load('d')).toMatchObject({ epoch: 2, state: 'frozen' });
      expect(await textOf('d')).toBe('ab');
      await log.reseed('d', 3, row);
      expect(await textOf('d')).toBe('n');
    });

    it('[S76] answers what stands above a row, on to the end', async () => {
      expect(await log.since('d', 1, empty)).toBeUndefined();
      const [first] = (await log.append([batch('d', rowsOf('ab'))])) as [Head];
      const more = rowsOf('cd');
      const binds = [{ client: 7, person: 'hana' }];
      const [end] = (await log.append([{ ...batch('d', more, first), binds }])) as [Head];
      const above = await log.since('d', 1, first);
      expect(above?.rows.map((row) => Buffer.from(row))).toEqual(more.map(({ body }) => Buffer.from(body)));
      expect(above?.head).toEqual({ seq: 4, hash: Buffer.from(end.hash) });
      expect(above?.owners).toEqual(new Map([[7, 'hana']]));
      expect((await log.since('d', 1, empty))?.rows.length).toBe(4);
      expect(await log.since('d', 1, end)).toMatchObject({ head: { seq: 4 }, rows: [] });
    });

    it('[S76] answers nothing above a row that is not in this log, or not any more', async () => {
      const [first] = (await log.append([batch('d', rowsOf('ab'))])) as [Head];
      const [end] = (await log.append([batch('d', rowsOf('cd'), first)])) as [Head];
      const other = new Uint8Array(32).fill(1);
      for (const head of [
        { seq: first.seq, hash: other },
        { seq: end.seq, hash: other },
        { seq: 9, hash: end.hash },
      ])
        expect(await log.since('d', 1, head)).toBeUndefined();
      expect(await log.since('d', 2, first)).toBeUndefined();
      await log.compact('d');
      const [later] = (await log.append([batch('d', rowsOf('e'), end)])) as [Head];
      await log.compact('d');
      expect(await log.since('d', 1, first)).toBeUndefined();
      expect(await log.since('d', 1, later)).toMatchObject({ rows: [] });
      await log.setEpoch('d', 2, 'frozen');
      expect(await log.since('d', 1, later)).toBeUndefined();
    });

    it('[S13] says which documents are closed for good', async () => {
      const closed = async () => [...(await log.closed())];
      expect(await closed()).toEqual([]);
      await log.append([batch('d', rowsOf('ab')), batch('e', rowsOf('cd'))]);
      expect(await closed()).toEqual([]);
      await log.setEpoch('e', 2, 'frozen');
      expect(await closed()).toEqual([]);
      await log.setEpoch('d', 2, 'sealed');
      expect(await closed()).toEqual(['d']);
      await log.erase('d', 3);
      expect(await closed()).toEqual(['d']);
    });

    it('[S12] compaction says the same in fewer rows, drops deleted text, and the log goes on', async () => {
      const updates = updatesOf((doc) => {
        const text = doc.getText('t');
        for (const letter of '秘密の名前を消す') text.insert(text.length, letter);
        text.delete(0, 6);
      });
      let head = empty;
      for (const body of updates) {
        [head] = (await log.append([batch('d', [{ actor: 'hana', at: 1, body }], head)])) as [Head];
      }
      expect(await log.compact('d')).toBe(true);
      const loaded = await log.load('d');
      expect(loaded?.rows).toEqual([]);
      expect(loaded?.head).toEqual({ seq: head.seq, hash: Buffer.from(head.hash) });
      expect(Buffer.from(loaded?.snapshot?.body ?? []).includes('秘')).toBe(false);
      expect(await textOf('d')).toBe('消す');
      expect(await log.compact('d')).toBe(false);
      await log.append([batch('d', rowsOf('後'), head)]);
      expect((await textOf('d')).length).toBe(3);
      expect(await log.compact('d')).toBe(true);
      expect((await textOf('d')).length).toBe(3);
    });

    it('[S13] a new epoch: frozen words stay readable and take no more', async () => {
      const [head] = (await log.append([batch('d', rowsOf('ab'))])) as [Head];
      await log.setEpoch('d', 2, 'frozen');
      expect(await log.load('d')).toMatchObject({ epoch: 2, state: 'frozen' });
      expect(await textOf('d')).toBe('ab');
      await expect(log.append([batch('d', rowsOf('c'), head, 2)])).rejects.toMatchObject({
        code: 'doc-closed',
      });
      await log.setEpoch('never', 1, 'sealed');
      expect(await log.load('never')).toMatchObject({ epoch: 1, state: 'sealed', rows: [] });
    });

    it('[S13] begun anew: other words, and the old ones are gone', async () => {
      await log.append([{ ...batch('d', rowsOf('old')), binds: [{ client: 1, person: 'hana' }] }]);
      await log.compact('d');
      const [row] = rowsOf('n') as [DocBatch['rows'][number]];
      const head = await log.reseed('d', 2, row);
      expect(head.seq).toBe(1);
      const loaded = await log.load('d');
      expect(loaded).toMatchObject({ epoch: 2, state: 'live', snapshot: undefined });
      expect(loaded?.owners.size).toBe(0);
      expect(await textOf('d')).toBe('n');
      await log.append([batch('d', rowsOf('m'), head, 2)]);
      expect((await textOf('d')).length).toBe(2);
    });

    it('[S14] erased: no byte stays, the name is not free', async () => {
      await log.append([batch('d', rowsOf('ab'))]);
      await log.erase('d', 2);
      expect(await log.load('d')).toMatchObject({ epoch: 2, state: 'erased', rows: [], snapshot: undefined });
      await expect(log.append([batch('d', rowsOf('c'), empty, 2)])).rejects.toMatchObject({
        code: 'doc-closed',
      });
    });

    it('[S12] compaction keeps every visible thing of rich documents', async () => {
      const updates = updatesOf((doc) => {
        const fragment = doc.getXmlFragment('note');
        const paragraph = new Y.XmlElement('paragraph');
        fragment.insert(0, [paragraph]);
        const text = new Y.XmlText();
        paragraph.insert(0, [text]);
        text.insert(0, '太字と普通', { bold: true });
        text.format(1, 3, { bold: null, italic: true });
        text.delete(2, 1);
        doc.getMap('m').set('k', { deep: [1, null, 'x'], bytes: 2 });
        doc.getMap('m').set('k', { deep: [2] });
        doc.getArray('a').insert(0, [1, 2, new Y.Map([['x', 1]])]);
        doc.getArray('a').delete(0, 1);
      });
      await log.append([
        batch(
          'd',
          updates.map((body) => ({ actor: 'a', at: 1, body })),
        ),
      ]);
      const before = docOf(...updates);
      expect(await log.compact('d')).toBe(true);
      const after = docOf((await log.load('d'))?.snapshot?.body as Uint8Array);
      for (const doc of [before, after]) {
        doc.getXmlFragment('note');
        doc.getMap('m');
        doc.getArray('a');
      }
      expect(after.toJSON()).toEqual(before.toJSON());
    });
  });
}
