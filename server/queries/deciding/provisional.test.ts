import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRefusal } from '#lib/domain/refusal.ts';
import { isProvisional, withoutNames } from '#lib/domain/minutes/provisional.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { holdMeeting, sealMeeting, type HeldMeeting } from '#tests/fixtures/minutes.ts';

let house: House;
let council: TestCouncil;
let held: HeldMeeting;

const register = async (personId: string | null) => {
  const lines = await house.app.read.decisions.register(house.actorOf(personId), council.slug, {
    limit: 50,
    after: null,
  });
  if (isRefusal(lines)) throw new Error(lines.refused);
  return lines;
};
const publicPage = async () => {
  const view = await house.app.read.council.street(council.slug);
  if (isRefusal(view)) throw new Error(view.refused);
  return view.decisions;
};
const roles = async () => {
  const view = await house.app.read.roles.matrix(house.actorOf(null), council.slug);
  if (isRefusal(view)) throw new Error(view.refused);
  return view.divisions;
};

beforeAll(async () => {
  house = await openHouse('2023-02-01');
  council = await foundCouncil(house);
  held = await holdMeeting(house, council, '2023-02-15');
});
afterAll(() => house.close());

describe('a decision whose minutes are not sealed', () => {
  test('[QPW1] is public from the closing of an open meeting on, where its rules let it be', () => {
    const open = { visibility: 'open', minutes: 'drafting', outlinePublic: true } as const;
    expect(isProvisional(open)).toBe(true);
    expect(isProvisional({ ...open, minutes: 'circulated' })).toBe(true);
    expect(isProvisional({ ...open, visibility: 'partly' })).toBe(true);
    expect(isProvisional({ ...open, visibility: 'closed' })).toBe(false);
    expect(isProvisional({ ...open, minutes: null })).toBe(false);
    expect(isProvisional({ ...open, minutes: 'sealed' })).toBe(false);
    expect(isProvisional({ ...open, outlinePublic: false })).toBe(false);
  });

  test('[QPW3] names nobody', () => {
    expect(withoutNames({ a: ['委員7番 花子が担う'], n: 1, x: null }, ['委員7番 花子'])).toEqual({
      a: ['○○が担う'],
      n: 1,
      x: null,
    });
  });

  test('[QPW2] says so to the street, in register, public page and roles; its round stays closed', async () => {
    expect(await register(null)).toMatchObject([
      { no: held.decisionNo, sealedIn: null, declaredBy: '', roundId: null },
    ]);
    expect(await publicPage()).toMatchObject([
      { no: held.decisionNo, sealed: false, tasks: [{ title: '声かけ訪問', leads: ['町会連合会'] }] },
    ]);
    expect(await roles()).toMatchObject([{ decision: { sealed: false, roundId: null } }]);
    const [inside] = await register(council.facilitator);
    expect(inside).toMatchObject({ sealedIn: null, roundId: expect.any(String) as string });
  });

  test('[QPW2] is a sealed one once the minutes are', async () => {
    await sealMeeting(house, council, held.meetingId, '2023-03-01');
    expect(await register(null)).toMatchObject([{ sealedIn: expect.any(Number) as number }]);
    expect(await publicPage()).toMatchObject([{ sealed: true }]);
    expect(await roles()).toMatchObject([{ decision: { sealed: true } }]);
  });
});
