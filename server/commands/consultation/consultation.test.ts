import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRefusal } from '#lib/domain/refusal.ts';
import { reportText } from '#lib/doc/report.ts';
import { reportDoc } from '#lib/doc/names.ts';
import { documentRights } from '#server/access/documents.ts';
import { verifyCouncil } from '#server/cli/verify-folder.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { range } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

/* AT-2, from its seventh step on: a reply due in June 2021, adopted at meeting 3 by twelve members. */

let house: House;
let council: TestCouncil;
let elsewhere: TestCouncil;
let consultationId: string;
const no = '2020-01';
const asked = {
  askedBy: '川口市長',
  askedNo: '川協推第18号',
  title: '世代を超え、外国人も参加しやすい協働の場',
  text: '世代を超え、外国人も参加しやすい協働の場のあり方について、意見を求めます。',
  receivedOn: '2020-08-20',
  dueMonth: '2021-06',
};
const reply = '世代を超えて集まる場を、年2回開く。\n案内は、やさしい日本語と中国語で出す。';

beforeAll(async () => {
  house = await openHouse('2020-08-21');
  council = await foundCouncil(house);
  elsewhere = await foundCouncil(house, 'asahi');
});
afterAll(() => house.close());

const enter = (more: object = {}, by = council.secretariat) =>
  house.act<{ consultationId: string; no: string }>(by, 'enter-consultation', {
    councilId: council.councilId,
    ...asked,
    ...more,
  });
const view = async (personId: string | null) => {
  const read = await house.app.read.consultations.one(house.actorOf(personId), council.slug, no);
  if (isRefusal(read)) throw new Error(read.refused);
  return read;
};
const draft = (text: string) =>
  house.app.sync.writeAs(reportDoc(consultationId), 'test', (doc) => {
    const words = reportText(doc);
    words.delete(0, words.length);
    words.insert(0, text);
  });
const on = (day: string, time = '12:00') => house.clock.moveTo(Date.parse(`${day}T${time}:00+09:00`));
const meet = async (day: string) => {
  const { meetingId } = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    startsAt: `${day}T19:00:00+09:00`,
    endsAt: `${day}T21:00:00+09:00`,
    place: '市役所 第2会議室',
    kind: 'live',
    visibility: 'open',
  });
  return meetingId;
};
const act = (command: string, input: object = {}, by = council.secretariat) =>
  house.act(by, command, { consultationId, ...input });

test('[CST1] the secretariat enters what is asked; it is due no earlier than it came', async () => {
  expect(await enter({ dueMonth: '2020-07' })).toMatchObject({
    refused: 'bad-input',
    field: 'dueMonth',
    params: { why: 'due-before-received' },
  });
  expect(await enter({}, council.facilitator)).toMatchObject({ refused: 'forbidden' });
  const done = await enter({ title: '協働の場' });
  if (isRefusal(done)) throw new Error(done.refused);
  consultationId = done.consultationId;
  expect(done.no).toBe(no);
  expect(await act('change-consultation', { ...asked, receivedOn: '2020-03-30' })).toMatchObject({
    field: 'receivedOn',
  });
  expect(await act('change-consultation', asked)).toEqual({ consultationId });
  expect(await act('begin-deliberation', {}, elsewhere.facilitator)).toMatchObject({ refused: 'not-found' });
});

test('[CST12] the street reads it from the deliberation on, and then never its history', async () => {
  const street = () => house.app.read.consultations.one(house.actorOf(null), council.slug, no);
  expect(await street()).toEqual({ refused: 'not-found' });
  expect((await view(council.resident)).title).toBe(asked.title);
  await house.must(council.secretariat, 'begin-deliberation', { consultationId });
  expect(await street()).toMatchObject({ title: asked.title, draft: null, adopted: null, events: [] });
  expect((await view(council.seats[5]!.personId)).events.map((event) => event.act)).toEqual([
    'begun',
    'changed',
    'entered',
  ]);
  // what everybody has read stays
  expect(await act('change-consultation', { ...asked, title: '別の件名' })).toMatchObject({
    refused: 'wrong-state',
  });
});

