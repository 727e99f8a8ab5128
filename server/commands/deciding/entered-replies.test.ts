import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outcomeOf, type Outcome } from '#lib/domain/deciding/index.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { range, sitDown, type TestRound, type TestTable } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { newId } from '../../db/ids.ts';

/* Replies that somebody enters for others, over the product's own commands on a real folder. */

let house: House;
let council: TestCouncil;
let elsewhere: TestCouncil;
let table: TestTable;
let round: TestRound;
const seat = (no: number) => council.seats[no - 1]!;
const seatIds = (...nos: number[]) => nos.map((no) => seat(no).seatId);
const cast = (by: string, more: object = {}) =>
  house.act<{ at: number }>(by, 'cast-ballot', {
    roundId: round.roundId,
    textHash: round.textHash,
    choice: 'consent',
    ...more,
  });
const arrived = (minutes = 0) => new Date(house.clock.now() - minutes * 60_000).toISOString();
const paper = (no: number, more: object = {}) =>
  cast(council.secretariat, { for: seat(no).seatId, via: 'paper', arrived: arrived(), ...more });
const hands = (nos: readonly number[], more: object = {}, by = council.recorder) =>
  house.act<{ batchId: string; entered: number; skipped: number }>(by, 'record-hands', {
    roundId: round.roundId,
    textHash: round.textHash,
    choice: 'consent',
    seats: seatIds(...nos),
    ...more,
  });
const act = (by: string, command: string, more: object) =>
  house.act<Record<string, unknown>>(by, command, { roundId: round.roundId, ...more });
const close = () =>
  house.must<{ outcome: Outcome }>(council.facilitator, 'close-round', { roundId: round.roundId });
const standing = () =>
  house.app.db
    .selectFrom('standing_ballot')
    .select(['id', 'seat_id', 'choice', 'via', 'at', 'entered_by'])
    .where('round_id', '=', round.roundId)
    .execute();
const ballotOf = async (no: number) => (await standing()).findLast((row) => row.seat_id === seat(no).seatId)!;
const papers = async (by = council.secretariat) => {
  const view = await house.app.read.rounds.papers(house.actorOf(by), round.roundId);
  if ('refused' in view) throw new Error(view.refused);
  return view;
};
const details = async (by: string) => {
  const read = await house.app.read.rounds.details(house.actorOf(by), round.roundId);
  if ('refused' in read) throw new Error(read.refused);
  return read;
};
const lines = (command: string) =>
  house.app.db.selectFrom('audit_event').selectAll().where('command', '=', command).orderBy('seq').execute();

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house);
  elsewhere = await foundCouncil(house, 'asahi');
  table = await sitDown(house, council, '2022-06-01', { seats: range(1, 20) });
});
afterAll(() => house.close());

