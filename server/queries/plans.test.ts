import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House } from '../../tests/fixtures/house.ts';
import {
  forgetStatements,
  recordWhile,
  recordedStatements,
  rowsOf,
  scansOf,
  unexpectedScans,
} from '../../tests/fixtures/query-plans.ts';
import { documentRights } from '../access/documents.ts';
import { fillSampleCouncil } from '../demo/fill.ts';
import { samplePeople } from './council/sample-people.ts';
import type { Queries } from './index.ts';

/* No page and no act of one council costs more because of the years of others: nothing that grows is read whole. */

let house: House;
beforeAll(async () => {
  forgetStatements();
  house = await openHouse('2023-02-08');
  await fillSampleCouncil(house.app);
}, 120_000);
afterAll(() => house.close());

type Calls = { [noun in keyof Queries]: { [name in keyof Queries[noun]]: () => Promise<unknown> } };

/** Every read there is, asked by somebody and by the street; a read that is missing here is a fault of types. */
async function everyRead(): Promise<Calls> {
  const { read, db } = house.app;
  const rows = <Row>(text: string) => rowsOf<Row>(path.join(house.dataDir, 'records.db'), text);
  const people = new Map((await samplePeople(db)).map((who) => [who.handle, who.personId]));
  const secretariat = house.actorOf(people.get('secretariat') ?? null);
  const member = house.actorOf(people.get('member6') ?? null);
  const officer = house.actorOf(people.get('officer') ?? null);
  const nobody = house.actorOf(null);
  const everybody = [secretariat, member, officer, nobody];
  const each = async (ask: (actor: typeof nobody) => Promise<unknown>) => {
    for (const actor of everybody) await ask(actor);
  };
  const [council] = rows<{ id: string; slug: string }>('select id, slug from council');
  const { id, slug } = council!;
  const meetings = rows<{ id: string }>('select id from meeting');
  const rounds = rows<{ id: string }>('select id from round');
  const decisions = rows<{ id: string }>('select id from decision');
  const issues = rows<{ id: string; no: number | null; receipt_code: string | null }>('select * from issue');
  const eachOf = async <Row>(
    rows: readonly Row[],
    ask: (actor: typeof nobody, row: Row) => Promise<unknown>,
  ) => {
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) await each((actor) => ask(actor, row));
  };
  return {
    council: {
      list: () => read.council.list({ limit: 10, after: slug }),
      bySlug: () => read.council.bySlug(slug),
      elsewhere: async () => {
        await read.council.elsewhere(slug);
        await read.council.elsewhere('nowhere');
      },
      organizations: () => read.council.organizations(id),
      frame: () => each((actor) => read.council.frame(actor, slug)),
      home: () => each((actor) => read.council.home(actor, slug)),
      told: () => each((actor) => read.council.told(actor, id)),
      roster: () => each((actor) => read.council.roster(actor, slug)),
      ruleBasis: () => each((actor) => read.council.ruleBasis(actor, slug)),
      rules: () => each((actor) => read.council.rules(actor, slug)),
      street: () => read.council.street(slug),
    },
    minutes: {
      view: () => eachOf(meetings, (actor, meeting) => read.minutes.view(actor, meeting.id)),
      draft: () => eachOf(meetings, (actor, meeting) => read.minutes.draft(actor, meeting.id)),
      circulate: () => eachOf(meetings, (actor, meeting) => read.minutes.circulate(actor, meeting.id)),
      chain: () => each((actor) => read.minutes.chain(actor, slug, { limit: 100, after: 0 })),
    },
    people: {
      me: () => each((actor) => read.people.me(actor)),
      invitation: () => read.people.invitation('A'.repeat(43)),
      sample: () => read.people.sample(),
    },
    issues: {
      cards: () => read.issues.cards(id),
      late: () => read.issues.late(id),
      earlierCounts: () => read.issues.earlierCounts(id),
      earlier: () => read.issues.earlier(id, null),
      published: () => read.issues.published(id, { limit: 5, afterNo: 3 }),
      one: () => eachOf(issues, (actor, issue) => read.issues.one(actor, id, issue.no ?? 0)),
      byId: () => eachOf(issues, (actor, issue) => read.issues.byId(actor, issue.id)),
      waitingCards: () => each((actor) => read.issues.waitingCards(actor, id)),
      waiting: () =>
        each(async (actor) =>
          read.issues.waiting(
            actor,
            id,
            (await read.issues.waitingCards(actor, id)).map((card) => card.id),
          ),
        ),
      waitingLines: () =>
        each(async (actor) =>
          read.issues.waitingLines(
            actor,
            id,
            (await read.issues.waitingCards(actor, id)).map((card) => card.id),
          ),
        ),
      lists: () => read.issues.lists(id),
      previewStrategy: () => each((actor) => read.issues.previewStrategy(actor, id, '安心\n・見守り')),
      strategiesBefore: () => read.issues.strategiesBefore(id),
      hidden: () => read.issues.hidden(id),
      hiddenOne: () => read.issues.hiddenOne(id, 3),
      takenBack: () => each((actor) => read.issues.takenBack(actor, id)),
      wordsBefore: () => each((actor) => read.issues.wordsBefore(actor, id, 3)),
      coverage: () => read.issues.coverage(id),
      figures: () => read.issues.figures(id, null),
      candidates: () => each((actor) => read.issues.candidates(actor, id)),
      mine: () => each((actor) => read.issues.mine(actor, id)),
      openAgendas: () => each((actor) => read.issues.openAgendas(actor, id)),
      mergedInto: () => read.issues.mergedInto(id, 3),
      search: async () => {
        for (const words of ['見守り', '公園', '水', '集会所 鍵']) await read.issues.search(id, words);
      },
      searchWaiting: () => each((actor) => read.issues.searchWaiting(actor, id, '電話')),
      photo: () => each((actor) => read.issues.photo(actor, id, 'A'.repeat(22))),
      slip: () => eachOf(issues, (actor, issue) => read.issues.slip(actor, id, issue.receipt_code ?? '')),
    },
    lots: {
      list: () => each((actor) => read.lots.list(actor, slug)),
      one: () => each((actor) => read.lots.one(actor, slug, '2022-01')),
    },
    issueLinks: {
      open: () => each((actor) => read.issueLinks.open(actor, id)),
      place: () => read.issueLinks.place(id, 'A'.repeat(10)),
    },
    help: { requests: () => each((actor) => read.help.requests(actor, id)) },
    meeting: {
      list: () => each((actor) => read.meeting.list(actor, slug, { limit: 2, after: '1668000000000.x' })),
      year: () => each((actor) => read.meeting.year(actor, slug, 2022)),
      search: () => each((actor) => read.meeting.search(actor, slug, '第4回')),
      waiting: () => each((actor) => read.meeting.waiting(actor, slug)),
      view: () => eachOf(meetings, (actor, meeting) => read.meeting.view(actor, meeting.id)),
      notice: () => eachOf(meetings, (actor, meeting) => read.meeting.notice(actor, meeting.id)),
      door: () => eachOf(meetings, (actor, meeting) => read.meeting.door(actor, meeting.id)),
      closing: () => eachOf(meetings, (actor, meeting) => read.meeting.closing(actor, meeting.id)),
      room: () => eachOf(meetings, (actor, meeting) => read.meeting.room(actor, meeting.id)),
      proxies: () => eachOf(meetings, (actor, meeting) => read.meeting.proxies(actor, meeting.id)),
      ownProxy: () => eachOf(meetings, (actor, meeting) => read.meeting.ownProxy(actor, meeting.id)),
      material: () => eachOf(meetings, (actor, meeting) => read.meeting.material(actor, meeting.id, 1)),
    },
    rounds: {
      page: () => eachOf(rounds, (actor, round) => read.rounds.page(actor, round.id)),
      details: () => eachOf(rounds, (actor, round) => read.rounds.details(actor, round.id)),
      json: () => eachOf(rounds, (actor, round) => read.rounds.json(actor, round.id)),
      papers: () => eachOf(rounds, (actor, round) => read.rounds.papers(actor, round.id)),
      sheets: async () => {
        const versions = rows<{ id: string; meeting_id: string }>(
          'select proposal_version.id, meeting_id from proposal_version join proposal on proposal.id = proposal_id',
        );
        await eachOf(versions, (actor, version) => read.rounds.sheets(actor, version.meeting_id, version.id));
        await eachOf(meetings, (actor, meeting) => read.rounds.sheets(actor, meeting.id, null));
      },
    },
    decisions: {
      register: () => each((actor) => read.decisions.register(actor, slug, { limit: 2, after: '2022-04' })),
      year: () => each((actor) => read.decisions.year(actor, slug, 2022)),
      search: () => each((actor) => read.decisions.search(actor, slug, '見守り')),
      one: () => eachOf(decisions, (actor, decision) => read.decisions.one(actor, decision.id)),
    },
    roles: { matrix: () => each((actor) => read.roles.matrix(actor, slug, { fiscalYear: 2022 })) },
  };
}

