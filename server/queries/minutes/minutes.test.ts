import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyChain } from '#lib/domain/chain/verify.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { sectionText } from '#lib/doc/minutes.ts';
import { decisionWords } from '#lib/text/states.ts';
import { sayMinutes } from '#lib/text/minutes.ts';
import { changeInHouse } from '#tests/fixtures/by-hand.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { range } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { holdMeeting, sealMeeting, type HeldMeeting } from '#tests/fixtures/minutes.ts';

let house: House;
let council: TestCouncil;
let held: HeldMeeting;
const member = (no: number) => council.seats[no - 1]!.personId;
const view = async (personId: string | null) => {
  const answer = await house.app.read.minutes.view(house.actorOf(personId), held.meetingId);
  if (isRefusal(answer)) throw new Error(answer.refused);
  return answer;
};
const chain = async (personId: string | null) => {
  const lines = await house.app.read.minutes.chain(house.actorOf(personId), council.slug, {
    limit: 200,
    after: 0,
  });
  if (isRefusal(lines)) throw new Error(lines.refused);
  return lines.map(({ line }) => line);
};
const said = async (personId: string | null) => {
  const { document, disclosures } = await view(personId);
  return JSON.stringify(sayMinutes(document!, disclosures, 'ja'));
};

beforeAll(async () => {
  house = await openHouse('2023-02-01');
  council = await foundCouncil(house);
  held = await holdMeeting(house, council, '2023-02-15');
  await house.must(council.secretariat, 'invite-member', {
    councilId: council.councilId,
    displayName: '隣家 花子',
    role: 'resident',
  });
  await house.app.sync.writeAs(`meeting/${held.meetingId}/minutes`, 'test', (doc) => {
    sectionText(doc, held.itemId, 'body')!.insert(0, '隣家花子さんの声を委員7が伝えた。');
    sectionText(doc, held.closedItemId, 'body')!.insert(0, '二丁目のある家のこと。');
  });
});
afterAll(() => house.close());

describe('minutes being written', () => {
  test('[I12] the street learns by when, and nothing else', async () => {
    expect(await view(null)).toMatchObject({
      state: 'none',
      document: null,
      disclosures: [],
      due: { outlineOn: '2023-02-17', outlineLeft: 2, minutesOn: '2023-04-01', minutesLeft: 45 },
      may: { write: false, circulate: false, sign: false, seal: false, publish: false },
    });
    expect(await house.app.read.minutes.draft(house.actorOf(null), held.meetingId)).toMatchObject({
      refused: 'not-found',
    });
    expect(await house.app.read.minutes.draft(house.actorOf(council.resident), held.meetingId)).toMatchObject(
      {
        refused: 'forbidden',
      },
    );
    expect(await view(council.resident)).toMatchObject({ state: 'none' });
  });

  test('the recorder sees the words with the facts as they will print', async () => {
    const draft = await house.app.read.minutes.draft(house.actorOf(council.recorder), held.meetingId);
    expect(draft).toMatchObject({ docName: `meeting/${held.meetingId}/minutes`, personId: council.recorder });
    if (!draft || isRefusal(draft)) throw new Error('no draft');
    expect(draft.sections.map(({ id }) => id)).toEqual([...draft.itemIds, 'other']);
    const words = sayMinutes(draft.document, draft.disclosures, 'ja');
    expect(words.kicker).toBe('令和4年度（2022年度）第1回');
    expect(words.facts.find(({ key }) => key === 'attendance')?.text).toBe(
      '出席21人（会場18人、オンライン2人、代理1人）、委任0人、書面0人、欠席4人。委員25人のうち21人が出席（委任を含む）し、定足数（13人）を満たしたため、会議は成立した。',
    );
    const item = words.items[draft.itemIds.indexOf(held.itemId)]!;
    expect(item.tag).toEqual({ decided: true, label: decisionWords(held.decisionNo, 'ja') });
    expect(item.blocks.map(({ kind }) => kind)).toEqual(['text', 'round', 'remark', 'division']);
  });

  test('[MIN17] it is the turn of seats 2 and 3; the next time of those after the last', async () => {
    const form = await house.app.read.minutes.circulate(house.actorOf(council.recorder), held.meetingId);
    expect(form).toMatchObject({
      needed: 2,
      chair: '委員1',
      chosen: [member(2), member(3)],
      dueOn: '2023-02-22',
    });
    if (isRefusal(form)) throw new Error(form.refused);
    expect(form.members).toHaveLength(24);
    expect(form.members.filter(({ present }) => present)).toHaveLength(19);
    expect(await house.app.read.minutes.circulate(house.actorOf(member(9)), held.meetingId)).toMatchObject({
      refused: 'forbidden',
    });
  });
});

