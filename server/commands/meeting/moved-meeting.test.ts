import { afterAll, beforeAll, expect, test } from 'vitest';
import { addItem } from '#lib/doc/agenda.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { movedWords } from '#lib/text/meeting.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { floorOf } from '../../mirrors/floor.ts';

/* A called meeting is put off, gets a new day, and is called again: what people said, and what they are told. */
let house: House;
let council: TestCouncil;
let meetingId: string;

const facts = (day: string, from = '19:00') => ({
  startsAt: `${day}T${from}:00+09:00`,
  endsAt: `${day}T21:00:00+09:00`,
  place: '第1集会所',
  kind: 'hybrid',
  visibility: 'open',
});
const act = (name: string, more: object = {}) =>
  house.must(council.facilitator, name, { meetingId, ...more });
const seat = (no: number) => council.seats[no - 1]!;
const reply = (no: number, mode: string) =>
  house.must(seat(no).personId, 'record-attendance', { meetingId, mode, says: 'reply' });
const floor = () => floorOf(house.app.db, meetingId);
function known<T>(answer: T | Refusal): T {
  if (isRefusal(answer)) throw new Error(answer.refused);
  return answer;
}
const asked = async (no: number) =>
  known(await house.app.read.council.home(house.actorOf(seat(no).personId), council.slug)).asks.flatMap(
    (ask) => (ask.kind === 'attend' ? [ask.due] : []),
  );
const view = async (personId: string | null = null) =>
  known(await house.app.read.meeting.view(house.actorOf(personId), meetingId));
const street = async () => known(await house.app.read.council.street(council.slug)).meetings;
const line = async (personId: string | null = null) =>
  known(await house.app.read.meeting.list(house.actorOf(personId), council.slug)).find(
    ({ id }) => id === meetingId,
  );
const home = async () => known(await house.app.read.council.home(house.actorOf(council.chair), council.slug));
/** The instant of an act as the log of acts has it. */
const actAt = async (command: string) =>
  (
    await house.app.db
      .selectFrom('audit_event')
      .select('at')
      .where('command', '=', command)
      .where('entity_id', '=', meetingId)
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow()
  ).at;
const from = Date.parse('2022-12-14T19:00:00+09:00');
const to = Date.parse('2022-12-21T19:00:00+09:00');

beforeAll(async () => {
  house = await openHouse('2022-12-01');
  council = await foundCouncil(house);
  const made = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    ...facts('2022-12-14'),
  });
  meetingId = made.meetingId;
  await house.app.sync.writeAs(`meeting/${meetingId}/agenda`, 'test', (doc) =>
    addItem(doc, { id: 'item000000000000000001', title: '見守り', type: 'discussion', minutes: 20 }),
  );
});
afterAll(() => house.close());

test('[REG12] [F-P10] every act on the announcement counts on, each at its own instant', async () => {
  expect((await view(council.chair)).announcement).toEqual({ no: 1, at: await actAt('create-meeting') });
  house.clock.moveTo(house.clock.now() + 60_000);
  await act('call-meeting');
  const called = (await view()).announcement;
  expect(called).toEqual({ no: 2, at: await actAt('call-meeting') });
  house.clock.moveTo(house.clock.now() + 60_000);
  await act('change-meeting', { ...facts('2022-12-14'), place: '第2集会所' });
  await act('change-meeting', { ...facts('2022-12-14'), place: '第1集会所' });
  expect((await view()).announcement).toEqual({ no: 4, at: await actAt('change-meeting') });
  expect((await view()).moved).toBeNull();
});

test('[REG1] replies of the day are forecast, never presence', async () => {
  await reply(1, 'in_person');
  await reply(2, 'online');
  await reply(3, 'absent');
  await house.must(seat(4).personId, 'record-proxy', {
    meetingId,
    fromSeatId: seat(4).seatId,
    source: 'app',
  });
  for (const no of [1, 2, 3, 4]) expect(await asked(no)).toEqual([]);
  const { forecast, quorum, seats } = await floor();
  expect(quorum.attended).toBe('1');
  expect(forecast?.attended).toBe('3');
  expect(seats.slice(0, 4).map(({ mode, announced }) => [mode, announced])).toEqual([
    ['unknown', 'in_person'],
    ['unknown', 'online'],
    ['absent', null],
    ['proxy', null],
  ]);
});

