import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBoard } from '#lib/doc/board.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { engineOfRun, openHouse, type House } from '#tests/fixtures/house.ts';
import { newId } from '../../db/ids.ts';
import { forgetDeleted } from '../../db/open.ts';

/* Residents without an account: slips, drafts sent once, floods, and the private path. */

let house: House;
let council: TestCouncil;

beforeAll(async () => {
  house = await openHouse('2022-06-01');
  council = await foundCouncil(house);
});
afterAll(() => house.close());

interface Sent {
  readonly issueId: string;
  readonly code: string;
}
const submit = (more: object = {}, person: string | null = null, key?: string) =>
  house.act<Sent>(
    person,
    'submit-issue',
    {
      councilId: council.councilId,
      title: '坂の上の家から買物に行けない',
      body: 'バスが減りました。',
      ...more,
    },
    key,
  );
const must = async (more: object = {}) => {
  const sent = await submit(more);
  if ('refused' in sent) throw new Error(JSON.stringify(sent));
  return sent;
};
const slip = (code: string, address = '127.0.0.1', councilId = council.councilId) =>
  house.app.read.issues.slip({ ...house.actorOf(null), address }, councilId, code);
const issues = () => house.app.db.selectFrom('issue').selectAll().execute();
const ask = (more: object = {}, person: string | null = null) =>
  house.act<{ requestId: string; code: string }>(person, 'ask-for-help', {
    councilId: council.councilId,
    title: '母の世話で学校に行けない子がいる',
    body: 'となりの家のことです。',
    contact: '090-1234-5678',
    ...more,
  });

describe('a reply slip', () => {
  test('[ISS20] tells an anonymous person what became of it, from receipt to the public page', async () => {
    const { issueId, code } = await must();
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
    expect(await slip(code)).toMatchObject({ kind: 'issue', state: 'submitted', issue: null });
    await house.must(council.facilitator, 'screen-issue', { issueId, verdict: 'publish' });
    expect(await slip(` ${code.toLowerCase()} `)).toMatchObject({
      kind: 'issue',
      state: 'published',
      issue: { title: '坂の上の家から買物に行けない', history: [{ to: 'published' }] },
    });
  });

  test('[ISS20] a returned one says why, to the holder of the slip alone', async () => {
    const { issueId, code } = await must();
    const reason = '場所が分かりませんでした。';
    await house.must(council.secretariat, 'screen-issue', { issueId, verdict: 'return', reason });
    expect(await slip(code)).toMatchObject({ state: 'returned', reason });
    expect(await house.app.read.issues.byId(house.actorOf(null), issueId)).toMatchObject({
      refused: 'not-found',
    });
  });

  test('[LIM2] [F-R17] wrong codes and those of another council are one answer; after too many only a right one is answered', async () => {
    const guarded = await openHouse('2022-06-01', { lookupPerAddress: 3 });
    const here = await foundCouncil(guarded);
    const there = await foundCouncil(guarded, 'higashi');
    const { code } = await guarded.must<Sent>(null, 'submit-issue', {
      councilId: here.councilId,
      title: '灯',
    });
    const look = (typed: string, address: string, councilId = here.councilId) =>
      guarded.app.read.issues.slip({ ...guarded.actorOf(null), address }, councilId, typed);
    const none = { refused: 'not-found', field: 'code' };
    expect(await look('0000-0000-0000', '203.0.113.7')).toEqual(none);
    expect(await look(code, '203.0.113.7', there.councilId)).toEqual(none);
    expect(await look('x', '203.0.113.7')).toEqual(none);
    expect(await look('0000-0000-0000', '203.0.113.7')).toMatchObject({
      refused: 'too-many-requests',
      params: { seconds: 1200 },
    });
    expect(await look(code, '203.0.113.7')).toMatchObject({ kind: 'issue' });
    // it has not bought another guess
    expect(await look('0000-0000-0000', '203.0.113.7')).toMatchObject({ refused: 'too-many-requests' });
    expect(await look(code, '203.0.113.8')).toMatchObject({ kind: 'issue' });
    await guarded.close();
  });
});

