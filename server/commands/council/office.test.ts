import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

let house: House;
let council: TestCouncil;
beforeAll(async () => {
  house = await openHouse('2022-06-01');
  council = await foundCouncil(house);
});
afterAll(() => house.close());

const set = (person: string | null, more: object) =>
  house.act(person, 'set-office', { councilId: council.councilId, ...more });
const office = async () => {
  const frame = await house.app.read.council.frame(house.actorOf(null), council.slug);
  if ('refused' in frame) throw new Error(frame.refused);
  return frame.office;
};

describe('the office of the secretariat', () => {
  test('[CNC30] [F-R16] is nowhere until it is set, and stands for everybody once it is', async () => {
    expect(await office()).toEqual({ telephone: '', fax: '', hours: '', email: '', desks: '' });
    await house.must(council.secretariat, 'set-office', {
      councilId: council.councilId,
      telephone: '０４－７０００－００００',
      fax: '０４－７０００－０００２',
      hours: '平日 9時〜17時',
      email: 'office@example.jp',
      desks: '地域包括支援センター 04-7000-0001',
    });
    expect(await office()).toEqual({
      telephone: '04-7000-0000',
      fax: '04-7000-0002',
      hours: '平日 9時〜17時',
      email: 'office@example.jp',
      desks: '地域包括支援センター 04-7000-0001',
    });
    await house.must(council.chair, 'set-office', { councilId: council.councilId });
    expect(await office()).toEqual({ telephone: '', fax: '', hours: '', email: '', desks: '' });
  });

  test('[CNC31] what can’t be dialled or written to is refused by its field', async () => {
    expect(await set(council.secretariat, { telephone: '平日のみ' })).toMatchObject({
      refused: 'bad-input',
      field: 'telephone',
    });
    expect(await set(council.secretariat, { fax: 'なし' })).toMatchObject({
      refused: 'bad-input',
      field: 'fax',
    });
    expect(await set(council.secretariat, { email: 'office' })).toMatchObject({
      refused: 'bad-input',
      field: 'email',
    });
  });

  test.each([
    ['the street', () => null, 'session-required'],
    ['a member', () => council.seats[9]!.personId, 'forbidden'],
    ['a resident', () => council.resident, 'forbidden'],
    ['the facilitator', () => council.facilitator, 'forbidden'],
  ])('[CNC30] is not set by %s', async (_who, person, refused) => {
    expect(await set(person(), { telephone: '04-7000-0000' })).toMatchObject({ refused });
  });
});
