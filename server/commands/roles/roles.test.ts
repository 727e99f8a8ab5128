import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { range, sitDown } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { readAgenda } from '#lib/doc/agenda.ts';
import { newId } from '../../db/ids.ts';
import { floorOf } from '../../mirrors/floor.ts';
import type { RolesView } from '../../queries/roles/roles.ts';

let house: House;
let council: TestCouncil;
let elsewhere: TestCouncil;
let decisionId: string;

const organization = (name: string) => council.organizations[name]!;
const lead = (name: string) => ({ organizationId: organization(name), responsibility: 'lead' });
const support = (name: string) => ({ organizationId: organization(name), responsibility: 'support' });
const visit = (more: object = {}) => ({
  title: '声かけ訪問',
  scope: 'district',
  level: 3,
  dueOn: '2022-06-20',
  frequency: '町会 月2回・民生委員 週1回',
  assignments: [
    lead('町会連合会'),
    support('福祉総務課'),
    { organizationId: organization('学校運営協議会'), responsibility: 'consulted' },
  ],
  ...more,
});
const divide = (more: object = {}, by: string | null = council.facilitator) =>
  house.act<{ divisionId: string }>(by, 'divide-roles', {
    decisionId,
    title: '一人暮らし高齢者の見守り',
    level: 3,
    comparison: 'いまは町会ごとに違う。費用は年96,400円。',
    tasks: [visit()],
    ...more,
  });
const matrix = async (who: string | null): Promise<RolesView> => {
  const view = await house.app.read.roles.matrix(house.actorOf(who), council.slug);
  if ('refused' in view) throw new Error(view.refused);
  return view;
};
const assignmentOf = async (name: string, task = 0) => {
  const [division] = (await matrix(council.chair)).divisions;
  return division!.tasks[task]!.assignments.find((entry) => entry.organization === name)!;
};
const accept = (assignmentId: string, by: string | null) =>
  house.act(by, 'accept-role', { assignmentId, note: '班長会で確かめました' });
const decline = (assignmentId: string, by: string | null, reason = '人が足りません') =>
  house.act(by, 'decline-role', { assignmentId, reason });

async function decide(day: string): Promise<{ decisionId: string }> {
  const table = await sitDown(house, council, day);
  const round = await table.round(`見守りの分担 ${day}`);
  for (const no of range(1, 14))
    await house.must(no === 13 ? council.alternate : council.seats[no - 1]!.personId, 'cast-ballot', {
      roundId: round.roundId,
      textHash: round.textHash,
      choice: 'consent',
    });
  await house.must(council.facilitator, 'close-round', { roundId: round.roundId });
  return await house.must<{ decisionId: string }>(council.chair, 'declare-decision', {
    roundId: round.roundId,
    title: '見守りの分担',
    scope: 'district',
  });
}

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house);
  elsewhere = await foundCouncil(house, 'asahi');
  ({ decisionId } = await decide('2022-06-01'));
});
afterAll(() => house.close());

