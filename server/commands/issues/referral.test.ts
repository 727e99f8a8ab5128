import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

/* What is referred names to whom, and whoever that is answers (P22); leaving an agenda is no publication (P39). */

let house: House;
let council: TestCouncil;
let elsewhere: TestCouncil;
let issueId: string;

const route = (by: string, more: object = {}) =>
  house.act(by, 'screen-issue', { issueId, verdict: 'route', route: 'referred', ...more });
const answer = (by: string | null, more: object = {}) =>
  house.act(by, 'answer-issue', { issueId, answer: '3月に道路課が照明を取り替えます。', ...more });
const view = async (who: string | null) => {
  const read = await house.app.read.issues.byId(house.actorOf(who), issueId);
  if ('refused' in read) throw new Error(read.refused);
  return read;
};

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house);
  elsewhere = await foundCouncil(house, 'asahi');
  ({ issueId } = await house.must<{ issueId: string }>(council.chair, 'submit-issue', {
    councilId: council.councilId,
    title: '通学路の街路灯が暗い',
    body: '夕方、足もとが見えません。',
    place: '',
    fields: [],
    lifeStages: [],
  }));
  await house.must(council.secretariat, 'screen-issue', { issueId, verdict: 'publish' });
});
afterAll(() => house.close());

describe('a referral', () => {
  test('[ISS50] [F-P22] needs a lead, and so does a resolution by one', async () => {
    expect(await route(council.secretariat)).toMatchObject({
      refused: 'referral-needs-lead',
      field: 'leadOrganizationId',
    });
    expect(
      await route(council.secretariat, { leadOrganizationId: elsewhere.organizations['福祉総務課'] }),
    ).toMatchObject({ refused: 'not-found', field: 'leadOrganizationId' });
    await house.must(council.secretariat, 'screen-issue', { issueId, verdict: 'route', route: 'joint' });
    expect(
      await house.act(council.chair, 'move-issue', {
        issueId,
        to: 'resolved',
        route: 'referred',
        result: '付きました',
      }),
    ).toMatchObject({ refused: 'referral-needs-lead', field: 'leadOrganizationId' });
    expect((await view(council.officer)).mayAnswer).toBeNull();
    expect(await answer(council.officer)).toMatchObject({ refused: 'forbidden' });
    expect(await answer(council.secretariat, { via: 'paper' })).toMatchObject({
      refused: 'referral-needs-lead',
    });
    expect(
      await route(council.secretariat, { leadOrganizationId: council.organizations['福祉総務課'] }),
    ).toMatchObject({ state: 'in_progress' });
    // once it is known, it need not be said again
    expect(await route(council.secretariat, { reason: '書面でもお願いしました' })).toMatchObject({
      state: 'in_progress',
    });
  });

  test('[ISS52] [F-P22] an officer of its lead answers, and everybody reads it', async () => {
    expect((await view(council.officer)).mayAnswer).toBe('own');
    expect((await view(council.secretariat)).mayAnswer).toBe('enter');
    for (const who of [council.chair, null]) expect((await view(who)).mayAnswer).toBeNull();
    expect(await answer(council.chair)).toMatchObject({ refused: 'forbidden' });
    expect(await answer(elsewhere.officer)).toMatchObject({ refused: 'forbidden' });
    expect(await answer(null)).toMatchObject({ refused: 'session-required' });
    expect(await answer(council.officer, { answer: '担当は090-1234-5678です' })).toMatchObject({
      refused: 'personal-data-left',
      field: 'answer',
    });
    expect(await answer(council.officer)).toEqual({ issueId });
    expect((await view(null)).history.at(-1)).toMatchObject({
      to: 'in_progress',
      reason: '3月に道路課が照明を取り替えます。',
      answer: { organization: '福祉総務課', via: null },
    });
  });

  test('[ISS52] what came on paper or by telephone is entered, and shown as entered', async () => {
    expect(await answer(council.secretariat)).toMatchObject({ refused: 'forbidden' });
    expect(await answer(council.officer, { via: 'phone' })).toMatchObject({ refused: 'forbidden' });
    expect(await answer(council.secretariat, { via: 'phone' })).toEqual({ issueId });
    expect((await view(null)).history.at(-1)).toMatchObject({ answer: { via: 'phone' } });
  });
});

test('[ISS51] [F-P39] taken off an agenda it has a word of its own in the history, and is not published again', async () => {
  const { issueId: other } = await house.must<{ issueId: string }>(council.chair, 'submit-issue', {
    councilId: council.councilId,
    title: '水飲み場が使えない',
    body: '水が出ません。',
    place: '',
    fields: [],
    lifeStages: [],
  });
  issueId = other;
  await house.must(council.secretariat, 'screen-issue', { issueId, verdict: 'publish' });
  const { meetingId } = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    startsAt: '2022-06-15T19:00:00+09:00',
    endsAt: '2022-06-15T21:00:00+09:00',
    place: '第1集会所',
    kind: 'live',
    visibility: 'open',
  });
  await house.must(council.facilitator, 'put-issue-on-agenda', { issueId, meetingId, minutes: 15 });
  await house.must(council.facilitator, 'cancel-meeting', { meetingId, reason: '台風のため' });
  expect((await view(null)).history.map(({ to, offAgenda }) => [to, offAgenda])).toEqual([
    ['published', false],
    ['on_agenda', false],
    ['published', true],
  ]);
});
