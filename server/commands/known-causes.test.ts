import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { sitDown } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { sayRefusal } from '#lib/text/refusals.ts';

/* A known cause is named by its field and in its own words, never as 「入力の中に…」 (P31). */

let house: House;
let council: TestCouncil;
const general = sayRefusal(refuse('bad-input', { field: 'x' }), 'ja').message;

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house);
});
afterAll(() => house.close());

/** Field and words of a refusal. */
async function saidOf(by: string, command: string, input: object) {
  const refusal = await house.act(by, command, input);
  if (!isRefusal(refusal)) throw new Error(`${command} was not refused`);
  const said = sayRefusal(refusal, 'ja');
  expect(said.message).not.toBe(general);
  return { field: said.field, message: said.message };
}

describe('[F-P31] a known cause names its field and what to do', () => {
  test('an officer without a section, and a member without a seat', async () => {
    const invite = (more: object) =>
      saidOf(council.secretariat, 'invite-member', {
        councilId: council.councilId,
        displayName: '課の人',
        kana: '',
        ...more,
      });
    expect(await invite({ role: 'officer' })).toEqual({
      field: 'organizationId',
      message: '市の職員は、所属する課を選んでください。',
    });
    expect(await invite({ role: 'officer', organizationId: council.organizations.町会連合会 })).toMatchObject(
      { field: 'organizationId' },
    );
    expect(await invite({ role: 'member' })).toEqual({
      field: 'seatId',
      message: 'この役職には、席が必要です。',
    });
  });

  test('an empty file is told as such, and does not blame the name', async () => {
    const table = await sitDown(house, council, '2022-06-01');
    const add = (more: object) =>
      saidOf(council.facilitator, 'add-material', {
        meetingId: table.meetingId,
        title: '空のファイル.pdf',
        visibility: 'open',
        ...more,
      });
    expect(await add({ fileName: '空のファイル.pdf', base64: '' })).toEqual({
      field: 'base64',
      message: 'このファイルには内容がありません（0バイト）。',
    });
    expect(await add({})).toMatchObject({ field: 'url' });

    // a show of hands for a seat on which nobody is
    const round = await table.round('門を開ける');
    const said = await saidOf(council.recorder, 'cast-ballot', {
      roundId: round.roundId,
      textHash: round.textHash,
      choice: 'consent',
      for: council.seats[15]!.seatId,
      via: 'live',
    });
    expect(said.field).toBe('via');
    expect(said.message).toContain('現在、会議に出席していません');
  });

  test('what was left empty, a day that there is not, and one that has passed', async () => {
    expect(
      await saidOf(council.secretariat, 'add-organization', {
        councilId: council.councilId,
        name: '',
        kind: 'section',
        party: 'administration',
        fields: [],
      }),
    ).toEqual({ field: 'name', message: '入力が必要な欄が空欄です。' });
  });
});
