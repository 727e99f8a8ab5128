import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBoard } from '#lib/doc/board.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

/* Taking back what was published: everybody learns that and why, nobody what. */

let house: House;
let council: TestCouncil;

beforeAll(async () => {
  house = await openHouse('2022-06-01');
  council = await foundCouncil(house);
});
afterAll(() => house.close());

async function published(title: string, more: object = {}, screening: object = {}) {
  const { issueId, code } = await house.must<{ issueId: string; code: string }>(null, 'submit-issue', {
    councilId: council.councilId,
    title,
    body: `${title}（くわしく）`,
    ...more,
  });
  const { no } = await house.must<{ no: number }>(council.facilitator, 'screen-issue', {
    issueId,
    verdict: 'publish',
    ...screening,
  });
  return { issueId, code, no };
}
const read = () => house.app.read.issues;
const street = () => house.actorOf(null);
const cards = async () => readBoard(await house.app.sync.readDoc(`council/${council.slug}/board`));
const act = (name: string, input: object, person: string | null = council.secretariat) =>
  house.act(person, name, input);

/** Everything the street can get at, as one text. */
async function streetReads(no: number, code: string): Promise<string> {
  const { councilId } = council;
  return JSON.stringify([
    await cards(),
    await read().cards(councilId),
    await read().published(councilId, { limit: 200, afterNo: 0 }),
    await read().one(street(), councilId, no),
    await read().search(councilId, 'ひみつ'),
    await read().coverage(councilId),
    await read().hidden(councilId),
    await read().hiddenOne(councilId, no),
    { ...(await read().slip(street(), councilId, code)), title: 'the own words of whoever holds the slip' },
    await read().takenBack(street(), councilId),
    await read().wordsBefore(street(), councilId, no),
  ]);
}