let [second, third] = ['', ''];
test('[CST4] [CST11] meetings are planned, each agenda and the home say how long it is until then', async () => {
  second = await meet('2021-02-10');
  third = await meet('2021-05-19');
  const steps = [
    { month: '2021-05', purpose: '答申案', meetingId: third },
    { month: '2021-02', purpose: '意見を集める', meetingId: second },
    { month: '2020-10', purpose: '現地を見る' },
  ];
  expect(await act('plan-consultation', { steps: [{ month: '2021-07', purpose: '遅い' }] })).toMatchObject({
    field: 'steps[0].month',
  });
  expect(await act('plan-consultation', { steps })).toEqual({ steps: 3 });
  const page = await view(council.chair);
  expect(page.steps.map(({ month, meeting }) => [month, meeting?.id ?? null])).toEqual([
    ['2020-10', null],
    ['2021-02', second],
    ['2021-05', third],
  ]);
  // a stranger is told of no meeting that is not called
  expect((await view(null)).steps.map(({ meeting }) => meeting)).toEqual([null, null, null]);
  const line = { no, title: asked.title, dueMonth: '2021-06', state: 'deliberating', submittedOn: null };
  expect(await house.app.read.meeting.view(house.actorOf(council.chair), second)).toMatchObject({
    consultations: [line],
  });
  expect(await house.app.read.council.home(house.actorOf(council.chair), council.slug)).toMatchObject({
    consultations: [line],
  });
  expect(await act('change-consultation', { ...asked, dueMonth: '2021-04' })).toMatchObject({
    params: { why: 'plan-after' },
  });
});

test('[CST5] the draft is the council’s, from its beginning on', async () => {
  const rights = (personId: string) => documentRights(house.app.db, personId, reportDoc(consultationId));
  expect(await rights(council.seats[5]!.personId)).toMatchObject({ mode: 'r' });
  expect(await act('put-report-on-agenda', { meetingId: third })).toMatchObject({ refused: 'wrong-state' });
  await house.must(council.facilitator, 'begin-report-draft', { consultationId });
  expect(await rights(council.seats[5]!.personId)).toMatchObject({ mode: 'rw' });
  expect(await rights(council.resident)).toEqual({ refused: 4404 });
  await draft(reply);
  expect((await view(council.seats[5]!.personId)).draft).toMatchObject({ text: reply });
  expect((await view(council.resident)).draft).toBe(null);
  expect(
    await act('submit-report', { textHash: '0'.repeat(64), submittedOn: '2020-08-21' }, council.chair),
  ).toMatchObject({
    refused: 'report-not-adopted',
  });
});

/** Everybody on the roll agrees to what is asked, and it is declared. */
async function decide(frozen: { proposalId: string; textHash: string }, seats: readonly number[]) {
  const { roundId } = await house.must<{ roundId: string }>(council.facilitator, 'open-round', {
    proposalId: frozen.proposalId,
    mode: 'consent',
  });
  for (const seat of seats)
    await house.must(council.seats[seat - 1]!.personId, 'cast-ballot', {
      roundId,
      textHash: frozen.textHash,
      choice: 'consent',
    });
  await house.must(council.facilitator, 'close-round', { roundId });
  return house.must<{ decisionId: string; no: string }>(council.chair, 'declare-decision', {
    roundId,
    title: '答申',
    scope: 'city_wide',
  });
}