describe('a show of hands', () => {
  test('[WAY1] [F-P40] all the others at once: 20 people in a few taps, each a reply of its own', async () => {
    round = await table.round('挙手で決める。');
    await cast(seat(5).personId, { choice: 'stand_aside' });
    await cast(council.recorder, {
      for: seat(7).seatId,
      via: 'live',
      choice: 'concern',
      reason: '冬は暗い',
    });
    const others = range(1, 20).filter((no) => no !== 5 && no !== 7);
    expect(await hands(others)).toEqual({ batchId: expect.any(String), entered: 18, skipped: 0 });
    const rows = await standing();
    expect(rows).toHaveLength(20);
    expect(rows.filter(({ entered_by }) => entered_by === council.recorder)).toHaveLength(19);
    expect(new Set(rows.map(({ via }) => via))).toEqual(new Set(['live']));
    // each is told by whom, and the log says for whom, never what
    expect((await details(seat(9).personId)).own).toMatchObject([{ choice: 'consent', enteredBy: '委員3' }]);
    const [line] = await lines('record-hands');
    expect((JSON.parse(line!.detail) as { seats: string[] }).seats).toHaveLength(18);
    expect(line!.detail).not.toContain('consent');
  });

  test('[WAY2] the whole look is taken back, what was said otherwise stays; nothing is lost', async () => {
    const { hands: last } = await details(council.recorder);
    expect(last).toMatchObject({ n: 18, choice: 'consent', enteredBy: '' });
    expect((await details(council.secretariat)).hands).toMatchObject({ choice: null, enteredBy: '委員3' });
    expect((await details(council.facilitator)).hands).toBeNull();
    // one of them has since said something himself: that is his
    await cast(seat(9).personId, { choice: 'stand_aside' });
    const back = (by: string, batchId = last!.batchId) => act(by, 'take-back-hands', { batchId });
    expect(await back(seat(9).personId)).toMatchObject({ refused: 'forbidden' });
    expect(await back(council.recorder, newId())).toMatchObject({ refused: 'not-found', field: 'batchId' });
    expect(await back(council.secretariat)).toEqual({ takenBack: 18 });
    expect(await back(council.recorder)).toMatchObject({ refused: 'already-done' });
    expect((await standing()).map(({ choice }) => choice).sort()).toEqual([
      'concern',
      'stand_aside',
      'stand_aside',
    ]);
    expect((await details(council.recorder)).hands).toBeNull();
  });

  test('[WAY1] [I6] only hands that were seen: the absent, strangers, other texts and reasons are refused', async () => {
    expect(await hands([1, 22])).toMatchObject({
      refused: 'bad-input',
      field: 'seats',
      params: { why: 'not-there' },
    });
    expect(await hands([1], { seats: [seat(1).seatId, elsewhere.seats[1]!.seatId] })).toMatchObject({
      refused: 'not-on-roll',
    });
    for (const choice of ['concern', 'objection'])
      expect(await hands([1], { choice })).toMatchObject({ refused: 'ballot-needs-reason' });
    expect(await hands([1], { choice: 'for' })).toMatchObject({ refused: 'bad-input', field: 'choice' });
    expect(await hands([1], { textHash: 'a'.repeat(64) })).toMatchObject({ refused: 'text-changed' });
    expect(await hands([1], { seats: [] })).toMatchObject({ refused: 'bad-input' });
    for (const by of [seat(4).personId, council.facilitator, council.officer])
      expect(await hands([1], {}, by)).toMatchObject({ refused: 'forbidden' });
    expect(await hands([1], {}, elsewhere.recorder)).toMatchObject({ refused: 'not-found' });
    expect(await standing()).toHaveLength(3);
    // somebody who replied while the hands were counted keeps what he said
    expect(await hands([4, 5, 9])).toMatchObject({ entered: 1, skipped: 2 });
    expect((await ballotOf(5)).choice).toBe('stand_aside');
    // the same look sent twice acts once
    expect(await hands([4, 5, 9])).toMatchObject({ refused: 'already-done' });
    await close();
    expect(await hands([6])).toMatchObject({ refused: 'round-closed' });
  });

  test('[WAY1] [B71] looks of two recorders and own replies race: each seat has one reply that counts', async () => {
    for (const seed of range(1, 3)) {
      round = await table.round(`同時に挙手 第${seed}案。`);
      const all = range(1, 20);
      await Promise.all([
        hands(all),
        hands(all, { choice: 'stand_aside' }, council.secretariat),
        ...range(4, 12).map((no) =>
          cast(no === 13 ? council.alternate : seat(no).personId, { choice: 'stand_aside' }),
        ),
        hands(all, {}, council.secretariat),
      ]);
      const { outcome } = await close();
      const counts = Object.values(outcome.total.byChoice as Record<string, string>).map(Number);
      expect(counts.reduce((sum, n) => sum + n)).toBe(20);
      const json = await house.app.read.rounds.json(house.actorOf(council.chair), round.roundId);
      if (!('input' in json)) throw new Error('open');
      expect(outcomeOf(json.input)).toEqual(json.outcome);
    }
  });
});

