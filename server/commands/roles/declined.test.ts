import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { range, sitDown } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { readAgenda } from '#lib/doc/agenda.ts';
import type { RolesView } from '../../queries/roles/roles.ts';

/* A role that was declined is no dead end, and a party without an account can answer (P13, P22). */

let house: House;
let council: TestCouncil;
let elsewhere: TestCouncil;

const matrix = async (who: string | null): Promise<RolesView> => {
  const view = await house.app.read.roles.matrix(house.actorOf(who), council.slug);
  if ('refused' in view) throw new Error(view.refused);
  return view;
};
const division = async (who: string | null = council.chair) => (await matrix(who)).divisions[0]!;
const roleOf = async (name: string, task = 0) =>
  (await division()).tasks[task]!.assignments.find((entry) => entry.organization === name)!;
const asks = async (who: string) => {
  const home = await house.app.read.council.home(house.actorOf(who), council.slug);
  if ('refused' in home) throw new Error(home.refused);
  return home.asks.filter(({ kind }) => kind === 'declined-roles');
};
const again = (assignmentId: string, by: string | null, note = '') =>
  house.act(by, 'ask-role-again', { assignmentId, note });
const other = (assignmentId: string, name: string, by: string | null) =>
  house.act<{ assignmentId: string }>(by, 'ask-another-party', {
    assignmentId,
    organizationId: council.organizations[name] ?? elsewhere.organizations[name],
    note: 'お願いできませんか',
  });
const decline = (assignmentId: string, by: string | null, more: object = {}) =>
  house.act(by, 'decline-role', { assignmentId, reason: '人が足りません', ...more });
const accept = (assignmentId: string, by: string | null, more: object = {}) =>
  house.act(by, 'accept-role', { assignmentId, note: '役員会で決めました', ...more });
const prepare = async (day: string) => {
  const { meetingId } = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    startsAt: `${day}T19:00:00+09:00`,
    endsAt: `${day}T21:00:00+09:00`,
    place: '第1集会所',
    kind: 'live',
    visibility: 'open',
  });
  return meetingId;
};
const titles = async (meetingId: string) =>
  readAgenda(await house.app.sync.readDoc(`meeting/${meetingId}/agenda`)).map(({ title }) => title);

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house);
  elsewhere = await foundCouncil(house, 'asahi');
  const table = await sitDown(house, council, '2022-06-01');
  const round = await table.round('見守りの分担');
  for (const no of range(1, 14))
    await house.must(no === 13 ? council.alternate : council.seats[no - 1]!.personId, 'cast-ballot', {
      roundId: round.roundId,
      textHash: round.textHash,
      choice: 'consent',
    });
  await house.must(council.facilitator, 'close-round', { roundId: round.roundId });
  const { decisionId } = await house.must<{ decisionId: string }>(council.chair, 'declare-decision', {
    roundId: round.roundId,
    title: '見守りの分担',
    scope: 'district',
  });
  const lead = (name: string) => ({ organizationId: council.organizations[name], responsibility: 'lead' });
  await house.must(council.facilitator, 'divide-roles', {
    decisionId,
    title: '一人暮らし高齢者の見守り',
    level: 3,
    comparison: 'いまは町会ごとに違う。',
    tasks: [
      { title: '声かけ訪問', scope: 'district', level: 3, assignments: [lead('町会連合会')] },
      {
        title: '歩道の除雪',
        scope: 'city_wide',
        level: 5,
        requestToCity: true,
        assignments: [lead('福祉総務課')],
      },
    ],
  });
});
afterAll(() => house.close());