let adopted = '';
test('[CST6] [CST7] [CRI2] [CRI3] [CRI4] [AT-2.7] [R-KAW-04] meeting 3 freezes the draft, an ordinary round adopts it', async () => {
  const freeze = (by = council.facilitator) =>
    house.act<{ proposalId: string; textHash: string; itemId: string }>(by, 'freeze-report', {
      consultationId,
      meetingId: third,
    });
  const { itemId } = await house.must<{ itemId: string }>(council.secretariat, 'put-report-on-agenda', {
    consultationId,
    meetingId: third,
  });
  expect(await act('put-report-on-agenda', { meetingId: third })).toMatchObject({ refused: 'already-done' });
  on('2021-05-10');
  await house.must(council.facilitator, 'call-meeting', { meetingId: third });
  on('2021-05-19', '19:00');
  const seats = range(1, 14).filter((seat) => seat !== 13);
  for (const seat of seats)
    await house.must(council.recorder, 'record-attendance', {
      meetingId: third,
      seatId: council.seats[seat - 1]!.seatId,
      mode: 'in_person',
    });
  await house.must(council.facilitator, 'open-meeting', {
    meetingId: third,
    presidingPersonId: council.chair,
  });
  await house.must(council.facilitator, 'set-current-item', { meetingId: third, itemId });
  await draft(`${reply}\n市は会場を用意する。`);
  expect(await freeze(council.secretariat)).toMatchObject({ refused: 'forbidden' });
  const frozen = await freeze();
  if (isRefusal(frozen)) throw new Error(JSON.stringify(frozen));
  expect(frozen.itemId).toBe(itemId);
  const answers = (choice: string) => ({
    itemId,
    answers: [{ criterionId: criteria[0]!.id, answer: choice, sentence: '昼と夜に開く' }],
  });
  await house.must(council.facilitator, 'set-criteria', {
    councilId: council.councilId,
    criteria: ['世代を超えて参加できるか', '外国人も参加しやすいか'],
  });
  const criteria = await house.app.db.selectFrom('criterion').selectAll().orderBy('added_at').execute();
  await house.must(council.seats[5]!.personId, 'answer-criteria', answers('partly'));
  await house.must(council.seats[5]!.personId, 'answer-criteria', answers('yes'));
  await decide(frozen, seats);
  adopted = frozen.textHash;
  expect(await house.act(council.chair, 'answer-criteria', answers('no'))).toMatchObject({
    refused: 'item-closed',
  });
  const page = await view(council.chair);
  expect(page).toMatchObject({
    state: 'agreed',
    adopted: { textHash: adopted },
    criteria: [{ criterion: '世代を超えて参加できるか', answer: 'yes', sentence: '昼と夜に開く' }],
  });
  expect(page.adopted?.text).toContain('市は会場を用意する。');
  expect((await view(council.resident)).adopted).toBe(null);
});

test('[CST8] the chair submits what was adopted; its digest is in the chain', async () => {
  on('2021-06-10');
  const home = await house.app.read.council.home(house.actorOf(council.chair), council.slug);
  expect(home).toMatchObject({
    asks: expect.arrayContaining([{ kind: 'report', no, title: asked.title, due: '2021-06-30' }]) as unknown,
  });
  const submit = (more: object = {}, by = council.chair) =>
    act(
      'submit-report',
      { textHash: adopted, submittedOn: '2021-06-10', documentNo: '地推第12号', ...more },
      by,
    );
  expect(await submit({}, council.facilitator)).toMatchObject({ refused: 'forbidden' });
  expect(await submit({ textHash: '1'.repeat(64) })).toMatchObject({ refused: 'text-changed' });
  expect(await submit({ submittedOn: '2021-05-18' })).toMatchObject({ field: 'submittedOn' });
  expect(await submit()).toMatchObject({ seq: 1 });
  expect(await submit()).toMatchObject({ refused: 'report-submitted' });
  expect(await act('plan-consultation', { steps: [] })).toMatchObject({ refused: 'report-submitted' });
  expect(await documentRights(house.app.db, council.chair, reportDoc(consultationId))).toEqual({
    refused: 4409,
  });
  const line = await house.app.db.selectFrom('chain_entry').selectAll().executeTakeFirstOrThrow();
  expect(line.kind).toBe('report');
  expect(JSON.parse(line.body)).toMatchObject({
    public: { no, decision: '2021-01', textHash: adopted },
    personal: { 'report/text': expect.stringMatching(/^[0-9a-f]{64}$/) as unknown },
  });
  expect(line.body).not.toContain('会場');
  // the countdown is over, and everybody reads the reply
  expect(await house.app.read.council.home(house.actorOf(council.chair), council.slug)).toMatchObject({
    consultations: [],
  });
  expect(await view(null)).toMatchObject({
    state: 'submitted',
    report: { textHash: adopted, documentNo: '地推第12号', submittedOn: '2021-06-10', decision: '2021-01' },
  });
});