describe('a draft', () => {
  test('[ISS29] sent again from another address is one issue with one slip, with the later words', async () => {
    const draftId = newId();
    const before = (await issues()).length;
    const first = await must({ draftId });
    const again = await must({ draftId, body: '言い直します。' });
    expect(again).toEqual(first);
    expect(await issues()).toHaveLength(before + 1);
    expect((await issues()).find(({ id }) => id === first.issueId)?.body).toBe('言い直します。');
    await house.must(council.facilitator, 'screen-issue', { issueId: first.issueId, verdict: 'publish' });
    expect(await must({ draftId, body: '遅い言い直し' })).toEqual(first);
    expect((await issues()).find(({ id }) => id === first.issueId)?.body).toBe('言い直します。');
  });

  test('[ISS29] a draft id of another council changes nothing there', async () => {
    const other = await foundCouncil(house, 'minami');
    const draftId = newId();
    const first = await must({ draftId });
    const second = await must({ draftId, councilId: other.councilId, title: '別の町の話' });
    expect(second.issueId).not.toBe(first.issueId);
    expect(await slip(first.code)).toMatchObject({ title: '坂の上の家から買物に行けない' });
  });

  test('[ISS29] so is a private request', async () => {
    const draftId = newId();
    const first = await ask({ draftId });
    expect(await ask({ draftId, body: 'くわしく書きます。' })).toEqual(first);
    const rows = await house.app.db
      .selectFrom('help_request')
      .select('body')
      .where('draft_id', '=', draftId)
      .execute();
    expect(rows).toEqual([{ body: 'くわしく書きます。' }]);
  });
});

