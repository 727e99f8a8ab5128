import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMinutes, sectionText } from '#lib/doc/minutes.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { holdMeeting, type HeldMeeting } from '#tests/fixtures/minutes.ts';

let house: House;
let council: TestCouncil;
let held: HeldMeeting;
let doc: string;
let textHash: string;
let place: string;

const member = (no: number) => council.seats[no - 1]!.personId;
const asks = async (person: string) => {
  const home = await house.app.read.council.home(house.actorOf(person), council.slug);
  return isRefusal(home) ? [] : home.asks;
};
const kinds = async (person: string) => (await asks(person)).map(({ kind }) => kind);
const circulate = () =>
  house.must<{ textHash: string }>(council.recorder, 'circulate-minutes', {
    meetingId: held.meetingId,
    dueOn: '2023-03-01',
    signatoryIds: [member(4), member(5)],
  });
const propose = (person: string, more: object) =>
  house.act(person, 'request-correction', {
    meetingId: held.meetingId,
    textHash,
    place,
    quote: '応援に意見があった。',
    wording: '応援に賛成の意見が二つあった。',
    why: '二人が賛成したためです。',
    ...more,
  });
const view = async (person: string) => {
  const answer = await house.app.read.minutes.view(house.actorOf(person), held.meetingId);
  if (isRefusal(answer)) throw new Error(answer.refused);
  return answer;
};
const correcting = async (person: string) => {
  const answer = await house.app.read.minutes.correcting(house.actorOf(person), held.meetingId);
  if (isRefusal(answer)) throw new Error(answer.refused);
  return answer;
};
const bodyOf = async () =>
  readMinutes(await house.app.sync.readDoc(doc)).find(({ id }) => id === held.itemId)!.body;
const sign = async (hash: string) => {
  for (const person of [council.chair, member(4), member(5)])
    await house.must(person, 'sign-minutes', { meetingId: held.meetingId, textHash: hash });
};
const seal = (hash: string) =>
  house.act(council.chair, 'seal-minutes', { meetingId: held.meetingId, textHash: hash });

beforeAll(async () => {
  house = await openHouse('2023-02-01');
  council = await foundCouncil(house);
  held = await holdMeeting(house, council, '2023-02-15');
  doc = `meeting/${held.meetingId}/minutes`;
  await house.app.sync.writeAs(doc, 'test', (words) => {
    sectionText(words, held.itemId, 'body')!.insert(0, '坂の上の班への応援に意見があった。\n次に進んだ。');
  });
  const early = await propose(member(4), { textHash: 'a'.repeat(64), place: '1' });
  expect(early).toMatchObject({ refused: 'minutes-not-circulated' });
  ({ textHash } = await circulate());
  const items = await house.app.db
    .selectFrom('agenda_item')
    .select('id')
    .where('meeting_id', '=', held.meetingId)
    .where('state', '!=', 'withdrawn')
    .orderBy('position')
    .execute();
  place = String(items.findIndex(({ id }) => id === held.itemId) + 1);
});
afterAll(() => house.close());

