import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { addItem, textOf as textOfItem } from '#lib/doc/agenda.ts';
import { openBed, pause, until, type Bed } from '#server/sync/tests/bed.ts';
import type { DocBatch, Head } from '#server/sync/doc-log.ts';
import { MemoryDocLog } from '#server/sync/tests/memory-doc-log.ts';
import { LiveLine, type LineView } from './live-line.ts';
import { forgetEverything, openLiveDocument } from './live-document.svelte.ts';
import { peopleIn } from './presence.ts';
import { markWriting } from './writing-mark.ts';
import { took } from '#tests/fixtures/took.ts';

class GatedLog extends MemoryDocLog {
  gate: Promise<void> | undefined;
  /** commits that are on their way */
  waiting = 0;
  override async append(batches: readonly DocBatch[]): Promise<Head[]> {
    this.waiting++;
    await this.gate;
    const heads = await super.append(batches);
    this.waiting--;
    return heads;
  }
}

let bed: Bed;
let log: GatedLog;
const lines: LiveLine[] = [];

function line(person: string, docName = 'd', seen?: LineView[]): LiveLine {
  const made: LiveLine = new LiveLine(lineOptions(person, docName), () => seen?.push(made.view()));
  lines.push(made);
  return made;
}

function lineOptions(person: string, docName: string) {
  class Socket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, { headers: { cookie: `person=${person}`, origin: 'http://own.example' } });
    }
  }
  return {
    docName,
    userId: person,
    schema: 1,
    trusted: false,
    url: `ws://127.0.0.1:${bed.port}/sync`,
    socket: Socket as unknown as typeof globalThis.WebSocket,
  };
}

const textOf = ({ doc }: LiveLine) => doc.getText('t');

beforeEach(async () => {
  log = new GatedLog();
  bed = await openBed({ log });
});
afterEach(async () => {
  await Promise.all(lines.splice(0).map((l) => l.destroy()));
  await bed.close();
});

