import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalText, textHash } from '#lib/domain/canonical/text.ts';
import { outcomeOf, type Outcome } from '#lib/domain/deciding/index.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { range, sitDown, type TestRound, type TestTable } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { newId } from '../../db/ids.ts';

let house: House;
let council: TestCouncil;
let elsewhere: TestCouncil;
const seat = (no: number) => council.seats[no - 1]!;
/** Who acts for a seat: its member, on 13 the alternate. */
const on = (no: number) => (no === 13 ? council.alternate : seat(no).personId);
const ballot = (round: TestRound, choice: string, more: object = {}) => ({
  roundId: round.roundId,
  textHash: round.textHash,
  choice,
  ...more,
});
const cast = (round: TestRound, no: number, choice: string, more: object = {}) =>
  house.act<{ at: number }>(on(no), 'cast-ballot', ballot(round, choice, more));
const all = async (round: TestRound, seats: readonly number[], choice: string, more: object = {}) => {
  for (const no of seats) expect(await cast(round, no, choice, more)).toHaveProperty('at');
};
const close = (round: TestRound, more: object = {}, by = council.facilitator) =>
  house.act<{ outcome: Outcome }>(by, 'close-round', { roundId: round.roundId, ...more });
const open = (proposalId: string, more: object = {}) =>
  house.act<{ roundId: string; no: number }>(council.facilitator, 'open-round', {
    proposalId,
    mode: 'consent',
    ...more,
  });
const declare = (round: Pick<TestRound, 'roundId'>, more: object = {}, by = council.chair) =>
  house.act<{ decisionId: string; no: string }>(by, 'declare-decision', {
    roundId: round.roundId,
    title: '見守りの分担',
    scope: 'district',
    ...more,
  });
const page = async (personId: string | null, round: Pick<TestRound, 'roundId'>) => {
  const view = await house.app.read.rounds.page(house.actorOf(personId), round.roundId);
  if ('refused' in view) throw new Error(view.refused);
  return view;
};
const rows = (roundId: string) =>
  house.app.db.selectFrom('ballot').selectAll().where('round_id', '=', roundId).orderBy('at').execute();
const objections = (roundId: string) =>
  house.app.db.selectFrom('objection').selectAll().where('round_id', '=', roundId).execute();
const row = (table: 'proposal' | 'round', id: string) =>
  house.app.db.selectFrom(table).selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** Days of meetings, each a fortnight after the one before: the clock never runs back. */
let week = 0;
async function newTable(more: Parameters<typeof sitDown>[3] = {}): Promise<TestTable> {
  const day = new Date(Date.UTC(2022, 5, 1 + 14 * week++));
  const text = day.toISOString().slice(0, 10);
  house.clock.moveTo(Date.parse(`${text}T12:00:00+09:00`) - 10 * 86_400_000);
  return sitDown(house, council, text, more);
}

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house);
  elsewhere = await foundCouncil(house, 'asahi');
});
afterAll(() => house.close());

