import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { addItem, notesOf } from '#lib/doc/agenda.ts';
import { growMinutes, isGrown, readMinutes, sectionText, sectionsOf } from '#lib/doc/minutes.ts';
import { circulatedHash } from '#lib/domain/minutes/circulated.ts';
import { sectionOf } from '#lib/domain/minutes/document.ts';
import { rulePresets } from '#lib/domain/council/rule-set.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { sayMinutes } from '#lib/text/minutes.ts';
import { documentRights } from '#server/access/documents.ts';
import { circulatedIn } from '#server/db/decode.ts';
import { minutesRecordOf } from '#server/records/minutes-record.ts';
import { reconcileMinutes, type LiveMinutes } from '#server/jobs/reconcile-minutes.ts';
import { notesAsText } from '#lib/doc/notes-text.ts';
import { changeInHouse } from '#tests/fixtures/by-hand.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { range } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { holdMeeting, sealMeeting, type HeldMeeting } from '#tests/fixtures/minutes.ts';
import { draftSections } from './minutes-grow.ts';

let house: House;
let council: TestCouncil;
let held: HeldMeeting;
const draft = () => `meeting/${held.meetingId}/minutes`;
const member = (no: number) => council.seats[no - 1]!.personId;
const row = (meetingId = held.meetingId) =>
  house.app.db
    .selectFrom('minutes')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .executeTakeFirstOrThrow();
const circulate = (more: object = {}, by = council.recorder, meetingId = held.meetingId) =>
  house.act<{ textHash: string }>(by, 'circulate-minutes', {
    meetingId,
    dueOn: '2023-02-22',
    signatoryIds: [member(4), member(5)],
    ...more,
  });
const act = (by: string | null, command: string, more: object = {}) =>
  house.act(by, command, { meetingId: held.meetingId, ...more });

beforeAll(async () => {
  house = await openHouse('2023-02-01');
  council = await foundCouncil(house);
  held = await holdMeeting(house, council, '2023-02-15');
});
afterAll(() => house.close());