describe('taking back', () => {
  test('[F-P21] [F-R1] [ISS36] a hidden issue is gone from board, search and its page; that and why stays', async () => {
    const { issueId, no, code } = await published('となりの家のひみつ');
    const other = await published('街灯が暗い');
    expect(await streetReads(no, code)).toContain('ひみつ');
    for (const person of [null, council.resident, council.officer, council.seats[9]!.personId])
      expect(await act('hide-issue', { issueId, reason: 'x' }, person)).toHaveProperty('refused');
    expect(await act('hide-issue', { issueId, reason: '' })).toMatchObject({ field: 'reason' });
    expect(await act('hide-issue', { issueId, reason: '090-1234-5678 が書かれていたため' })).toMatchObject({
      refused: 'personal-data-left',
      field: 'reason',
    });
    const reason = '特定の家が分かる内容だったため';
    expect(await act('hide-issue', { issueId, reason })).toMatchObject({ no });

    const seen = await streetReads(no, code);
    expect(seen).not.toContain('ひみつ');
    expect(seen).toContain(reason);
    // nor does the index by which issues are found hold its words
    const index = house.app.db.selectFrom('issue_words').select('words').where('issue_id', '=', issueId);
    expect(await index.execute()).toEqual([]);
    expect(await read().hiddenOne(council.councilId, no)).toMatchObject({ no, reason });
    expect(await read().slip(street(), council.councilId, code)).toMatchObject({
      state: 'returned',
      hidden: true,
      reason,
      issue: null,
    });
    expect((await cards()).map((card) => card.no)).toEqual([other.no]);
    expect(await read().byId(street(), issueId)).toMatchObject({ refused: 'not-found' });
    expect(await act('move-issue', { issueId, to: 'resolved', result: 'x' })).toHaveProperty('refused');
    // it waits for nobody, and is never given another number
    expect(await act('screen-issue', { issueId, verdict: 'take_up' })).toMatchObject({
      refused: 'wrong-state',
    });
    const inside = await read().takenBack(house.actorOf(council.facilitator), council.councilId);
    expect(inside).toMatchObject([{ no, hidden: true, title: 'となりの家のひみつ', reason }]);

    await house.must(council.facilitator, 'show-issue', { issueId });
    expect(await act('show-issue', { issueId })).toMatchObject({ refused: 'wrong-state' });
    const again = await read().one(street(), council.councilId, no);
    expect(again).toMatchObject({ title: 'となりの家のひみつ', state: 'published' });
    expect((again as { history: readonly { act: string | null }[] }).history.map((step) => step.act)).toEqual(
      [null, 'hide', 'show'],
    );
    expect((await read().search(council.councilId, 'ひみつ')).map((issue) => issue.no)).toEqual([no]);
    expect(await read().hidden(council.councilId)).toEqual([]);
  });

  test('[ISS36] what was resolved comes back resolved; one on an agenda leaves it; what was joined tells the same', async () => {
    const { issueId, no } = await published('公園の水が出ない');
    await house.must(council.facilitator, 'screen-issue', { issueId, verdict: 'route', route: 'self' });
    house.clock.moveTo(house.clock.now() + 86_400_000);
    await house.must(council.facilitator, 'move-issue', { issueId, to: 'resolved', result: '直りました。' });
    const before = await read().one(street(), council.councilId, no);
    house.clock.moveTo(house.clock.now() + 86_400_000);
    await house.must(council.secretariat, 'hide-issue', { issueId, reason: '取り下げの申し出' });
    await house.must(council.secretariat, 'show-issue', { issueId });
    const after = await read().one(street(), council.councilId, no);
    for (const field of ['state', 'result', 'resolvedAt'] as const)
      expect(after).toHaveProperty(field, (before as unknown as Record<string, unknown>)[field]);

    const [kept, joined] = [await published('橋が古い'), await published('橋がこわい')];
    await house.must(council.facilitator, 'merge-issues', {
      issueId: joined.issueId,
      intoIssueId: kept.issueId,
    });
    await house.must(council.facilitator, 'hide-issue', {
      issueId: kept.issueId,
      reason: '重ねて届いたため',
    });
    expect(await read().hiddenOne(council.councilId, joined.no)).toMatchObject({
      reason: '重ねて届いたため',
    });
    expect(await read().mergedInto(council.councilId, joined.no)).toBeNull();
  });

  test('[F-P21] [ISS37] corrected: new words everywhere, the reason for all, the words before for those who screen', async () => {
    const { issueId, no, code } = await published('ごみ捨場が荒れている');
    const words = { issueId, title: 'ごみ集積所が荒れている', body: '', place: '二丁目' };
    expect(await act('correct-issue', { ...words, reason: 'よび名の訂正' }, council.resident)).toHaveProperty(
      'refused',
    );
    expect(
      await act('correct-issue', { ...words, body: '連絡は 048-123-4567 まで', reason: '追記' }),
    ).toMatchObject({ refused: 'personal-data-left', field: 'checked' });
    await house.must(council.secretariat, 'correct-issue', { ...words, reason: 'よび名の訂正' });
    expect(await act('correct-issue', { ...words, reason: 'よび名の訂正' })).toMatchObject({
      refused: 'text-unchanged',
    });
    const seen = await streetReads(no, code);
    expect(seen).not.toContain('ごみ捨場');
    expect(seen).toContain('よび名の訂正');
    expect((await cards()).find((card) => card.no === no)?.title).toBe('ごみ集積所が荒れている');
    expect(await read().search(council.councilId, '集積所')).toHaveLength(1);
    expect(await read().search(council.councilId, 'ごみ捨場')).toEqual([]);
    expect(await read().wordsBefore(house.actorOf(council.facilitator), council.councilId, no)).toMatchObject(
      [{ title: 'ごみ捨場が荒れている' }],
    );
  });

  test('[F-R1] [ISS37] personal data that a correction takes out is kept nowhere', async () => {
    const { issueId, no } = await published(
      '坂が急',
      { body: '電話は 048-765-4321 です。' },
      { checked: true },
    );
    await house.must(council.secretariat, 'correct-issue', {
      issueId,
      title: '坂が急',
      body: '',
      place: '',
      reason: '連絡先があったため',
    });
    expect(await read().wordsBefore(house.actorOf(council.facilitator), council.councilId, no)).toEqual([]);
    for (const table of ['issue', 'issue_words', 'issue_words_before', 'issue_event'] as const)
      expect(JSON.stringify(await house.app.db.selectFrom(table).selectAll().execute())).not.toContain(
        '765-4321',
      );
  });

  test('[F-R1] [ISS38] a photo is deleted with its file, and everybody reads why', async () => {
    const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer();
    const { photoId } = await house.must<{ photoId: string }>(null, 'keep-photo', {
      councilId: council.councilId,
      base64: bytes.toString('base64'),
    });
    const { issueId, no } = await published('掲示板', { photoId }, { showPhoto: true });
    const photo = () => read().photo(street(), council.councilId, photoId);
    const { hash } = (await photo()) as { hash: string };
    expect(await house.app.blobs.get(hash)).toBeInstanceOf(Uint8Array);
    await house.must(council.secretariat, 'remove-issue-photo', {
      issueId,
      reason: '人の顔が写っていたため',
    });
    expect(await photo()).toMatchObject({ refused: 'not-found' });
    await expect(house.app.blobs.get(hash)).rejects.toThrow();
    expect(await read().one(street(), council.councilId, no)).toMatchObject({
      photo: null,
      history: [{ act: null }, { act: 'remove_photo', reason: '人の顔が写っていたため' }],
    });
    expect(await act('remove-issue-photo', { issueId, reason: 'もう一度' })).toMatchObject({
      refused: 'not-found',
    });
  });

  test('[F-R15] [ISS33] two published ones are joined; into a finished one only with a second word', async () => {
    const [done, late] = [await published('バス停に屋根がない'), await published('バス停で雨にぬれる')];
    await house.must(council.facilitator, 'screen-issue', {
      issueId: done.issueId,
      verdict: 'route',
      route: 'self',
    });
    await house.must(council.facilitator, 'move-issue', {
      issueId: done.issueId,
      to: 'resolved',
      result: '付きました。',
    });
    const join = { issueId: late.issueId, intoIssueId: done.issueId };
    expect(await act('merge-issues', join)).toMatchObject({
      refused: 'issue-finished',
      field: 'evenFinished',
    });
    expect(await act('merge-issues', { ...join, evenFinished: true })).toMatchObject({ intoNo: done.no });
    expect(await read().mergedInto(council.councilId, late.no)).toBe(done.no);
  });

  test('[F-R15] what was given back is found again, and taken up', async () => {
    const { issueId } = await house.must<{ issueId: string }>(null, 'submit-issue', {
      councilId: council.councilId,
      title: '名前のある相談',
    });
    await house.must(council.secretariat, 'screen-issue', { issueId, verdict: 'return', reason: 'お名前を' });
    const found = await read().takenBack(house.actorOf(council.secretariat), council.councilId);
    expect(found.find(({ id }) => id === issueId)).toMatchObject({
      hidden: false,
      no: null,
      reason: 'お名前を',
    });
    await house.must(council.secretariat, 'screen-issue', { issueId, verdict: 'take_up' });
    const waiting = await read().waitingCards(house.actorOf(council.secretariat), council.councilId);
    expect(waiting.map(({ id }) => id)).toContain(issueId);
  });
});

describe('answers', () => {
  test('[F-R18] [ISS23] stand one after the other; closing leaves the last', async () => {
    const { requestId, code } = await house.must<{ requestId: string; code: string }>(null, 'ask-for-help', {
      councilId: council.councilId,
      title: '家のこと',
    });
    const answer = async (to: string, reply = '') => {
      house.clock.moveTo(house.clock.now() + 60_000);
      await house.must(council.secretariat, 'answer-help-request', { requestId, to, reply });
      return read().slip(street(), council.councilId, code);
    };
    await answer('talking', '一つ目のお返事');
    expect(await answer('handed_on', '二つ目のお返事')).toMatchObject({
      reply: '二つ目のお返事',
      replies: [{ reply: '一つ目のお返事' }, { reply: '二つ目のお返事' }],
    });
    expect(await answer('handed_on')).toMatchObject({ replies: [{}, {}] });
    expect(await answer('closed')).toMatchObject({ replies: [{ reply: '二つ目のお返事' }] });
    expect(JSON.stringify(await house.app.db.selectFrom('help_reply').selectAll().execute())).not.toContain(
      '一つ目',
    );
  });
});
