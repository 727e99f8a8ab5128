import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { engineOfRun, openHouse, type House } from '#tests/fixtures/house.ts';
import { postgresSchema, sqliteSchema } from '#tests/fixtures/schemas.ts';

let house: House;
let council: TestCouncil;
beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house);
});
afterAll(() => house.close());

test('numbers taken at the same time are gapless per council and fiscal year, whatever is refused between', async () => {
  const create = (day: string, more: object = {}) =>
    house.act<{ fiscalYear: number; seq: number }>(council.chair, 'create-meeting', {
      councilId: council.councilId,
      kind: 'hybrid',
      place: '集会所',
      visibility: 'open',
      startsAt: `${day}T19:00:00+09:00`,
      endsAt: `${day}T21:00:00+09:00`,
      ...more,
    });
  const days = ['2022-06-15', '2023-04-01', '2022-07-15', '2023-05-15', '2023-03-31', '2022-08-15'];
  const made = await Promise.all(
    days.flatMap((day) => [create(day), create(day, { visibility: 'closed', closedReason: '' })]),
  );
  const numbers = made.flatMap((answer) =>
    'refused' in answer ? [] : [`${answer.fiscalYear}/${answer.seq}`],
  );
  expect(made.length - numbers.length).toBe(days.length);
  expect(numbers.toSorted()).toEqual(['2022/1', '2022/2', '2022/3', '2022/4', '2023/1', '2023/2']);

  const seats = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      house.must<{ no: number }>(council.secretariat, 'add-seat', {
        councilId: council.councilId,
        label: `増席${n}`,
      }),
    ),
  );
  expect(seats.map(({ no }) => no).toSorted((a, b) => a - b)).toEqual([
    26, 27, 28, 29, 30, 31, 32, 33, 34, 35,
  ]);
});

test.each([
  ['meeting', 'council_id,fiscal_year,seq'],
  ['decision', 'council_id,fiscal_year,seq'],
  ['issue', 'council_id,no'],
  ['seat', 'council_id,no'],
  ['rule_set', 'council_id,version'],
  ['material', 'meeting_id,no'],
  ['proposal_version', 'proposal_id,n'],
  ['round', 'proposal_id,no'],
  ['chain_entry', 'council_id,seq'],
  ['audit_event', 'council_id,no'],
])('a number of %s is held by a unique constraint over %s', async (table, columns) => {
  const { db } = house.app;
  const { indexes } = await (engineOfRun === 'postgres' ? postgresSchema(db) : sqliteSchema(db));
  const unique = indexes.filter((index) => index.table === table && index.unique);
  expect(unique.map((index) => index.columns)).toContain(columns.replaceAll(',', ', '));
});