describe('AT-1 steps 6 and 7', () => {
  let table: TestTable;
  let first: TestRound;
  let second: TestRound;
  let issueId: string;

  test('[DEC9] 18/2/1: not yet, and it cannot be recorded as consensus', async () => {
    ({ issueId } = await house.must<{ issueId: string }>(council.resident, 'submit-issue', {
      councilId: council.councilId,
      title: '見守りが町会ごとに違う',
      body: '町会によって回数が違います。',
    }));
    await house.must(council.secretariat, 'screen-issue', { issueId, verdict: 'publish' });
    table = await newTable({ seats: range(1, 21), online: [20, 21], issueId });
    first = await table.round('町会は月1回、民生委員は週2回。');
    await all(first, range(1, 18), 'consent');
    await all(first, [19, 20], 'concern', { reason: '人数が心配です' });
    await all(first, [21], 'objection', {
      reason: '民生委員の負担が週2回では重い',
      wouldAgreeIf: '週1回なら',
    });
    expect(await close(first)).toMatchObject({
      outcome: {
        code: 'NOT_YET',
        reason: 'objection',
        quorum: { attended: '21', needed: '13', met: true },
        total: { byChoice: { consent: '18', concern: '2', objection: '1', stand_aside: '0' } },
        inRoom: { code: 'NOT_YET' },
      },
    });
    expect((await objections(first.roundId)).map((entry) => entry.kind).sort()).toEqual([
      'concern',
      'concern',
      'objection',
    ]);
    expect(await row('proposal', first.proposalId)).toMatchObject({ state: 'not_yet' });
    for (const more of [{}, { declaredCode: 'CONSENSUS', declaredReason: 'ほぼ賛成' }])
      expect(await declare(first, more)).toMatchObject({ refused: 'decision-not-consensus' });
  });

  test('[DEC11] it is answered; only the objector takes it back', async () => {
    const [objection] = (await objections(first.roundId)).filter((entry) => entry.kind === 'objection');
    const objectionId = objection!.id;
    const answer = (by: string, more: object = {}) =>
      house.act(by, 'answer-objection', { objectionId, response: '週1回にしました', ...more });
    expect(await answer(seat(9).personId)).toMatchObject({ refused: 'forbidden' });
    expect(await answer(elsewhere.facilitator)).toMatchObject({ refused: 'not-found' });
    expect(await answer(council.facilitator, { integrated: true })).toEqual({ state: 'answered' });
    const withdraw = (by: string) => house.act(by, 'withdraw-objection', { objectionId });
    expect(await withdraw(council.facilitator)).toMatchObject({ refused: 'forbidden' });
    expect(await withdraw(council.chair)).toMatchObject({ refused: 'forbidden' });
    expect(await withdraw(elsewhere.seats[20]!.personId)).toMatchObject({ refused: 'not-found' });
    expect(await withdraw(on(21))).toEqual({ state: 'withdrawn' });
    expect(await withdraw(on(21))).toMatchObject({ refused: 'already-done' });
    expect(await answer(council.facilitator)).toMatchObject({ refused: 'wrong-state' });
  });

  test('[DEC3] the refused text gets no second consent round, nor a vote before two rounds', async () => {
    expect(await open(first.proposalId)).toMatchObject({ refused: 'text-unchanged' });
    expect(await open(first.proposalId, { mode: 'majority' })).toMatchObject({ refused: 'wrong-state' });
    expect(
      await house.act(council.facilitator, 'freeze-proposal', {
        meetingId: table.meetingId,
        itemId: table.itemId,
      }),
    ).toMatchObject({ refused: 'text-unchanged' });
  });

  test('[DEC7] version 2: a reply to the old text is refused, 19/2/0/0 is consensus with concerns', async () => {
    second = await table.round('町会は月2回、民生委員は週1回。');
    expect(second.no).toBe(2);
    expect(await cast({ ...second, textHash: first.textHash }, 5, 'consent')).toMatchObject({
      refused: 'text-changed',
    });
    expect(await cast(first, 5, 'consent')).toMatchObject({ refused: 'text-changed' });
    await all(second, range(1, 19), 'consent');
    await all(second, [20, 21], 'concern', { reason: '応援がほしい' });
    expect(await close(second)).toMatchObject({
      outcome: {
        code: 'CONSENSUS_WITH_CONCERNS',
        total: { byChoice: { consent: '19', concern: '2', objection: '0', stand_aside: '0' } },
      },
    });
  });

  test('[DEC12] the decision: number, text, review in six months, issue in progress', async () => {
    expect(await declare(second, { declaredCode: 'CONSENSUS', declaredReason: '軽い懸念' })).toMatchObject({
      refused: 'decision-not-consensus',
    });
    expect(await declare(second, { declaredCode: 'PASSED_BY_MAJORITY' })).toMatchObject({
      refused: 'reason-required',
      field: 'declaredReason',
    });
    expect(await declare(second, {}, seat(9).personId)).toMatchObject({ refused: 'forbidden' });
    const declared = await house.must<{ decisionId: string; no: string }>(council.chair, 'declare-decision', {
      roundId: second.roundId,
      title: '見守りの分担',
      scope: 'district',
    });
    expect(declared.no).toBe('2022-01');
    const decision = await house.app.db
      .selectFrom('decision')
      .selectAll()
      .where('id', '=', declared.decisionId)
      .executeTakeFirstOrThrow();
    expect(decision).toMatchObject({
      text: '町会は月2回、民生委員は週1回。',
      text_hash: second.textHash,
      outcome_code: 'CONSENSUS_WITH_CONCERNS',
      declared_code: 'CONSENSUS_WITH_CONCERNS',
      declared_reason: null,
      review_on: '2022-12-01',
      minority: '[]',
      state: 'recorded',
    });
    expect(await declare(second)).toMatchObject({ refused: 'already-done' });
    const item = await house.app.db
      .selectFrom('agenda_item')
      .selectAll()
      .where('id', '=', table.itemId)
      .executeTakeFirstOrThrow();
    expect(item).toMatchObject({ state: 'decided', decision_id: declared.decisionId });
    const issue = await house.app.db
      .selectFrom('issue')
      .select('state')
      .where('id', '=', issueId)
      .executeTakeFirstOrThrow();
    expect(issue.state).toBe('in_progress');
    const event = await house.app.db
      .selectFrom('issue_event')
      .selectAll()
      .where('issue_id', '=', issueId)
      .orderBy('at', 'desc')
      .executeTakeFirstOrThrow();
    expect(event).toMatchObject({ to_state: 'in_progress', decision_id: declared.decisionId });
    expect(await table.freeze('また別の文').catch((error: Error) => error.message)).toContain('item-closed');
  });

  test('the page of the round shows result, voices, way and what comes next', async () => {
    const view = await page(council.chair, second);
    expect(view).toMatchObject({
      no: 2,
      version: { n: 2, text: '町会は月2回、民生委員は週1回。' },
      eligible: 25,
      replied: 21,
      outcome: { code: 'CONSENSUS_WITH_CONCERNS' },
      explanation: { sentence: { key: 'consensus_with_concerns', n: 2 } },
      attendance: { present: 18, online: 2, alternate: 1, seats: 25, absent: 4 },
      decision: { no: '2022-01', capacity: 'presiding', division: null },
      item: { issue: { no: 1 } },
    });
    expect(view.others).toMatchObject([{ no: 1, versionNo: 1, outcome: { code: 'NOT_YET' } }]);
    expect(view.others[0]!.voices.map((voice) => voice.state).sort()).toEqual(['open', 'open', 'withdrawn']);
    expect(view.voices.map((voice) => voice.who)).toEqual(['委員20', '委員21']);
    expect(view.ballots).toHaveLength(21);
    expect(view.next.map((step) => step.kind)).toEqual(['answers', 'minutes', 'review']);
    expect(JSON.parse(JSON.stringify(view))).toEqual(view);
    const resident = await page(council.resident, second);
    expect(resident.ballots).toBeNull();
    expect(resident.voices.map((voice) => voice.who + voice.label)).toEqual(['', '']);
    expect(resident.voices.map((voice) => voice.reason)).toEqual(['応援がほしい', '応援がほしい']);
  });

  test('[DEC8] anyone can reckon the published round again, and nobody can tell whose key is whose', async () => {
    const json = await house.app.read.rounds.json(house.actorOf(council.resident), second.roundId);
    if ('refused' in json || !('input' in json)) throw new Error('no published input');
    expect(outcomeOf(json.input)).toEqual(json.outcome);
    const text = JSON.stringify(json.input);
    expect(text).not.toContain('応援');
    for (const { seatId, personId } of council.seats)
      expect(text.includes(seatId) || text.includes(personId)).toBe(false);
    const keys = json.input.roll!.map((voter) => voter.key);
    expect(keys).toEqual([...keys].sort());
    const other = await house.app.read.rounds.json(house.actorOf(council.resident), first.roundId);
    if ('refused' in other || !('input' in other)) throw new Error('no published input');
    expect(other.input.roll!.some((voter) => keys.includes(voter.key))).toBe(false);
  });

  test('[DEC8] the street and other councils see none of it before it is sealed', async () => {
    for (const who of [null, elsewhere.chair]) {
      expect(await house.app.read.rounds.page(house.actorOf(who), second.roundId)).toMatchObject({
        refused: 'not-found',
      });
      expect(await house.app.read.rounds.json(house.actorOf(who), second.roundId)).toMatchObject({
        refused: 'not-found',
      });
      expect(await house.app.read.decisions.register(house.actorOf(who), council.slug)).toEqual([]);
    }
    const register = await house.app.read.decisions.register(house.actorOf(council.resident), council.slug);
    expect(register).toMatchObject([{ no: '2022-01', minorityCount: 0, sealedIn: null }]);
    const { id } = (register as { id: string }[])[0]!;
    expect(await house.app.read.decisions.one(house.actorOf(council.resident), id)).toMatchObject({
      no: '2022-01',
      issue: { no: 1 },
    });
    expect(await house.app.read.decisions.one(house.actorOf(null), id)).toMatchObject({
      refused: 'not-found',
    });
  });
});