test('every read finds its rows by an index', async () => {
  for (const reads of Object.values(await everyRead()))
    for (const ask of Object.values(reads)) await recordWhile(ask);
  expect(recordedStatements().length).toBeGreaterThan(300);
  expect(unexpectedScans(path.join(house.dataDir, 'records.db'))).toEqual([]);
});

test('so do sessions, the rights of live documents and the mirrors', async () => {
  const { app } = house;
  const [person] = rowsOf<{ id: string }>(path.join(house.dataDir, 'records.db'), 'select id from person');
  const docs = ['council/mizukidai/board', 'council/mizukidai/canvas', 'meeting/x/agenda'].concat(
    rowsOf<{ id: string }>(path.join(house.dataDir, 'records.db'), 'select id from meeting').flatMap(
      ({ id }) => ['agenda', 'minutes', 'floor'].map((part) => `meeting/${id}/${part}`),
    ),
  );
  await recordWhile(async () => {
    const { token } = await app.sessions.issue(person!.id, 'x');
    const session = await app.sessions.validate(token);
    await app.sessions.list(person!.id);
    for (const name of docs) await documentRights(app.db, person!.id, name);
    for (const name of docs) if (/floor|board/.test(name)) await app.sync.readDoc(name);
    await app.sessions.revoke(person!.id, session!.sessionId);
    await app.sessions.revokeAll(person!.id);
  });
  expect(unexpectedScans(path.join(house.dataDir, 'records.db'))).toEqual([]);
});

test('a scan would be seen', () => {
  const file = path.join(house.dataDir, 'records.db');
  const found = scansOf(file, [
    'select id from decision where title = ?',
    'select "d"."id" from "decision" as "d" where "d"."title" = ?',
    'select id from decision where id = ?',
    'update meeting set place = ? where place = ?',
  ]);
  expect(found.map(({ table }) => table)).toEqual(['decision', 'decision', 'meeting']);
});
