import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRefusal } from '#lib/domain/refusal.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import type { RosterView } from './roster.ts';

let house: House;
let council: TestCouncil;
const slug = 'mizukidai';

beforeAll(async () => {
  house = await openHouse('2023-02-08');
  council = await foundCouncil(house, slug);
});
afterAll(() => house.close());

const rosterFor = (personId: string | null) => house.app.read.council.roster(house.actorOf(personId), slug);

describe('who sees the roster', () => {
  test('the street is asked to sign in, a resident is turned away', async () => {
    expect(await rosterFor(null)).toMatchObject({ refused: 'session-required' });
    expect(await rosterFor(council.resident)).toMatchObject({ refused: 'forbidden' });
  });

  test('members read names and seats, but no slips and no residents’ names', async () => {
    await house.must(council.secretariat, 'open-resident-link', { councilId: council.councilId });
    const seen = (await rosterFor(council.facilitator)) as RosterView;
    expect(seen.seats).toHaveLength(25);
    expect(seen.residents).toBe(1);
    expect(seen.residentLink).toBeNull();
    expect(seen.people.every((person) => person.slip === null)).toBe(true);
    expect(seen.people.map(({ personId }) => personId)).not.toContain(council.resident);
    const kept = (await rosterFor(council.secretariat)) as RosterView;
    expect(kept.residentLink).not.toBeNull();
    expect(kept.people.map(({ personId }) => personId)).toContain(council.resident);
    // no sign-in name leaves the house
    expect(JSON.stringify(kept)).not.toContain('hiraga-mizukidai');
  });

  test('an unknown council is not found', async () => {
    expect(await house.app.read.council.frame(house.actorOf(null), 'nowhere')).toEqual({
      refused: 'not-found',
    });
  });
});

describe('the frame and the home', () => {
  test('a member’s frame carries his place and what he may do', async () => {
    const frame = await house.app.read.council.frame(house.actorOf(council.chair), slug);
    if (isRefusal(frame)) throw new Error('refused');
    expect(frame.me).toMatchObject({ displayName: '委員1', from: '町会連合会' });
    expect(frame.may['meeting.call']).toBe(true);
    expect(frame.may['roster.manage']).toBe(false);
    const street = await house.app.read.council.frame(house.actorOf(null), slug);
    expect(street).toMatchObject({ me: null, may: { 'council.read': true, 'agenda.write': false } });
  });

  test('who keeps the roster is asked for slips that have ended, whoever may is asked for a first meeting', async () => {
    const asks = async (personId: string) => {
      const home = await house.app.read.council.home(house.actorOf(personId), slug);
      if (isRefusal(home)) throw new Error('refused');
      return home.asks.map(({ kind }) => kind);
    };
    expect(await asks(council.facilitator)).toEqual(['meeting']);
    const before = house.clock.now();
    house.clock.moveTo(before + 40 * 86_400_000);
    expect(await asks(council.secretariat)).toEqual(['slips', 'meeting']);
    house.clock.moveTo(before);
    expect(await asks(council.resident)).toEqual([]);
  });

  test('[I12] the street’s page knows no person', async () => {
    const street = await house.app.read.council.street(slug);
    if (isRefusal(street)) throw new Error('refused');
    expect(street.seats).toBe(25);
    expect(JSON.stringify(street)).not.toContain('委員1');
  });
});

test('a slip says whom it is for, a spent one only that it is spent, a wrong one nothing', async () => {
  const { app } = house;
  const invited = await house.must<{ token: string }>(council.secretariat, 'invite-member', {
    councilId: council.councilId,
    displayName: '渡会',
    role: 'auditor',
  });
  expect(await app.read.people.invitation(invited.token)).toMatchObject({
    state: 'open',
    purpose: 'member',
    personName: '渡会',
    loginName: null,
  });
  await house.must(null, 'accept-invitation', {
    token: invited.token,
    loginName: 'watarai',
    password: 'とても長い合言葉です1',
  });
  const spent = await app.read.people.invitation(invited.token);
  expect(spent).toMatchObject({ state: 'used' });
  expect(JSON.stringify(spent)).not.toContain('渡会');
  expect(await app.read.people.invitation('x'.repeat(43))).toEqual({ state: 'gone' });
});