describe('freezing', () => {
  test('[DEC5] the canonical text of the server is hashed; empty, equal and foreign are refused', async () => {
    const table = await newTable();
    const freeze = (more: object = {}, by: string | null = council.facilitator) =>
      house.act(by, 'freeze-proposal', { meetingId: table.meetingId, itemId: table.itemId, ...more });
    expect(await freeze()).toMatchObject({ refused: 'text-empty' });
    await table.write('  \n\u200b ');
    expect(await freeze()).toMatchObject({ refused: 'text-empty' });
    await table.write('あ'.repeat(4_001));
    expect(await freeze()).toMatchObject({ refused: 'bad-input', params: { n: 4_001, max: 4_000 } });
    const typed = 'か\u3099っこうの門を\u202e開ける。 \r\n二行目\n\n';
    await table.write(typed);
    expect(await freeze({}, seat(9).personId)).toMatchObject({ refused: 'forbidden' });
    expect(await freeze({}, elsewhere.facilitator)).toMatchObject({ refused: 'not-found' });
    expect(await freeze({}, null)).toMatchObject({ refused: 'session-required' });
    expect(await freeze({ itemId: newId() })).toMatchObject({ refused: 'not-found', field: 'itemId' });
    expect(await freeze({ meetingId: newId() })).toMatchObject({ refused: 'not-found' });
    expect(await freeze({ text: 'x' })).toMatchObject({ refused: 'bad-input', field: 'text' });
    const frozen = await house.must<{ proposalId: string; n: number; textHash: string }>(
      council.facilitator,
      'freeze-proposal',
      { meetingId: table.meetingId, itemId: table.itemId },
    );
    expect(frozen).toMatchObject({ n: 1, textHash: textHash(typed) });
    const version = await house.app.db
      .selectFrom('proposal_version')
      .select('text')
      .where('proposal_id', '=', frozen.proposalId)
      .executeTakeFirstOrThrow();
    expect(version.text).toBe(canonicalText(typed));
    await table.write(`${typed}\n\n`);
    expect(await freeze()).toMatchObject({ refused: 'text-unchanged' });
    await table.write('べつの文');
    await open(frozen.proposalId);
    expect(await freeze()).toMatchObject({ refused: 'round-open' });
  });

  test('[DEC12] a text frozen after the round takes its declaration away', async () => {
    const table = await newTable();
    const round = await table.round('最初の文');
    await all(round, range(1, 14), 'consent');
    await close(round);
    await table.freeze('直した文');
    expect(await declare(round)).toMatchObject({ refused: 'text-changed' });
  });
});

