import { afterAll, beforeAll, expect, test } from 'vitest';
import { readHouseholds } from '#lib/domain/council/household-table.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

let house: House;
let council: TestCouncil;
beforeAll(async () => {
  house = await openHouse('2023-01-10');
  council = await foundCouncil(house);
});
afterAll(() => house.close());

const csv = '班,世帯番号,世帯主氏名\n1班,0001,佐藤 一\n1班,0002,鈴木 二\n2班,0001,高橋 三';
const rows = (text = csv) =>
  readHouseholds(text).households.map(({ block, code, name, kana }) => ({ block, code, name, kana }));
const bring = (households: object[], by = council.secretariat) =>
  house.act<{ entered: number; skipped: number; slips: { token: string; label: string; no: number }[] }>(
    by,
    'import-households',
    { councilId: council.councilId, households },
  );
const seats = async () =>
  (
    await house.app.db
      .selectFrom('seat')
      .select('label')
      .where('council_id', '=', council.councilId)
      .execute()
  ).length;

test('[HHT4] [AT-5.1] households come in whole or not at all, each with a slip that lets it in; a list sent again doubles nobody', async () => {
  const before = await seats();
  // the same number in another block is another household
  const households = rows(csv.replace('2班,0001', '2班,0003'));
  expect(await bring([...households, households[0]!])).toMatchObject({
    refused: 'bad-input',
    field: 'households.3.code',
    params: { why: 'code-twice' },
  });
  expect(await bring([...households, { block: '', code: '', name: 'x', kana: '' }])).toMatchObject({
    refused: 'bad-input',
  });
  expect(await bring(households, council.recorder)).toMatchObject({ refused: 'forbidden' });
  expect(await seats()).toBe(before);
  const brought = await bring(households);
  if ('refused' in brought) throw new Error(brought.refused);
  expect(brought).toMatchObject({ entered: 3, skipped: 0 });
  expect(brought.slips.map(({ label, no }) => [label, no])).toEqual([
    ['1班 0001', before + 1],
    ['1班 0002', before + 2],
    ['2班 0003', before + 3],
  ]);
  expect(await house.app.read.people.invitation(brought.slips[0]!.token)).toMatchObject({
    purpose: 'member',
  });
  expect(
    await bring([...households, { block: '2班', code: '0004', name: '田中 四', kana: '' }]),
  ).toMatchObject({
    entered: 1,
    skipped: 3,
  });
  expect(await seats()).toBe(before + 4);
});
