import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAgenda } from '#lib/doc/agenda.ts';
import { readBoard } from '#lib/doc/board.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { dayOf } from '../clock.ts';
import { floorOf } from '../mirrors/floor.ts';
import { samplePeople } from '../queries/council/sample-people.ts';
import { fillSampleCouncil } from './fill.ts';

/* The sample numbers of domain §7, as far as the procedures exist; they hold for 2023-02-08. */

let house: House;
let councilId = '';

beforeAll(async () => {
  house = await openHouse('2023-02-08');
  await fillSampleCouncil(house.app);
  councilId = (await house.app.db.selectFrom('council').select('id').executeTakeFirstOrThrow()).id;
}, 120_000);
afterAll(() => house.close());

const meetings = () => house.app.db.selectFrom('meeting').selectAll().orderBy('starts_at').execute();
const meeting = async (seq: number) => (await meetings())[seq - 1]!;
const rounds = async (seq: number) =>
  house.app.db
    .selectFrom('round')
    .innerJoin('agenda_item', 'agenda_item.id', 'round.item_id')
    .select(['round.outcome', 'round.rule_version', 'agenda_item.position'])
    .where('round.meeting_id', '=', (await meeting(seq)).id)
    .orderBy('agenda_item.position')
    .orderBy('round.no')
    .execute();
interface Outcome {
  readonly ranking: readonly { readonly score: string }[];
  code: string;
  quorum: { attended: string; needed: string; met: boolean };
  total: { byChoice: Record<string, string>; notCast: string };
}
const outcomes = async (seq: number) =>
  (await rounds(seq)).map((round) => JSON.parse(round.outcome ?? 'null') as Outcome);

describe('the council', () => {
  test('[§7.1] is called as in the sample and was founded 640 days ago', async () => {
    const council = await house.app.read.council.bySlug('mizukidai');
    expect(council).toMatchObject({
      name: 'みずき台中学校区 地域づくり推進会議',
      city: 'ことのは市',
      foundedOn: '2021-05-09',
    });
  });

  test('[§7.2] 25 voting seats, all taken; handles as in contracts §1', async () => {
    const seats = await house.app.db.selectFrom('seat').select('id').execute();
    expect(seats).toHaveLength(25);
    const members = await house.app.db
      .selectFrom('mandate')
      .select('seat_id')
      .where('role', '=', 'member')
      .where('ended_at', 'is', null)
      .execute();
    expect(new Set(members.map((row) => row.seat_id)).size).toBe(25);
    const people = new Map((await samplePeople(house.app.db)).map((who) => [who.handle, who]));
    for (let no = 1; no <= 25; no++) expect(people.has(`member${no}`)).toBe(true);
    expect(people.get('chair')?.name).toBe('大沢 文江');
    expect(people.get('facilitator')?.name).toBe('相馬 里佳');
    expect(people.get('recorder')?.personId).toBe(people.get('member3')?.personId);
    expect(people.get('translator')?.personId).toBe(people.get('member21')?.personId);
    for (const handle of ['alternate', 'secretariat', 'officer', 'officer2', 'auditor', 'resident'])
      expect(people.has(handle)).toBe(true);
  });

  test('[§7.6] two of the core fields have no seat: health and independence', async () => {
    const rows = await house.app.db
      .selectFrom('seat')
      .innerJoin('organization', 'organization.id', 'seat.organization_id')
      .select('organization.fields')
      .execute();
    const seated = new Set(rows.flatMap((row) => JSON.parse(row.fields) as string[]));
    const core = ['health', 'childcare', 'youth', 'independence', 'disability', 'elderly'];
    expect(core.filter((field) => !seated.has(field))).toEqual(['health', 'independence']);
  });

  test('[§7.6] R2 followed R1 by the first decision', async () => {
    const sets = await house.app.db.selectFrom('rule_set').selectAll().orderBy('version').execute();
    expect(sets.map((set) => (JSON.parse(set.body) as { sealPolicy: string }).sealPolicy)).toEqual([
      'chair',
      'chair_plus_2',
    ]);
    const first = await house.app.db
      .selectFrom('decision')
      .select('id')
      .where('seq', '=', 1)
      .executeTakeFirstOrThrow();
    expect(sets[1]?.decision_id).toBe(first.id);
  });
});

