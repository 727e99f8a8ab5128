import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rulePresets } from '#lib/domain/council/rule-set.ts';
import { outcomeOf, type Outcome } from '#lib/domain/deciding/index.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { range, sitDown, type TestRound, type TestTable } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { floorOf } from '../../mirrors/floor.ts';

/* An evening at an open table: members and residents who came decide side by side. */

let house: House;
let council: TestCouncil;
let table: TestTable;
let round: TestRound;
const comers: { seatId: string; no: number }[] = [];

const sign = (more: object = {}, by: string | null = council.recorder) =>
  house.act<{ seatId: string; no: number }>(by, 'sign-in-comer', {
    meetingId: table.meetingId,
    adult: true,
    ...more,
  });
const must = <T>(answer: T): Exclude<T, { refused: unknown }> => {
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer));
  return answer as Exclude<T, { refused: unknown }>;
};
const cast = (by: string, choice: string, more: object = {}) =>
  house.act(by, 'cast-ballot', { roundId: round.roundId, textHash: round.textHash, choice, ...more });
const page = async (by: string | null = council.chair) =>
  must(await house.app.read.rounds.page(house.actorOf(by), round.roundId));

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house, 'mizukidai', 'consent_first');
  await house.must(council.secretariat, 'adopt-rule-set', {
    councilId: council.councilId,
    body: { ...rulePresets.consent_first, roll: 'door' },
  });
  table = await sitDown(house, council, '2022-06-01', { seats: range(1, 15) });
});
afterAll(() => house.close());

describe('the door', () => {
  test('[OPT2] signs in by number, with a name or without, and each once', async () => {
    for (const name of ['', '佐藤', '', '鈴木']) comers.push(must(await sign({ name })));
    expect(comers.map(({ no }) => no)).toEqual([1, 2, 3, 4]);
    expect(await sign({ name: '佐藤' })).toMatchObject({ refused: 'already-done', field: 'name' });
    comers.push(must(await sign({ name: '佐藤', another: true })));
    const self = must(await sign({}, council.resident));
    comers.push(self);
    expect(await sign({}, council.resident)).toMatchObject({ refused: 'already-done' });
  });

  test('[OPT2] signs in no minor, no member, no officer, and nobody for another', async () => {
    expect(await sign({ adult: false })).toEqual({ refused: 'comer-minor', field: 'adult' });
    expect(await sign({ personId: council.seats[16]!.personId })).toMatchObject({
      refused: 'bad-input',
      field: 'personId',
    });
    expect(await sign({ name: '弟' }, council.resident)).toMatchObject({ refused: 'forbidden' });
    expect(await sign({}, null)).toMatchObject({ refused: 'session-required' });
  });

  test('[OPT3] comers make no quorum of their own, and no seat of the council', async () => {
    const floor = await floorOf(house.app.db, table.meetingId);
    expect(floor.quorum).toMatchObject({ attended: '15', needed: '13' });
    expect(floor.attendance).toMatchObject({ inPerson: 14, alternate: 1, eligible: 25 });
    expect(floor.seats).toHaveLength(25);
    expect(floor.comers.map(({ no, there }) => ({ no, there }))).toEqual(
      range(1, 6).map((no) => ({ no, there: true })),
    );
    // nothing of a person is on everybody's screen
    expect(JSON.stringify(floor)).not.toMatch(/佐藤|鈴木/);
    const roster = must(await house.app.read.council.roster(house.actorOf(council.chair), council.slug));
    expect(roster.seats).toHaveLength(25);
  });

  test('[OPT5] shows names to nobody but who keeps the register', async () => {
    const door = must(await house.app.read.meeting.door(house.actorOf(council.recorder), table.meetingId));
    expect(door.comers.map(({ name }) => name).filter(Boolean)).toEqual(
      expect.arrayContaining(['佐藤', '鈴木']),
    );
    for (const by of [council.seats[6]!.personId, council.resident])
      expect(await house.app.read.meeting.door(house.actorOf(by), table.meetingId)).toMatchObject({
        refused: 'forbidden',
      });
    const audits = await house.app.db
      .selectFrom('audit_event')
      .select('detail')
      .where('command', '=', 'sign-in-comer')
      .execute();
    expect(audits).toHaveLength(6);
    expect(JSON.stringify(audits)).not.toMatch(/佐藤|鈴木/);
  });
});

