import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAgenda } from '#lib/doc/agenda.ts';
import { closedItemDoc } from '#lib/doc/names.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { sitDown, type TestTable } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

let house: House;
let council: TestCouncil;
let table: TestTable;

const waiting = async (personId: string | null) => {
  const items = await house.app.read.meeting.waiting(house.actorOf(personId), council.slug);
  if (isRefusal(items)) throw new Error(items.refused);
  return items;
};
const create = async (day: string) =>
  (
    await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
      councilId: council.councilId,
      startsAt: `${day}T19:00:00+09:00`,
      endsAt: `${day}T21:00:00+09:00`,
      place: '第1集会所',
      kind: 'live',
      visibility: 'open',
    })
  ).meetingId;
const agenda = async (meetingId: string) =>
  readAgenda(await house.app.sync.readDoc(`meeting/${meetingId}/agenda`));

beforeAll(async () => {
  house = await openHouse('2023-02-01');
  council = await foundCouncil(house);
  table = await sitDown(house, council, '2023-02-15');
});
afterAll(() => house.close());

test('[REG14] [F-P12] carried over without a next meeting, an item waits where those who prepare see it', async () => {
  await table.write('見守りを週1回おこないます。');
  const { itemId: closedItem } = await house.must<{ itemId: string }>(council.recorder, 'add-closed-item', {
    meetingId: table.meetingId,
    title: '個別の相談',
    minutes: 10,
  });
  await house.must(council.facilitator, 'set-current-item', {
    meetingId: table.meetingId,
    itemId: closedItem,
  });
  for (const itemId of [table.itemId, closedItem])
    expect(await house.must(council.facilitator, 'carry-over-item', { itemId })).toEqual({
      toMeetingId: null,
      itemId: null,
    });
  await house.must(council.facilitator, 'close-meeting', { meetingId: table.meetingId });
  expect(await waiting(council.chair)).toMatchObject([
    { title: '個別の相談' },
    { title: '高齢者の見守り', meetingId: table.meetingId, seq: 1 },
  ]);
  for (const stranger of [null, council.resident]) expect(await waiting(stranger)).toEqual([]);
});

test('[REG14] [F-P12] it enters the next meeting made, with its proposal, and waits no more', async () => {
  const next = await create('2023-03-15');
  const items = await agenda(next);
  const carried = items.find(({ title }) => title === '高齢者の見守り')!;
  expect(carried).toMatchObject({ type: 'decision', minutes: 30, proposal: '見守りを週1回おこないます。' });
  expect(items.at(-1)!.type).toBe('closing');
  const closed = items.find(({ visibility }) => visibility === 'closed')!;
  expect(closed.title).toBe('');
  const words = readAgenda(await house.app.sync.readDoc(closedItemDoc(next, closed.id)));
  expect(words.map(({ title }) => title)).toEqual(['個別の相談']);
  expect(await waiting(council.chair)).toEqual([]);
  // the meeting after that does not get it twice
  expect((await agenda(await create('2023-03-20'))).some(({ title }) => title === '高齢者の見守り')).toBe(
    false,
  );
  // called off, it leaves what had been carried to it waiting again
  await house.must(council.facilitator, 'cancel-meeting', { meetingId: next, reason: '会場の都合' });
  expect(await waiting(council.chair)).toHaveLength(2);
  const after = await agenda(await create('2023-03-27'));
  expect(after.find(({ title }) => title === '高齢者の見守り')!.proposal).toBe('見守りを週1回おこないます。');
});