describe('opening', () => {
  test('[DEC6] without a quorum at that moment there is no round, with the figures of it', async () => {
    const table = await newTable({ seats: range(1, 13) });
    const { proposalId } = await table.freeze('門を開ける');
    await house.must(council.recorder, 'record-attendance', {
      meetingId: table.meetingId,
      seatId: seat(5).seatId,
      mode: 'in_person',
      left: true,
    });
    expect(await open(proposalId)).toEqual({
      refused: 'no-quorum',
      params: { attended: '12', needed: '13' },
    });
    await house.must(council.recorder, 'record-proxy', {
      meetingId: table.meetingId,
      fromSeatId: seat(25).seatId,
      source: 'paper',
    });
    expect(await open(proposalId)).toMatchObject({ no: 1 });
    expect(await open(proposalId)).toMatchObject({ refused: 'round-open' });
  });

  test('[DEC6] rule, roll and keys stand before the first reply and do not move with the council', async () => {
    const table = await newTable();
    const round = await table.round('門を開ける', { mode: 'majority', threshold: 'two_thirds' });
    const stored = (await row('round', round.roundId)) as { rule: string; text_hash: string };
    expect(JSON.parse(stored.rule)).toEqual({
      quorum: { op: 'gt', num: 1, den: 2, countAlternate: true, countProxy: true, countWritten: false },
      majority: { op: 'ge', num: 2, den: 3, base: 'present' },
      chairVote: 'casting_only',
      tieRule: 'chair_casts',
      proxyMeaning: 'quorum_only',
      blockIsVeto: true,
      // what is no matter of counting stands beside it (RUL1)
      roll: 'seats',
      householdRule: 'none',
      writtenAllowed: true,
      proxyLimit: 3,
      category: null,
    });
    expect(stored.text_hash).toBe(round.textHash);
    const roll = await house.app.db
      .selectFrom('round_roll')
      .selectAll()
      .where('round_id', '=', round.roundId)
      .execute();
    expect(roll).toHaveLength(25);
    expect(roll.filter((entry) => entry.chair === 1).map((entry) => entry.seat_id)).toEqual([seat(1).seatId]);
    expect(roll.find((entry) => entry.seat_id === seat(1).seatId)).toMatchObject({
      label: '町会連合会',
      person_id: seat(1).personId,
    });
  });

  test('[DEC6] in session only; bad deadlines, thresholds and foreign proposals are refused', async () => {
    const table = await newTable();
    const { proposalId } = await table.freeze('門を開ける');
    const past = new Date(house.clock.now() - 1000).toISOString();
    expect(await open(proposalId, { closesAt: past })).toMatchObject({ field: 'closesAt' });
    expect(await open(proposalId, { closesAt: 'bald' })).toMatchObject({ field: 'closesAt' });
    expect(await open(proposalId, { threshold: 'two_thirds' })).toMatchObject({ field: 'threshold' });
    expect(await open(proposalId, { mode: 'borda' })).toMatchObject({ field: 'mode' });
    // a text without options has nothing to put dots on
    expect(await open(proposalId, { mode: 'dots' })).toMatchObject({
      field: 'options',
      params: { why: 'few-options' },
    });
    expect(await open(proposalId, { dots: { perVoter: 3, maxPerOption: 2 } })).toMatchObject({
      field: 'dots',
    });
    expect(await open(newId())).toMatchObject({ refused: 'not-found' });
    const as = (by: string | null) => house.act(by, 'open-round', { proposalId, mode: 'consent' });
    expect(await as(elsewhere.facilitator)).toMatchObject({ refused: 'not-found' });
    expect(await as(council.secretariat)).toMatchObject({ refused: 'forbidden' });
    expect(await as(null)).toMatchObject({ refused: 'session-required' });
    await house.must(council.facilitator, 'pause-meeting', { meetingId: table.meetingId });
    expect(await open(proposalId)).toMatchObject({ refused: 'meeting-not-open' });
  });

  test('[DEC4] after two rounds without consent the meeting may vote, and the minority is kept', async () => {
    const table = await newTable();
    for (const text of ['一案', '二案']) {
      const round = await table.round(text);
      await all(round, range(1, 13), 'consent');
      await all(round, [14], 'objection', { reason: '夜は困る', wouldAgreeIf: '昼なら' });
      expect(await close(round)).toMatchObject({ outcome: { code: 'NOT_YET' } });
      const next = (await page(council.facilitator, round)).next.map((step) => step.kind);
      expect(next).toEqual(['answers', text === '一案' ? 'new_text' : 'fallback']);
    }
    const { id: proposalId } = await house.app.db
      .selectFrom('proposal')
      .select('id')
      .where('item_id', '=', table.itemId)
      .executeTakeFirstOrThrow();
    expect(await open(proposalId)).toMatchObject({ refused: 'text-unchanged' });
    const opened = await house.must<{ roundId: string; no: number }>(council.facilitator, 'open-round', {
      proposalId,
      mode: 'majority',
    });
    expect(opened.no).toBe(3);
    const vote = { ...opened, proposalId, textHash: textHash('二案') };
    expect(await cast(vote, 1, 'for')).toMatchObject({ refused: 'not-on-roll' });
    await all(vote, range(2, 12), 'for');
    await all(vote, [13], 'against', { reason: '費用が高い' });
    await all(vote, [14], 'against');
    expect(await close(vote)).toMatchObject({
      outcome: { code: 'PASSED_BY_MAJORITY', base: '13', needed: '7', total: { for: '11', against: '2' } },
    });
    // the result shows why some voted against, to residents without names
    expect((await page(council.chair, vote)).heard).toMatchObject([
      { choice: 'against', label: '学校運営協議会', reason: '費用が高い' },
    ]);
    expect((await page(council.resident, vote)).heard).toEqual([
      { choice: 'against', who: '', label: '', reason: '費用が高い' },
    ]);
    expect(await declare(vote, { declaredCode: 'CONSENSUS', declaredReason: '皆納得' })).toMatchObject({
      refused: 'decision-not-consensus',
    });
    const declared = await declare(vote);
    if ('refused' in declared) throw new Error(declared.refused);
    const one = await house.app.read.decisions.one(house.actorOf(council.chair), declared.decisionId);
    expect(one).toMatchObject({
      declaredCode: 'PASSED_BY_MAJORITY',
      minority: [
        { kind: 'objection', label: '席14', reason: '夜は困る', wouldAgreeIf: '昼なら' },
        { kind: 'against', label: '学校運営協議会', reason: '費用が高い' },
      ],
    });
    const states = (await house.app.db.selectFrom('objection').select(['state', 'seat_id']).execute()).filter(
      (entry) => entry.seat_id === seat(14).seatId && entry.state === 'overruled',
    );
    expect(states.length).toBe(2);
    expect(
      await house.app.read.decisions.one(house.actorOf(council.resident), declared.decisionId),
    ).toMatchObject({ minority: [{ label: '' }, { label: '' }] });
  });
});