describe('dividing', () => {
  test('[DIV1] what is the whole city’s is not given to the district (AT-1.5)', async () => {
    const alarm = (more: object) => visit({ title: '全市の緊急通報装置', scope: 'city_wide', ...more });
    expect(await divide({ tasks: [visit(), alarm({})] })).toMatchObject({
      refused: 'city-wide-service',
      field: 'tasks[1].level',
      params: { task: '全市の緊急通報装置' },
    });
    expect(await divide({ tasks: [alarm({ level: 5 })] })).toMatchObject({
      refused: 'city-wide-service',
      field: 'tasks[0].assignments[0]',
    });
    expect(await divide({ tasks: [visit({ requestToCity: true })] })).toMatchObject({
      refused: 'city-wide-service',
      field: 'tasks[0].assignments[0]',
    });
  });

  test('[DIV1] faults are named by the fields of the input', async () => {
    const twice = [lead('町会連合会'), support('町会連合会')];
    for (const [more, refused] of [
      [{ comparison: ' ' }, { refused: 'comparison-missing', field: 'comparison' }],
      [{ tasks: [] }, { refused: 'bad-input', field: 'tasks' }],
      [{ tasks: undefined }, { refused: 'bad-input', field: 'tasks' }],
      [{ tasks: [visit({ assignments: [] })] }, { refused: 'lead-missing', field: 'tasks[0].assignments' }],
      [
        { tasks: [visit({ assignments: [support('福祉総務課')] })] },
        { refused: 'lead-missing', field: 'tasks[0].assignments' },
      ],
      [
        { tasks: [visit({ assignments: twice })] },
        { refused: 'bad-input', field: 'tasks[0].assignments[1].organizationId' },
      ],
      [
        {
          tasks: [
            visit({
              assignments: [
                { organizationId: elsewhere.organizations['町会連合会'], responsibility: 'lead' },
              ],
            }),
          ],
        },
        { refused: 'not-found', field: 'tasks[0].assignments[0].organizationId' },
      ],
      [{ tasks: [visit({ level: 6 })] }, { refused: 'bad-input', field: 'tasks.0.level' }],
      [{ tasks: [visit({ dueOn: '2022-02-30' })] }, { refused: 'bad-input', field: 'tasks.0.dueOn' }],
      [{ tasks: Array.from({ length: 51 }, () => visit()) }, { refused: 'bad-input', field: 'tasks' }],
      [{ title: 'あ'.repeat(201) }, { refused: 'bad-input', field: 'title' }],
      [{ level: 2.5 }, { refused: 'bad-input', field: 'level' }],
      [
        { fromOn: '2022-07-01', toOn: '2022-06-30' },
        { refused: 'bad-input', field: 'toOn' },
      ],
      [{ reviewOn: '2022-01-01' }, { refused: 'bad-input', field: 'reviewOn' }],
      [{ decisionId: newId() }, { refused: 'not-found' }],
    ] as const)
      expect(await divide(more), JSON.stringify(more).slice(0, 90)).toMatchObject(refused);
  });

  test('[DIV1] who steers divides, once; leads and supports are asked, the others told', async () => {
    expect(await divide({}, council.seats[8]!.personId)).toMatchObject({ refused: 'forbidden' });
    expect(await divide({}, elsewhere.facilitator)).toMatchObject({ refused: 'not-found' });
    expect(await divide({}, null)).toMatchObject({ refused: 'session-required' });
    const request = {
      title: '歩道の除雪',
      scope: 'city_wide',
      level: 5,
      requestToCity: true,
      assignments: [lead('福祉総務課')],
    };
    expect(await divide({ tasks: [visit(), request] })).toHaveProperty('divisionId');
    expect(await divide()).toMatchObject({ refused: 'already-done' });
    const [division] = (await matrix(council.chair)).divisions;
    expect(division).toMatchObject({
      level: 3,
      active: false,
      accepted: 0,
      asked: 2,
      waiting: 3,
      late: 0,
      reviewOn: '2022-12-01',
      decision: { no: '2022-01' },
    });
    expect(division!.tasks[0]!.assignments).toMatchObject([
      { organization: '町会連合会', state: 'asked', answer: 'unanswered', timing: 'open', mine: true },
      { organization: '福祉総務課', state: 'asked', mine: false },
      { organization: '学校運営協議会', state: 'informed', answer: 'told' },
    ]);
    expect(division!.parties.map((entry) => entry.party)).toEqual([
      'community',
      'community',
      'administration',
    ]);
  });
});

test('[F-P36] the floor holds who does what for a decision of the meeting, with the answers so far', async () => {
  const { meeting_id: meetingId } = await house.app.db
    .selectFrom('decision')
    .select('meeting_id')
    .where('id', '=', decisionId)
    .executeTakeFirstOrThrow();
  expect((await floorOf(house.app.db, meetingId)).divisions).toEqual([
    {
      decisionId,
      decisionNo: '2022-01',
      tasks: [
        {
          id: expect.any(String),
          title: '声かけ訪問',
          dueOn: '2022-06-20',
          parties: [
            { name: '町会連合会', responsibility: 'lead', state: 'asked' },
            { name: '福祉総務課', responsibility: 'support', state: 'asked' },
            { name: '学校運営協議会', responsibility: 'consulted', state: 'informed' },
          ],
        },
        expect.objectContaining({ title: '歩道の除雪' }),
      ],
    },
  ]);
  // behind closed doors it is nobody's picture
  await house.app.db
    .updateTable('agenda_item')
    .set({ visibility: 'closed' })
    .where('meeting_id', '=', meetingId)
    .execute();
  expect((await floorOf(house.app.db, meetingId)).divisions).toEqual([]);
  await house.app.db
    .updateTable('agenda_item')
    .set({ visibility: 'open' })
    .where('meeting_id', '=', meetingId)
    .execute();
});

