import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

let house: House;
let council: TestCouncil;
let meetingId: string;
const seat = (no: number) => council.seats[no - 1]!;

beforeAll(async () => {
  house = await openHouse('2023-02-08');
  council = await foundCouncil(house);
  ({ meetingId } = await house.must(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    startsAt: '2023-03-01T19:00:00+09:00',
    endsAt: '2023-03-01T21:00:00+09:00',
    place: '集会所',
    kind: 'hybrid',
    visibility: 'open',
  }));
  await house.must(council.facilitator, 'call-meeting', { meetingId });
});
afterAll(() => house.close());

const attend = (by: string, no: number, mode: string, says: object = { says: 'reply' }) =>
  house.act(by, 'record-attendance', { meetingId, seatId: seat(no).seatId, mode, ...says });
const proxy = (by: string, no: number, source: string, more: object = {}) =>
  house.act(by, 'record-proxy', { meetingId, fromSeatId: seat(no).seatId, source, ...more });
async function seatOf(no: number) {
  const room = await house.app.read.meeting.room(house.actorOf(council.facilitator), meetingId);
  if ('refused' in room) throw new Error(room.refused);
  return room.floor.seats[no - 1]!;
}

test('[REG15] a reply typed from the telephone is marked with who typed it, corrected by who types, and ends with one’s own', async () => {
  expect(await attend(council.recorder, 5, 'online')).toMatchObject({ arrived: false });
  expect(await seatOf(5)).toMatchObject({ announced: 'online', enteredBy: '委員3' });
  expect(await attend(council.secretariat, 5, 'absent')).toHaveProperty('attendanceId');
  expect(await seatOf(5)).toMatchObject({ mode: 'absent', announced: null });
  // the same said by himself is his own from then on
  expect(await attend(seat(5).personId, 5, 'absent')).toHaveProperty('attendanceId');
  expect(await seatOf(5)).toMatchObject({ mode: 'absent', enteredBy: null });
  for (const mode of ['in_person', 'online', 'absent'])
    expect(await attend(council.recorder, 5, mode)).toMatchObject({
      refused: 'replied-already',
      field: 'seatId',
    });
  expect(await proxy(council.recorder, 5, 'paper')).toMatchObject({
    refused: 'replied-already',
    field: 'fromSeatId',
  });
});

test('[REG15] nor is a proxy of one’s own replaced or ended by others; only oneself gives one in the app', async () => {
  expect(await proxy(council.recorder, 6, 'app')).toMatchObject({ refused: 'bad-input', field: 'source' });
  expect(await proxy(council.recorder, 6, 'paper')).toMatchObject({ void: false });
  expect(await seatOf(6)).toMatchObject({ mode: 'proxy', enteredBy: '委員3' });
  expect(await proxy(council.secretariat, 6, 'paper', { revoke: true })).toEqual({ revoked: true });
  expect(await proxy(seat(6).personId, 6, 'app')).toMatchObject({ void: false });
  expect(await seatOf(6)).toMatchObject({ mode: 'proxy', enteredBy: null });
  for (const more of [{}, { revoke: true }])
    expect(await proxy(council.recorder, 6, 'paper', more)).toMatchObject({ refused: 'replied-already' });
  expect(await attend(council.recorder, 6, 'absent')).toMatchObject({ refused: 'replied-already' });
});

test('[REG15] who is there is the recorder’s to say, whatever was replied', async () => {
  expect(await attend(seat(7).personId, 7, 'absent')).toHaveProperty('attendanceId');
  expect(await attend(council.recorder, 7, 'in_person', {})).toMatchObject({ arrived: true });
  expect(await seatOf(7)).toMatchObject({ mode: 'in_person' });
});
