import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { newId } from '../../db/ids.ts';

/* After a flood, and when a reply code was lost. */

let house: House;
let council: TestCouncil;
beforeAll(async () => {
  house = await openHouse('2022-06-01', { submitPerAddress: 1000, submitPerLink: 1000 });
  council = await foundCouncil(house);
});
afterAll(() => house.close());

const submit = (title: string, more: object = {}) =>
  house.must<{ issueId: string; code: string }>(null, 'submit-issue', {
    councilId: council.councilId,
    title,
    ...more,
  });
const slip = (code: string) => house.app.read.issues.slip(house.actorOf(null), council.councilId, code);
const audited = (entityId: string) =>
  house.app.db
    .selectFrom('audit_event')
    .select(['command', 'person_id', 'detail'])
    .where('entity_id', '=', entityId)
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow();

describe('a lost code', () => {
  test('[ISS41] [F-R16] of an issue is replaced by those who screen: the old one ends, the log tells', async () => {
    const { issueId, code } = await submit('街路灯が暗い');
    const { code: fresh } = await house.must<{ code: string }>(council.facilitator, 'renew-issue-code', {
      issueId,
      checked: true,
    });
    expect(await slip(code)).toMatchObject({ refused: 'not-found' });
    expect(await slip(fresh)).toMatchObject({ kind: 'issue', title: '街路灯が暗い' });
    expect(await audited(issueId)).toMatchObject({
      command: 'renew-issue-code',
      person_id: council.facilitator,
    });
    expect((await audited(issueId)).detail).not.toContain(fresh.replaceAll('-', ''));
  });

  test('[ISS41] is shown once: the same request again holds no code, and changes nothing', async () => {
    const { issueId } = await submit('街路灯が暗い');
    const key = newId();
    const act = () =>
      house.act<{ code?: string }>(council.secretariat, 'renew-issue-code', { issueId, checked: true }, key);
    const first = await act();
    const again = await act();
    expect(first).toHaveProperty('code');
    expect(again).not.toHaveProperty('code');
    expect(await slip((first as { code: string }).code)).toMatchObject({ kind: 'issue' });
  });

  test('[ISS41] of a private request is replaced by the secretariat alone', async () => {
    const { requestId, code } = await house.must<{ requestId: string; code: string }>(null, 'ask-for-help', {
      councilId: council.councilId,
      title: '母のこと',
    });
    const renew = (person: string | null) =>
      house.act<{ code: string }>(person, 'renew-help-code', { requestId, checked: true });
    for (const person of [null, council.facilitator, council.chair, council.resident])
      expect(await renew(person)).toMatchObject({ refused: 'not-found' });
    expect(await slip(code)).toMatchObject({ kind: 'help' });
    const given = (await renew(council.secretariat)) as { code: string };
    expect(await slip(code)).toMatchObject({ refused: 'not-found' });
    expect(await slip(given.code)).toMatchObject({ kind: 'help', state: 'received' });
  });

  test('[ISS41] is not given unchecked, nor by others, nor for what has gone to the private path', async () => {
    const { issueId } = await submit('家のこと');
    const renew = (person: string | null, more: object = { checked: true }) =>
      house.act(person, 'renew-issue-code', { issueId, ...more });
    expect(await renew(council.secretariat, { checked: false })).toMatchObject({ refused: 'bad-input' });
    expect(await renew(council.secretariat, {})).toMatchObject({ refused: 'bad-input' });
    expect(await renew(null)).toMatchObject({ refused: 'not-found' });
    expect(await renew(council.seats[9]!.personId)).toMatchObject({ refused: 'not-found' });
    await house.must(council.secretariat, 'screen-issue', { issueId, verdict: 'redirect_private' });
    expect(await renew(council.secretariat)).toMatchObject({ refused: 'wrong-state' });
  });
});

describe('after a flood', () => {
  test('[ISS42] [F-R19] many are given back for one reason, each with its own entry; what has moved on is left', async () => {
    const flood = [];
    for (let n = 0; n < 50; n++) flood.push(await submit(`いたずら ${n}`));
    const ids = flood.map(({ issueId }) => issueId);
    await house.must(council.secretariat, 'screen-issue', { issueId: ids[7], verdict: 'publish' });
    const reason = '同じ内容がたくさん届いたため';
    const back = (person: string | null, issueIds: readonly (string | undefined)[], more: object = {}) =>
      house.act(person, 'return-issues', { councilId: council.councilId, issueIds, reason, ...more });
    expect(await back(council.seats[9]!.personId, ids)).toMatchObject({ refused: 'forbidden' });
    expect(await back(null, ids)).toMatchObject({ refused: 'session-required' });
    expect(await back(council.facilitator, ids, { reason: ' ' })).toMatchObject({ refused: 'bad-input' });
    expect(await back(council.facilitator, [...ids, ids[0]])).toMatchObject({ refused: 'bad-input' });
    expect(await back(council.facilitator, [])).toMatchObject({ refused: 'bad-input' });
    expect(await back(council.facilitator, ids)).toEqual({ returned: 49, left: 1 });
    expect(await slip(flood[0]!.code)).toMatchObject({ state: 'returned', reason });
    expect(await slip(flood[7]!.code)).toMatchObject({ state: 'published' });
    const events = await house.app.db
      .selectFrom('audit_event')
      .select('entity_id')
      .where('command', '=', 'return-issues')
      .where('entity', '=', 'issue')
      .execute();
    expect(new Set(events.map((event) => event.entity_id)).size).toBe(49);
  });

  test('[ISS42] issues of another council are not there', async () => {
    const other = await foundCouncil(house, 'kita');
    const { issueId } = await house.must<{ issueId: string }>(null, 'submit-issue', {
      councilId: other.councilId,
      title: '別の町の話',
    });
    const { councilId } = council;
    expect(
      await house.act(council.secretariat, 'return-issues', { councilId, issueIds: [issueId], reason: 'x' }),
    ).toEqual({ returned: 0, left: 1 });
  });

  test('[ISS43] [F-R19] those who screen see the sheet it came by, until it goes to the private path', async () => {
    const { mark } = await house.must<{ mark: string }>(council.secretariat, 'open-issue-link', {
      councilId: council.councilId,
      place: '第1集会所',
    });
    const { issueId } = await submit('水たまり', { link: mark });
    const seen = async (person: string | null) => {
      const { issues } = house.app.read;
      const actor = house.actorOf(person);
      return [
        ...(await issues.waiting(actor, council.councilId, [issueId])),
        ...(await issues.waitingLines(actor, council.councilId, [issueId])),
      ].map(({ linkPlace }) => linkPlace);
    };
    expect(await seen(council.facilitator)).toEqual(['第1集会所', '第1集会所']);
    expect(await seen(null)).toEqual([]);
    await house.must(council.secretariat, 'screen-issue', { issueId, verdict: 'redirect_private' });
    const row = await house.app.db
      .selectFrom('issue')
      .select('link_id')
      .where('id', '=', issueId)
      .executeTakeFirstOrThrow();
    expect(row.link_id).toBeNull();
  });
});