describe('floods', () => {
  test('[LIM1] thirty households behind one address all get through, a flood does not, members are not held up', async () => {
    const small = await openHouse('2022-06-01', { submitPerAddress: 40, submitPerLink: 60 });
    const { councilId, resident } = await foundCouncil(small);
    const send = (address: string, n: number, key = newId()) =>
      small.app.act(
        'submit-issue',
        { councilId, title: `街路灯 ${n}` },
        { ...small.actorOf(null), address },
        key,
      );
    const answers = [];
    for (let n = 0; n < 100; n++) answers.push(await send('203.0.113.7', n, `k${n}`));
    expect(answers.slice(0, 30).every((answer) => !('refused' in answer))).toBe(true);
    expect(answers.filter((answer) => !('refused' in answer))).toHaveLength(40);
    expect(answers.at(-1)).toMatchObject({ refused: 'too-many-requests' });
    // the same again is no flood: its answer is remembered
    expect(await send('203.0.113.7', 0, 'k0')).toEqual({ ...answers[0], signIn: null });
    // other addresses until the link is full
    for (let n = 0; n < 20; n++) expect(await send(`198.51.100.${n}`, n)).not.toHaveProperty('refused');
    expect(await send('192.0.2.1', 1)).toMatchObject({ refused: 'too-many-requests' });
    expect(await small.act(resident, 'submit-issue', { councilId, title: 'x' })).not.toHaveProperty(
      'refused',
    );
    const rows = await small.app.db.selectFrom('issue').select('id').execute();
    expect(rows).toHaveLength(61);
    await small.close();
  });

  test('[LIM5] a flood through one sheet leaves the others and the form open; invented marks are the form', async () => {
    const small = await openHouse('2022-06-01', { submitPerAddress: 1000, submitPerLink: 10 });
    const { councilId, secretariat } = await foundCouncil(small);
    const link = (place: string) =>
      small.must<{ linkId: string; mark: string }>(secretariat, 'open-issue-link', { councilId, place });
    const [hall, park] = [await link('第1集会所'), await link('三丁目の公園')];
    const street = small.actorOf(null);
    const send = (mark: string, n: number) =>
      small.app.act('submit-issue', { councilId, title: `街路灯 ${n}`, link: mark }, street, newId());
    const through = async (mark: (n: number) => string) => {
      let taken = 0;
      for (let n = 0; n < 20; n++) if (!('refused' in (await send(mark(n), n)))) taken++;
      return taken;
    };
    expect(await through(() => hall.mark)).toBe(10);
    expect(await through(() => park.mark)).toBe(10);
    expect(await through((n) => `INVENTED${n}`)).toBe(10);
    expect(await send('', 1)).toMatchObject({ refused: 'too-many-requests' });
    // another council's mark is nobody's here; an ended one is the form
    expect(await small.act(secretariat, 'end-issue-link', { linkId: park.linkId })).not.toHaveProperty(
      'refused',
    );
    expect(await small.act(secretariat, 'end-issue-link', { linkId: park.linkId })).toMatchObject({
      refused: 'already-done',
    });
    expect(await send(park.mark, 2)).toMatchObject({ refused: 'too-many-requests' });
    expect(await small.act(null, 'open-issue-link', { councilId, place: 'x' })).toHaveProperty('refused');
    await small.close();
  });

  test.each([
    ['script', '<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['direction tricks', 'あ\u202eいう\u2066え', 'あいうえ'],
    ['lone surrogates', 'あ\ud800い', 'あ\ufffdい'],
    ['emoji', '👵🏽‍🦽坂', '👵🏽‍🦽坂'],
    ['a link', 'javascript:alert(1) https://example.com', 'javascript:alert(1) https://example.com'],
  ])('[CAN7] hostile words: %s are text', async (_, title, kept) => {
    const { issueId } = await must({ title });
    expect((await issues()).find(({ id }) => id === issueId)?.title).toBe(kept);
  });

  test('100,000 characters are refused by name', async () => {
    for (const field of ['title', 'body', 'place', 'submitterName', 'originalBody'])
      expect(await submit({ [field]: 'あ'.repeat(100_000) })).toMatchObject({ refused: 'bad-input', field });
  });
});

describe('the private path', () => {
  test('[ISS22][R-HAC-15] reaches the secretariat and nobody else: no board, list, search, export or other eyes', async () => {
    const marker = 'だれにも言えない困りごと';
    const sent = await ask({ title: marker });
    const { requestId, code } = sent as { requestId: string; code: string };
    const { read, db } = house.app;
    expect(await read.help.requests(house.actorOf(council.secretariat), council.councilId)).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: requestId, title: marker })]),
    );
    for (const person of [
      null,
      council.chair,
      council.facilitator,
      council.recorder,
      council.officer,
      council.resident,
    ]) {
      expect(await read.help.requests(house.actorOf(person), council.councilId)).toBeNull();
      expect(await house.act(person, 'answer-help-request', { requestId, to: 'talking' })).toEqual({
        refused: 'not-found',
        field: 'requestId',
      });
      const seen = [
        await read.issues.waitingCards(house.actorOf(person), council.councilId),
        await read.issues.published(council.councilId, { limit: 200, afterNo: 0 }),
        await read.issues.cards(council.councilId),
        readBoard(await house.app.sync.readDoc(`council/${council.slug}/board`)),
      ];
      expect(JSON.stringify(seen)).not.toContain(marker);
    }
    expect(JSON.stringify(await db.selectFrom('issue_words').selectAll().execute())).not.toContain(marker);
    expect(JSON.stringify(await db.selectFrom('audit_event').selectAll().execute())).not.toContain(marker);
    const own = await slip(code);
    expect(own).toMatchObject({ kind: 'help', state: 'received' });
    // a lost slip does not tell what was written
    expect(JSON.stringify(own)).not.toContain(marker);
  });

  test('[ISS22] an issue handed to it leaves no words behind, and its slip goes on working', async () => {
    const marker = '家の中のこと九八七';
    const { issueId, code } = await must({ title: marker, body: marker, submitterName: marker });
    await house.must(council.facilitator, 'screen-issue', { issueId, verdict: 'redirect_private' });
    const { db, read } = house.app;
    expect(JSON.stringify(await db.selectFrom('issue').selectAll().execute())).not.toContain(marker);
    expect(JSON.stringify(await db.selectFrom('issue_words').selectAll().execute())).not.toContain(marker);
    expect(JSON.stringify(await read.issues.byId(house.actorOf(council.facilitator), issueId))).not.toContain(
      marker,
    );
    const own = await slip(code);
    expect(own).toMatchObject({ kind: 'help', state: 'received' });
    // a lost slip does not tell what was written
    expect(JSON.stringify(own)).not.toContain(marker);
  });

  test('[ISS23] [I11] the answer is read with the slip; closing erases the words, on the disk too', async () => {
    const marker = '消えるはずの言葉八七六五';
    const { requestId, code } = (await ask({ title: marker, body: marker, contact: marker })) as {
      requestId: string;
      code: string;
    };
    const answer = (to: string, reply = '') =>
      house.act(council.secretariat, 'answer-help-request', { requestId, to, reply });
    const reply = '包括支援センターにつなぎました。';
    expect(await answer('handed_on', reply)).toMatchObject({ state: 'handed_on' });
    expect(await slip(code)).toMatchObject({ state: 'handed_on', reply });
    expect(await answer('closed')).toMatchObject({ state: 'closed' });
    expect(await answer('talking')).toMatchObject({ refused: 'wrong-state' });
    expect(await slip(code)).toMatchObject({ state: 'closed', reply });
    // what lies where in the files of PostgreSQL is its own
    if (engineOfRun === 'postgres') return;
    await forgetDeleted(house.app.db);
    expect(readFileSync(path.join(house.dataDir, 'records.db')).includes(Buffer.from(marker))).toBe(false);
  });

  test('[F-S2] where somebody asked from stands in no file, neither as it is nor as something made of it', async () => {
    const address = '203.0.113.77';
    const from = { ...house.actorOf(null), address };
    const { councilId } = council;
    const title = '住所を残さない相談';
    const input = { councilId, title, body: 'だれにも知られたくありません。', contact: '' };
    const key = newId();
    const first = await house.app.act('ask-for-help', input, from, key);
    expect(await house.app.act('ask-for-help', input, from, key)).toEqual(first);
    await house.app.act('submit-issue', { councilId, title, body: 'ベンチがほしい。' }, from, newId());
    await forgetDeleted(house.app.db);
    for (const file of readdirSync(house.dataDir, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const bytes = readFileSync(path.join(file.parentPath, file.name));
      for (const spelled of [
        address,
        Buffer.from(address).toString('base64'),
        Buffer.from(address, 'utf16le'),
      ])
        expect(bytes.includes(spelled), `${file.name}`).toBe(false);
    }
    // under whose name an answer is kept is one for all
    const scopes = await house.app.db.selectFrom('idempotency').select('scope').distinct().execute();
    const people = await house.app.db.selectFrom('person').select('id').execute();
    const others = scopes.filter(({ scope }) => !people.some(({ id }) => id === scope));
    expect(others).toEqual([{ scope: 'street' }]);
  });

  test('[R-KAW-12] typed for somebody else only by people of the council', async () => {
    expect(await ask({ submittedVia: 'phone' })).toMatchObject({ refused: 'session-required' });
    expect(await ask({ submittedVia: 'phone' }, council.resident)).toMatchObject({ refused: 'forbidden' });
    expect(await ask({ submittedVia: 'phone' }, council.secretariat)).toMatchObject({
      code: expect.any(String) as string,
    });
  });
});

