import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { dayOf, timeOf } from '#lib/domain/calendar/jst.ts';
import { sectionOf } from '#lib/domain/minutes/document.ts';
import { sayMinutes } from '#lib/text/minutes.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { range, sitDown, type TestTable } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { circulatedIn } from '../../db/decode.ts';
import { newId } from '../../db/ids.ts';
import { currentRule } from '../../records/register.ts';
import { floorOf } from '../../mirrors/floor.ts';

/* A meeting in which people came late, left and came back, and a council that changed as soon as it was over. */
let house: House;
let council: TestCouncil;
let table: TestTable;

const clockTo = (time: string) => house.clock.moveTo(Date.parse(`2023-02-15T${time}:00+09:00`));
const at = (time: string) => `2023-02-15T${time}:00+09:00`;
const seat = (no: number) => council.seats[no - 1]!;
const record = (input: object, by = council.recorder) =>
  house.act<{ attendanceId: string }>(by, 'record-attendance', { meetingId: table.meetingId, ...input });
const ofSeat = (no: number, more: object) => record({ seatId: seat(no).seatId, mode: 'in_person', ...more });
const floor = () => floorOf(house.app.db, table.meetingId);

async function circulated() {
  const row = await house.app.db
    .selectFrom('minutes')
    .select('document')
    .where('meeting_id', '=', table.meetingId)
    .executeTakeFirstOrThrow();
  return circulatedIn({ document: row.document! });
}

beforeAll(async () => {
  house = await openHouse('2023-02-01');
  council = await foundCouncil(house);
  table = await sitDown(house, council, '2023-02-15', { seats: range(1, 16) });
});
afterAll(() => house.close());

test('[REG11] [F-P3] arrivals, departures and returns are noted with their times; the quorum is of who is there', async () => {
  clockTo('19:20');
  expect(await ofSeat(17, {})).toMatchObject({ arrived: true });
  expect((await floor()).quorum.attended).toBe('17');
  clockTo('19:50');
  expect(await ofSeat(16, { left: true })).toMatchObject({ left: true });
  expect((await floor()).quorum.attended).toBe('16');
  const gone = (await floor()).seats[15]!;
  expect([gone.mode, timeOf(gone.leftAt!)]).toEqual(['unknown', '19:50']);
  clockTo('20:10');
  await ofSeat(16, {});
  expect((await floor()).seats[15]).toMatchObject({ mode: 'in_person', leftAt: null });
  // noted ten minutes later, with the time it was
  expect(await ofSeat(15, { left: true, at: at('20:00') })).toMatchObject({ left: true });
  expect((await floor()).seats[14]).toMatchObject({ leftAt: Date.parse(at('20:00')) });
});

test('[REG11] a time lies within the meeting so far and is the recorder’s to give', async () => {
  for (const wrong of ['18:59', '20:11'])
    expect(await ofSeat(18, { at: at(wrong) })).toMatchObject({ refused: 'bad-input', field: 'at' });
  expect(await record({ mode: 'in_person', at: at('19:30') }, seat(18).personId)).toMatchObject({
    refused: 'forbidden',
  });
  expect(await ofSeat(17, { left: true, at: at('19:10') })).toMatchObject({
    refused: 'bad-input',
    field: 'at',
  });
});

test('[REG11] who was entered by mistake is taken back, unless the seat has replied', async () => {
  await ofSeat(19, {});
  expect(await ofSeat(19, { mistaken: true })).toMatchObject({ takenBack: true });
  expect((await floor()).seats[18]).toMatchObject({ mode: 'unknown', leftAt: null });
  const round = await table.round('見守りを週1回おこないます。');
  await house.must(seat(14).personId, 'cast-ballot', {
    roundId: round.roundId,
    textHash: round.textHash,
    choice: 'consent',
  });
  expect(await ofSeat(14, { mistaken: true })).toEqual({ refused: 'seat-has-replied', field: 'seatId' });
  // she leaves; a departure noted by mistake is taken back, too
  await ofSeat(14, { left: true });
  await ofSeat(14, { mistaken: true });
  expect((await floor()).seats[13]).toMatchObject({ mode: 'in_person' });
  // who has gone is not made absent by a wrong tick
  await ofSeat(14, { mode: 'absent' });
  await house.must(council.facilitator, 'close-round', { roundId: round.roundId });
});

test('[REG11] [F-P3] staff are entered with name and 職, leave with a time, and are taken back', async () => {
  const staff = (name: string, more: object = {}) =>
    record({ mode: 'staff', name, office: '福祉総務課 課長', ...more });
  await staff('戸田山');
  clockTo('20:20');
  await staff('手違い');
  await staff('手違い', { mistaken: true });
  expect((await floor()).staff).toMatchObject([{ name: '戸田山', office: '福祉総務課 課長', leftAt: null }]);
  clockTo('20:30');
  await staff('戸田山', { left: true });
  expect((await floor()).staff.map(({ name, leftAt }) => [name, timeOf(leftAt!)])).toEqual([
    ['戸田山', '20:30'],
  ]);
});

