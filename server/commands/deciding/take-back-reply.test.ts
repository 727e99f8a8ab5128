import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Outcome } from '#lib/domain/deciding/index.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { range, sitDown, type TestRound, type TestTable } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

let house: House;
let council: TestCouncil;
let table: TestTable;
let round: TestRound;
const seat = (no: number) => council.seats[no - 1]!;

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house);
  table = await sitDown(house, council, '2022-06-01', { seats: range(1, 20) });
  round = await table.round('打ち間違いは戻せる。');
});
afterAll(() => house.close());

const reply = (by: string, choice: string, more: object = {}) =>
  house.must(by, 'cast-ballot', { roundId: round.roundId, textHash: round.textHash, choice, ...more });
const type = (by: string, no: number, choice: string) =>
  reply(by, choice, { for: seat(no).seatId, via: 'live' });
const back = (by: string, no: number) =>
  house.act(by, 'take-back-reply', { roundId: round.roundId, for: seat(no).seatId });
async function typed(by: string) {
  const read = await house.app.read.rounds.details(house.actorOf(by), round.roundId);
  if ('refused' in read) throw new Error(read.refused);
  return read.typed;
}
async function replied(): Promise<readonly string[]> {
  const room = await house.app.read.meeting.room(house.actorOf(council.recorder), table.meetingId);
  if ('refused' in room) throw new Error(room.refused);
  return room.floor.rounds.at(-1)!.replied;
}

test('[DEC8] [DEC15] [F-P40] what was typed for another is seen by who types, and taken back; what was typed before stands again', async () => {
  const { recorder, secretariat, facilitator } = council;
  const { seatId, personId } = seat(10);
  expect(await back(recorder, 10)).toMatchObject({ refused: 'not-found', field: 'for' });
  await type(recorder, 10, 'consent');
  await type(secretariat, 10, 'stand_aside');
  expect(await typed(secretariat)).toEqual([{ seatId, choice: 'stand_aside', enteredBy: '' }]);
  // of what somebody else typed only that it was typed, and by whom
  expect(await typed(recorder)).toEqual([{ seatId, choice: null, enteredBy: expect.stringMatching(/./) }]);
  for (const by of [facilitator, personId]) {
    expect(await typed(by)).toEqual([]);
    expect(await back(by, 10)).toMatchObject({ refused: 'forbidden' });
  }
  expect(await back(recorder, 10)).toEqual({ seatId });
  expect(await typed(recorder)).toEqual([{ seatId, choice: 'consent', enteredBy: '' }]);
  expect(await replied()).toContain(seatId);
  expect(await back(secretariat, 10)).toEqual({ seatId });
  expect(await typed(recorder)).toEqual([]);
  expect(await replied()).not.toContain(seatId);
  // the person is asked again
  expect((await house.app.read.council.home(house.actorOf(personId), council.slug)) as object).toMatchObject({
    asks: expect.arrayContaining([expect.objectContaining({ kind: 'round', roundId: round.roundId })]),
  });
});

test('[DEC15] one’s own reply is nobody’s to take back; what was taken back counts in no outcome, and rows stay', async () => {
  await reply(seat(8).personId, 'consent');
  expect(await back(council.recorder, 8)).toMatchObject({ refused: 'replied-already', field: 'for' });
  for (const no of range(1, 20)) {
    if (no === 8 || no === 10) continue;
    await reply(no === 13 ? council.alternate : seat(no).personId, 'consent');
  }
  const { outcome } = await house.must<{ outcome: Outcome }>(council.facilitator, 'close-round', {
    roundId: round.roundId,
  });
  expect(outcome.total).toMatchObject({ for: '19', notCast: '1', byChoice: { stand_aside: '0' } });
  expect(await back(council.recorder, 9)).toMatchObject({ refused: 'round-closed' });
  const rows = await house.app.db
    .selectFrom('ballot_taken_back')
    .innerJoin('ballot', 'ballot.id', 'ballot_taken_back.ballot_id')
    .select('ballot.seat_id')
    .execute();
  expect(rows.map(({ seat_id }) => seat_id)).toEqual([seat(10).seatId, seat(10).seatId]);
  const [one] = await house.app.db.selectFrom('ballot').select('id').orderBy('at').execute();
  for (const text of [
    `insert into ballot_taken_back values ('${one!.id}', '${council.recorder}', 1)`,
    'update ballot_taken_back set at = 1',
    'delete from ballot_taken_back',
  ])
    await expect(sql.raw(text).execute(house.app.db)).rejects.toThrow(/no more replies|append-only/);
});