describe('minutes that were circulated and sealed', () => {
  test('who signed is seen by the council, not by the street', async () => {
    const { textHash } = await house.must<{ textHash: string }>(council.recorder, 'circulate-minutes', {
      meetingId: held.meetingId,
      dueOn: '2023-02-22',
      signatoryIds: [member(4), member(5)],
    });
    await house.must(member(4), 'sign-minutes', { meetingId: held.meetingId, textHash });
    expect((await view(member(5))).circulation).toMatchObject({
      textHash,
      dueLeft: 7,
      complete: false,
      signatures: [
        { name: '委員1', capacity: 'chair', signedAt: null, me: false },
        { name: '委員4', signedAt: expect.any(Number), me: false },
        { name: '委員5', signedAt: null, me: true },
      ],
    });
    expect((await view(member(5))).may).toMatchObject({ sign: true, seal: false });
    expect((await view(council.chair)).may).toMatchObject({ sign: true, seal: true });
    expect(await view(null)).toMatchObject({ state: 'none', circulation: null, document: null });
  });

  test('[I12] sealed but not published: the chain shows bodies, no names; the page nothing', async () => {
    house.clock.moveTo(Date.parse('2023-02-25T12:00:00+09:00'));
    await sealMeeting(house, council, held.meetingId, '2023-03-01');
    expect(await view(null)).toMatchObject({ state: 'none' });
    expect(await view(member(9))).toMatchObject({ state: 'sealed', seal: { seq: 2, intact: true } });
    expect((await chain(null)).flatMap(({ disclosures }) => disclosures)).toEqual([]);
    expect(verifyChain(await chain(null))).toMatchObject({ ok: true, entries: 2 });
  });

  test('[MIN9] published: names of those in office, nobody else’s, and nothing of the closed item', async () => {
    await house.must(council.secretariat, 'publish-minutes', { meetingId: held.meetingId });
    const street = await view(null);
    expect(street).toMatchObject({
      state: 'published',
      seal: { intact: true, before: { no: held.decisionNo } },
    });
    const words = await said(null);
    for (const no of range(1, 21)) expect(words).toContain(`委員${no}`);
    expect(words).toContain('（氏名非公開）さんの声を委員7が伝えた。');
    for (const secret of ['花子', 'ある世帯', '二丁目']) {
      expect(words).not.toContain(secret);
      expect(JSON.stringify(street)).not.toContain(secret);
      expect(JSON.stringify(await chain(null))).not.toContain(secret);
    }
    // a remark carries the seat, not the person
    expect(words).toContain('（席20）');
    expect(await said(council.resident)).toBe(words);
    const inside = await said(member(9));
    expect(inside).toContain('隣家 花子さんの声');
    expect(inside).toContain('二丁目のある家のこと。');
  });

  test('[CHN7] [CHN9] what the street gets verifies to the head on the page', async () => {
    const { hash } = (await view(null)).seal!;
    const lines = JSON.parse(JSON.stringify(await chain(null))) as unknown[];
    const report = verifyChain(lines, { head: hash.slice(0, 20) });
    expect(report).toMatchObject({
      ok: true,
      entries: 2,
      kinds: { decision: 1, minutes: 1 },
      headReached: true,
    });
    expect(report.disclosed).toBeGreaterThan(20);
    const paged = await house.app.read.minutes.chain(house.actorOf(null), council.slug, {
      limit: 1,
      after: 1,
    });
    expect(paged).toMatchObject([{ seq: 2, line: { hash } }]);
    expect(
      await house.app.read.minutes.chain(house.actorOf(null), 'nowhere', { limit: 1, after: 0 }),
    ).toMatchObject({
      refused: 'not-found',
    });
  });

  test('[MIN8] an erased person is told as such, and the seal holds', async () => {
    await house.app.db
      .deleteFrom('chain_disclosure')
      .where('name', '=', 'attendee/7')
      .where('council_id', '=', council.councilId)
      .execute();
    expect(await said(member(9))).not.toContain('委員7');
    expect((await view(null)).seal).toMatchObject({ intact: true });
    expect(verifyChain(await chain(member(9)))).toMatchObject({
      ok: true,
      erased: [{ index: 1, field: 'attendee/7' }],
    });
  });

  test('[B74] a sealed row changed by hand is not shown as genuine', async () => {
    const change = `update chain_entry set body = replace(body, '声かけ', '声がけ') where kind = 'minutes'`;
    expect(await changeInHouse(house, change)).toBeGreaterThan(0);
    expect((await view(null)).seal).toMatchObject({ intact: false });
  });

  test('minutes of a meeting closed to the public are as absent as the meeting', async () => {
    house.clock.moveTo(Date.parse('2023-03-01T12:00:00+09:00'));
    const { meetingId } = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
      councilId: council.councilId,
      startsAt: '2023-03-20T19:00:00+09:00',
      endsAt: '2023-03-20T20:00:00+09:00',
      place: '第1集会所',
      kind: 'live',
      visibility: 'closed',
      closedReason: '個人に関わる相談のため',
    });
    expect(await house.app.read.minutes.view(house.actorOf(null), meetingId)).toMatchObject({
      refused: 'not-found',
    });
    expect(await house.app.read.minutes.view(house.actorOf(council.resident), meetingId)).toMatchObject({
      refused: 'not-found',
    });
    expect(await house.app.read.minutes.view(house.actorOf(member(9)), meetingId)).toMatchObject({
      state: 'none',
      due: null,
    });
  });
});