test('[REG13] [F-P6] a seat ended, named anew or filled after the closing changes nothing in the minutes', async () => {
  clockTo('20:58');
  await house.must(council.facilitator, 'close-meeting', { meetingId: table.meetingId });
  await house.must(council.secretariat, 'end-seat', { seatId: seat(16).seatId });
  await house.must(council.secretariat, 'change-seat', { seatId: seat(2).seatId, label: '新しい名' });
  await house.must(council.secretariat, 'add-seat', { councilId: council.councilId, label: '増席' });
  const mandate = await house.app.db
    .selectFrom('mandate')
    .select('id')
    .where('seat_id', '=', seat(4).seatId)
    .where('role', '=', 'member')
    .executeTakeFirstOrThrow();
  await house.must(council.secretariat, 'end-mandate', { mandateId: mandate.id });
  await house.must(council.secretariat, 'invite-member', {
    councilId: council.councilId,
    displayName: '後任さん',
    seatId: seat(4).seatId,
    role: 'member',
  });
  await house.must(council.recorder, 'circulate-minutes', {
    meetingId: table.meetingId,
    dueOn: '2023-02-28',
    signatoryIds: [seat(5).personId, seat(6).personId],
  });
  const { document, disclosures } = await circulated();
  const members = sectionOf(document, 'members');
  const numbers = members.present.map(({ no }) => no);
  expect(numbers).toEqual(range(1, 17));
  expect(members.counts).toMatchObject({ present: 16, alternate: 1, absent: 8, seats: 25 });
  expect(members.quorum).toMatchObject({ attended: '17', needed: '13' });
  expect(members.present.find(({ no }) => no === 2)!.label).toBe('席2');
  const names = new Map(disclosures.map(({ name, value }) => [name, value]));
  expect(names.get('attendee/4')).toBe('委員4');
  expect(names.get('attendee/16')).toBe('委員16');
  // the room of the past meeting shows the same
  expect((await floor()).seats).toHaveLength(25);
  expect((await floor()).attendance.eligible).toBe(25);
});

test('[REG11] [F-P3] the minutes say who was there when; who left early is no absentee', async () => {
  const { document, disclosures } = await circulated();
  const timesOf = (no: number) =>
    sectionOf(document, 'members').present.find((member) => member.no === no)!.times;
  expect(timesOf(3)).toBeUndefined();
  expect(timesOf(17)).toEqual([{ from: '19:20', to: '20:58' }]);
  expect(timesOf(16)).toEqual([
    { from: '19:00', to: '19:50' },
    { from: '20:10', to: '20:58' },
  ]);
  const said = sayMinutes(document, disclosures, 'ja').facts;
  const fact = (key: string) => said.find((each) => each.key === key)!.parts;
  expect(fact('present')[16]).toBe('委員17（席17）〔午後7時20分 到着〕');
  expect(fact('present')[15]).toBe('委員16（席16）〔午後7時50分 途中退席、午後8時10分 再入場〕');
  expect(fact('present')[14]).toBe('委員15（席15）〔午後8時 途中退席〕');
  expect(fact('present')[13]).toContain('途中退席');
  expect(fact('absent').join()).not.toContain('委員14');
  expect(fact('staff')).toEqual(['戸田山（福祉総務課 課長）〔午後8時10分 到着、午後8時30分 途中退席〕']);
});

test('[REG13] rules adopted after the closing do not change a past quorum', async () => {
  const { db } = house.app;
  const old = await db.selectFrom('rule_set').selectAll().executeTakeFirstOrThrow();
  const rule = JSON.parse(old.body) as { quorum: object };
  const stricter = { ...rule, quorum: { ...rule.quorum, fraction: { num: 1, den: 1 } } };
  const id = newId();
  await db
    .insertInto('rule_set')
    .values({ ...old, id, version: old.version + 1, body: JSON.stringify(stricter) })
    .execute();
  const today = dayOf(house.clock.now());
  expect((await currentRule(db, council.councilId, today)).version).toBe(old.version + 1);
  expect((await floor()).quorum).toMatchObject({ needed: '13' });
});

test('[REG13] the tables refuse to change the roll of a past meeting', async () => {
  for (const statement of [
    `update meeting_roll set weight = '2' where meeting_id = '${table.meetingId}'`,
    `update meeting_roll set person_id = null where meeting_id = '${table.meetingId}'`,
    `delete from meeting_roll where meeting_id = '${table.meetingId}'`,
    `insert into meeting_roll select '${table.meetingId}', id, no, null, label, weight, 0, null from seat where no = 26`,
  ])
    await expect(sql.raw(statement).execute(house.app.db)).rejects.toThrow('the roll of a meeting is frozen');
});