describe('replying', () => {
  let table: TestTable;
  let round: TestRound;
  beforeAll(async () => {
    table = await newTable({ seats: range(1, 20) });
    const frozen = await table.freeze('門を9時まで開ける');
    house.clock.moveTo(house.clock.now() + 5 * 60_000);
    const closesAt = new Date(house.clock.now() + 30 * 60_000).toISOString();
    round = {
      ...frozen,
      ...(await house.must<{ roundId: string; no: number }>(council.facilitator, 'open-round', {
        proposalId: frozen.proposalId,
        mode: 'consent',
        closesAt,
      })),
    };
  });
  const enter = (no: number, more: object, by = council.recorder) =>
    house.act(by, 'cast-ballot', ballot(round, 'consent', { for: seat(no).seatId, ...more }));
  const viaOf = async (no: number) =>
    (await rows(round.roundId))
      .filter((entry) => entry.seat_id === seat(no).seatId)
      .map((entry) => entry.via);

  test('[DEC7] reasons are asked where they belong, words of the mode only', async () => {
    for (const [choice, more, refused] of [
      ['concern', {}, { refused: 'ballot-needs-reason', field: 'reason' }],
      ['concern', { reason: '　\n ' }, { refused: 'ballot-needs-reason', field: 'reason' }],
      ['objection', { reason: '重い' }, { refused: 'ballot-needs-reason', field: 'wouldAgreeIf' }],
      ['objection', { wouldAgreeIf: '軽く' }, { refused: 'ballot-needs-reason', field: 'reason' }],
      ['for', {}, { refused: 'bad-input', field: 'choice' }],
      ['', {}, { refused: 'bad-input', field: 'choice' }],
      ['consent', { reason: 'あ'.repeat(2001) }, { refused: 'bad-input', field: 'reason' }],
      ['consent', { textHash: 'x' }, { refused: 'bad-input', field: 'textHash' }],
      ['consent', { textHash: '0'.repeat(64) }, { refused: 'text-changed' }],
      ['consent', { roundId: newId() }, { refused: 'not-found' }],
      ['consent', { seatId: newId() }, { refused: 'bad-input', field: 'seatId' }],
    ] as const)
      expect(await cast(round, 2, choice, more), JSON.stringify([choice, more]).slice(0, 80)).toMatchObject(
        refused,
      );
    expect(await rows(round.roundId)).toEqual([]);
  });

  test('[DEC7] nobody else has a vote', async () => {
    for (const [who, refused] of [
      [null, 'session-required'],
      [elsewhere.chair, 'not-found'],
      [council.secretariat, 'forbidden'],
      [council.officer, 'forbidden'],
      [council.resident, 'forbidden'],
    ] as const)
      expect(await house.act(who, 'cast-ballot', ballot(round, 'consent'))).toMatchObject({ refused });
    expect(await enter(5, {}, seat(6).personId)).toMatchObject({ refused: 'forbidden' });
    expect(await enter(5, { via: 'live' }, council.officer)).toMatchObject({ refused: 'forbidden' });
    const stranger = { for: elsewhere.seats[4]!.seatId, via: 'live' };
    expect(
      await house.act(council.recorder, 'cast-ballot', ballot(round, 'consent', stranger)),
    ).toMatchObject({
      refused: 'not-on-roll',
      field: 'for',
    });
  });

  test('[DEC7] the server says how it came', async () => {
    await all(round, [2], 'consent');
    expect(await viaOf(2)).toEqual(['live']);
    await all(round, [24], 'consent');
    expect(await viaOf(24)).toEqual(['electronic']);
    // the alternate sits in the room, the member replies from home
    await all(round, [13], 'consent');
    expect(await house.act(seat(13).personId, 'cast-ballot', ballot(round, 'consent'))).toHaveProperty('at');
    expect(await viaOf(13)).toEqual(['live', 'electronic']);
    expect(await enter(14, { via: 'live' })).toHaveProperty('at');
    expect(await viaOf(14)).toEqual(['live']);
    expect(await enter(23, { via: 'live' })).toMatchObject({ refused: 'bad-input', field: 'via' });
    expect(await cast(round, 23, 'consent', { via: 'live' })).toMatchObject({ field: 'via' });
    expect(await cast(round, 23, 'consent', { via: 'paper' })).toMatchObject({ field: 'for' });
    // the own seat may be named
    expect(await cast(round, 4, 'consent', { for: seat(4).seatId, via: 'live' })).toHaveProperty('at');
    expect(await viaOf(4)).toEqual(['live']);
  });

  test('[DEC7] paper names when it came in: after the freezing, not in the future', async () => {
    const paper = (minutes: number) => ({
      via: 'paper',
      arrived: new Date(house.clock.now() + minutes * 60_000).toISOString(),
    });
    expect(await enter(22, { via: 'paper' })).toMatchObject({ field: 'arrived' });
    expect(await enter(22, paper(1))).toMatchObject({ refused: 'bad-input', field: 'arrived' });
    expect(await enter(22, paper(-10))).toMatchObject({ refused: 'bad-input', field: 'arrived' });
    expect(await enter(22, { arrived: new Date(house.clock.now()).toISOString() })).toMatchObject({
      field: 'arrived',
    });
    const came = paper(-3);
    expect(await enter(22, came)).toEqual({ at: Date.parse(came.arrived) });
    expect(await viaOf(22)).toEqual(['paper']);
  });

  test('[DEC7] a reply may be changed, within one millisecond too; the last one counts', async () => {
    await all(round, [6], 'stand_aside');
    await all(round, [6], 'concern', { reason: '鍵の当番' });
    const own = (await page(on(6), round)).own;
    expect(own).toMatchObject([{ choice: 'concern', via: 'live' }]);
    const at = (await rows(round.roundId)).filter((entry) => entry.seat_id === seat(6).seatId);
    expect(new Set(at.map((entry) => entry.at)).size).toBe(2);
  });

  test('[DEC8] while it is open nobody learns what others chose, not from the audit log either', async () => {
    const seen = JSON.stringify([
      await page(council.facilitator, round),
      await house.app.read.rounds.json(house.actorOf(council.recorder), round.roundId),
      await house.app.read.rounds.details(house.actorOf(council.secretariat), round.roundId),
      await house.app.db
        .selectFrom('audit_event')
        .select('detail')
        .where('command', '=', 'cast-ballot')
        .where('detail', 'like', `%${round.roundId}%`)
        .execute(),
    ]);
    expect(seen).not.toMatch(/鍵の当番|stand_aside|"concern"/);
    expect((await page(council.facilitator, round)).next).toMatchObject([{ kind: 'reply' }]);
    expect(await house.app.read.rounds.json(house.actorOf(council.resident), round.roundId)).toMatchObject({
      eligible: 25,
      replied: expect.any(Array) as unknown[],
    });
  });

  test('[DEC7] the same key and body acts once; another body is refused', async () => {
    const key = newId();
    const input = ballot(round, 'consent');
    const before = (await rows(round.roundId)).length;
    const first = await house.act(on(7), 'cast-ballot', input, key);
    house.clock.moveTo(house.clock.now() + 1000);
    expect(await house.act(on(7), 'cast-ballot', input, key)).toEqual(first);
    expect((await rows(round.roundId)).length).toBe(before + 1);
    expect(await house.act(on(7), 'cast-ballot', ballot(round, 'stand_aside'), key)).toMatchObject({
      refused: 'idempotency-key-reused',
    });
  });

  test('[DEC7] the deadline includes its minute; what came on paper in time may still be entered', async () => {
    const { closesAt } = await page(council.chair, round);
    house.clock.moveTo(closesAt! + 55_000);
    await all(round, [8], 'consent');
    house.clock.moveTo(closesAt! + 60_000);
    expect(await cast(round, 9, 'consent')).toMatchObject({ refused: 'round-closed' });
    const paper = (ms: number) => ({ via: 'paper', arrived: new Date(closesAt! + ms).toISOString() });
    expect(await enter(21, paper(60_000))).toMatchObject({ refused: 'round-closed' });
    expect(await enter(21, paper(0))).toHaveProperty('at');
    await close(round);
    expect(await enter(20, paper(0))).toMatchObject({ refused: 'round-closed' });
    expect(await cast(round, 8, 'consent')).toMatchObject({ refused: 'round-closed' });
  });
});