describe('screening', () => {
  const published = async (title: string, body = '') => {
    const { issueId, code } = await must({ title, body });
    const { no } = await house.must<{ no: number }>(council.facilitator, 'screen-issue', {
      issueId,
      verdict: 'publish',
    });
    return { issueId, code, no };
  };
  const merge = (issueId: string, intoIssueId: string, person: string | null = council.facilitator) =>
    house.act<{ state: string; intoNo: number }>(person, 'merge-issues', { issueId, intoIssueId });
  const cards = async () => readBoard(await house.app.sync.readDoc(`council/${council.slug}/board`));

  test('[ISS28] the same worry in other words is offered to whoever screens, another one is not', async () => {
    const light = await published('通学路の街路灯が暗い', '中学校の前の道の灯りが切れています。');
    await published('団地の夜の生活音でもめている', '上の階の音が気になります。');
    const { issueId } = await must({ title: '中学校の前の街路灯が切れて暗い', body: '通学路が真っ暗です。' });
    const [waiting] = await house.app.read.issues.waiting(
      house.actorOf(council.facilitator),
      council.councilId,
      [issueId],
    );
    expect(waiting?.similar.map(({ no }) => no)).toEqual([light.no]);
    expect(
      await house.app.read.issues.waiting(house.actorOf(council.resident), council.councilId, [issueId]),
    ).toEqual([]);
  });

  test('[ISS33] joined with another: card gone, supporters and slips go along, no chain of joins', async () => {
    const [a, b, c] = [
      await published('公園の水飲み場が出ない'),
      await published('公園の水道が止まっている'),
      await published('広場の水が出ない'),
    ];
    for (const person of [council.resident, council.chair])
      await house.must(person, 'support-issue', { issueId: a.issueId, kind: 'too' });
    await house.must(council.chair, 'support-issue', { issueId: b.issueId, kind: 'too' });
    expect(await merge(a.issueId, b.issueId)).toMatchObject({ state: 'merged', intoNo: b.no });
    expect((await cards()).some(({ id }) => id === a.issueId)).toBe(false);
    expect((await cards()).find(({ id }) => id === b.issueId)).toMatchObject({ support: 2 });
    expect(await slip(a.code)).toMatchObject({ state: 'merged', issue: { no: b.no, joined: 1 } });
    await merge(b.issueId, c.issueId);
    expect(await slip(a.code)).toMatchObject({ state: 'merged', issue: { no: c.no, joined: 2 } });
    expect(await house.app.read.issues.mergedInto(council.councilId, a.no)).toBe(c.no);
    expect(await house.app.read.issues.one(house.actorOf(null), council.councilId, a.no)).toMatchObject({
      refused: 'not-found',
    });
  });

  test('[ISS33] not into itself, what waits, or another council; not by residents or members', async () => {
    const { issueId } = await published('掲示板が足りない');
    const waiting = await must();
    expect(await merge(issueId, issueId)).toMatchObject({ refused: 'wrong-state', field: 'intoIssueId' });
    expect(await merge(issueId, waiting.issueId)).toMatchObject({ refused: 'wrong-state' });
    const other = await foundCouncil(house, 'nishi');
    const foreign = await house.must<Sent>(null, 'submit-issue', {
      councilId: other.councilId,
      title: '掲示板が足りない',
    });
    expect(await merge(issueId, foreign.issueId)).toMatchObject({
      refused: 'not-found',
      field: 'intoIssueId',
    });
    for (const person of [council.resident, council.officer, council.seats[9]!.personId])
      expect(await merge(issueId, waiting.issueId, person)).toMatchObject({ refused: 'forbidden' });
  });

  test('[ISS32][R-SEN-02] the route is changed later where the card stands, and the history tells', async () => {
    const { issueId, no } = await published('バス停に屋根がほしい');
    const leadOrganizationId = council.organizations.福祉総務課;
    const route = (to: string, reason = '') =>
      house.must(council.facilitator, 'screen-issue', {
        issueId,
        verdict: 'route',
        route: to,
        reason,
        leadOrganizationId,
      });
    await route('self');
    await house.must(council.facilitator, 'move-issue', { issueId, to: 'resolved', result: '付きました。' });
    const { resolved_at } = (await issues()).find(({ id }) => id === issueId)!;
    await route('referred', '道路課が付けました。');
    expect((await issues()).find(({ id }) => id === issueId)).toMatchObject({
      state: 'resolved',
      route: 'referred',
      result: '付きました。',
      resolved_at,
    });
    expect(await house.app.read.issues.one(house.actorOf(null), council.councilId, no)).toMatchObject({
      history: [
        { to: 'published', route: null },
        { to: 'in_progress', route: 'self', stayed: false },
        { to: 'resolved', route: null },
        { to: 'resolved', route: 'referred', stayed: true, reason: '道路課が付けました。' },
      ],
    });
  });
});

