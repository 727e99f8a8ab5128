import { afterAll, beforeAll, expect, test } from 'vitest';
import { isRefusal } from '#lib/domain/refusal.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { range, sitDown, type TestTable } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

let house: House;
let council: TestCouncil;
let table: TestTable;
beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house);
  table = await sitDown(house, council, '2022-06-01', { seats: range(1, 14) });
});
afterAll(() => house.close());

async function papers(versionId: string | null = null) {
  const view = await house.app.read.rounds.sheets(
    house.actorOf(council.secretariat),
    table.meetingId,
    versionId,
  );
  if (isRefusal(view)) throw new Error(view.refused);
  return view;
}

test('[WAY9] [DEC16] a paper for dots has the options of the frozen text and as many circles as the round allows', async () => {
  await table.round('先に取り組む課題はどれですか。\n・見守り\n・通学路\n・ごみ案内', {
    mode: 'dots',
    dots: { perVoter: 5, maxPerOption: 3 },
  });
  const { texts } = await papers();
  expect(texts).toMatchObject([
    {
      mode: 'dots',
      board: { options: ['見守り', '通学路', 'ごみ案内'], dots: { perVoter: 5, maxPerOption: 3 } },
    },
  ]);
  const { shown, sheets } = await papers(texts[0]!.versionId);
  expect(shown?.board?.options).toHaveLength(3);
  expect(sheets).toHaveLength(25);
  // what came back is typed as it was filled in, and put right by a slip
  const roundId = texts[0]!.openRoundId!;
  const enter = (choice: object) =>
    house.act(council.secretariat, 'cast-ballot', {
      roundId,
      textHash: texts[0]!.textHash,
      choice,
      for: council.seats[19]!.seatId,
      via: 'paper',
      arrived: new Date(house.clock.now()).toISOString(),
    });
  expect(await enter({ 見守り: 4 })).toMatchObject({ refused: 'bad-input', field: 'choice' });
  expect(await enter({ 見守り: 3, 通学路: 2 })).toHaveProperty('at');
  const entries = async () => {
    const view = await house.app.read.rounds.papers(house.actorOf(council.secretariat), roundId);
    if (isRefusal(view)) throw new Error(view.refused);
    return view.entries.map(({ ballotId, choice, gone }) => ({ ballotId, choice, gone }));
  };
  const [typed] = await entries();
  const slip = (choice: object) =>
    house.act(council.secretariat, 'correct-ballot', {
      roundId,
      ballotId: typed!.ballotId,
      choice,
      why: '読み違い',
    });
  expect(await slip({ 見守り: 4 })).toMatchObject({ refused: 'bad-input', field: 'choice' });
  expect(await slip({ 見守り: 1, ごみ案内: 3 })).not.toHaveProperty('refused');
  expect(await entries()).toMatchObject([
    { choice: '{"見守り":3,"通学路":2}', gone: 'corrected' },
    { choice: '{"見守り":1,"ごみ案内":3}', gone: null },
  ]);
});

test('[WAY9] a paper on which words are said has no board', async () => {
  const { texts } = await papers();
  await house.must(council.facilitator, 'close-round', { roundId: texts[0]!.openRoundId! });
  await table.round('見守りを週に一度おこなう。');
  expect((await papers()).texts).toMatchObject([{ mode: 'consent', board: null }]);
});