describe('closing', () => {
  test('[DEC14] [F-S7] one’s own reply is not replaced by another’s entry, only by oneself', async () => {
    const round = await (await newTable({ seats: range(1, 20) })).round('本人の回答が残る。');
    const body = { roundId: round.roundId, textHash: round.textHash };
    const { seatId, personId } = council.seats[7]!;
    const enter = (by: string, choice: string, more: object = { via: 'live' }) =>
      house.act(by, 'cast-ballot', { ...body, choice, for: seatId, ...more });
    await house.must(personId, 'cast-ballot', { ...body, choice: 'consent' });
    for (const by of [council.recorder, council.secretariat])
      expect(await enter(by, 'stand_aside')).toMatchObject({ refused: 'replied-already', field: 'for' });
    expect(await enter(council.facilitator, 'stand_aside')).toMatchObject({ refused: 'forbidden' });
    expect(await house.must(personId, 'cast-ballot', { ...body, choice: 'stand_aside' })).toHaveProperty(
      'at',
    );

    // what was typed in may be corrected by who types, and by the person at any time, who is told who typed it
    const other = council.seats[8]!;
    const typed = { ...body, for: other.seatId, via: 'live' };
    await house.must(council.recorder, 'cast-ballot', { ...typed, choice: 'consent' });
    await house.must(council.secretariat, 'cast-ballot', { ...typed, choice: 'stand_aside' });
    const own = async () => {
      const read = await house.app.read.rounds.details(house.actorOf(other.personId), round.roundId);
      if ('refused' in read) throw new Error(read.refused);
      return read.own[0];
    };
    expect(await own()).toMatchObject({
      choice: 'stand_aside',
      enteredBy: expect.stringMatching(/./) as string,
    });
    await house.must(other.personId, 'cast-ballot', { ...body, choice: 'consent' });
    expect(await own()).toMatchObject({ choice: 'consent', enteredBy: '' });
    await house.must(council.facilitator, 'close-round', { roundId: round.roundId });
  });

  test('[DEC8] 50 replies race the close: none is confirmed and lost, none is counted twice', async () => {
    const table = await newTable({ seats: range(1, 25) });
    const round = await table.round('門を開ける');
    const answers = Array.from({ length: 50 }, (_, i) => {
      const no = (i % 25) + 1;
      return { no, choice: i < 25 ? 'consent' : 'stand_aside' };
    });
    const racing = answers.map(({ no, choice }) => cast(round, no, choice));
    const closing = new Promise((done) => setTimeout(done, 20)).then(() => close(round));
    const results = await Promise.all(racing);
    const closed = await closing;
    if ('refused' in closed) throw new Error(closed.refused);
    for (const result of results) if (!('at' in result)) expect(result.refused).toBe('round-closed');
    const stored = await rows(round.roundId);
    // of two replies of one seat the later one stands, in whichever order they arrived
    const confirmed = new Map(stored.map(({ seat_id, choice }) => [seat_id, choice]));
    expect(stored).toHaveLength(results.filter((result) => 'at' in result).length);
    const { consent, stand_aside } = closed.outcome.total.byChoice;
    expect(Number(consent) + Number(stand_aside)).toBe(confirmed.size);
    expect(Number(stand_aside)).toBe([...confirmed.values()].filter((said) => said === 'stand_aside').length);
    expect(await close(round)).toMatchObject({ refused: 'round-closed' });
  });

  test('[DEC8] proxies are those of the opening, attendance that of the close', async () => {
    const table = await newTable({ seats: range(1, 14) });
    const proxy = (no: number) =>
      house.must(council.recorder, 'record-proxy', {
        meetingId: table.meetingId,
        fromSeatId: seat(no).seatId,
        source: 'paper',
      });
    await proxy(25);
    const round = await table.round('門を開ける');
    house.clock.moveTo(house.clock.now() + 60_000);
    await proxy(24);
    await house.must(council.recorder, 'record-attendance', {
      meetingId: table.meetingId,
      seatId: seat(23).seatId,
      mode: 'in_person',
    });
    await all(round, range(1, 14), 'consent');
    expect(await close(round)).toMatchObject({
      outcome: { quorum: { attended: '16' }, total: { notCast: '1' } },
    });
    const view = await page(council.chair, round);
    expect(view.attendance).toMatchObject({ present: 14, alternate: 1, proxy: 1, absent: 9 });
    expect(view.explanation?.rule.proxies).toMatchObject({ given: 1, quorumOnly: 1 });
  });

  test('[DEC10] a tie waits for the chair: nobody else casts, and it is written down', async () => {
    const table = await newTable({ seats: range(1, 19) });
    const round = await table.round('会場を移す', { mode: 'majority' });
    await all(round, range(2, 10), 'for');
    await all(round, range(11, 19), 'against');
    expect(await close(round, { chairCasts: 'for' })).toMatchObject({
      refused: 'forbidden',
      field: 'chairCasts',
    });
    expect(await close(round, { chairCasts: 'maybe' })).toMatchObject({ field: 'chairCasts' });
    expect(await close(round)).toMatchObject({ outcome: { code: 'TIED' } });
    expect((await page(council.chair, round)).next).toEqual([{ kind: 'casting_vote' }]);
    expect(await declare(round)).toMatchObject({ refused: 'decision-not-consensus' });
    expect(await close(round, { chairCasts: 'for' })).toMatchObject({ refused: 'forbidden' });
    expect(await close(round, { chairCasts: 'for' }, council.chair)).toMatchObject({
      outcome: { code: 'PASSED_BY_CASTING_VOTE' },
    });
    expect(await close(round, { chairCasts: 'against' }, council.chair)).toMatchObject({
      refused: 'round-closed',
    });
    const json = await house.app.read.rounds.json(house.actorOf(council.chair), round.roundId);
    if ('refused' in json || !('input' in json)) throw new Error('no published input');
    expect(json.input.chairCasts).toBe('for');
    expect(outcomeOf(json.input)).toEqual(json.outcome);
    expect(await declare(round)).toHaveProperty('no');
  });

  test('[DEC10] without a tie there is no casting vote; in consent there never is one', async () => {
    const table = await newTable({ seats: range(1, 19) });
    const round = await table.round('会場を移す', { mode: 'majority' });
    await all(round, range(2, 10), 'for');
    expect(await close(round, { chairCasts: 'against' }, council.chair)).toMatchObject({
      outcome: { code: 'REJECTED' },
    });
    expect(await row('round', round.roundId)).toMatchObject({ chair_casts: null });
    const other = await newTable();
    const consent = await other.round('門');
    expect(await close(consent, { chairCasts: 'for' }, council.chair)).toMatchObject({
      refused: 'bad-input',
    });
    expect(await close(consent, {}, council.secretariat)).toMatchObject({ refused: 'forbidden' });
    expect(await close(consent, {}, elsewhere.chair)).toMatchObject({ refused: 'not-found' });
    expect(await close({ ...consent, roundId: newId() })).toMatchObject({ refused: 'not-found' });
    expect(await close(consent)).toMatchObject({ outcome: { code: 'NOT_YET', reason: 'too_few_positions' } });
  });
});

