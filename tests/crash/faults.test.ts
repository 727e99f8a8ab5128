import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pause, until, updatesOf } from '#server/sync/tests/bed.ts';
import { startServer, type TestServer } from '../browser/server.ts';
import { openAfter } from './after.ts';
import { post, socketOf } from './crew.ts';
import { compileRecorder, recordedEnv, setFaults } from './disk.ts';
import { setStage, type Stage } from './stage.ts';

/* A disk that is slow, full or broken under a real server. */

let stage: Stage;
let recorder: ReturnType<typeof compileRecorder>;
let scratch: string;
let server: TestServer;

beforeAll(async () => {
  recorder = compileRecorder();
  stage = await setStage(2);
  scratch = mkdtempSync(path.join(tmpdir(), 'yoriai-faults-'));
  const env = { ...recordedEnv(recorder.library, stage.folder, scratch), SYNC_RATE: '1000' };
  server = await startServer({ dataDir: stage.folder, env });
});
afterAll(async () => {
  await server.dispose();
  stage.remove();
  recorder.remove();
  rmSync(scratch, { recursive: true, force: true });
});

const [insert, anybody] = [
  (word: string) => updatesOf((doc) => doc.getText('memo').insert(0, word))[0] as Uint8Array,
  () => stage.members.map((cookie) => socketOf(server.origin, stage.agenda, cookie)),
];
const issue = (title: string) =>
  post(server.origin, stage.secretariat, 'submit-issue', { councilId: stage.councilId, title });

async function twoPeople() {
  const [writer, reader] = anybody() as [ReturnType<typeof socketOf>, ReturnType<typeof socketOf>];
  for (const socket of [writer, reader]) {
    await socket.opened;
    socket.hello();
    socket.step1();
    await until(() => socket.acks().length === 1);
  }
  const read = () => reader.doc().getText('memo').toString();
  return { writer, reader, read };
}

describe('a disk that fails', () => {
  it('[I2] [S6] a sync that takes 5 s: nothing is called saved and nobody sees the text before it is over', async () => {
    const { writer, reader, read } = await twoPeople();
    // the first commit of a new log has two syncs
    writer.update(insert('先に'));
    await until(() => writer.saved() === 1 && read() === '先に');
    setFaults(scratch, 'words.db-wal sync-delay 5000');
    const began = Date.now();
    writer.update(insert('五秒'));
    await Promise.all([
      until(() => writer.saved() === 2, 20_000).then(() => expect(Date.now() - began).toBeGreaterThan(4_900)),
      until(() => read().includes('五秒'), 20_000).then(() =>
        expect(Date.now() - began).toBeGreaterThan(4_900),
      ),
    ]);
    setFaults(scratch, '');
    writer.destroy();
    reader.destroy();
  });

  it('[S7] a full disk: nothing is acknowledged or seen, acts get 507, reading goes on, and it heals by itself', async () => {
    const { writer, reader, read } = await twoPeople();
    setFaults(scratch, 'words.db-wal write-enospc 0\nrecords.db-wal write-enospc 0');
    writer.update(insert('満杯'));
    expect(await writer.closed).toBe(1013);
    expect(writer.saved()).toBe(0);
    expect((await issue('満杯の街灯')).status).toBe(507);
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(503);
    expect((await fetch(`${server.origin}/c/${stage.slug}/public`)).status).toBe(200);
    expect(reader.code).toBeUndefined();
    expect(read()).not.toContain('満杯');
    setFaults(scratch, '');
    expect((await issue('空いた街灯')).status).toBe(200);
    const again = await twoPeople();
    again.writer.update(insert('空いた'));
    await until(() => again.writer.saved() === 1 && again.read().includes('空いた'));
    await until(() => read().includes('空いた'));
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
    for (const socket of [reader, again.writer, again.reader]) socket.destroy();
  });

  for (const [file, what] of [
    ['words.db-wal', 'words'],
    ['records.db-wal', 'an act'],
  ] as const) {
    it(`[S65] a sync of ${what} that fails ends the server with 75; nothing was promised, and the next start is well`, async () => {
      const { writer, read } = await twoPeople();
      const exit = server.ended();
      setFaults(scratch, `${file} sync-eio 0`);
      const promised: string[] = [];
      if (what === 'words') writer.update(insert(`壊れた${what}`));
      else {
        const answer = await issue('壊れた街灯').catch(() => undefined);
        if (answer?.ok) promised.push((await answer.json()).result.issueId);
      }
      expect(await exit).toBe(75);
      await pause(50);
      expect(writer.saved()).toBe(0);
      expect(read()).not.toContain(`壊れた${what}`);
      expect(promised).toEqual([]);
      setFaults(scratch, '');
      const after = await openAfter(stage.folder, stage.agenda);
      expect(after.fault).toBeUndefined();
      await server.startAgain();
      const again = await twoPeople();
      again.writer.update(insert(`直った${what}`));
      await until(() => again.writer.saved() === 1);
      for (const socket of [again.writer, again.reader]) socket.destroy();
    });
  }
});

describe('a folder that can not be opened', () => {
  /** What a start with these faults of the disk says before it ends, on a folder that is left as it was. */
  async function started(faults: string, dataDir: string): Promise<string> {
    const control = mkdtempSync(path.join(tmpdir(), 'yoriai-faults-'));
    const contents = () =>
      readdirSync(dataDir)
        .filter((name) => name.endsWith('.db'))
        .map((name) => [name, readFileSync(path.join(dataDir, name)).toString('base64')]);
    const before = contents();
    setFaults(control, faults);
    try {
      const env = { ...recordedEnv(recorder.library, dataDir, control), LC_ALL: 'ja_JP.UTF-8' };
      const again = await startServer({ dataDir, env });
      await again.dispose();
      return 'it started';
    } catch (error) {
      expect(contents().filter(([, held]) => held !== '')).toEqual(before);
      return (error as Error).message;
    } finally {
      rmSync(control, { recursive: true, force: true });
    }
  }

  it('that may only be read: a sentence and exit 1, also where a lock of an earlier server lies in it', async () => {
    const said = await started('folder open-erofs 0', stage.copy());
    expect(said).toContain('ended with 1');
    expect(said).toContain('に書き込めません（EROFS');
    expect(said).not.toContain('    at ');
  });

  it('a disk that is full from the start: a sentence and exit 75', async () => {
    const empty = mkdtempSync(path.join(tmpdir(), 'yoriai-full-'));
    const files = ['records.db', 'records.db-wal', 'words.db', 'words.db-wal'];
    const said = await started(files.map((file) => `${file} write-enospc 0`).join('\n'), empty);
    rmSync(empty, { recursive: true });
    expect(said).toContain('ended with 75');
    expect(said).toContain('ディスクがいっぱいで');
    expect(said).not.toContain('    at ');
  });
});
