import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';

/* Who is told when powers change hands or an account is opened by a slip. */

let house: House;
let council: TestCouncil;
const password = 'とても長い合言葉です1';

beforeAll(async () => {
  house = await openHouse('2022-06-01');
  council = await foundCouncil(house);
  // chair, facilitator and two members come in; the others never have
  for (const person of [council.chair, council.facilitator, member(9), member(10)]) await comeIn(person);
});
afterAll(() => house.close());

const member = (no: number) => council.seats[no]!.personId;
let names = 0;
async function comeIn(personId: string) {
  const { councilId } = council;
  const { token } = await house.must<{ token: string }>(council.secretariat, 'issue-password-slip', {
    councilId,
    personId,
  });
  await house.must(null, 'accept-invitation', { token, loginName: `named-${++names}`, password });
}
const told = async (person: string) => {
  const frame = await house.app.read.council.frame(house.actorOf(person), council.slug);
  if ('refused' in frame) throw new Error(frame.refused);
  return frame.told.map(({ kind, aboutId, role }) => ({ kind, aboutId, role }));
};
const readAll = async (person: string) => {
  const noticeIds = (await house.app.read.council.told(house.actorOf(person), council.councilId)).map(
    ({ id }) => id,
  );
  if (noticeIds.length > 0)
    await house.must(person, 'see-power-notices', { councilId: council.councilId, noticeIds });
};
const clear = async () => {
  for (const person of [council.chair, council.facilitator, council.secretariat, member(9), member(10)])
    await readAll(person);
};
const assign = (by: string, personId: string, role: string) =>
  house.act(by, 'assign-role', { councilId: council.councilId, personId, role });

describe('powers that change hands', () => {
  test('[CNC32] [F-S24] a slip for the chair’s account is told to her and to the facilitator, issued and used', async () => {
    await clear();
    const { token } = await house.must<{ token: string }>(council.secretariat, 'issue-password-slip', {
      councilId: council.councilId,
      personId: council.chair,
    });
    const issued = { kind: 'slip_issued', aboutId: council.chair, role: '' };
    expect(await told(council.chair)).toEqual([issued]);
    expect(await told(council.facilitator)).toEqual([issued]);
    expect(await told(council.secretariat)).toEqual([]);
    expect(await told(member(9))).toEqual([]);
    await house.must(null, 'accept-invitation', { token, password: 'また別の長い合言葉2' });
    const used = { kind: 'slip_used', aboutId: council.chair, role: '' };
    expect(await told(council.facilitator)).toEqual(expect.arrayContaining([issued, used]));
    // whoever opened it can’t read it away for the others
    await readAll(council.chair);
    expect(await told(council.facilitator)).toHaveLength(2);
    expect(await told(council.secretariat)).toEqual([used]);
  });

  test('[CNC32] a new chair is told to the new one, the one before and those who watch; a recorder to himself', async () => {
    await clear();
    expect(await assign(council.secretariat, member(9), 'chair')).not.toHaveProperty('refused');
    const given = { kind: 'given', aboutId: member(9), role: 'chair' };
    const ended = { kind: 'ended', aboutId: council.chair, role: 'chair' };
    expect(await told(member(9))).toContainEqual(given);
    expect(await told(council.chair)).toContainEqual(ended);
    expect(await told(council.facilitator)).toEqual(expect.arrayContaining([given, ended]));
    await clear();
    await house.must(council.secretariat, 'assign-role', {
      councilId: council.councilId,
      personId: member(10),
      role: 'recorder',
    });
    expect(await told(member(10))).toEqual([{ kind: 'given', aboutId: member(10), role: 'recorder' }]);
    expect(await told(council.facilitator)).toEqual([]);
    await house.must(council.secretariat, 'assign-role', {
      councilId: council.councilId,
      personId: council.chair,
      role: 'chair',
    });
  });

  test('[CNC32] one’s own notices alone are read, and read away', async () => {
    await clear();
    await assign(council.secretariat, member(9), 'recorder');
    const { councilId } = council;
    const mine = await house.app.read.council.told(house.actorOf(member(9)), councilId);
    const noticeIds = mine.filter(({ seen }) => !seen).map(({ id }) => id);
    expect(noticeIds).toHaveLength(1);
    expect(await house.act(member(10), 'see-power-notices', { councilId, noticeIds })).toEqual({ seen: 0 });
    expect(await told(member(9))).toHaveLength(1);
    expect(await house.act(null, 'see-power-notices', { councilId, noticeIds })).toMatchObject({
      refused: 'session-required',
    });
    expect(await house.act(member(9), 'see-power-notices', { councilId, noticeIds })).toEqual({ seen: 1 });
    expect(await told(member(9))).toEqual([]);
  });

  test('[CNC33] [F-S24] nobody makes himself chair or auditor while another can; the one who must, can', async () => {
    const alone = { refused: 'second-person' };
    expect(await assign(council.secretariat, council.secretariat, 'chair')).toMatchObject(alone);
    expect(await assign(council.secretariat, council.secretariat, 'auditor')).toMatchObject(alone);
    expect(await assign(council.chair, council.secretariat, 'chair')).not.toHaveProperty('refused');
    expect(await assign(council.secretariat, member(9), 'chair')).not.toHaveProperty('refused');
    // a council whose chair never came in is not locked out
    const fresh = await foundCouncil(house, 'kita');
    expect(
      await house.act(fresh.secretariat, 'assign-role', {
        councilId: fresh.councilId,
        personId: fresh.secretariat,
        role: 'chair',
      }),
    ).not.toHaveProperty('refused');
  });
});