describe('a correction to minutes that go round', () => {
  test('[COR8] who took part is asked to read, and says that there is nothing to correct', async () => {
    expect(await kinds(member(8))).toContain('read-minutes');
    // who signs is asked for that, who was away for nothing
    expect(await kinds(member(4))).not.toContain('read-minutes');
    expect(await kinds(member(24))).not.toContain('read-minutes');
    await house.must(member(8), 'confirm-reading', { meetingId: held.meetingId, textHash });
    expect(await kinds(member(8))).not.toContain('read-minutes');
    expect((await view(member(8))).circulation).toMatchObject({ read: 1, readByMe: true, complete: false });
    expect(
      await house.act(member(8), 'confirm-reading', { meetingId: held.meetingId, textHash }),
    ).toMatchObject({ refused: 'already-done' });
  });

  test('[COR1] is proposed by who took part or keeps the record, and by nobody else', async () => {
    expect(await propose(member(24), {})).toMatchObject({ refused: 'forbidden' });
    expect(await propose(council.resident, {})).toMatchObject({ refused: 'forbidden' });
    expect(await propose(member(6), {})).toEqual({ correctionId: expect.any(String) as string, no: 1 });
    expect(await propose(council.secretariat, { quote: '', wording: '休憩をとった。' })).toMatchObject({
      no: 2,
    });
    expect(await kinds(council.recorder)).toContain('corrections');
  });

  test('[COR2] quotes a passage the text has, of the text that was read, and changes something', async () => {
    expect(await propose(member(6), { quote: '反対があった。' })).toMatchObject({
      refused: 'passage-absent',
      field: 'quote',
    });
    expect(await propose(member(6), { quote: '', wording: '' })).toMatchObject({
      refused: 'correction-empty',
    });
    expect(await propose(member(6), { place: '99' })).toMatchObject({ refused: 'bad-input', field: 'place' });
    expect(await propose(member(6), { textHash: 'f'.repeat(64) })).toMatchObject({ refused: 'text-changed' });
    expect(
      await propose(member(7), { place: 'facts', quote: '出席 21人', wording: '出席 22人', ownWords: true }),
    ).toMatchObject({ no: 3 });
    const { corrections } = await view(member(8));
    expect(corrections.map(({ no, state, ownWords }) => ({ no, state, ownWords }))).toEqual([
      { no: 1, state: 'open', ownWords: false },
      { no: 2, state: 'open', ownWords: false },
      { no: 3, state: 'open', ownWords: true },
    ]);
    expect((await view(council.resident)).corrections).toEqual([]);
  });

  test('[COR6] [MIN13] while one waits nothing is sealed', async () => {
    await sign(textHash);
    expect(await seal(textHash)).toMatchObject({ refused: 'corrections-open', params: { n: 3 } });
  });

  test('[COR4] the recorder writes it into the draft, against the text that was shown', async () => {
    const [one] = (await view(council.recorder)).corrections;
    const answering = (await correcting(council.recorder)).answering[one!.id]!;
    expect((await correcting(member(8))).answering).toEqual({});
    expect(answering.corrected).toBe('坂の上の班への応援に賛成の意見が二つあった。\n次に進んだ。');
    const take = (more: object) =>
      house.act(council.recorder, 'answer-correction', {
        correctionId: one!.id,
        taken: true,
        before: answering.draft!.hash,
        text: answering.corrected,
        ...more,
      });
    expect(await take({ before: 'a'.repeat(64) })).toMatchObject({ refused: 'text-changed' });
    expect(await take({ text: answering.draft!.text })).toMatchObject({ refused: 'correction-empty' });
    expect(
      await house.act(member(6), 'answer-correction', { correctionId: one!.id, taken: true, answer: 'x' }),
    ).toMatchObject({ refused: 'forbidden' });
    expect(await take({})).toMatchObject({ state: 'taken' });
    expect(await bodyOf()).toBe(answering.corrected);
    expect(await take({})).toMatchObject({ refused: 'already-answered' });
  });

  test('[COR3] one whose passage is gone meanwhile stays with its words, and is marked', async () => {
    expect(await propose(member(9), { wording: '応援に質問があった。' })).toMatchObject({ no: 4 });
    const { moved, answering } = await correcting(council.recorder);
    const four = (await view(council.recorder)).corrections.find(({ no }) => no === 4)!;
    expect(moved).toEqual([four.id]);
    expect(four.quote).toBe('応援に意見があった。');
    expect(answering[four.id]).toMatchObject({ corrected: null, draft: { text: await bodyOf() } });
    expect(
      await house.act(council.recorder, 'answer-correction', {
        correctionId: four.id,
        taken: false,
        answer: 'この文は申出1で変わっています。',
      }),
    ).toMatchObject({ state: 'declined' });
  });

  test('[COR4] what the records say is answered in words; [COR5] who proposed one takes it back', async () => {
    const { corrections } = await view(council.recorder);
    const [, two, three] = corrections;
    expect(await house.act(member(6), 'withdraw-correction', { correctionId: two!.id })).toMatchObject({
      refused: 'forbidden',
    });
    await house.must(council.secretariat, 'withdraw-correction', { correctionId: two!.id });
    const take = { correctionId: three!.id, taken: true };
    expect(await house.act(council.recorder, 'answer-correction', take)).toMatchObject({
      refused: 'text-empty',
      field: 'answer',
    });
    await house.must(council.recorder, 'answer-correction', { ...take, answer: '名簿を確かめました。' });
    expect((await view(member(7))).corrections.map(({ state }) => state)).toEqual([
      'taken',
      'withdrawn',
      'taken',
      'declined',
    ]);
    const by = house.app.db.updateTable('minutes_correction');
    await expect(by.set({ answer: 'x' }).where('id', '=', two!.id).execute()).rejects.toThrow();
  });

  test('[COR6] what was taken has to go round; [COR7] the next text says what changed', async () => {
    expect(await seal(textHash)).toMatchObject({ refused: 'corrections-uncirculated', params: { n: 2 } });
    expect((await asks(council.recorder)).find(({ kind }) => kind === 'corrections')).toMatchObject({
      n: 0,
      taken: 2,
    });
    house.clock.moveTo(house.app.clock.now() + 60_000);
    const before = textHash;
    ({ textHash } = await circulate());
    expect(textHash).not.toBe(before);
    expect(await kinds(member(8))).toContain('read-minutes');
    const changes = await house.app.read.minutes.changes(house.actorOf(member(8)), held.meetingId, null);
    expect(changes).toMatchObject({
      no: 2,
      before: 1,
      facts: false,
      places: [{ place, before: '坂の上の班への応援に意見があった。\n次に進んだ。', text: await bodyOf() }],
    });
    expect(
      await house.app.read.minutes.changes(house.actorOf(council.resident), held.meetingId, null),
    ).toMatchObject({ refused: 'forbidden' });
    expect(await seal(textHash)).toMatchObject({ refused: 'signatures-missing', params: { n: 3 } });
  });

  test('[COR1] after the day only who keeps the record proposes for others', async () => {
    house.clock.moveTo(Date.parse('2023-03-02T09:00:00+09:00'));
    const late = { quote: '次に進んだ。', wording: '次の議題に進んだ。' };
    expect(await propose(member(6), late)).toMatchObject({ refused: 'correction-late' });
    expect(await kinds(member(10))).not.toContain('read-minutes');
    const { correctionId } = (await propose(council.secretariat, late)) as { correctionId: string };
    await house.must(council.recorder, 'answer-correction', {
      correctionId,
      taken: false,
      answer: '意味は同じです。',
    });
  });

  test('[COR1] sealed, it leads to an erratum; [MIN16] of the texts before nothing is left', async () => {
    await sign(textHash);
    expect(await seal(textHash)).toMatchObject({ hash: expect.any(String) as string });
    expect(await propose(member(6), {})).toMatchObject({ refused: 'minutes-sealed' });
    const texts = await house.app.db
      .selectFrom('minutes_circulation')
      .select(['no', 'document'])
      .where('document', 'is', null)
      .execute();
    expect(texts).toHaveLength(2);
    expect(
      await house.app.read.minutes.changes(house.actorOf(member(8)), held.meetingId, null),
    ).toMatchObject({ refused: 'not-found' });
  });
});