describe('declaring', () => {
  test('[DEC1] open rounds, foreign ones, closed meetings and bad fields are refused', async () => {
    const table = await newTable();
    const round = await table.round('門を開ける');
    expect(await declare(round)).toMatchObject({ refused: 'outcome-missing' });
    await all(round, range(1, 14), 'consent');
    await close(round);
    for (const [more, field] of [
      [{ title: '' }, 'title'],
      [{ title: 'あ'.repeat(201) }, 'title'],
      [{ scope: 'nation' }, 'scope'],
      [{ declaredCode: 'YES' }, 'declaredCode'],
      [{ reviewOn: '2022-02-30' }, 'reviewOn'],
      [{ reviewOn: '2020-01-01' }, 'reviewOn'],
      [{ no: '2022-99' }, 'no'],
    ] as const)
      expect(await declare(round, more)).toMatchObject({ refused: 'bad-input', field });
    expect(await declare(round, {}, elsewhere.chair)).toMatchObject({ refused: 'not-found' });
    expect(await declare({ roundId: newId() })).toMatchObject({ refused: 'not-found' });
    await house.must(council.facilitator, 'close-meeting', { meetingId: table.meetingId });
    expect(await declare(round)).toMatchObject({ refused: 'meeting-closed' });
  });

  test('[DEC12] [F-P32] where no review is wished there is none', async () => {
    const table = await newTable();
    const round = await table.round('門を開ける');
    await all(round, range(1, 14), 'consent');
    await close(round);
    const declared = await declare(round, { reviewOn: null });
    if ('refused' in declared) throw new Error(declared.refused);
    const decision = await house.app.db
      .selectFrom('decision')
      .select('review_on')
      .where('id', '=', declared.decisionId)
      .executeTakeFirstOrThrow();
    expect(decision.review_on).toBeNull();
  });

  test('[DEC12] numbers have no gap, and what is behind closed doors stays there', async () => {
    const table = await newTable({ visibility: 'closed', closedReason: '個人の事情を話すため' });
    const round = await table.round('家庭の支援');
    await all(round, range(1, 14), 'consent');
    await close(round);
    const declared = await declare(round, {
      declaredCode: 'CONSENSUS_WITH_CONCERNS',
      declaredReason: '口頭の懸念',
    });
    if ('refused' in declared) throw new Error(declared.refused);
    const seqs = await house.app.db
      .selectFrom('decision')
      .select('seq')
      .where('council_id', '=', council.councilId)
      .orderBy('seq')
      .execute();
    expect(seqs.map((entry) => entry.seq)).toEqual(range(1, seqs.length));
    for (const who of [council.resident, null])
      expect(await house.app.read.rounds.page(house.actorOf(who), round.roundId)).toMatchObject({
        refused: 'not-found',
      });
    const nos = async (who: string) =>
      ((await house.app.read.decisions.register(house.actorOf(who), council.slug)) as { no: string }[]).map(
        (line) => line.no,
      );
    expect(await nos(council.officer)).toContain(declared.no);
    expect(await nos(council.resident)).not.toContain(declared.no);
  });
});

