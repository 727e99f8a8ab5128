import path from 'node:path';
import SQLite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFloor } from '#lib/doc/floor.ts';
import { foundCouncil, type TestCouncil } from '../../tests/fixtures/council.ts';
import { sitDown, type TestTable } from '../../tests/fixtures/deciding.ts';
import { openHouse, type House } from '../../tests/fixtures/house.ts';
import { recordWhile } from '../../tests/fixtures/query-plans.ts';
import { forgetIssue } from '../db/issue-words.ts';
import { floorOf } from '../mirrors/floor.ts';
import { keepDaily } from './daily.ts';
import { answersKeptDays, forgetAnswers } from './forget-answers.ts';
import { shortenFloors } from './shorten-floors.ts';

const day = 86_400_000;
let house: House;
let council: TestCouncil;
let table: TestTable;

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house);
  table = await sitDown(house, council, '2022-06-15');
  const { roundId, textHash } = await table.round('見守りを町会と市で分担する。');
  for (const { personId } of council.seats.slice(0, 12))
    await house.must(personId, 'cast-ballot', { roundId, textHash, choice: 'consent' });
  await house.must(council.facilitator, 'close-round', { roundId });
  await house.must(council.chair, 'declare-decision', { roundId, title: '見守り', scope: 'district' });
  await house.must(council.facilitator, 'close-meeting', { meetingId: table.meetingId });
});
afterAll(() => house.close());

const floorName = () => `meeting/${table.meetingId}/floor`;
/** Bytes of everything words.db keeps of a document. */
function bytesOf(name: string): number {
  const words = new SQLite(path.join(house.dataDir, 'words.db'), { readonly: true });
  const { bytes } = words
    .prepare<[string], { bytes: number }>(
      `select (select coalesce(sum(length(body)), 0) from doc_update where doc = d.no)
         + (select coalesce(sum(length(body)), 0) from doc_snapshot where doc = d.no) as bytes
       from doc d where d.id = ?`,
    )
    .get(name)!;
  words.close();
  return bytes;
}
const shown = async () => readFloor(await house.app.sync.readDoc(floorName()));

test('the floor of a finished meeting keeps what it shows and not how it came to it', async () => {
  const { app } = house;
  const now = house.clock.now();
  const before = await shown();
  const long = bytesOf(floorName());
  expect(await shortenFloors(app.db, app.sync, now)).toBe(0);
  expect(await shortenFloors(app.db, app.sync, now + 2 * day)).toBe(1);
  expect(await shortenFloors(app.db, app.sync, now + 2 * day)).toBe(0);
  expect(await shown()).toEqual(before);
  expect(await shown()).toMatchObject(JSON.parse(JSON.stringify(await floorOf(app.db, table.meetingId))));
  expect(bytesOf(floorName())).toBeLessThan(20_000);
  expect(bytesOf(floorName())).toBeLessThan(long / 2);
});

test('[F-S21] an answer is remembered for thirty days, then its key is free again', async () => {
  const { db } = house.app;
  const remembered = async () => (await db.selectFrom('idempotency').select('key').execute()).length;
  const act = () => house.act(council.chair, 'choose-language', { locale: 'en' }, 'the same key');
  const before = house.clock.now();
  const first = await act();
  expect(await act()).toEqual(first);
  const after = house.clock.now();
  // everything of that evening goes, this one stays
  expect(await forgetAnswers(db, before + answersKeptDays * day)).toBeGreaterThan(10);
  expect(await act()).toEqual(first);
  expect(await remembered()).toBe(1);
  expect(await forgetAnswers(db, after + answersKeptDays * day + 1)).toBe(1);
  expect(await remembered()).toBe(0);
});

test('thousands of answers go in a few runs, and those of today stay', async () => {
  const { db } = house.app;
  const rows = (n: number, at: number) =>
    Array.from({ length: n }, (_, i) => ({
      scope: `s${at}`,
      key: `k${i}`,
      command: 'c',
      body_hash: '',
      answer: '',
      at: at + (i % 700),
    }));
  for (let i = 0; i < 5; i++)
    await db
      .insertInto('idempotency')
      .values(rows(900, 1_000 * i))
      .execute();
  await db
    .insertInto('idempotency')
    .values(rows(10, 100 * day))
    .execute();
  expect(await forgetAnswers(db, 100 * day)).toBe(4_500);
  expect(await db.selectFrom('idempotency').select('key').execute()).toHaveLength(10);
});

test('[F-S21] the daily work deletes sessions that ran out and completes the index; a job that fails keeps no other from being done', async () => {
  const { app } = house;
  const { token } = await app.sessions.issue(council.chair, 'x');
  const old = { person_id: council.chair, created_at: 0, absolute_expires_at: 2, device: '' };
  await app.db
    .insertInto('session')
    .values({ ...old, id: 'ran-out', expires_at: 1 })
    .execute();
  const { councilId, secretariat } = council;
  const { issueId } = await house.must<{ issueId: string }>(secretariat, 'submit-issue', {
    councilId,
    title: '街灯が暗い',
  });
  await app.db.transaction().execute((trx) => forgetIssue(trx, issueId));
  const failures: string[] = [];
  const daily = keepDaily({
    db: app.db,
    live: { renewMirror: () => Promise.reject(new Error('no disk')) },
    log: { error: (_: object, message: string) => failures.push(message) } as never,
    clock: () => house.clock.now() + 40 * day,
    endSessions: () => app.sessions.deleteExpired(),
    dropFile: () => Promise.resolve(),
  });
  // also how it asks is looked at: in a house that is open for a minute it runs by itself
  await recordWhile(() => daily.work());
  daily.stop();
  expect(failures).toEqual(['shortening the floors of finished meetings could not be done today']);
  expect(await app.db.selectFrom('session').select('id').where('id', '=', 'ran-out').execute()).toEqual([]);
  const indexed = app.db.selectFrom('issue_words').select('issue_id').where('issue_id', '=', issueId);
  expect(await indexed.execute()).toHaveLength(1);
  expect(await app.sessions.validate(token)).toMatchObject({ personId: council.chair });
});