describe('the draft', () => {
  test('[MIN16] grows once: a section an item in agenda order, and one for what else was said with the free notes', async () => {
    const doc = await house.app.sync.readDoc(draft());
    const sections = readMinutes(doc);
    expect(isGrown(doc)).toBe(true);
    expect(sections.map(({ id }) => id).slice(-2)).toEqual([held.itemId, 'other']);
    expect(sections.map(({ id }) => id)).toContain(held.closedItemId);
    expect(sections.find(({ id }) => id === held.itemId)?.heading).toBe('高齢者の見守り');
    expect(sections.at(-1)).toMatchObject({ heading: '', body: '次回は四月です。' });
    // what was decided comes from the records
    expect(sections.some(({ body }) => body.includes('民生委員が週1回'))).toBe(false);
    const again = await draftSections(house.app.db, held.meetingId, { of: new Map(), memo: '' });
    await house.app.sync.writeAs(draft(), 'server', (draft) => growMinutes(draft, again, 1));
    expect(readMinutes(await house.app.sync.readDoc(draft()))).toEqual(sections);
  });

  test('[MIN16] notes become plain text with marks of lists, checkboxes and nesting', () => {
    const doc = new Y.Doc();
    const item = 'a'.repeat(22);
    addItem(doc, { id: item, type: 'discussion', title: 'x', minutes: 5 });
    const line = (
      name: string,
      text: string,
      more: Y.XmlElement[] = [],
      attributes: Record<string, unknown> = {},
    ) => {
      const element = new Y.XmlElement(name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value as string);
      if (name === 'paragraph' || name === 'heading') element.insert(0, [new Y.XmlText(text)]);
      else {
        const paragraph = new Y.XmlElement('paragraph');
        paragraph.insert(0, [new Y.XmlText(text)]);
        element.insert(0, [paragraph, ...more]);
      }
      return element;
    };
    const list = (name: string, entries: Y.XmlElement[]) => {
      const element = new Y.XmlElement(name);
      element.insert(0, entries);
      return element;
    };
    notesOf(doc, item)!.insert(0, [
      line('paragraph', 'はじめに説明があった。'),
      line('heading', '意見'),
      list('bulletList', [
        line('listItem', '坂の上の班', [list('bulletList', [line('listItem', '応援がいる')])]),
        line('listItem', '声のかけ方'),
      ]),
      list('taskList', [
        line('taskItem', '名簿', [], { checked: true }),
        line('taskItem', '研修', [], { checked: false }),
      ]),
    ]);
    expect(notesAsText(doc, item).split('\n')).toEqual([
      'はじめに説明があった。',
      '',
      '意見',
      '・坂の上の班',
      '　・応援がいる',
      '・声のかけ方',
      '☑ 名簿',
      '☐ 研修',
    ]);
    expect(notesAsText(doc, 'b'.repeat(22))).toBe('');
  });

  test('[MIN16] notes nested without end are cut, not followed', () => {
    const doc = new Y.Doc();
    const item = 'a'.repeat(22);
    addItem(doc, { id: item, type: 'discussion', title: 'x', minutes: 5 });
    let inner = new Y.XmlElement('bulletList');
    const outer = inner;
    notesOf(doc, item)!.insert(0, [outer]);
    for (let depth = 0; depth < 500; depth++) {
      const next = new Y.XmlElement(depth % 2 ? 'bulletList' : 'listItem');
      inner.insert(0, [next]);
      inner = next;
    }
    expect(notesAsText(doc, item).length).toBeLessThan(20);
  });

  test('[MIN18] an item that nobody took up is untouched in the record', async () => {
    const record = await minutesRecordOf(house.app.db, held.meetingId, [], []);
    const stateOf = (type: string) => record?.items.find((item) => item.type === type)?.state;
    expect(stateOf('opening')).toBe('reported');
    expect(stateOf('other')).toBe('untouched');
    expect(stateOf('closing')).toBe('untouched');
  });

  test('[MIN1] the record is that of the evening, whoever leaves or comes later', async () => {
    const record = await minutesRecordOf(house.app.db, held.meetingId, [], []);
    expect(record?.seats.filter(({ standing }) => standing === 'present')).toHaveLength(18);
    expect(record?.seats[12]).toMatchObject({ standing: 'alternate', label: '学校運営協議会' });
    expect(record?.quorum).toEqual({ attended: '21', needed: '13', met: true });
    const mandate = await house.app.db
      .selectFrom('mandate')
      .select('id')
      .where('person_id', '=', member(25))
      .where('role', '=', 'member')
      .executeTakeFirstOrThrow();
    house.clock.moveTo(Date.parse('2023-02-16T09:00:00+09:00'));
    await house.must(council.secretariat, 'end-mandate', { mandateId: mandate.id });
    await house.must(council.secretariat, 'invite-member', {
      councilId: council.councilId,
      displayName: '新しい 委員',
      seatId: council.seats[24]!.seatId,
      role: 'member',
    });
    const later = await minutesRecordOf(house.app.db, held.meetingId, [], []);
    expect(later?.seats).toEqual(record?.seats);
    expect(later?.offices).toEqual(record?.offices);
    expect(later?.items.at(-1)?.decisions[0]?.division?.tasks[0]?.parties.map(({ name }) => name)).toEqual([
      '町会連合会',
      '福祉総務課',
    ]);
  });

  test('[MIN16] what a crash left open is made good at the next start', async () => {
    const words = house.words();
    const dropped: string[] = [];
    const live: LiveMinutes = {
      look: async (name, read) =>
        name.endsWith('/minutes') ? read(new Y.Doc()) : house.app.sync.look(name, read),
      writeAs: async (name, _author, change) => {
        const doc = new Y.Doc();
        change(doc);
        dropped.push(`${name} ${sectionsOf(doc).size > 0 ? 'grown' : 'empty'}`);
      },
      closeEpoch: async () => void dropped.push('closed'),
    };
    await reconcileMinutes(house.app.db, words, live, house.app.log);
    expect(dropped).toEqual([`${draft()} grown`]);
    dropped.length = 0;
    await reconcileMinutes(
      house.app.db,
      words,
      { ...live, look: (name, read) => house.app.sync.look(name, read) },
      house.app.log,
    );
    expect(dropped).toEqual([]);
    // one damaged document keeps nobody from starting
    const broken = { ...live, look: () => Promise.reject(new Error('damaged')) };
    await reconcileMinutes(house.app.db, words, broken, house.app.log);
    await words.close();
  });
});

