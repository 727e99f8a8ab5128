import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sectionOf } from '#lib/domain/minutes/document.ts';
import { renderMinutes } from '#lib/domain/minutes/render.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { sayMinutes } from '#lib/text/minutes.ts';
import { loadMeeting, repliesAt } from '#tests/fixtures/writing.ts';
import { foundCouncil } from '#server/seed/found-council.ts';
import { newId } from '#server/db/ids.ts';
import { minutesRecordOf } from '#server/records/minutes-record.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

let house: House;
let council: Awaited<ReturnType<typeof foundCouncil>>;

beforeAll(async () => {
  house = await openHouse('2021-03-01');
  council = await foundCouncil(house, {
    slug: 'kyodo',
    preset: 'consent_first_signed',
    members: 12,
    password: 'とても長い合言葉です1',
  });
});
afterAll(() => house.close());

const seatOf = (no: number) => council.seats[no - 1]!;
const deadline = '2021-03-15T23:59:00+09:00';
const [criterion, free] = [newId(), newId()];

async function prepared(closesAt = deadline) {
  const { meetingId } = await house.must<{ meetingId: string }>(
    council.secretariat,
    'create-written-meeting',
    {
      councilId: council.councilId,
      closesAt,
      visibility: 'open',
    },
  );
  const put = (questionId: string, more: object) =>
    house.must(council.secretariat, 'write-question', {
      meetingId,
      step: 'put',
      questionId,
      kind: 'free',
      text: 'ご意見',
      view: 'named',
      ...more,
    });
  await put(criterion, {
    kind: 'single',
    text: '世代を超えて参加しやすいですか',
    options: ['はい', '一部', 'いいえ'],
    comment: true,
  });
  await put(free, { text: '外国人も参加しやすくするために', view: 'anonymous' });
  return { meetingId, put };
}
const sent = async () => {
  const made = await prepared();
  await house.must(council.facilitator, 'send-writing', { meetingId: made.meetingId });
  return made;
};
const say = (words: string, choice = [0]) => ({
  version: 1,
  answers: [
    { question: criterion, choice },
    { question: free, words },
  ],
});
const answer = (no: number, meetingId: string, more: object = say('はい')) =>
  house.act<{ answerId: string; late: boolean }>(seatOf(no).personId, 'answer-writing', {
    meetingId,
    ...more,
  });
const codeOf = async (meetingId: string, no: number) => {
  const { code } = await house.app.db
    .selectFrom('written_link')
    .innerJoin('meeting_roll', (join) =>
      join
        .onRef('meeting_roll.meeting_id', '=', 'written_link.meeting_id')
        .onRef('meeting_roll.seat_id', '=', 'written_link.seat_id'),
    )
    .select('written_link.code')
    .where('written_link.meeting_id', '=', meetingId)
    .where('meeting_roll.no', '=', no)
    .executeTakeFirstOrThrow();
  return code;
};
const nameOf = async (no: number) =>
  (
    await house.app.db
      .selectFrom('person')
      .select('display_name')
      .where('id', '=', seatOf(no).personId)
      .executeTakeFirstOrThrow()
  ).display_name;
const at = (iso: string) => house.clock.moveTo(Date.parse(iso));
const states = async (meetingId: string) =>
  (await repliesAt(house, meetingId)).map(({ seat, state }) => [seat.no, state]);