describe('paper and telephone', () => {
  test('[WAY3] a paper is entered once, with how and when it came and by whom; a second one only as such', async () => {
    round = await table.round('紙と電話でも回答できる。');
    house.clock.moveTo(house.clock.now() + 600_000);
    expect(await paper(21)).toHaveProperty('at');
    expect(await paper(22, { how: 'telephone', choice: 'stand_aside' })).toHaveProperty('at');
    expect(await paper(23, { how: 'fax' })).toMatchObject({ refused: 'bad-input', field: 'how' });
    expect(await cast(council.recorder, { for: seat(4).seatId, via: 'live', how: 'slip' })).toMatchObject({
      field: 'how',
    });
    expect(await paper(21, { choice: 'stand_aside' })).toMatchObject({
      refused: 'entered-already',
      field: 'for',
    });
    expect((await papers()).entries).toMatchObject([
      { seatNo: 21, how: 'slip', choice: 'consent', enteredBy: '平賀', gone: null, mine: true },
      { seatNo: 22, how: 'telephone', choice: 'stand_aside' },
    ]);
    // another recorder learns that it was entered, not what
    expect((await papers(council.recorder)).entries.map(({ choice }) => choice)).toEqual([null, null]);
    for (const by of [council.facilitator, seat(9).personId, council.resident])
      expect(await house.app.read.rounds.papers(house.actorOf(by), round.roundId)).toEqual({
        refused: 'forbidden',
      });
    expect(await house.app.read.rounds.papers(house.actorOf(null), round.roundId)).toMatchObject({
      refused: 'not-found',
    });
    // it came later: the later paper counts, the first is kept
    house.clock.moveTo(house.clock.now() + 60_000);
    expect(await paper(21, { choice: 'stand_aside', again: true })).toHaveProperty('at');
  });

  test('[WAY4] a correction slip stands in the place of a wrong entry, which stays to be seen', async () => {
    const wrong = await ballotOf(22);
    const correct = (more: object = {}, by = council.secretariat) =>
      act(by, 'correct-ballot', { ballotId: wrong.id, choice: 'consent', why: '読み違えた', ...more });
    expect(await correct({ why: '' })).toMatchObject({ refused: 'bad-input', field: 'why' });
    expect(await correct({ choice: 'objection' })).toMatchObject({ refused: 'ballot-needs-reason' });
    expect(await correct({ ballotId: newId() })).toMatchObject({ refused: 'not-found', field: 'ballotId' });
    expect(await correct({}, council.facilitator)).toMatchObject({ refused: 'forbidden' });
    expect(await correct()).toMatchObject({ corrects: wrong.id });
    expect(await correct()).toMatchObject({ refused: 'not-found' });
    const now = await ballotOf(22);
    expect(now).toMatchObject({ choice: 'consent', via: 'paper' });
    // it came when the paper came
    expect(now.at - wrong.at).toBeLessThan(10);
    expect((await papers()).entries.filter(({ seatNo }) => seatNo === 22)).toMatchObject([
      { gone: 'corrected', how: 'telephone' },
      { gone: null, corrects: wrong.id, why: '読み違えた', how: 'telephone' },
    ]);
    // what somebody has said himself is no entry to correct
    await cast(seat(20).personId);
    expect(await correct({ ballotId: (await ballotOf(20)).id })).toMatchObject({ refused: 'not-found' });
    const line = (await lines('correct-ballot')).find(({ entity }) => entity === 'ballot');
    expect(JSON.parse(line!.detail)).toMatchObject({ corrects: wrong.id });
    expect(line!.detail).not.toMatch(/読み違えた|consent/);
  });

  test('[WAY5] a pile is counted by two, once, and as many as were entered', async () => {
    const count = (sheets: number, more: object = {}, by = council.secretariat) =>
      act(by, 'count-papers', {
        countedBy: council.secretariat,
        countedWith: seat(4).personId,
        sheets,
        ...more,
      });
    // 21 twice; the telephone call of 22 is no paper
    expect((await papers()).uncounted).toBe(2);
    expect(await count(3)).toMatchObject({ refused: 'count-differs', params: { counted: 3, typed: 2 } });
    expect(await count(2, { countedWith: council.secretariat })).toMatchObject({ field: 'countedWith' });
    expect(await count(2, { countedWith: elsewhere.chair })).toMatchObject({
      refused: 'not-found',
      field: 'countedWith',
    });
    expect(await count(2, {}, council.facilitator)).toMatchObject({ refused: 'forbidden' });
    expect(await count(2)).toMatchObject({ sheets: 2 });
    expect(await count(2)).toMatchObject({ refused: 'count-differs', params: { typed: 0 } });
    await paper(23);
    const wrong = await ballotOf(23);
    expect(await count(1)).toMatchObject({ sheets: 1 });
    expect(
      await act(council.secretariat, 'correct-ballot', {
        ballotId: wrong.id,
        choice: 'stand_aside',
        why: '枠を見誤った',
      }),
    ).toHaveProperty('ballotId');
    const view = await papers();
    // the correction lies in the pile of what it corrects
    expect(view.uncounted).toBe(0);
    expect(view.piles).toMatchObject([{ sheets: 2, countedBy: '平賀', countedWith: '委員4' }, { sheets: 1 }]);
  });

  test('[WAY3] who sent a paper and comes is counted once, by what he says in the room', async () => {
    await house.must(council.recorder, 'record-attendance', {
      meetingId: table.meetingId,
      seatId: seat(21).seatId,
      mode: 'in_person',
    });
    await cast(seat(21).personId, { choice: 'consent' });
    await hands(range(1, 19));
    const { outcome } = await close();
    expect(outcome).toMatchObject({
      total: { byChoice: { consent: '22', stand_aside: '1' } },
      quorum: { attended: '21' },
    });
    expect(outcome.superseded).toHaveLength(2);
    expect(await paper(24)).toMatchObject({ refused: 'round-closed' });
    const late = { ballotId: (await ballotOf(22)).id, choice: 'consent', why: '遅すぎる' };
    expect(await act(council.secretariat, 'correct-ballot', late)).toMatchObject({ refused: 'round-closed' });
  });

  test('[WAY7] the result says how the replies came, names only to those who may read them', async () => {
    const page = async (by: string | null) => {
      const view = await house.app.read.rounds.page(house.actorOf(by), round.roundId);
      if ('refused' in view) throw new Error(view.refused);
      return view;
    };
    const counts = {
      live: 21,
      electronic: 0,
      slip: 1,
      telephone: 1,
      proxies: 0,
      superseded: 2,
      corrections: 2,
    };
    expect((await page(council.chair)).channels).toMatchObject({
      ...counts,
      piles: [{ countedBy: '平賀', countedWith: '委員4' }, {}],
    });
    const street = (await page(council.resident)).channels;
    expect(street).toMatchObject(counts);
    expect(JSON.stringify(street)).not.toMatch(/平賀|委員/);
  });

  test('[I4] the tables refuse entries and piles after the close, and any change of them', async () => {
    const { db } = house.app;
    const entry = await db.selectFrom('ballot_entry').select('ballot_id').executeTakeFirstOrThrow();
    const one = await db.selectFrom('ballot_batch').select(['id', 'round_id']).executeTakeFirstOrThrow();
    for (const text of [
      `update ballot_entry set how = 'hand'`,
      `update ballot_entry set batch_id = '${one.id}' where batch_id is null`,
      `delete from ballot_entry where ballot_id = '${entry.ballot_id}'`,
      'update ballot_batch set at = 1',
      'delete from ballot_batch',
      `insert into ballot_batch (id, round_id, no, kind, entered_by, at)
       values ('x', '${one.round_id}', 99, 'hands', '${council.recorder}', 1)`,
    ])
      await expect(sql.raw(text).execute(db), text).rejects.toThrow(/append-only|no more replies/);
  });
});

