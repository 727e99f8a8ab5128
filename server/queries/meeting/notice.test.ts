import { afterAll, beforeAll, expect, test } from 'vitest';
import { addItem, textOf } from '#lib/doc/agenda.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

/* The notice of a meeting, printed again later: what went out, and nothing of what came after. */
let house: House;
let council: TestCouncil;
let meetingId: string;

const facts = (day: string) => ({
  startsAt: `${day}T19:00:00+09:00`,
  endsAt: `${day}T21:00:00+09:00`,
  place: '第1集会所',
  kind: 'live',
  visibility: 'open',
});
const act = (name: string, more: object = {}) =>
  house.must(council.facilitator, name, { meetingId, ...more });
const write = (change: Parameters<House['app']['sync']['writeAs']>[2]) =>
  house.app.sync.writeAs(`meeting/${meetingId}/agenda`, 'test', change);
const notice = async () => {
  const view = await house.app.read.meeting.notice(house.actorOf(council.facilitator), meetingId);
  if (isRefusal(view)) throw new Error(view.refused);
  return view;
};
const titles = async () => (await notice()).agenda.map(({ title }) => title);

beforeAll(async () => {
  house = await openHouse('2023-02-01');
  council = await foundCouncil(house);
  ({ meetingId } = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    ...facts('2023-02-15'),
  }));
});
afterAll(() => house.close());

test('[REG16] before the call a notice follows what is written; from the call on it stands', async () => {
  const before = await titles();
  await write((doc) =>
    addItem(doc, { id: 'item000000000000000001', title: '防災の役割', type: 'discussion', minutes: 20 }),
  );
  expect(await titles()).toEqual([...before, '防災の役割']);
  expect(await notice()).toMatchObject({ nth: 0, replyOn: '2023-02-12', agendaChangedAt: null });

  await act('call-meeting');
  const called = await titles();
  await act('add-material', { title: '名簿の案', url: 'https://example.jp/a', visibility: 'open' });
  house.clock.moveTo(house.clock.now() + 60_000);
  await write((doc) => {
    textOf(doc, 'item000000000000000001', 'title')?.insert(5, 'と費用');
    addItem(doc, { id: 'item000000000000000002', title: '後からの議題', type: 'discussion', minutes: 5 });
  });
  expect(await titles()).toEqual(called);
  expect(await house.app.read.meeting.view(house.actorOf(council.facilitator), meetingId)).toMatchObject({
    agenda: expect.arrayContaining([expect.objectContaining({ title: '防災の役割と費用' })]) as unknown,
  });
});

test('[REG16] [REG17] a change that people are told of makes a notice of its own number', async () => {
  expect(await notice()).toMatchObject({ nth: 1, moved: null });
  house.clock.moveTo(Date.parse('2023-02-05T12:00:00+09:00'));
  await act('change-meeting', { ...facts('2023-02-20'), reason: '会場の都合' });
  expect(await titles()).toContain('後からの議題');
  expect(await notice()).toMatchObject({ nth: 2, replyOn: '2023-02-17' });
});

test('[REG16] what became of the items, and papers that came later, are not on it', async () => {
  house.clock.moveTo(Date.parse('2023-02-20T18:55:00+09:00'));
  for (let no = 1; no <= 13; no++)
    await house.must(council.recorder, 'record-attendance', {
      meetingId,
      seatId: council.seats[no - 1]!.seatId,
      mode: 'in_person',
    });
  await act('open-meeting');
  await act('add-material', { title: '当日の資料', url: 'https://example.jp/b', visibility: 'open' });
  const { agenda, materials } = await notice();
  expect(agenda.every(({ state, decisionNo }) => state === 'listed' && decisionNo === null)).toBe(true);
  expect(materials.map(({ title }) => title)).toEqual(['名簿の案']);
});