describe('its issues', () => {
  test('[§7.3] 12 published, 5 resolved: 41.7 %, shares 2 : 1 : 2', async () => {
    const cards = readBoard(await house.app.sync.readDoc('council/mizukidai/board'));
    expect(cards.map((card) => card.no).sort((a, b) => a - b)).toEqual(
      [...Array(12).keys()].map((i) => i + 1),
    );
    const by = (column: string) => cards.filter((card) => card.column === column).map((card) => card.no);
    const sorted = (numbers: number[]) => numbers.sort((a, b) => a - b);
    expect(sorted(by('resolved'))).toEqual([1, 4, 6, 9, 12]);
    expect(sorted(by('in_progress'))).toEqual([2, 3, 5, 7]);
    expect(sorted(by('on_agenda'))).toEqual([8, 10]);
    expect(by('published')).toEqual([11]);
    expect(((by('resolved').length * 100) / cards.length).toFixed(1)).toBe('41.7');
    const routes = cards.filter((card) => card.column === 'resolved').map((card) => card.route);
    expect(routes.sort()).toEqual(['joint', 'referred', 'referred', 'self', 'self']);
  });

  test('[§7.3] cover 15 of 36 cells; 1, 2, 10 and 12 have no core field', async () => {
    const cards = readBoard(await house.app.sync.readDoc('council/mizukidai/board'));
    const core = ['health', 'childcare', 'youth', 'independence', 'disability', 'elderly'];
    const cells = cards.flatMap((card) =>
      card.fields
        .filter((field) => core.includes(field))
        .flatMap((field) => card.lifeStages.map((s) => `${field}×${s}`)),
    );
    expect(new Set(cells).size).toBe(15);
    expect(cells.some((cell) => cell.endsWith('mid_career'))).toBe(false);
    const outside = cards.filter((card) => !card.fields.some((field) => core.includes(field)));
    expect(outside.map((card) => card.no).sort((a, b) => a - b)).toEqual([1, 2, 10, 12]);
  });

  test('[§7.5] one waits for screening with a telephone number; the street does not see it', async () => {
    const people = new Map((await samplePeople(house.app.db)).map((who) => [who.handle, who.personId]));
    const secretariat = house.actorOf(people.get('secretariat') ?? null);
    const waiting = await house.app.read.issues.waitingCards(secretariat, councilId);
    expect(waiting).toMatchObject([{ flags: ['phone'] }]);
    expect(await house.app.read.issues.waitingCards(house.actorOf(null), councilId)).toEqual([]);
  });

  test('[design §5.3] [QPW4] the decision moved I-03 and is told on its page; to the street as provisional', async () => {
    const people = new Map((await samplePeople(house.app.db)).map((who) => [who.handle, who.personId]));
    const member = house.actorOf(people.get('member6') ?? null);
    const issue = await house.app.read.issues.one(member, councilId, 3);
    if (isRefusal(issue)) throw new Error('no issue 3');
    expect(issue.state).toBe('in_progress');
    expect(issue.decisions).toMatchObject([{ no: '2022-05', declaredCode: 'CONSENSUS_WITH_CONCERNS' }]);
    expect(issue.history.at(-1)).toMatchObject({ to: 'in_progress', decisionNo: '2022-05' });
    expect(issue.decisions[0]?.division?.level).toBe(3);
    const outside = await house.app.read.issues.one(house.actorOf(null), councilId, 3);
    expect(outside).toMatchObject({
      state: 'in_progress',
      decisions: [{ no: '2022-05', sealed: false, division: { level: 3 } }],
    });
  });
});