describe('bad input', () => {
  const commands = {
    'freeze-proposal': ['meetingId', { itemId: newId() }],
    'open-round': ['proposalId', { mode: 'consent' }],
    'cast-ballot': ['roundId', { choice: 'consent', textHash: '0'.repeat(64) }],
    'close-round': ['roundId', {}],
    'withdraw-objection': ['objectionId', {}],
    'answer-objection': ['objectionId', { response: 'お答え' }],
    'declare-decision': ['roundId', { title: '題', scope: 'district' }],
    'divide-roles': ['decisionId', { title: '題', level: 3, tasks: [] }],
    'accept-role': ['assignmentId', {}],
    'decline-role': ['assignmentId', { reason: '人が足りません' }],
    'finish-task': ['taskId', {}],
  } as const;

  test.each(Object.entries(commands))(
    '[DEC1] %s: missing, wrong, oversized, unknown',
    async (name, [id, rest]) => {
      const refused = (input: object, by = council.chair) => house.act(by, name, input);
      expect(await refused(rest)).toMatchObject({ refused: 'bad-input', field: id });
      for (const wrong of [7, null, '', 'x'.repeat(10_000), { $ne: '' }, ["' or 1=1"]])
        expect(await refused({ ...rest, [id]: wrong })).toMatchObject({ refused: 'bad-input' });
      expect(await refused({ ...rest, [id]: newId(), extra: 1 })).toMatchObject({ refused: 'bad-input' });
      expect(await refused({ ...rest, [id]: newId() })).toMatchObject({ refused: 'not-found' });
      expect(await refused({ ...rest, [id]: newId() }, elsewhere.chair)).toMatchObject({
        refused: 'not-found',
      });
    },
  );

  test('[DEC11] an answer needs words, and not too many', async () => {
    for (const response of ['', '　', 'あ'.repeat(2001)])
      expect(
        await house.act(council.chair, 'answer-objection', { objectionId: newId(), response }),
      ).toMatchObject({ refused: 'bad-input', field: 'response' });
  });
});
