import { afterAll, beforeAll, expect, test } from 'vitest';
import { lateFrom } from '#lib/domain/deciding/index.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { sitDown } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

let house: House;
let council: TestCouncil;

beforeAll(async () => {
  house = await openHouse('2023-01-20');
  council = await foundCouncil(house);
});
afterAll(() => house.close());

async function asked(personId: string): Promise<string[]> {
  const home = await house.app.read.council.home(house.actorOf(personId), council.slug);
  if (isRefusal(home)) throw new Error(home.refused);
  return home.asks.filter(({ kind }) => kind === 'attend').map((ask) => ('due' in ask ? `${ask.due}` : ''));
}

test('[REG1] [CAL11] a called meeting asks every member by three days before whether he comes, until he, or his proxy, has said so', async () => {
  const { meetingId } = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    startsAt: '2023-02-15T19:00:00+09:00',
    endsAt: '2023-02-15T21:00:00+09:00',
    place: '第1集会所',
    kind: 'hybrid',
    visibility: 'open',
  });
  const [comes, staysAway, sends, silent] = council.seats.slice(3, 7).map((seat) => seat.personId);
  expect(await asked(comes!)).toEqual([]);
  await house.must(council.facilitator, 'call-meeting', { meetingId });
  for (const member of [comes, staysAway, sends, silent])
    expect(await asked(member!)).toEqual(['2023-02-12']);
  expect(await asked(council.resident)).toEqual([]);
  expect(await asked(council.officer)).toEqual([]);

  await house.must(comes!, 'record-attendance', { meetingId, mode: 'online' });
  await house.must(staysAway!, 'record-attendance', { meetingId, mode: 'absent' });
  await house.must(sends!, 'record-proxy', {
    meetingId,
    fromSeatId: council.seats[5]!.seatId,
    source: 'app',
  });
  for (const member of [comes, staysAway, sends]) expect(await asked(member!)).toEqual([]);
  expect(await asked(silent!)).toEqual(['2023-02-12']);
  // who said he would not come may still come
  await house.must(staysAway!, 'record-attendance', { meetingId, mode: 'in_person' });
  expect(await asked(staysAway!)).toEqual([]);
});

test('[ISS22] that a private request came in is told to the secretariat alone, and never what it says', async () => {
  const helpAsks = async (personId: string) => {
    const home = await house.app.read.council.home(house.actorOf(personId), council.slug);
    if (isRefusal(home)) throw new Error(home.refused);
    return home.asks.filter(({ kind }) => kind === 'help');
  };
  expect(await helpAsks(council.secretariat)).toEqual([]);
  await house.must(null, 'ask-for-help', { councilId: council.councilId, title: '家でのこと' });
  expect(await helpAsks(council.secretariat)).toEqual([{ kind: 'help', n: 1 }]);
  for (const other of [council.chair, council.facilitator, council.officer, council.resident])
    expect(await helpAsks(other)).toEqual([]);
});

test('[F-P18] a round is asked until its last minute has passed, closed or not', async () => {
  const table = await sitDown(house, council, '2023-03-08');
  const closesAt = house.clock.now() + 30 * 60_000;
  const { proposalId } = await table.freeze('門を9時まで開ける');
  await house.must(council.facilitator, 'open-round', {
    proposalId,
    mode: 'consent',
    closesAt: new Date(closesAt).toISOString(),
  });
  const rounds = async () => {
    const home = await house.app.read.council.home(house.actorOf(council.seats[4]!.personId), council.slug);
    if (isRefusal(home)) throw new Error(home.refused);
    return home.asks.filter(({ kind }) => kind === 'round').length;
  };
  expect(await rounds()).toBe(1);
  house.clock.moveTo(lateFrom(closesAt) - 1);
  expect(await rounds()).toBe(1);
  house.clock.moveTo(lateFrom(closesAt));
  expect(await rounds()).toBe(0);
});