describe('bad input', () => {
  test('[WAY10] [LIM10] [AT-6.1] a ballot for another seat is refused, counts nowhere, and leaves a line in the log', async () => {
    round = await table.round('ほかの席の回答は出せない。');
    const forged = { for: seat(6).seatId, choice: 'objection', reason: 'x', wouldAgreeIf: 'y' };
    expect(await cast(seat(5).personId, forged)).toMatchObject({ refused: 'forbidden' });
    expect(await standing()).toEqual([]);
    const refused = async () => (await lines('cast-ballot')).filter(({ entity }) => entity === 'refused');
    const [line] = await refused();
    expect(line).toMatchObject({
      council_id: council.councilId,
      person_id: seat(5).personId,
      entity_id: table.meetingId,
    });
    expect(JSON.parse(line!.detail)).toEqual({ refused: 'forbidden' });
    // a flood tells no more, and an honest mistake is none
    for (let n = 0; n < 40; n++) await cast(seat(5).personId, forged);
    expect((await refused()).length).toBeLessThanOrEqual(31);
    const before = (await refused()).length;
    expect(await cast(seat(7).personId, { textHash: 'b'.repeat(64) })).toMatchObject({
      refused: 'text-changed',
    });
    expect(await refused()).toHaveLength(before);
    await close();
  });

  test('[I4] [B71] looks at the hands race the close: what was confirmed counts, nothing comes after it', async () => {
    for (const seed of range(1, 6)) {
      round = await table.round(`締切と競う 第${seed}案。`);
      const groups = [range(1, 7), range(8, 14), range(15, 20)];
      const answers = await Promise.all([
        ...groups.slice(0, seed % 3).map((nos) => hands(nos)),
        house.act(council.facilitator, 'close-round', { roundId: round.roundId }),
        ...groups.slice(seed % 3).map((nos) => hands(nos)),
      ]);
      const confirmed = answers.flatMap((answer) => ('entered' in answer ? [Number(answer.entered)] : []));
      const rows = await standing();
      expect(rows).toHaveLength(confirmed.reduce((sum, n) => sum + n, 0));
      const json = await house.app.read.rounds.json(house.actorOf(council.chair), round.roundId);
      if (!('input' in json)) throw new Error('open');
      expect(json.input.ballots).toHaveLength(rows.length);
      for (const answer of answers) if ('refused' in answer) expect(answer.refused).toBe('round-closed');
    }
  });

  test('[I4] [DEC6] a council that changes while a round is open moves neither its roll nor its replies', async () => {
    round = await table.round('途中で委員が変わっても。');
    await cast(seat(14).personId);
    const { seatId } = await house.must<{ seatId: string }>(council.secretariat, 'add-seat', {
      councilId: council.councilId,
      label: '新しい席',
    });
    const { personId } = await house.must<{ personId: string }>(council.secretariat, 'invite-member', {
      councilId: council.councilId,
      displayName: '新しい委員',
      seatId,
      role: 'member',
    });
    expect(await cast(personId)).toMatchObject({ refused: 'not-on-roll' });
    expect(await hands([], { seats: [seatId] })).toMatchObject({ refused: 'not-on-roll' });
    expect(await paper(1, { for: seatId })).toMatchObject({ refused: 'not-on-roll' });
    const { id } = await house.app.db
      .selectFrom('mandate')
      .select('id')
      .where('seat_id', '=', seat(14).seatId)
      .executeTakeFirstOrThrow();
    await house.must(council.secretariat, 'end-mandate', { mandateId: id });
    // what he said while he sat there stands; he says no more for that seat
    expect(await cast(seat(14).personId, { choice: 'stand_aside', for: seat(14).seatId })).toHaveProperty(
      'refused',
    );
    const { outcome } = await close();
    expect(outcome.total.byChoice).toMatchObject({ consent: '1', stand_aside: '0' });
    const view = await house.app.read.rounds.page(house.actorOf(council.chair), round.roundId);
    if ('refused' in view) throw new Error(view.refused);
    expect(view.roll).toHaveLength(25);
  });

  test('[I8] a seat that ends between closing and minutes stays in what was counted', async () => {
    round = await table.round('席がなくなっても。');
    await hands(range(1, 20));
    await close();
    const before = await house.app.read.rounds.json(house.actorOf(council.chair), round.roundId);
    const gone = seat(20);
    await house.must(council.secretariat, 'end-mandate', {
      mandateId: (
        await house.app.db
          .selectFrom('mandate')
          .select('id')
          .where('seat_id', '=', gone.seatId)
          .executeTakeFirstOrThrow()
      ).id,
    });
    await house.must(council.facilitator, 'close-meeting', { meetingId: table.meetingId });
    await house.must(council.secretariat, 'end-seat', { seatId: gone.seatId });
    expect(await house.app.read.rounds.json(house.actorOf(council.chair), round.roundId)).toEqual(before);
    const view = await house.app.read.rounds.page(house.actorOf(council.chair), round.roundId);
    if ('refused' in view) throw new Error(view.refused);
    expect(view.roll).toHaveLength(25);
    expect(view.ballots).toHaveLength(20);
  });
});