test('[CST9] an erratum stands beside the reply, which stays as it was', async () => {
  const correct = (wrong: string, by = council.chair) =>
    act('correct-report', { wrong, right: '年3回', reason: '書き誤り' }, by);
  expect(await correct('年5回')).toMatchObject({ field: 'wrong' });
  expect(await correct('年2回', council.secretariat)).toMatchObject({ refused: 'forbidden' });
  expect(await correct('年2回')).toMatchObject({ no: 1 });
  const page = await view(null);
  expect(page.report?.text).toContain('年2回');
  expect(page.errata).toMatchObject([{ no: 1, wrong: '年2回', right: '年3回', reason: '書き誤り' }]);
});

test('[CST10] the city’s answers are entered beside each other', async () => {
  on('2021-09-01');
  const answer = (answeredOn: string) =>
    act('record-report-answer', {
      answeredBy: '市民生活部 協働推進課',
      answeredOn,
      text: '令和4年度の予算で進めます。',
    });
  expect(await answer('2021-06-09')).toMatchObject({ field: 'answeredOn' });
  expect(await answer('2021-08-31')).toEqual({ no: 1, state: 'answered' });
  expect(await answer('2021-09-01')).toEqual({ no: 2, state: 'answered' });
  expect((await view(null)).answers.map(({ no: n, by }) => [n, by])).toEqual([
    [1, '市民生活部 協働推進課'],
    [2, '市民生活部 協働推進課'],
  ]);
});

test('[CST2] [CST8] rows of what is out refuse a change, and verify holds them against the chain', async () => {
  const { db } = house.app;
  const verified = () => verifyCouncil(db, { id: council.councilId, slug: council.slug });
  expect(await verified()).toMatchObject({ ok: true, kinds: { report: 1, erratum: 1 } });
  await expect(
    db.updateTable('consultation').set({ text: '別' }).where('id', '=', consultationId).execute(),
  ).rejects.toThrow();
  for (const table of [
    'consultation_report',
    'consultation_erratum',
    'consultation_answer',
    'consultation_event',
  ] as const)
    await expect(
      db.deleteFrom(table).where('consultation_id', '=', consultationId).execute(),
    ).rejects.toThrow();
});

describe('[CRI1] [R-KAW-17] the criteria of a council', () => {
  const set = (criteria: readonly string[], by = council.facilitator) =>
    house.act(by, 'set-criteria', { councilId: council.councilId, criteria });
  const now = async () => {
    const read = await house.app.read.consultations.list(house.actorOf(council.chair), council.slug);
    return isRefusal(read) ? read : read.criteria;
  };

  test('ten at most, each once; who may not is refused', async () => {
    expect(await set(range(1, 11).map((n) => `観点${n}`))).toMatchObject({
      params: { why: 'many-criteria' },
    });
    expect(await set(['同じ', '同じ'])).toMatchObject({ params: { why: 'same-criterion' } });
    expect(await set(['費用'], council.seats[5]!.personId)).toMatchObject({ refused: 'forbidden' });
  });

  test('one that is taken off keeps its answers, one that stays keeps its words', async () => {
    await set(['外国人も参加しやすいか', '費用に見合うか']);
    expect(await now()).toEqual(['外国人も参加しやすいか', '費用に見合うか']);
    expect((await view(council.chair)).criteria).toHaveLength(1);
    expect(await house.app.db.selectFrom('criterion_answer').selectAll().execute()).toHaveLength(1);
  });
});