describe('finding', () => {
  const search = async (query: string) =>
    (await house.app.read.issues.search(council.councilId, query)).map(({ title }) => title);

  test('[ISS26][ISS27] one, two and more signs, any kana; unpublished ones are not found by the street', async () => {
    const title = 'ゴミの分別案内板が読めない';
    const { issueId } = await must({ title, place: '二丁目の集会所' });
    expect(await search('分別案内')).not.toContain(title);
    const waiting = (query: string, person: string | null) =>
      house.app.read.issues.searchWaiting(house.actorOf(person), council.councilId, query);
    expect(await waiting('分別案内', council.facilitator)).toContain(issueId);
    expect(await waiting('分別案内', council.resident)).toEqual([]);
    await house.must(council.facilitator, 'screen-issue', { issueId, verdict: 'publish' });
    for (const query of ['分別案内', 'ごみ', '板', 'ｺﾞﾐ 分別', '集会所　ごみ'])
      expect(await search(query), query).toContain(title);
    for (const query of ['', '  ', '"', 'AND', 'NEAR(', '*', "'; drop table issue; --", '分別 自転車'])
      expect(await search(query), query).not.toContain(title);
  });

  test('[ISS26] the index has the words that are public now, and nothing more', async () => {
    const { issueId } = await must({ title: '消される前の名前佐藤さん' });
    await house.must(council.facilitator, 'screen-issue', {
      issueId,
      verdict: 'publish',
      title: '見守りの当番が足りない',
      body: '当番が足りません。',
    });
    expect(await search('消される前')).toEqual([]);
    expect(await search('見守りの当番')).toEqual(['見守りの当番が足りない']);
  });
});