describe('its meetings', () => {
  test('[§7.5] three in fiscal year 2022: M1, M3 and the one to come', async () => {
    expect(
      (await meetings()).map((row) => [dayOf(row.starts_at), row.fiscal_year, row.seq, row.state]),
    ).toEqual([
      ['2022-05-14', 2022, 1, 'closed'],
      ['2022-11-10', 2022, 2, 'closed'],
      ['2023-02-15', 2022, 3, 'draft'],
    ]);
  });

  test('[§7.5] M1: 18 + 2 online + 1 alternate, 6 observers; 21 attended, 13 needed', async () => {
    const floor = await floorOf(house.app.db, (await meeting(1)).id);
    expect(floor.attendance).toMatchObject({
      inPerson: 18,
      online: 2,
      alternate: 1,
      absent: 4,
      observers: 6,
    });
    const [rules, year, hands, again] = await outcomes(1);
    expect(rules).toMatchObject({
      code: 'CONSENSUS_WITH_CONCERNS',
      quorum: { attended: '21', needed: '13', met: true },
      total: { byChoice: { consent: '17', concern: '3', objection: '0', stand_aside: '1' }, notCast: '0' },
    });
    expect(year).toMatchObject({ code: 'CONSENSUS', total: { byChoice: { consent: '21' } } });
    expect(hands).toMatchObject({
      code: 'NOT_YET',
      reason: 'talk',
      total: { byChoice: { '5': '6', '4': '8', '3': '5', '2': '2' } },
    });
    expect(again).toMatchObject({ code: 'AGREED', total: { byChoice: { '5': '6', '4': '9', '3': '6' } } });
  });

  test('[§7.5] M3: objection, then consent; a tie decided by the chair; two thirds', async () => {
    const floor = await floorOf(house.app.db, (await meeting(2)).id);
    expect(floor.attendance).toMatchObject({
      inPerson: 16,
      online: 3,
      alternate: 1,
      absent: 5,
      observers: 4,
    });
    const all = await outcomes(2);
    expect(all.map((outcome) => outcome.code)).toEqual([
      'RANKED',
      'CONSENSUS',
      'NOT_YET',
      'CONSENSUS_WITH_CONCERNS',
      'PASSED_BY_CASTING_VOTE',
      'PASSED_BY_MAJORITY',
    ]);
    expect(all[0]?.ranking.map(({ score }) => score)).toEqual(['14', '11', '9', '8', '6', '4', '2', '1']);
    const found = all.slice(2);
    expect(found[0]?.total.byChoice).toMatchObject({
      consent: '16',
      concern: '2',
      objection: '1',
      stand_aside: '1',
    });
    expect(found[1]?.total.byChoice).toMatchObject({
      consent: '17',
      concern: '2',
      objection: '0',
      stand_aside: '1',
    });
    expect(found[2]?.total.byChoice).toMatchObject({ for: '9', against: '9', abstain: '1' });
    expect(found[3]?.total.byChoice).toMatchObject({ for: '13', against: '4', abstain: '2' });
    expect(found[3]).toMatchObject({ base: '19', needed: '13' });
  });

  test('[§7.6] seven decisions without a gap', async () => {
    const rows = await house.app.db
      .selectFrom('decision')
      .select(['fiscal_year', 'seq', 'title', 'declared_code'])
      .orderBy('seq')
      .execute();
    expect(rows.map((row) => [row.seq, row.title, row.declared_code])).toEqual([
      [1, '会則を改め、議事録に署名人2人を置く', 'CONSENSUS_WITH_CONCERNS'],
      [2, '年間の会議を5月・8月（書面）・11月・2月の4回とする', 'CONSENSUS'],
      [3, '見守り・福祉、防災・安全、子ども・多文化の三つの部会を置く', 'AGREED'],
      [4, '課題の優先順位を、見守り・ごみ案内・災害時の声かけの順とする', 'CONSENSUS'],
      [
        5,
        '一人暮らし高齢者の見守りを、町会は月2回、民生委員は週1回、市は緊急時対応と研修として分担する',
        'CONSENSUS_WITH_CONCERNS',
      ],
      [6, '秋まつりの会場を団地中央広場に移す', 'PASSED_BY_CASTING_VOTE'],
      [7, '第1集会所に、週3日のたまり場を開く', 'PASSED_BY_MAJORITY'],
    ]);
    expect(rows.every((row) => row.fiscal_year === 2022)).toBe(true);
  });

  test('[§7.5] four assignments: three settled, 福祉総務課 asked', async () => {
    const rows = await house.app.db
      .selectFrom('role_assignment')
      .innerJoin('organization', 'organization.id', 'role_assignment.organization_id')
      .select(['organization.name', 'responsibility', 'state'])
      .execute();
    expect(new Map(rows.map((row) => [row.name, `${row.responsibility} ${row.state}`]))).toEqual(
      new Map([
        ['町会連合会', 'lead accepted'],
        ['民生委員・児童委員協議会', 'support accepted'],
        ['市 福祉総務課', 'support asked'],
        ['地域包括支援センター', 'consulted informed'],
      ]),
    );
  });

  test('[§7.5] minutes of M1 sealed by three and published D−240, with an erratum; those of M3 one of three, one of two corrections open', async () => {
    const rows = await house.app.db
      .selectFrom('minutes')
      .innerJoin('meeting', 'meeting.id', 'minutes.meeting_id')
      .select(['minutes.id', 'minutes.state', 'minutes.published_at', 'minutes.signatories'])
      .orderBy('meeting.starts_at')
      .execute();
    expect(rows.map((row) => row.state)).toEqual(['published', 'circulated']);
    expect(dayOf(rows[0]?.published_at ?? 0)).toBe('2022-06-13');
    const signed = async (id: string) =>
      (
        await house.app.db
          .selectFrom('minutes_signature')
          .select('person_id')
          .where('minutes_id', '=', id)
          .execute()
      ).length;
    expect(await signed(rows[0]!.id)).toBe(3);
    expect(await signed(rows[1]!.id)).toBe(1);
    expect(JSON.parse(rows[1]!.signatories)).toHaveLength(3);
    const chain = await house.app.db.selectFrom('chain_entry').select('kind').orderBy('seq').execute();
    expect(chain.map((entry) => entry.kind).sort()).toEqual([
      'decision',
      'decision',
      'decision',
      'erratum',
      'minutes',
    ]);
    const corrections = await house.app.db
      .selectFrom('minutes_correction')
      .select(['circulation', 'state'])
      .orderBy('no')
      .execute();
    expect(corrections).toEqual([
      { circulation: 1, state: 'taken' },
      { circulation: 2, state: 'open' },
    ]);
  });

  test('[§7.5] the one to come has its agenda written, six tasks on the canvas, papers 1 to 3', async () => {
    const { id } = await meeting(3);
    const items = readAgenda(await house.app.sync.readDoc(`meeting/${id}/agenda`));
    expect(items.map((item) => item.title)).toContain('町会の役員のなり手');
    const watching = items.find((item) => item.title.startsWith('高齢者の見守り'));
    expect(watching?.tasks).toHaveLength(6);
    expect(watching?.tasks.filter((task) => task.scope === 'city_wide').map((task) => task.title)).toEqual([
      '全市の緊急通報装置',
    ]);
    expect(items.at(-1)?.type).toBe('closing');
    const papers = await house.app.db
      .selectFrom('material')
      .select('no')
      .where('meeting_id', '=', id)
      .execute();
    expect(papers.map((paper) => paper.no).sort()).toEqual([1, 2, 3]);
  });
});

describe('afterwards', () => {
  test('the clock stands at D, and a second start adds nothing', async () => {
    expect(dayOf(house.app.clock.now())).toBe('2023-02-08');
    const before = await house.app.db.selectFrom('audit_event').select('seq').execute();
    await fillSampleCouncil(house.app);
    expect(await house.app.db.selectFrom('audit_event').select('seq').execute()).toHaveLength(before.length);
  });
});