describe('a written meeting from the draft to its end', () => {
  test('[WRT1] [WRT3] it is sent once, with what is asked; a live meeting’s acts do not fit it', async () => {
    at('2021-03-01T12:00:00+09:00');
    // opinions are collected; what decides in writing is not there yet
    expect(
      await house.act(council.secretariat, 'create-written-meeting', {
        councilId: council.councilId,
        procedure: 'unanimous',
        closesAt: deadline,
        visibility: 'open',
      }),
    ).toMatchObject({ refused: 'bad-input' });
    const { meetingId, put } = await prepared();
    await put(newId(), { kind: 'single', text: '', options: [] });
    expect(await house.act(council.facilitator, 'call-meeting', { meetingId })).toMatchObject({
      refused: 'meeting-in-writing',
    });
    expect(await house.act(council.facilitator, 'send-writing', { meetingId })).toMatchObject({
      refused: 'questionnaire-faulty',
      field: 'questions[2]',
      params: { why: 'text', no: 3 },
    });
    expect(await answer(1, meetingId)).toMatchObject({ refused: 'forbidden' });
    const { meetingId: good } = await sent();
    expect(await house.act(council.facilitator, 'send-writing', { meetingId: good })).toMatchObject({
      refused: 'already-done',
    });
    expect(await house.act(council.facilitator, 'open-meeting', { meetingId: good })).toMatchObject({
      refused: 'meeting-in-writing',
    });
    expect(await states(good)).toHaveLength(12);
  });

  test('[AT-2.2] [AT-2.3] [WRT2] [WRT6] [WRT7] [WRT14] 9 by link or account, 1 on paper, 1 late, 1 none: 10 of 12 count', async () => {
    at('2021-03-01T12:00:00+09:00');
    const { meetingId } = await sent();
    await house.must(council.secretariat, 'note-sent', {
      meetingId,
      way: 'link',
      seats: [1, 2, 3, 4, 5, 6, 7, 8, 9],
    });
    await house.must(council.secretariat, 'note-sent', { meetingId, way: 'post' });
    for (let no = 1; no <= 8; no++) expect(await answer(no, meetingId)).toMatchObject({ late: false });
    // at 23:59:59 of the day named it is in time
    at('2021-03-15T23:59:59+09:00');
    const byLink = {
      code: await codeOf(meetingId, 9),
      name: await nameOf(9),
      ...say('', [2]),
      answers: [{ question: criterion, choice: [2] }],
    };
    expect(await house.act(null, 'answer-by-link', byLink)).toMatchObject({ late: false });
    const paper = {
      meetingId,
      seat: 10,
      way: 'slip',
      arrived: '2021-03-12T10:00:00+09:00',
      ...say('紙で答えます'),
      fileName: 'kaitou.pdf',
      base64: Buffer.from('%PDF-1.4 paper').toString('base64'),
    };
    expect(await house.act(seatOf(4).personId, 'enter-answer', paper)).toMatchObject({
      refused: 'forbidden',
    });
    expect(await house.act(council.secretariat, 'enter-answer', paper)).toMatchObject({
      late: false,
      beside: false,
    });
    expect(await house.act(council.secretariat, 'enter-answer', paper)).toMatchObject({
      refused: 'entered-already',
    });
    expect(await house.act(null, 'close-writing', { meetingId })).toMatchObject({
      refused: 'writing-not-open',
    });
    // a second later it is over, though nobody has looked
    at('2021-03-16T00:00:00+09:00');
    expect(await answer(11, meetingId)).toMatchObject({ late: true });
    await house.must(null, 'close-writing', { meetingId });
    expect(await house.act(null, 'close-writing', { meetingId })).toMatchObject({ refused: 'already-done' });
    const meeting = await loadMeeting(house, meetingId);
    expect(meeting).toMatchObject({
      state: 'closed',
      closed_at: Date.parse('2021-03-16T00:00:00+09:00'),
    });
    expect(await states(meetingId)).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((no) => [no, 'answered']),
      [11, 'late'],
      [12, 'none'],
    ]);
    const { document, disclosures } = renderMinutes(
      (await minutesRecordOf(house.app.db, meetingId, [], []))!,
    );
    const said = sayMinutes(document, disclosures, 'ja').facts;
    const factOf = (key: string) => said.find((fact) => fact.key === key);
    expect(said.map(({ key }) => key)).toEqual([
      'when',
      'open',
      'replies',
      'offices',
      'answered',
      'unanswered',
      'materials',
    ]);
    expect(factOf('when')?.text).toBe(
      '令和3年（2021年）3月1日（月）正午〜令和3年（2021年）3月15日（月）午後11時59分',
    );
    expect(factOf('replies')?.text).toBe(
      '委員12人のうち10人が期限までに回答した（うち意見なし0人）。未回答1人。期限後の回答1人は参考とし、数に入れない。',
    );
    expect([factOf('answered')?.parts.length, factOf('unanswered')?.parts.length]).toEqual([10, 2]);
    expect(sectionOf(document, 'members').counts).toMatchObject({
      written: 10,
      absent: 2,
      present: 0,
      seats: 12,
    });
  });

  test('[WRT2] the clock ends what passed its deadline while the machine stood, once', async () => {
    at('2021-03-01T12:00:00+09:00');
    const { meetingId } = await sent();
    at('2021-04-20T09:00:00+09:00');
    const { keepDeadlines } = await import('#server/jobs/written-deadlines.ts');
    const jobs = [1, 2].map(() =>
      keepDeadlines({
        db: house.app.db,
        log: house.app.log,
        clock: () => house.clock.now(),
        end: (id, key) => house.app.act('close-writing', { meetingId: id }, house.actorOf(null), key),
      }),
    );
    await Promise.all(jobs.map(({ look }) => look()));
    jobs.forEach(({ stop }) => stop());
    expect(await loadMeeting(house, meetingId)).toMatchObject({
      state: 'closed',
      closed_at: Date.parse('2021-03-16T00:00:00+09:00'),
    });
    const minutes = await house.app.db
      .selectFrom('minutes')
      .select('id')
      .where('meeting_id', '=', meetingId)
      .execute();
    expect(minutes).toHaveLength(1);
  });

  test('[WRT9] a deadline is put off with a reason while it runs; what was told before stays', async () => {
    at('2021-03-01T12:00:00+09:00');
    const { meetingId } = await sent();
    const extend = (closesAt: string, reason = '郵便の遅れのため') =>
      house.act(council.facilitator, 'extend-writing', { meetingId, closesAt, reason });
    expect(await extend('2021-03-14T23:59:00+09:00')).toMatchObject({ params: { why: 'not-later' } });
    expect(await extend('2021-03-20T17:00:00+09:00', '')).toMatchObject({ refused: 'bad-input' });
    expect(await extend('2021-03-20T17:00:00+09:00')).toMatchObject({});
    at('2021-03-18T09:00:00+09:00');
    expect(await answer(3, meetingId)).toMatchObject({ late: false });
    at('2021-03-20T17:01:00+09:00');
    expect(await extend('2021-03-25T17:00:00+09:00')).toMatchObject({ refused: 'writing-not-open' });
    const told = await house.app.db
      .selectFrom('writing_deadline')
      .select(['no', 'reason'])
      .where('meeting_id', '=', meetingId)
      .orderBy('no')
      .execute();
    expect(told).toEqual([
      { no: 1, reason: '' },
      { no: 2, reason: '郵便の遅れのため' },
    ]);
  });
});

