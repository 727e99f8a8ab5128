import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#server/db/ids.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { sitDown, type TestTable } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

/* Somebody else's round, decision or role is refused exactly as one that never was. */

let house: House;
let council: TestCouncil;
let stranger: string;
let table: TestTable;

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house);
  stranger = (await foundCouncil(house, 'other')).chair;
  table = await sitDown(house, council, '2022-06-15');
});
afterAll(() => house.close());

test('the chair of another council cannot tell a round, decision or role from nothing', async () => {
  const round = await table.round('見守りを町会と市で分担する。');
  const { roundId, textHash } = round;
  const act = (command: string, input: object, as = council.facilitator) => house.must(as, command, input);
  await act('cast-ballot', { roundId, textHash, choice: 'concern', reason: '人数が心配です' });
  await act('close-round', { roundId });
  const objection = await house.app.db.selectFrom('objection').select('id').executeTakeFirstOrThrow();
  const second = { title: '見守り', scope: 'district' };
  const none = newId();
  const asked = [
    ['cast-ballot', 'roundId', roundId, { textHash, choice: 'consent' }],
    ['close-round', 'roundId', roundId, {}],
    ['declare-decision', 'roundId', roundId, second],
    ['open-round', 'proposalId', round.proposalId, { mode: 'consent' }],
    ['answer-objection', 'objectionId', objection.id, { response: '応援します' }],
    ['withdraw-objection', 'objectionId', objection.id, {}],
    ['freeze-proposal', 'meetingId', table.meetingId, { itemId: table.itemId }],
  ] as const;
  for (const [command, field, id, more] of asked) {
    const foreign = await house.act(stranger, command, { [field]: id, ...more });
    expect([command, foreign]).toEqual([command, { refused: 'not-found', field }]);
    expect(await house.act(stranger, command, { [field]: none, ...more })).toEqual(foreign);
  }
});

test('nor a meeting that is closed to the public', async () => {
  const { meetingId } = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    startsAt: '2022-07-15T19:00:00+09:00',
    endsAt: '2022-07-15T21:00:00+09:00',
    place: 'みずき台団地 第1集会所',
    kind: 'live',
    visibility: 'closed',
    closedReason: '個人に関する事項を扱うため',
  });
  const answers = await Promise.all(
    [meetingId, newId()].map((id) => house.act(stranger, 'call-meeting', { meetingId: id })),
  );
  expect(answers[0]).toEqual(answers[1]);
});