describe('circulating', () => {
  test('[MIN10] [MIN11] asks for as many signatories as the rules say, members, each once, not the chair', async () => {
    expect(await circulate({ signatoryIds: [] })).toMatchObject({
      refused: 'signatures-missing',
      field: 'signatoryIds',
      params: { n: 2 },
    });
    expect(await circulate({ signatoryIds: [member(4), member(4)] })).toEqual({
      refused: 'signatory-twice',
      field: 'signatoryIds.1',
    });
    expect(await circulate({ signatoryIds: [council.chair, member(4)] })).toMatchObject({
      refused: 'bad-input',
      field: 'signatoryIds.0',
    });
    expect(await circulate({ signatoryIds: [council.resident, member(4)] })).toMatchObject({
      field: 'signatoryIds.0',
    });
    expect(await circulate({ dueOn: '2023-02-15' })).toMatchObject({ refused: 'bad-input', field: 'dueOn' });
    expect(await circulate({ dueOn: '2023-02-30' })).toMatchObject({ refused: 'bad-input', field: 'dueOn' });
  });

  test('is for recorder, chair, facilitator and secretariat; others are told nothing of what is hidden', async () => {
    expect(await circulate({}, member(9))).toMatchObject({ refused: 'forbidden' });
    expect(await act(null, 'circulate-minutes', { dueOn: '2023-02-22' })).toMatchObject({
      refused: 'session-required',
    });
    expect(await circulate({ meetingId: 'x'.repeat(22) })).toMatchObject({ refused: 'not-found' });
    expect(await act(member(4), 'sign-minutes', { textHash: '0'.repeat(64) })).toMatchObject({
      refused: 'forbidden',
    });
    expect(await act(council.chair, 'seal-minutes', { textHash: '0'.repeat(64) })).toMatchObject({
      refused: 'minutes-not-circulated',
    });
    expect(await act(council.chair, 'publish-minutes')).toMatchObject({ refused: 'wrong-state' });
  });

  test('[MIN15] fixes text and hash; the words are read only from now on', async () => {
    await house.app.sync.writeAs(draft(), 'test', (doc) => {
      sectionText(doc, held.itemId, 'body')!.insert(0, '委員7から、坂の上の班への応援に意見があった。');
      sectionText(doc, held.closedItemId, 'body')!.insert(0, '委員8の隣の家のこと。');
    });
    const answer = await circulate();
    expect(answer).toMatchObject({ textHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const minutes = await row();
    expect(minutes).toMatchObject({ state: 'circulated', due_on: '2023-02-22' });
    const circulated = circulatedIn({ document: minutes.document! });
    expect(circulatedHash(circulated)).toBe(minutes.text_hash);
    expect(circulated.sealPolicy).toBe('chair_plus_2');
    expect(new Set(circulated.disclosures.map(({ salt }) => salt)).size).toBe(circulated.disclosures.length);
    expect(await documentRights(house.app.db, council.recorder, draft())).toMatchObject({ mode: 'r' });
  });

  test('[MIN3] [MIN4] [MIN6] neither a name nor what was said behind closed doors stands in plain text', async () => {
    const circulated = circulatedIn({ document: (await row()).document! });
    const plain = JSON.stringify([circulated.document, circulated.decisions.map(({ document }) => document)]);
    for (const no of range(1, 25)) expect(plain).not.toContain(`委員${no}`);
    expect(plain).not.toContain('ある世帯');
    expect(plain).not.toContain('隣の家');
    expect(plain).toContain('{{p:attendee/7}}から、坂の上の班');
    expect(sectionOf(circulated.document, 'members').counts).toMatchObject({
      present: 18,
      online: 2,
      alternate: 1,
    });
    expect(circulated.decisions.map(({ no }) => no)).toEqual([held.decisionNo]);
  });
});

describe('signing and sealing', () => {
  test('[MIN12] a signatory signs once, the text that is circulated and no other', async () => {
    const { text_hash: textHash } = await row();
    expect(await act(member(4), 'sign-minutes', { textHash: '0'.repeat(64) })).toMatchObject({
      refused: 'text-changed',
    });
    expect(await act(member(6), 'sign-minutes', { textHash })).toMatchObject({ refused: 'forbidden' });
    expect(await act(member(4), 'sign-minutes', { textHash })).toEqual({ signed: 1, of: 3 });
    expect(await act(member(4), 'sign-minutes', { textHash })).toMatchObject({ refused: 'already-done' });
    expect(await act(council.chair, 'seal-minutes', { textHash })).toMatchObject({
      refused: 'signatures-missing',
      params: { n: 2 },
    });
  });

  test('[MIN12] [MIN14] circulated again, it is another text and is signed anew', async () => {
    const before = (await row()).text_hash;
    const again = await circulate({ signatoryIds: [member(6), member(4)] });
    expect(again).toHaveProperty('textHash');
    const { text_hash: textHash } = await row();
    expect(textHash).not.toBe(before);
    expect(await act(member(5), 'sign-minutes', { textHash })).toMatchObject({ refused: 'forbidden' });
    expect(await act(member(4), 'sign-minutes', { textHash: before })).toMatchObject({
      refused: 'text-changed',
    });
    expect(await act(member(4), 'sign-minutes', { textHash })).toEqual({ signed: 1, of: 3 });
    expect(await act(member(6), 'sign-minutes', { textHash })).toEqual({ signed: 2, of: 3 });
    expect(await act(council.chair, 'sign-minutes', { textHash })).toEqual({ signed: 3, of: 3 });
  });

  test('[MIN13] the policy is that of the circulation; a stricter rule adopted since asks for nothing more', async () => {
    const { document } = await row();
    expect(circulatedIn({ document: document! }).sealPolicy).toBe('chair_plus_2');
    expect(
      await house.act(council.secretariat, 'adopt-rule-set', {
        councilId: council.councilId,
        body: { ...rulePresets.consent_first, sealPolicy: 'next_meeting' },
        decisionId: held.decisionId,
      }),
    ).toMatchObject({ refused: 'bad-input', field: 'body.sealPolicy' });
  });

  test('[MIN15] a text changed in the database after it was signed is not sealed', async () => {
    const { document, text_hash: textHash, id } = await row();
    const set = (text: string | null) =>
      changeInHouse(house, `update minutes set document = ? where id = ?`, text, id);
    expect(await set(document!.replace('坂の上の班', '坂の下の班'))).toBe(1);
    expect(await act(council.chair, 'seal-minutes', { textHash })).toMatchObject({ refused: 'text-changed' });
    await set(document);
  });

  test('[MIN4] a name that came onto the roster since is not sealed in plain text', async () => {
    const resident = await house.must<{ mandateId: string }>(council.secretariat, 'invite-member', {
      councilId: council.councilId,
      displayName: '坂の上の班への応援',
      role: 'officer',
      organizationId: council.organizations.福祉総務課,
    });
    const { text_hash: textHash } = await row();
    expect(await act(council.chair, 'seal-minutes', { textHash })).toMatchObject({ refused: 'names-left' });
    await house.app.db.deleteFrom('mandate').where('id', '=', resident.mandateId).execute();
  });

  test('[MIN4] a resident who calls himself by a word of every sentence hides no word', async () => {
    await house.must(council.secretariat, 'invite-member', {
      councilId: council.councilId,
      displayName: '民生委員',
      role: 'resident',
    });
    const { text_hash: textHash } = await row();
    expect(await act(council.facilitator, 'seal-minutes', { textHash })).toMatchObject({
      refused: 'forbidden',
    });
  });

  test('[I8] [CHN1] sealed: decision and minutes in the chain, names beside it, words closed for good', async () => {
    const { text_hash: textHash, id } = await row();
    house.clock.moveTo(Date.parse('2023-03-01T18:12:00+09:00'));
    expect(await act(council.chair, 'seal-minutes', { textHash: '0'.repeat(64) })).toMatchObject({
      refused: 'text-changed',
    });
    const sealed = await act(council.chair, 'seal-minutes', { textHash });
    expect(sealed).toMatchObject({ seq: 2 });
    const chain = await house.app.db.selectFrom('chain_entry').selectAll().orderBy('seq').execute();
    expect(chain.map(({ kind, ref_id }) => [kind, ref_id])).toEqual([
      ['decision', held.decisionId],
      ['minutes', id],
    ]);
    expect(chain[1]).toMatchObject({ prev: chain[0]!.hash, hash: (sealed as { hash: string }).hash });
    expect(JSON.parse(chain[0]!.body)).toMatchObject({
      public: { no: held.decisionNo, division: { title: '声かけ訪問', level: 3 } },
    });
    const after = await row();
    expect(after).toMatchObject({ state: 'sealed', chain_seq: 2, document: null });
    const names = await house.app.db.selectFrom('chain_disclosure').select('name').execute();
    expect(names.map(({ name }) => name)).toContain('attendee/1');
    // neither by the page's socket nor by the server itself
    expect(await documentRights(house.app.db, council.recorder, draft())).toEqual({ refused: 4409 });
    await expect(
      house.app.sync.writeAs(draft(), 'server', (doc) => doc.getMap('x').set('a', 1)),
    ).rejects.toMatchObject({
      code: 'doc-closed',
    });
    await expect(
      house.app.db.updateTable('chain_entry').set({ body: '{}' }).where('seq', '=', 2).execute(),
    ).rejects.toThrow('append-only');
  });

  test('[MIN14] nothing changes sealed minutes; they are published once', async () => {
    const { text_hash: textHash } = await row();
    expect(await circulate()).toMatchObject({ refused: 'minutes-sealed' });
    expect(await act(council.chair, 'seal-minutes', { textHash })).toMatchObject({
      refused: 'minutes-sealed',
    });
    expect(await act(member(4), 'sign-minutes', { textHash })).toMatchObject({ refused: 'minutes-sealed' });
    expect(await act(member(9), 'publish-minutes')).toMatchObject({ refused: 'forbidden' });
    expect(await act(council.secretariat, 'publish-minutes')).toHaveProperty('publishedAt');
    expect(await act(council.secretariat, 'publish-minutes')).toMatchObject({ refused: 'wrong-state' });
  });

  test('[CHN2] the next meeting follows in the same chain; another council has its own', async () => {
    house.clock.moveTo(Date.parse('2023-03-02T12:00:00+09:00'));
    const next = await holdMeeting(house, council, '2023-03-15');
    const sealed = await sealMeeting(house, council, next.meetingId, '2023-03-30');
    expect(sealed.seq).toBe(4);
    house.clock.moveTo(Date.parse('2023-04-01T12:00:00+09:00'));
    const other = await foundCouncil(house, 'hibari');
    const theirs = await holdMeeting(house, other, '2023-04-15');
    expect(await sealMeeting(house, other, theirs.meetingId, '2023-04-30')).toMatchObject({ seq: 2 });
    expect(
      await house.act(other.chair, 'circulate-minutes', { meetingId: next.meetingId, dueOn: '2023-05-01' }),
    ).toMatchObject({ refused: 'forbidden' });
  });

  test('[F-P25] [CAN11] a name with a rare letter is signed, sealed in NFC and read as it was typed', async () => {
    const rare = '\ufa10田 \ufa1a子';
    await house.must(council.secretariat, 'correct-name', {
      councilId: council.councilId,
      personId: member(6),
      displayName: rare,
      kana: 'つかだ',
    });
    const next = await holdMeeting(house, council, '2023-05-15');
    await sealMeeting(house, council, next.meetingId, '2023-05-30');
    const kept = await house.app.db.selectFrom('chain_disclosure').select('value').execute();
    expect(kept.map(({ value }) => value)).toContain('"\u585a\ufe00田 \u7965\ufe00子"');
    const view = await house.app.read.minutes.view(house.actorOf(council.chair), next.meetingId);
    if (isRefusal(view)) throw new Error('no minutes');
    const said = JSON.stringify(sayMinutes(view.document!, view.disclosures, 'ja'));
    expect(said).toContain(rare);
    expect(said).not.toContain('\ufe00');
  });
});
