import path from 'node:path';
import SQLite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAgenda } from '#lib/doc/agenda.ts';
import { openWords } from '#server/db/words.ts';
import { until } from '#server/sync/tests/bed.ts';
import { startServer } from '../browser/server.ts';
import { openAfter } from './after.ts';
import { post } from './crew.ts';
import { setStage, type Stage } from './stage.ts';

/* An act is on the disk, and the process ends before the words that follow from it are written. */

let stage: Stage;
beforeAll(async () => {
  stage = await setStage(0);
});
afterAll(() => stage.remove());

const titles = async (meetingId: string) =>
  readAgenda((await openAfter(stage.folder, `meeting/${meetingId}/agenda`)).doc).map(({ title }) => title);

describe('words that an act owes', () => {
  it('[S30] a meeting whose server was killed before its agenda was written has its agenda at the next start, once', async () => {
    const expected = await titles(stage.meetingId);
    expect(expected.length).toBeGreaterThan(3);
    const server = await startServer({ dataDir: stage.folder });
    // nobody can write words.db as long as this transaction is open: the act goes through, its words wait
    const blocker = openWords(stage.folder);
    blocker.exec('begin immediate');
    const day = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
    const answer = post(server.origin, stage.secretariat, 'create-meeting', {
      councilId: stage.councilId,
      startsAt: `${day}T19:00:00+09:00`,
      endsAt: `${day}T21:00:00+09:00`,
      place: '公民館',
      kind: 'live',
      visibility: 'open',
    }).catch(() => undefined);
    const records = new SQLite(path.join(stage.folder, 'records.db'), { readonly: true });
    const newest = records.prepare('select id from meeting where id != ?').pluck();
    await until(() => newest.get(stage.meetingId) !== undefined);
    await server.kill();
    await answer;
    blocker.exec('rollback');
    blocker.close();
    const meetingId = newest.get(stage.meetingId) as string;
    records.close();
    expect(await titles(meetingId)).toEqual([]);

    await server.startAgain();
    expect(await server.stop()).toBe(0);
    expect(await titles(meetingId)).toEqual(expected);

    // a row that outlived its words: killed between the two
    const { doc } = await openAfter(stage.folder, `meeting/${meetingId}/agenda`);
    const [written] = doc.getMap('written').keys();
    const again = new SQLite(path.join(stage.folder, 'records.db'));
    expect(again.prepare('select count(*) from outbox').pluck().get()).toBe(0);
    const item = { id: 'x'.repeat(22), type: 'discussion', title: '二度目', minutes: 5 };
    again
      .prepare('insert into outbox (id, doc, body, at) values (?, ?, ?, ?)')
      .run(written, `meeting/${meetingId}/agenda`, JSON.stringify({ op: 'add-business', item }), Date.now());
    again.close();
    await server.startAgain();
    expect(await server.stop()).toBe(0);
    expect(await titles(meetingId)).toEqual(expected);
    const after = new SQLite(path.join(stage.folder, 'records.db'), { readonly: true });
    expect(after.prepare('select count(*) from outbox').pluck().get()).toBe(0);
    after.close();
    await server.dispose();
  }, 180_000);
});
