import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { openWords } from '../../db/words.ts';
import { openBed, pause, Raw, until } from './bed.ts';
import { docOf } from '../quiet-doc.ts';
import { SqliteDocLog } from '../sqlite-doc-log.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'crash-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const kills = Number(process.env['KILLS'] ?? 5);

async function serve(): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'crash.child.ts'), dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout?.once('data', (data: Buffer) => resolve(Number(data.toString())));
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { child, port };
}

async function onDisk(): Promise<Y.Doc> {
  const log = new SqliteDocLog(openWords(dir));
  const loaded = await log.load('d');
  expect(loaded?.damage).toBeUndefined();
  const doc = docOf(...(loaded?.snapshot ? [loaded.snapshot.body] : []), ...(loaded?.rows ?? []));
  log.close();
  return doc;
}

/** Writes as fast as it may and remembers what its updates said. */
class Writer {
  readonly raw: Raw;
  readonly doc = new Y.Doc();
  readonly wrote: [key: string, present: boolean][] = [];
  private going = true;

  constructor(port: number, name: string, round: number) {
    this.raw = new Raw(port, 'd', name, {});
    this.doc.on('update', (update: Uint8Array) => {
      this.raw.update(update);
      if (this.raw.ws.readyState !== this.raw.ws.OPEN) this.going = false;
    });
    void this.raw.opened.then(async () => {
      this.raw.hello();
      for (let i = 0; this.going; i++) {
        const key = `${round}-${name}-${i}`;
        const gone = `${round}-${name}-${i - 3}`;
        this.wrote.push([key, true]);
        this.doc.getMap('m').set(key, i);
        if (i % 5 === 4) {
          this.wrote.push([gone, false]);
          this.doc.getMap('m').delete(gone);
        }
        await pause(i % 3);
      }
    });
  }
  stop(): number {
    this.going = false;
    this.raw.destroy();
    return this.raw.saved();
  }
}

describe('crash', () => {
  it(
    `[S60] ${kills} × kill -9 under load and while compacting: everything acknowledged and everything seen is there`,
    async () => {
      let acknowledged = 0;
      let seenUpdates = 0;
      for (let round = 0; round < kills; round++) {
        const { child, port } = await serve();
        const watcher = new Raw(port, 'd', 'watcher', {});
        await watcher.opened;
        const writers = ['hana', 'taro', 'jiro'].map((name) => new Writer(port, name, round));
        await until(() => writers.some(({ raw }) => raw.saved() > 0));
        await pause(Math.random() * 240);
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGKILL');
        await ended;
        await pause(20);
        watcher.destroy();
        const doc = await onDisk();
        const map = doc.getMap('m');
        for (const writer of writers) {
          const saved = writer.stop();
          acknowledged += saved;
          const now = new Map(writer.wrote.slice(0, saved));
          for (const [key, present] of now) {
            // a later deletion may have reached the disk without its acknowledgement reaching us
            if (present && !map.has(key)) expect(writer.wrote.slice(saved)).toContainEqual([key, false]);
            if (!present) expect(map.has(key), key).toBe(false);
          }
        }
        const seen = watcher.updates();
        seenUpdates += seen.length;
        for (const update of seen) expect(Y.snapshotContainsUpdate(Y.snapshot(doc), update)).toBe(true);
      }
      process.stdout.write(
        `${kills} kills: ${acknowledged} updates acknowledged, ${seenUpdates} frames seen, 0 lost\n`,
      );
      expect(acknowledged).toBeGreaterThanOrEqual(kills);
      expect(seenUpdates).toBeGreaterThan(0);
    },
    30_000 + kills * 5_000,
  );
});

describe('restart', () => {
  it('[S61] everything is there after a restart, and clients go on where they were', async () => {
    let bed = await openBed({ log: new SqliteDocLog(openWords(dir)) });
    const a = bed.stock('d', 'hana');
    await a.synced();
    a.text.insert(0, '一');
    await bed.engine.writeAs('d', 'server', (doc) => doc.getText('t').insert(0, '零'));
    await bed.mirror('m/1/floor', { state: 'open' });
    await until(() => a.text.length === 2);
    a.provider.disconnect();
    await bed.close();
    a.text.insert(2, '二');
    bed = await openBed({ log: new SqliteDocLog(openWords(dir)) });
    const b = bed.stock('d', 'taro');
    await b.synced();
    const before = b.text.toString();
    expect([...before].sort()).toEqual(['一', '零']);
    const again = bed.stock('d', 'hana');
    Y.applyUpdate(again.doc, Y.encodeStateAsUpdate(a.doc));
    await until(() => b.text.toString() === `${before}二`);
    expect((await bed.engine.readDoc('m/1/floor')).getMap('floor').toJSON()).toEqual({ state: 'open' });
    await bed.close();
  });

  it('[S61] a server restored from an older copy gets back what its clients still have', async () => {
    const open = () => openBed({ log: new SqliteDocLog(openWords(dir)) });
    let bed = await open();
    const [a, b] = [bed.stock('d', 'hana'), bed.stock('d', 'taro')];
    await Promise.all([a.synced(), b.synced()]);
    a.text.insert(0, '古い文。');
    await until(() => b.text.length === 4);
    await bed.close();
    copyFileSync(path.join(dir, 'words.db'), path.join(dir, 'copy.db'));
    bed = await open();
    // the same people with the same words come back to each server
    const back = (person: string, words: Y.Doc) => {
      const client = bed.stock('d', person);
      Y.applyUpdate(client.doc, Y.encodeStateAsUpdate(words));
      return client;
    };
    const [c, d] = [back('hana', a.doc), back('taro', b.doc)];
    await Promise.all([c.synced(), d.synced()]);
    c.text.insert(4, '新しい文。');
    d.text.delete(0, 2);
    await until(() => c.text.toString() === '文。新しい文。' && d.text.toString() === c.text.toString());
    c.provider.disconnect();
    await bed.close();
    for (const end of ['-wal', '-shm']) rmSync(path.join(dir, `words.db${end}`), { force: true });
    copyFileSync(path.join(dir, 'copy.db'), path.join(dir, 'words.db'));
    bed = await open();
    expect((await bed.engine.readDoc('d')).getText('t').toString()).toBe('古い文。');
    const e = back('hana', c.doc);
    await e.synced();
    const newcomer = bed.stock('d', 'umi');
    await until(() => newcomer.text.toString() === '文。新しい文。');
    await bed.close();
  });
});
