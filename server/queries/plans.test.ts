import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { everyRead } from '../../tests/fixtures/every-read.ts';
import { openHouse, type House } from '../../tests/fixtures/house.ts';
import {
  forgetStatements,
  recordWhile,
  recordedStatements,
  rowsOf,
  scansOf,
  unexpectedScans,
} from '../../tests/fixtures/query-plans.ts';
import { documentRights } from '../access/documents.ts';
import { fillSampleCouncil } from '../demo/fill.ts';

/* No page and no act of one council costs more because of the years of others: nothing that grows is read whole. */

let house: House;
beforeAll(async () => {
  forgetStatements();
  house = await openHouse('2023-02-08');
  await fillSampleCouncil(house.app);
}, 120_000);
afterAll(() => house.close());

const rows = async <Row>(text: string) => rowsOf<Row>(path.join(house.dataDir, 'records.db'), text);

test('every read finds its rows by an index', async () => {
  for (const reads of Object.values(await everyRead(house, rows)))
    for (const ask of Object.values(reads)) await recordWhile(ask);
  expect(recordedStatements().length).toBeGreaterThan(300);
  expect(unexpectedScans(path.join(house.dataDir, 'records.db'))).toEqual([]);
});

test('so do sessions, the rights of live documents and the mirrors', async () => {
  const { app } = house;
  const [person] = rowsOf<{ id: string }>(path.join(house.dataDir, 'records.db'), 'select id from person');
  const docs = ['council/mizukidai/board', 'council/mizukidai/canvas', 'meeting/x/agenda'].concat(
    rowsOf<{ id: string }>(path.join(house.dataDir, 'records.db'), 'select id from meeting').flatMap(
      ({ id }) => ['agenda', 'minutes', 'floor'].map((part) => `meeting/${id}/${part}`),
    ),
  );
  await recordWhile(async () => {
    const { token } = await app.sessions.issue(person!.id, 'x');
    const session = await app.sessions.validate(token);
    await app.sessions.list(person!.id);
    for (const name of docs) await documentRights(app.db, person!.id, name);
    for (const name of docs) if (/floor|board/.test(name)) await app.sync.readDoc(name);
    await app.sessions.revoke(person!.id, session!.sessionId);
    await app.sessions.revokeAll(person!.id);
  });
  expect(unexpectedScans(path.join(house.dataDir, 'records.db'))).toEqual([]);
});

test('a scan would be seen', () => {
  const file = path.join(house.dataDir, 'records.db');
  const found = scansOf(file, [
    'select id from decision where title = ?',
    'select "d"."id" from "decision" as "d" where "d"."title" = ?',
    'select id from decision where id = ?',
    'update meeting set place = ? where place = ?',
  ]);
  expect(found.map(({ table }) => table)).toEqual(['decision', 'decision', 'meeting']);
});