describe('a declined role', () => {
  test('[ROL19] [DIV5] [F-P13] is seen by who leads, and the next agenda proposes it', async () => {
    const draft = await prepare('2022-07-13');
    expect(await decline((await roleOf('町会連合会')).id, council.chair)).toMatchObject({
      state: 'declined',
      active: false,
    });
    expect(await division()).toMatchObject({ active: false, openAgain: 1, accepted: 0, asked: 1 });
    for (const who of [council.facilitator, council.chair, council.secretariat])
      expect(await asks(who)).toEqual([{ kind: 'declined-roles', n: 1, fiscalYear: 2022 }]);
    for (const who of [council.recorder, council.officer]) expect(await asks(who)).toEqual([]);
    // the meeting in preparation has it as business, and so has each that is made while it is open
    expect(await titles(draft)).toContain('「声かけ訪問」の担当を決め直す');
    expect(await titles(await prepare('2022-08-10'))).toContain('「声かけ訪問」の担当を決め直す');
  });

  test('[DIV5] [F-P13] the same party is asked again by who leads; its answer before is kept and shown', async () => {
    const { id } = await roleOf('町会連合会');
    for (const who of [council.recorder, council.officer])
      expect(await again(id, who)).toMatchObject({ refused: 'forbidden' });
    expect(await again(id, elsewhere.facilitator)).toMatchObject({ refused: 'not-found' });
    expect(await again(id, council.secretariat, '半分の回数では')).toEqual({ state: 'asked' });
    expect(await again(id, council.secretariat)).toMatchObject({ refused: 'wrong-state' });
    expect(await roleOf('町会連合会')).toMatchObject({
      state: 'asked',
      note: '',
      askNote: '半分の回数では',
      openAgain: false,
      earlier: [{ state: 'declined', note: '人が足りません', via: null }],
    });
    expect(await asks(council.facilitator)).toEqual([]);
    expect((await division(council.resident)).tasks[0]!.assignments[0]!.earlier).toHaveLength(1);
    expect(await decline(id, council.chair)).toMatchObject({ state: 'declined' });
  });

  test('[ROL20] [F-P13] another party is asked in its place, by the rules of the canvas', async () => {
    const { id } = await roleOf('町会連合会');
    expect(await other(id, '町会連合会', council.facilitator)).toMatchObject({
      refused: 'bad-input',
      field: 'organizationId',
      params: { why: 'has-part' },
    });
    expect(
      await house.act(council.facilitator, 'ask-another-party', {
        assignmentId: id,
        organizationId: elsewhere.organizations['町会連合会'],
      }),
    ).toMatchObject({ refused: 'not-found', field: 'organizationId' });
    expect(await other(id, '学校運営協議会', council.recorder)).toMatchObject({ refused: 'forbidden' });
    const asked = await other(id, '学校運営協議会', council.facilitator);
    expect(asked).toHaveProperty('assignmentId');
    expect(await other(id, '学校運営協議会', council.facilitator)).toMatchObject({ refused: 'wrong-state' });
    // the one that was declined takes no answer any more, and stands there with its reason
    expect(await accept(id, council.chair)).toMatchObject({ refused: 'wrong-state' });
    expect(await roleOf('町会連合会')).toMatchObject({
      state: 'declined',
      note: '人が足りません',
      replacedBy: '学校運営協議会',
      openAgain: false,
    });
    expect(await division()).toMatchObject({ active: false, openAgain: 0, accepted: 0, asked: 1 });
    // it may decline too, and then the first one cannot be meant
    const school = await roleOf('学校運営協議会');
    expect(school).toMatchObject({ state: 'asked', responsibility: 'lead', askNote: 'お願いできませんか' });
  });
});

describe('answers on paper and by telephone', () => {
  test('[DIV2] [F-P13] who records enters them; it is on record and shown who typed and how it came', async () => {
    const { id } = await roleOf('学校運営協議会');
    for (const who of [council.chair, council.officer])
      expect(await accept(id, who, { via: 'phone' })).toMatchObject({ refused: 'forbidden' });
    expect(await accept(id, council.secretariat)).toMatchObject({ refused: 'forbidden' });
    expect(await accept(id, council.secretariat, { via: 'fax' })).toMatchObject({ field: 'via' });
    expect(await accept(id, council.secretariat, { via: 'phone' })).toEqual({
      state: 'accepted',
      active: true,
    });
    expect(await roleOf('学校運営協議会')).toMatchObject({ via: 'phone', note: '役員会で決めました' });
    const events = await house.app.db
      .selectFrom('audit_event')
      .select(['person_id', 'detail'])
      .where('entity_id', '=', id)
      .orderBy('seq', 'desc')
      .execute();
    expect(events[0]!.person_id).toBe(council.secretariat);
    expect(JSON.parse(events[0]!.detail)).toMatchObject({ via: 'phone' });
  });

  test('[DIV2] what a party has answered itself is not replaced by an entry', async () => {
    const request = await roleOf('福祉総務課', 1);
    expect(await decline(request.id, council.officer)).toMatchObject({ state: 'declined' });
    expect(await accept(request.id, council.facilitator, { via: 'paper' })).toMatchObject({
      refused: 'replied-already',
    });
  });

  test('[ROL19] [F-P22] a request to the city that was declined is answered, and nobody is asked anew', async () => {
    expect(await roleOf('福祉総務課', 1)).toMatchObject({ state: 'declined', openAgain: false });
    expect(await asks(council.facilitator)).toEqual([]);
    expect(await division()).toMatchObject({ active: true, openAgain: 0 });
  });
});