describe('answers', () => {
  let meetingId: string;
  let put: Awaited<ReturnType<typeof sent>>['put'];
  beforeAll(async () => {
    at('2021-03-01T12:00:00+09:00');
    ({ meetingId, put } = await sent());
  });

  test('[WRT5] silence is no answer; what was not asked is refused; 20,000 letters are kept whole, one more is refused whole', async () => {
    const bad = (answers: object[], more: object = {}) =>
      answer(12, meetingId, { version: 1, answers, ...more });
    expect(await bad([])).toMatchObject({ refused: 'answer-empty' });
    expect(await bad([{ question: free, words: '  ' }])).toMatchObject({ refused: 'answer-empty' });
    expect(await bad([{ question: criterion, choice: [3] }])).toMatchObject({ field: 'answers[0]' });
    expect(await bad([{ question: criterion, choice: [0, 1] }])).toMatchObject({ field: 'answers[0]' });
    expect(await bad([{ question: newId(), words: 'x' }])).toMatchObject({ field: 'answers[0]' });
    expect(await bad([], { noOpinion: true })).toMatchObject({ late: false });
    expect((await states(meetingId))[11]).toEqual([12, 'no_opinion']);
    const long = 'あ'.repeat(20_000);
    expect(await answer(2, meetingId, say(long))).toMatchObject({ late: false });
    expect(await answer(3, meetingId, say(`${long}あ`))).toMatchObject({
      refused: 'bad-input',
      params: { n: 20_001, max: 20_000 },
    });
  });

  test('[WRT6] [WRT7] two devices: the second is told first, then takes its place; a draft is kept and gone once sent', async () => {
    expect(await answer(4, meetingId, { ...say('途中'), draft: true })).toHaveProperty('savedAt');
    expect((await states(meetingId))[3]).toEqual([4, 'writing']);
    const first = await answer(4, meetingId, say('一台目'));
    if (isRefusal(first)) throw new Error(first.refused);
    expect(await answer(4, meetingId, say('二台目'))).toMatchObject({ refused: 'answer-changed' });
    expect(await answer(4, meetingId, { ...say('二台目'), after: first.answerId })).toMatchObject({
      late: false,
    });
    const drafts = await house.app.db
      .selectFrom('written_draft')
      .select('seat_id')
      .where('meeting_id', '=', meetingId)
      .where('seat_id', '=', seatOf(4).seatId)
      .execute();
    expect(drafts).toEqual([]);
    const reply = (await repliesAt(house, meetingId))[3]!;
    expect(reply.counted?.parts.at(-1)?.words).toBe('二台目');
    expect(reply.superseded).toHaveLength(1);
  });

  test('[WRT6] by link and on paper: the electronic one counts, the paper is kept beside it', async () => {
    await answer(5, meetingId, say('画面から'));
    const entered = await house.must(council.secretariat, 'enter-answer', {
      meetingId,
      seat: 5,
      way: 'slip',
      arrived: '2021-03-01T11:59:00+09:00',
      ...say('紙から'),
    });
    expect(entered).toMatchObject({ beside: true });
    const reply = (await repliesAt(house, meetingId))[4]!;
    expect(reply.counted?.parts.at(-1)?.words).toBe('画面から');
    expect(reply.superseded.map(({ way }) => way)).toEqual(['slip']);
  });

  test('[WRT10] a link is for the one it was made for, and a guessed one for nobody', async () => {
    const code = await codeOf(meetingId, 6);
    const by = (more: object) =>
      house.act(null, 'answer-by-link', { code, name: '別の人', ...say('x'), ...more });
    expect(await by({})).toMatchObject({ refused: 'name-not-recognised' });
    expect(await by({ code: '7K3M-9QX2-FDRT-0000', name: await nameOf(6) })).toMatchObject({
      refused: 'not-found',
    });
    const [family] = (await nameOf(6)).split(' ');
    expect(await by({ name: (await nameOf(6)).replace(' ', '　') })).toMatchObject({ late: false });
    expect(family).toBeTruthy();
    // a member without a seat on this roll answers for nobody
    expect(await house.act(council.secretariat, 'answer-writing', { meetingId, ...say('x') })).toMatchObject({
      refused: 'forbidden',
    });
  });

  test('[WRT4] what was sent is not changed: a new version, told, under which old answers stand where nothing changed', async () => {
    await answer(7, meetingId, say('前の版へ'));
    const revise = (reason: string) =>
      house.act(council.facilitator, 'revise-questionnaire', { meetingId, reason });
    expect(await revise('誤字')).toMatchObject({ refused: 'questions-unchanged' });
    await put(free, { text: '外国人の方も参加しやすくするために', view: 'anonymous' });
    expect(await revise('言い回しを改めた')).toMatchObject({ version: 2 });
    expect(await answer(8, meetingId, say('古い用紙'))).toMatchObject({ refused: 'questions-changed' });
    expect(await answer(8, meetingId, { ...say('新しい用紙'), version: 2 })).toMatchObject({ late: false });
    const { askedQuestions, partsUnder } = await import('#server/records/writing.ts');
    const asked = (await askedQuestions(house.app.db, meetingId))!;
    expect(asked.questions.map(({ since }) => since)).toEqual([1, 2]);
    const [old] = (await repliesAt(house, meetingId)).filter(({ seat }) => seat.no === 7);
    expect(partsUnder(asked, old!.counted!).map(({ question }) => question)).toEqual([criterion]);
  });

  test('[WRT11] a member asks, the office answers, before the deadline', async () => {
    const asked = await house.must(seatOf(2).personId, 'ask-about-writing', {
      meetingId,
      words: '資料2の見方は？',
    });
    expect(asked).toMatchObject({ no: 1 });
    const reply = { meetingId, no: 1, words: '左から順に見てください。' };
    expect(await house.act(seatOf(3).personId, 'answer-query', reply)).toMatchObject({
      refused: 'forbidden',
    });
    expect(await house.act(council.secretariat, 'answer-query', reply)).toMatchObject({ no: 1 });
  });

  test('[WRT6] rows of answers, questions and deadlines are never turned', async () => {
    const { db } = house.app;
    await expect(db.updateTable('written_answer').set({ note: 'x' }).execute()).rejects.toThrow();
    await expect(db.deleteFrom('questionnaire').execute()).rejects.toThrow();
    await expect(db.updateTable('writing_deadline').set({ reason: 'x' }).execute()).rejects.toThrow();
  });
});