test('[REG12] [F-P9] a postponement reaches home, list, public page and the public link, with day and reason', async () => {
  await act('postpone-meeting', { reason: '大雪の予報のため' });
  const moved = { from, to: null, reason: '大雪の予報のため', at: await actAt('postpone-meeting') };
  expect(await view()).toMatchObject({ state: 'postponed', moved });
  expect((await view()).calledAt).not.toBeNull();
  expect(await line()).toMatchObject({ state: 'postponed', moved });
  expect(await street()).toMatchObject([{ id: meetingId, putOff: true, moved }]);
  expect((await home()).putOff).toMatchObject([{ id: meetingId, moved }]);
  expect(movedWords(moved, true, 'ja')).toEqual([
    '令和4年12月14日（水）19:00の会議は延期になりました',
    '理由：大雪の予報のため',
    '新しい開催日は未定です。決まり次第、お知らせします。',
  ]);
  // long after its old day the postponement is still told
  house.clock.moveTo(Date.parse('2022-12-15T12:00:00+09:00'));
  expect(await street()).toHaveLength(1);
});

test('[REG12] [F-P9] with its new day both days are told, before and after it is called again', async () => {
  house.clock.moveTo(Date.parse('2022-12-15T12:01:00+09:00'));
  await act('change-meeting', facts('2022-12-21'));
  expect((await home()).putOff).toMatchObject([{ moved: { from, to } }]);
  await act('call-meeting', { urgentReason: '年内に決めるため' });
  expect(await view()).toMatchObject({ state: 'called', moved: { from, to, reason: '大雪の予報のため' } });
  expect((await home()).putOff).toEqual([]);
  expect((await home()).next).toMatchObject({ id: meetingId, moved: { from, to } });
  expect((await street())[0]).toMatchObject({ putOff: false, moved: { from, to } });
  expect((await view()).announcement.no).toBe(7);
});

test('[REG1] [F-P5] on the new day people are asked again; what was said for the old day counts nothing', async () => {
  for (const no of [1, 2, 3, 4, 5]) expect(await asked(no)).toEqual(['2022-12-18']);
  const { forecast, quorum, seats } = await floor();
  expect([quorum.attended, forecast?.attended]).toEqual(['0', '0']);
  expect(seats.every(({ mode, announced }) => mode === 'unknown' && announced === null)).toBe(true);
  await reply(3, 'in_person');
  expect(await asked(3)).toEqual([]);
  expect((await floor()).forecast?.attended).toBe('1');
  // another hour of the same day asks nobody again
  await act('change-meeting', { ...facts('2022-12-21', '18:00'), reason: '会場の都合' });
  expect(await asked(3)).toEqual([]);
  expect((await view()).moved).toMatchObject({ from: to, reason: '会場の都合' });
});

test('[REG1] [F-P5] entries of the recorder and proxies for the old day do not open the meeting either', async () => {
  for (let no = 6; no <= 18; no++)
    await house.must(council.recorder, 'record-attendance', {
      meetingId,
      seatId: seat(no).seatId,
      mode: 'in_person',
    });
  expect((await floor()).quorum.met).toBe(true);
  await act('change-meeting', { ...facts('2022-12-28'), urgentReason: '' });
  expect((await floor()).quorum.attended).toBe('0');
  expect(await house.act(council.facilitator, 'open-meeting', { meetingId })).toMatchObject({
    refused: 'no-quorum',
  });
  house.clock.moveTo(Date.parse('2022-12-28T18:50:00+09:00'));
  for (let no = 1; no <= 13; no++)
    await house.must(council.recorder, 'record-attendance', {
      meetingId,
      seatId: seat(no).seatId,
      mode: 'in_person',
    });
  await act('open-meeting');
  const { attendance } = await floor();
  expect(attendance).toMatchObject({ inPerson: 13, proxy: 0, absent: 12 });
});