describe('answering', () => {
  test('[DIV2] each party answers for itself (AT-1.8): active only after the city has accepted', async () => {
    const town = await assignmentOf('町会連合会');
    const city = await assignmentOf('福祉総務課');
    for (const who of [council.facilitator, council.officer, council.secretariat])
      expect(await accept(town.id, who)).toMatchObject({ refused: 'forbidden' });
    expect(await accept(city.id, council.chair)).toMatchObject({ refused: 'forbidden' });
    expect(await accept(town.id, elsewhere.chair)).toMatchObject({ refused: 'not-found' });
    expect(await accept(town.id, null)).toMatchObject({ refused: 'session-required' });
    expect(await accept(newId(), council.chair)).toMatchObject({ refused: 'not-found' });
    expect((await matrix(council.officer)).mine).toHaveLength(2);

    expect(await accept(town.id, council.chair)).toEqual({ state: 'accepted', active: false });
    expect(await accept(town.id, council.chair)).toMatchObject({ refused: 'already-answered' });
    expect(await assignmentOf('町会連合会')).toMatchObject({ now: 'accepted', note: '班長会で確かめました' });
    expect((await matrix(council.chair)).divisions[0]).toMatchObject({
      accepted: 1,
      asked: 2,
      active: false,
    });

    expect(await accept(city.id, council.officer)).toEqual({ state: 'accepted', active: true });
    expect(await assignmentOf('福祉総務課')).toMatchObject({ state: 'accepted', now: 'active' });
    expect((await matrix(council.chair)).divisions[0]).toMatchObject({ accepted: 2, asked: 2, active: true });
    const decision = await house.app.db
      .selectFrom('decision')
      .select('state')
      .where('id', '=', decisionId)
      .executeTakeFirstOrThrow();
    expect(decision.state).toBe('in_effect');
    expect(await decline(city.id, council.officer)).toMatchObject({ refused: 'wrong-state' });
  });

  test('[DIV2] the consulted are not asked; declining needs a reason and can be taken back', async () => {
    const school = await assignmentOf('学校運営協議会');
    const member = council.seats[12]!.personId;
    expect(await accept(school.id, member)).toMatchObject({ refused: 'wrong-state' });
    const request = await assignmentOf('福祉総務課', 1);
    expect(await decline(request.id, council.officer, ' ')).toMatchObject({ field: 'reason' });
    expect(await decline(request.id, council.officer, 'あ'.repeat(501))).toMatchObject({ field: 'reason' });
    expect(await decline(request.id, council.officer)).toMatchObject({ state: 'declined' });
    expect(await decline(request.id, council.officer)).toMatchObject({ refused: 'already-answered' });
    expect(await assignmentOf('福祉総務課', 1)).toMatchObject({ answer: 'declined', note: '人が足りません' });
    expect(await accept(request.id, council.officer)).toMatchObject({ state: 'accepted' });
  });
});

describe('afterwards', () => {
  test('[DIV3] a task is late the day after its day, and done when a lead says so', async () => {
    const [task] = (await matrix(council.chair)).divisions[0]!.tasks;
    expect(task).toMatchObject({ timing: 'open', mayFinish: true });
    house.clock.moveTo(Date.parse('2022-06-20T12:00:00+09:00'));
    expect((await matrix(council.chair)).divisions[0]!.tasks[0]).toMatchObject({
      timing: 'due',
      daysLate: 0,
    });
    house.clock.moveTo(Date.parse('2022-06-23T12:00:00+09:00'));
    expect((await matrix(council.chair)).divisions[0]).toMatchObject({
      late: 1,
      tasks: [{ timing: 'late', daysLate: 3 }, { timing: 'open' }],
    });
    const finish = (by: string | null, taskId = task!.id) => house.act(by, 'finish-task', { taskId });
    expect(await finish(council.officer)).toMatchObject({ refused: 'forbidden' });
    expect(await finish(elsewhere.chair)).toMatchObject({ refused: 'not-found' });
    expect(await finish(council.chair, newId())).toMatchObject({ refused: 'not-found' });
    expect(await finish(council.chair)).toHaveProperty('doneAt');
    expect(await finish(council.chair)).toMatchObject({ refused: 'already-done' });
    expect((await matrix(council.chair)).divisions[0]).toMatchObject({
      late: 0,
      active: true,
      tasks: [
        { timing: 'done', daysLate: 0, assignments: [{ state: 'done', answer: 'accepted' }, {}, {}] },
        {},
      ],
    });
  });

  test('[DIV2] the review comes up by its day', async () => {
    expect((await matrix(council.chair)).reviews).toEqual([
      { decisionId, no: '2022-01', title: '見守りの分担', reviewOn: '2022-12-01', due: false },
    ]);
    house.clock.moveTo(Date.parse('2022-12-01T12:00:00+09:00'));
    expect((await matrix(council.chair)).reviews).toMatchObject([{ due: true }]);
  });

  test('[REG8] a due review is a report on the next agenda, once (R-HAC-20)', async () => {
    const prepare = async (day: string) => {
      const { meetingId } = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
        councilId: council.councilId,
        startsAt: `${day}T19:00:00+09:00`,
        endsAt: `${day}T21:00:00+09:00`,
        place: '第1集会所',
        kind: 'live',
        visibility: 'open',
      });
      return readAgenda(await house.app.sync.readDoc(`meeting/${meetingId}/agenda`));
    };
    const reports = (await prepare('2022-12-15')).filter(({ title }) =>
      title.includes('令和4年度 決定第1号'),
    );
    expect(reports).toMatchObject([{ type: 'report' }]);
    expect((await prepare('2022-12-22')).some(({ title }) => title.includes('令和4年度 決定第1号'))).toBe(
      false,
    );
  });

  test('[DIV4] the street sees nothing before the decision is sealed', async () => {
    for (const who of [null, elsewhere.chair])
      expect(await matrix(who)).toMatchObject({ divisions: [], mine: [], reviews: [] });
    expect((await matrix(council.resident)).divisions).toHaveLength(1);
  });
});