describe('the honest mark', () => {
  it('[S31] says saved only when everything sent is on the disk', async () => {
    const a = line('hana');
    await until(() => a.view().save === 'saved');
    let open = () => {};
    log.gate = new Promise((resolve) => (open = resolve));
    textOf(a).insert(0, '議案');
    textOf(a).insert(2, '第一号');
    expect(a.view()).toMatchObject({ save: 'sending', unsaved: 2 });
    await pause(300);
    expect(a.view().save).toBe('sending');
    await until(() => a.view().save === 'device-only');
    expect(a.view().unsaved).toBe(2);
    open();
    await until(() => a.view().save === 'saved');
    expect(a.view().unsaved).toBe(0);
  });

  it('[S31] never says saved while a commit of seconds runs, and nobody sees the text', async () => {
    const seen: LineView[] = [];
    const [a, b] = [line('hana', 'd', seen), line('taro')];
    await until(() => a.view().save === 'saved' && b.view().save === 'saved');
    let open = () => {};
    log.gate = new Promise((resolve) => (open = resolve));
    seen.length = 0;
    textOf(a).insert(0, 'x');
    await pause(1_500);
    expect(seen.map(({ save }) => save)).not.toContain('saved');
    expect(textOf(b).toString()).toBe('');
    open();
    await until(() => textOf(b).toString() === 'x' && a.view().save === 'saved');
  });

  it('[S32] edits without a line are counted, and saved when it is back', async () => {
    const a = line('hana');
    await until(() => a.view().save === 'saved');
    a.provider.disconnect();
    for (const letter of 'abc') textOf(a).insert(0, letter);
    expect(await took(() => until(() => a.view().save === 'device-only'))).toBeLessThan(1_500);
    expect(a.view()).toMatchObject({ unsaved: 3, online: false });
    a.provider.connect();
    await until(() => a.view().save === 'saved');
    expect(a.view().unsaved).toBe(0);
    expect((await bed.engine.readDoc('d')).getText('t').toString()).toBe('cba');
  });

  it('[S32] what was here stays here while the line is lost', async () => {
    const seen: LineView[] = [];
    const a = line('hana', 'd', seen);
    await until(() => a.view().ready);
    seen.length = 0;
    a.provider.disconnect();
    await until(() => seen.some(({ online }) => !online));
    expect(seen.map(({ ready }) => ready)).not.toContain(false);
  });

  it('[S32] a line that has fallen silent is seen within 3 s', async () => {
    const a = line('hana');
    await until(() => a.view().save === 'saved');
    // the line is there, but nothing comes through any more
    const dead = a.provider.ws as unknown as WebSocket;
    dead.pause();
    expect(await took(() => until(() => !a.view().online))).toBeLessThan(3_000);
    expect(a.view().save).not.toBe('saved');
  });

  it('[S33] comes back by itself when the server was away', async () => {
    const a = line('hana');
    await until(() => a.view().save === 'saved');
    for (const connection of [a.provider.ws as unknown as WebSocket]) connection.terminate();
    textOf(a).insert(0, 'zurück');
    await until(() => a.view().save === 'saved');
    expect(a.view().online).toBe(true);
  });

  it('[S34] what others wrote is saved words: who typed nothing has lost nothing when the right goes', async () => {
    const a = line('hana');
    const b = line('taro');
    await until(() => a.view().save === 'saved' && b.view().save === 'saved');
    textOf(a).insert(0, 'みんなの文');
    await until(() => textOf(b).toString() === 'みんなの文');
    bed.world.rights = () => ({ refused: 4403 });
    bed.moved('doc:d');
    textOf(a).insert(0, '消');
    textOf(b).insert(0, 'x');
    await until(() => a.view().closed !== undefined);
    await until(() => b.view().closed !== undefined);
    expect(b.view().closed?.rejected).toBe('x');
  });

  it('[S34] a reader is told so and sends nothing; losing the right shows what was not taken', async () => {
    const a = line('hana');
    await until(() => a.view().save === 'saved');
    textOf(a).insert(0, '残る。');
    await until(() => a.view().save === 'saved');
    let open = () => {};
    log.gate = new Promise((resolve) => (open = resolve));
    bed.world.rights = () => ({ mode: 'r', awareness: false });
    bed.moved('doc:d');
    textOf(a).insert(3, '消えた文');
    await until(() => a.view().closed !== undefined);
    open();
    expect(a.view().closed).toEqual({ code: 4403, reason: 'forbidden', rejected: '消えた文' });
    expect(a.view().save).toBe('device-only');
    const b = line('taro');
    await until(() => b.view().mode === 'r' && b.view().save === 'saved');
    textOf(b).insert(0, '編集');
    await pause(100);
    expect(b.view().closed).toBeUndefined();
    expect((await bed.engine.readDoc('d')).getText('t').toString()).toBe('残る。');
  });

  it('[F-P1] [S34] who may only read from now on has lost nothing: no word of what others typed is called unsaved', async () => {
    const [a, b] = [line('hana'), line('taro')];
    await until(() => a.view().save === 'saved' && b.view().save === 'saved');
    for (const [i, letter] of [...'書記のメモです'].entries()) {
      textOf(a).insert(i, letter);
      await until(() => textOf(b).length === i + 1);
    }
    await until(() => a.view().save === 'saved');
    bed.world.rights = () => ({ mode: 'r', awareness: true });
    bed.moved('doc:d');
    await until(() => a.view().closed !== undefined && b.view().closed !== undefined);
    expect([a, b].map((who) => who.view().closed?.rejected)).toEqual(['', '']);
  });

  it('[F-P1] [S31] what was on its way to the disk when the right went is told to be saved', async () => {
    const a = line('hana');
    await until(() => a.view().save === 'saved');
    let open = () => {};
    log.gate = new Promise((resolve) => (open = resolve));
    textOf(a).insert(0, 'とどいた');
    await until(() => log.waiting > 0);
    bed.world.rights = () => ({ mode: 'r', awareness: true });
    bed.moved('doc:d');
    textOf(a).insert(4, 'おそい');
    open();
    await until(() => a.view().closed !== undefined);
    expect(a.view().closed?.rejected).toBe('おそい');
    expect((await bed.engine.readDoc('d')).getText('t').toString()).toBe('とどいた');
  });

  it('[F-P1] [S32] words written without a line by one who may only read on his return are shown, not kept silently', async () => {
    const a = line('hana');
    await until(() => a.view().save === 'saved');
    textOf(a).insert(0, '前から。');
    await until(() => a.view().save === 'saved');
    a.provider.disconnect();
    textOf(a).insert(4, '線のない間');
    bed.world.rights = () => ({ mode: 'r', awareness: true });
    bed.moved('doc:d');
    a.provider.connect();
    await until(() => a.view().closed !== undefined);
    expect(a.view()).toMatchObject({ save: 'device-only', closed: { code: 4403, rejected: '線のない間' } });
  });

  it('[F-P1] an answer that was lost with the line is asked for before anybody is alarmed', async () => {
    const a = line('hana');
    await until(() => a.view().save === 'saved');
    let open = () => {};
    log.gate = new Promise((resolve) => (open = resolve));
    textOf(a).insert(0, 'とどいていた');
    await until(() => log.waiting > 0);
    // the line is gone before the answer comes
    a.provider.disconnect();
    open();
    await until(() => log.waiting === 0);
    bed.world.rights = () => ({ mode: 'r', awareness: true });
    a.provider.connect();
    await until(() => a.view().closed !== undefined);
    expect(a.view().closed?.rejected).toBe('');
  });

  it('[F-S25] who signs out elsewhere ends this line: nothing typed afterwards is called saved', async () => {
    const live = openLiveDocument(lineOptions('hana', 'd'));
    await until(() => live.save === 'saved');
    live.doc.getText('t').insert(0, '残る。');
    await until(() => live.save === 'saved');
    live.provider.disconnect();
    live.doc.getText('t').insert(3, '送れなかった');
    await forgetEverything();
    expect(live.save).toBe('device-only');
    expect(live.closed).toEqual({ code: 4401, reason: 'session-ended', rejected: '送れなかった' });
    await live.destroy();
  });

  it('[S34] a right that grows is used without a new line', async () => {
    bed.world.rights = () => ({ mode: 'r', awareness: false });
    const a = line('hana');
    await until(() => a.view().mode === 'r');
    bed.world.rights = () => ({ mode: 'rw', awareness: true });
    bed.moved('doc:d');
    await until(() => a.view().mode === 'rw');
    textOf(a).insert(0, '書ける');
    await until(() => a.view().save === 'saved');
    expect((await bed.engine.readDoc('d')).getText('t').toString()).toBe('書ける');
  });

  it('[S35] another epoch ends the line and shows what was not saved', async () => {
    const a = line('hana');
    await until(() => a.view().save === 'saved');
    a.provider.disconnect();
    textOf(a).insert(0, '遅れた');
    await bed.engine.closeEpoch('d', 'frozen');
    a.provider.connect();
    await until(() => a.view().closed?.reason === 'epoch');
    expect(a.view().closed?.rejected).toBe('遅れた');
  });

  it('[S71] a copy that has heard the same and shows something else is found, and its text is shown', async () => {
    const as77 = (word: string) => {
      const doc = new Y.Doc();
      doc.clientID = 77;
      doc.getText('t').insert(0, word);
      return Y.encodeStateAsUpdate(doc);
    };
    const raw = await bed.raw('d', 'hana');
    raw.hello();
    raw.update(as77('正しい'));
    await until(() => raw.saved() === 1);
    const [good, bad] = [100, 100].map((checkAfter) => {
      const made: LiveLine = new LiveLine({ ...lineOptions('hana', 'd'), checkAfter }, () => undefined);
      lines.push(made);
      return made;
    }) as [LiveLine, LiveLine];
    Y.applyUpdate(bad.doc, as77('違うよ'), { name: 'yoriai:copy' });
    await until(() => bad.view().closed !== undefined);
    expect(bad.view().closed).toMatchObject({ reason: 'epoch', rejected: '違うよ' });
    await until(() => good.view().save === 'saved');
    await pause(800);
    expect(good.view()).toMatchObject({ save: 'saved', closed: undefined });
    expect(bed.world.said.filter(({ msg }) => msg.startsWith('a copy had heard'))).toHaveLength(1);
  });

  it('[S36] shows who is here by the name of the session, oneself first, each once', async () => {
    const [a, b, b2] = [line('hana'), line('taro'), line('taro')];
    b.awareness.setLocalStateField('user', { id: 'hana', name: '会長', color: 9 });
    await until(() => peopleIn(a.awareness, 'hana', a.me).length === 2);
    expect(peopleIn(a.awareness, 'hana', a.me).map(({ name, me, color }) => [name, me, color])).toEqual([
      ['hanaさん', true, 2],
      ['taroさん', false, 3],
    ]);
    await b.destroy();
    await b2.destroy();
    await until(() => peopleIn(a.awareness, 'hana', a.me).length === 1);
  });

  it('[F-P35] up to five people have five colours, also when sessions name the same; a person keeps his in every window', async () => {
    const people = ['hana', 'taro', 'jiro', 'ume', 'kiku'].map((person) => line(person));
    const [first] = people as [LiveLine];
    await until(() => peopleIn(first.awareness, 'hana', first.me).length === 5);
    const colors = () =>
      new Map(peopleIn(first.awareness, 'hana', first.me).map(({ personId, color }) => [personId, color]));
    expect(new Set(colors().values()).size).toBe(5);
    const before = colors().get('taro');
    const again = line('taro');
    await until(() => again.me !== undefined);
    expect(again.me?.color).toBe(before);
    // a sixth shares with one
    const sixth = line('sachi');
    await until(() => sixth.me !== undefined && colors().size === 6);
    expect([...colors().values()].sort()).toHaveLength(6);
  });

  it('[F-P35] who has a document open and writes nothing is not typing; who writes is, at that item, for a moment', async () => {
    const [a, b] = [line('hana'), line('taro')];
    await until(() => a.view().save === 'saved' && b.view().save === 'saved');
    const stop = markWriting(a.doc, a.awareness, 200);
    const writes = () => peopleIn(b.awareness, 'taro', b.me).find(({ me }) => !me)?.writes;
    addItem(a.doc, { id: 'item-one-1', type: 'discussion', title: '', minutes: 5 });
    await until(() => peopleIn(b.awareness, 'taro', b.me).length === 2);
    // his caret stands in the notes
    a.awareness.setLocalStateField('cursor', { anchor: 1 });
    await until(() => a.view().save === 'saved' && textOfItem(b.doc, 'item-one-1', 'title') !== undefined);
    expect(writes()).toBeUndefined();
    textOfItem(a.doc, 'item-one-1', 'title')?.insert(0, '見守り');
    await until(() => writes() === 'item-one-1');
    await until(() => writes() === undefined);
    // what others write is not his writing
    textOfItem(b.doc, 'item-one-1', 'title')?.insert(0, '高齢者の');
    await until(() => textOfItem(a.doc, 'item-one-1', 'title')?.toString() === '高齢者の見守り');
    expect(writes()).toBeUndefined();
    stop();
  });

  it('[S36] the reactive document says the same', async () => {
    const live = openLiveDocument(lineOptions('hana', 'd'));
    await until(() => live.save === 'saved');
    expect(live).toMatchObject({ mode: 'rw', unsaved: 0, online: true, ready: true, closed: undefined });
    await until(() => live.people.length === 1);
    expect(live.people[0]).toMatchObject({ personId: 'hana', me: true });
    await live.destroy();
  });
});