describe('support', () => {
  test('[ISS24][ISS25] once a person and kind, live on the board, taken back; names only for those inside', async () => {
    const { issueId } = await must({ title: '朝の見守りの人手' });
    const say = (person: string | null, more: object = {}) =>
      house.act(person, 'support-issue', { issueId, kind: 'can', ...more });
    expect(await say(council.resident)).toMatchObject({ refused: 'not-found' });
    const { no } = await house.must<{ no: number }>(council.facilitator, 'screen-issue', {
      issueId,
      verdict: 'publish',
    });
    expect(await say(null)).toMatchObject({ refused: 'session-required' });
    for (let i = 0; i < 3; i++) expect(await say(council.resident)).toMatchObject({ count: 1 });
    await say(council.resident, { kind: 'too' });
    const card = async () =>
      readBoard(await house.app.sync.readDoc(`council/${council.slug}/board`)).find(
        ({ id }) => id === issueId,
      );
    expect(await card()).toMatchObject({ support: 1, offers: 1 });
    const seen = async (person: string | null) => {
      const view = await house.app.read.issues.one(house.actorOf(person), council.councilId, no);
      return 'refused' in view ? view : view.support;
    };
    expect(await seen(council.resident)).toMatchObject({ mine: { too: true, can: true }, offering: [] });
    expect(await seen(null)).toMatchObject({ too: 1, can: 1, may: false, offering: [] });
    expect(await seen(council.facilitator)).toMatchObject({ offering: ['グエン・ティ・ホア'] });
    expect(await say(council.resident, { withdraw: true })).toMatchObject({ count: 0 });
    expect(await card()).toMatchObject({ support: 1, offers: 0 });
  });
});