describe('a round', () => {
  test('[OPT1] asks the seats and everybody who is there when it opens; who left or comes later is not asked', async () => {
    await house.must(council.recorder, 'sign-out-comer', { seatId: comers[2]!.seatId });
    expect(await house.act(council.recorder, 'sign-out-comer', { seatId: comers[2]!.seatId })).toMatchObject({
      refused: 'already-done',
    });
    round = await table.round('公園の清掃を月1回行う。', { mode: 'majority' });
    const late = must(await sign({ name: '遅刻' }));
    const roll = await house.app.db
      .selectFrom('round_roll')
      .select('seat_id')
      .where('round_id', '=', round.roundId)
      .execute();
    expect(roll).toHaveLength(30);
    expect(await cast(council.recorder, 'for', { for: late.seatId, via: 'live' })).toMatchObject({
      refused: 'not-on-roll',
    });
    expect((await page()).standing.meter).toEqual({
      attended: '15',
      needed: '13',
      eligible: '25',
      comers: 5,
    });
  });

  test('[OPT1] takes one vote of each: his own from his own device, others from the recorder', async () => {
    must(await cast(council.resident, 'for'));
    for (const { seatId } of [comers[0]!, comers[1]!, comers[3]!])
      must(await cast(council.recorder, 'against', { for: seatId, via: 'live' }));
    expect(await cast(council.resident, 'for', { for: comers[0]!.seatId })).toMatchObject({
      refused: 'forbidden',
    });
    for (const no of range(2, 11))
      must(await cast(council.seats[no - 1]!.personId, no < 8 ? 'for' : 'against'));
  });

  test('[OPT4] shows members and comers side by side, and anybody can count it again', async () => {
    const closed = await house.must<{ outcome: Outcome }>(council.facilitator, 'close-round', {
      roundId: round.roundId,
    });
    const shown = await page();
    expect(shown.standing.sides).toEqual({
      members: { asked: 25, replied: 10, byChoice: { for: 6, against: 4 } },
      comers: { asked: 5, replied: 4, byChoice: { for: 1, against: 3 } },
    });
    expect(outcomeOf(shown.input)).toEqual(closed.outcome);
    expect(JSON.stringify(shown.input)).not.toMatch(/佐藤|鈴木|来場者/);
  });
});

test('[OPT3] what the seats alone could not have met for is not declared', async () => {
  round = await table.round('公園の清掃を月2回行う。', { mode: 'majority' });
  must(await cast(council.resident, 'for'));
  for (const no of range(2, 9)) must(await cast(council.seats[no - 1]!.personId, 'for'));
  for (const { seatId } of [comers[0]!, comers[1]!, comers[3]!])
    must(await cast(council.recorder, 'for', { for: seatId, via: 'live' }));
  for (const no of [10, 11, 12, 14, 15])
    await house.must(council.recorder, 'record-attendance', {
      meetingId: table.meetingId,
      seatId: council.seats[no - 1]!.seatId,
      mode: 'in_person',
      left: true,
    });
  const { outcome } = await house.must<{ outcome: Outcome }>(council.facilitator, 'close-round', {
    roundId: round.roundId,
  });
  const shown = await page();
  expect(shown.standing.seatsAlone).toMatchObject({ attended: '10', needed: '13', met: false });
  expect(outcome).toMatchObject({ code: 'PASSED_BY_MAJORITY', quorum: { attended: '16', needed: '16' } });
  expect(
    await house.act(council.chair, 'declare-decision', {
      roundId: round.roundId,
      title: '清掃',
      scope: 'district',
    }),
  ).toMatchObject({ refused: 'no-quorum', params: { attended: '10', needed: '13' } });
});

describe('erasing', () => {
  test('[OPT5] takes name and account, at any time, and leaves the number', async () => {
    await house.must(council.recorder, 'erase-comer', { seatId: comers[1]!.seatId });
    await house.must(council.resident, 'erase-comer', { seatId: comers[5]!.seatId });
    expect(await house.act(council.resident, 'erase-comer', { seatId: comers[3]!.seatId })).toMatchObject({
      refused: 'forbidden',
    });
    expect(await house.act(council.recorder, 'erase-comer', { seatId: comers[1]!.seatId })).toMatchObject({
      refused: 'already-done',
    });
    const rows = await house.app.db
      .selectFrom('comer')
      .select(['name', 'person_id', 'no'])
      .where('seat_id', 'in', [comers[1]!.seatId, comers[5]!.seatId])
      .orderBy('no')
      .execute();
    expect(rows).toEqual([
      { name: '', person_id: null, no: 2 },
      { name: '', person_id: null, no: 6 },
    ]);
    for (const change of [`set name = '偽'`, `set no = 99`, `set person_id = '${council.chair}'`])
      await expect(sql.raw(`update comer ${change} where no = 1`).execute(house.app.db)).rejects.toThrow();
  });

  test('[OPT1] elsewhere nobody is signed in', async () => {
    const other = await foundCouncil(house, 'asahi', 'consent_first');
    const there = await sitDown(house, other, '2022-07-01', { seats: range(1, 15) });
    expect(
      await house.act(other.recorder, 'sign-in-comer', { meetingId: there.meetingId, adult: true }),
    ).toEqual({ refused: 'not-open-table' });
  });
});
