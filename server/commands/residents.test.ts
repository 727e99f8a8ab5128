import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBoard } from '#lib/doc/board.ts';
import { foundCouncil, type TestCouncil } from '../../tests/fixtures/council.ts';
import { openHouse, type House } from '../../tests/fixtures/house.ts';
import { newId } from '../db/ids.ts';

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

  test('[LIM2] wrong codes and those of another council are one answer, and after too many nobody may guess', async () => {
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
    expect(await look(code, '203.0.113.7')).toMatchObject({ refused: 'too-many-requests' });
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
        await read.issues.waiting(house.actorOf(person), council.councilId),
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

  test('[ISS23] the answer is read with the slip; closing erases the words, on the disk too', async () => {
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
    const { sql } = await import('kysely');
    await sql`pragma wal_checkpoint(truncate)`.execute(house.app.db);
    expect(readFileSync(path.join(house.dataDir, 'records.db')).includes(Buffer.from(marker))).toBe(false);
  });

  test('[R-KAW-12] typed for somebody else only by people of the council', async () => {
    expect(await ask({ submittedVia: 'phone' })).toMatchObject({ refused: 'session-required' });
    expect(await ask({ submittedVia: 'phone' }, council.resident)).toMatchObject({ refused: 'forbidden' });
    expect(await ask({ submittedVia: 'phone' }, council.secretariat)).toMatchObject({
      code: expect.any(String) as string,
    });
  });
});
