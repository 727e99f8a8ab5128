import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addItem } from '#lib/doc/agenda.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

/* Meetings that do not run as planned: put off after the call, or left by too many. */
let house: House;
let council: TestCouncil;
let meetingId: string;

const state = async () =>
  (await house.app.db.selectFrom('meeting').selectAll().where('id', '=', meetingId).executeTakeFirstOrThrow())
    .state;
const act = (name: string, more: object = {}) => house.act(council.facilitator, name, { meetingId, ...more });
const facts = (day: string) => ({
  startsAt: `${day}T19:00:00+09:00`,
  endsAt: `${day}T21:00:00+09:00`,
  place: 'みずき台団地 第1集会所',
  kind: 'hybrid',
  visibility: 'open',
});

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house);
  const made = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    ...facts('2022-06-10'),
  });
  meetingId = made.meetingId;
  await house.app.sync.writeAs(`meeting/${meetingId}/agenda`, 'test', (doc) =>
    addItem(doc, { id: 'item000000000000000001', title: '見守り', type: 'discussion', minutes: 20 }),
  );
  await act('call-meeting');
});
afterAll(() => house.close());

describe('a meeting that is put off', () => {
  test('[MTG1] needs a reason, keeps its number, takes a new day and is called again', async () => {
    expect(await act('postpone-meeting', { reason: '' })).toMatchObject({ refused: 'bad-input' });
    expect(
      await house.act(council.seats[4]!.personId, 'postpone-meeting', { meetingId, reason: '大雨' }),
    ).toMatchObject({ refused: 'forbidden' });
    expect(await act('postpone-meeting', { reason: '大雨のため' })).toEqual({ state: 'postponed' });
    expect(await act('postpone-meeting', { reason: '大雨のため' })).toMatchObject({
      refused: 'meeting-not-open',
    });
    expect(await act('open-meeting')).toMatchObject({ refused: 'meeting-not-yet-called' });
    expect(await act('change-meeting', facts('2022-06-24'))).not.toHaveProperty('refused');
    expect(await act('call-meeting')).toMatchObject({ state: 'called' });
    expect(await state()).toBe('called');
  });
});

describe('a meeting left by too many', () => {
  test('[MTG2] is inquorate only when the quorum is gone; then it talks on and decides nothing', async () => {
    house.clock.moveTo(Date.parse('2022-06-24T19:00:00+09:00'));
    const here: string[] = [];
    for (const seat of council.seats.slice(0, 13)) {
      const came = await house.must<{ attendanceId: string }>(council.recorder, 'record-attendance', {
        meetingId,
        seatId: seat.seatId,
        mode: 'in_person',
      });
      here.push(came.attendanceId);
    }
    await house.must(council.facilitator, 'open-meeting', { meetingId });
    expect(await act('declare-inquorate')).toMatchObject({
      refused: 'quorum-met',
      params: { attended: '13', needed: '13' },
    });
    house.clock.moveTo(house.clock.now() + 60_000);
    await house.must(council.recorder, 'record-attendance', {
      meetingId,
      seatId: council.seats[12]!.seatId,
      mode: 'in_person',
      left: true,
    });
    expect(await act('declare-inquorate')).toEqual({ state: 'inquorate' });
    expect(await act('declare-inquorate')).toHaveProperty('refused');
    expect(
      await house.act(council.seats[0]!.personId, 'end-seat', { seatId: council.seats[20]!.seatId }),
    ).toMatchObject({
      refused: 'forbidden',
    });
    expect(
      await house.act(council.secretariat, 'end-seat', { seatId: council.seats[20]!.seatId }),
    ).toMatchObject({ refused: 'meeting-running' });
    expect(await act('close-meeting')).toMatchObject({ state: 'closed' });
  });
});
