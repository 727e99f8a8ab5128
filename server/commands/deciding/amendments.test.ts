import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textOf } from '#lib/doc/agenda.ts';
import type { Outcome } from '#lib/domain/deciding/index.ts';
import { renderMinutes } from '#lib/domain/minutes/render.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { sayMinutes } from '#lib/text/minutes.ts';
import { rulePresets } from '#lib/domain/council/rule-set.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { range, sitDown, type TestTable } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { floorOf } from '../../mirrors/floor.ts';
import { minutesRecordOf } from '../../records/minutes-record.ts';

/* Objection, amendment, new round: a text changes on its way, and everybody is asked about what it says now. */

let house: House;
let council: TestCouncil;
const seat = (no: number) => council.seats[no - 1]!;
const on = (no: number) => (no === 13 ? council.alternate : seat(no).personId);

let week = 0;
async function newTable(): Promise<TestTable> {
  const day = new Date(Date.UTC(2022, 5, 1 + 14 * week++)).toISOString().slice(0, 10);
  house.clock.moveTo(Date.parse(`${day}T12:00:00+09:00`) - 10 * 86_400_000);
  return sitDown(house, council, day, { seats: range(1, 15) });
}
const move = (proposalId: string, text: string, by = seat(4).personId, more: object = {}) =>
  house.act<{ amendmentId: string; no: number }>(by, 'move-amendment', { proposalId, text, ...more });
const open = (proposalId: string, more: object = {}) =>
  house.act<{ roundId: string; versionNo: number; textHash: string }>(council.facilitator, 'open-round', {
    proposalId,
    mode: 'majority',
    ...more,
  });
const moved = (answer: Awaited<ReturnType<typeof move>>) => ({ amendmentId: must(answer).amendmentId });
const close = (roundId: string, more: object = {}) =>
  house.must<{ outcome: Outcome }>(council.facilitator, 'close-round', { roundId, ...more });
/** Opens a round, `yes` of the seats from 2 on say the first choice, the rest up to 15 the second. */
async function hold(proposalId: string, yes: number, more: { mode?: string; amendmentId?: string } = {}) {
  const opened = await open(proposalId, more);
  if (isRefusal(opened)) throw new Error(JSON.stringify(opened));
  const [first, second] = more.mode === 'consent' ? ['consent', 'objection'] : ['for', 'against'];
  for (const no of range(2, 15))
    await house.must(on(no), 'cast-ballot', {
      roundId: opened.roundId,
      textHash: opened.textHash,
      choice: no < 2 + yes ? first : second,
      ...(no >= 2 + yes && more.mode === 'consent' && { reason: '負担が重い', wouldAgreeIf: '週1回なら' }),
    });
  await close(opened.roundId);
  return opened;
}
const must = <T>(answer: T): Exclude<T, { refused: unknown }> => {
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer));
  return answer as Exclude<T, { refused: unknown }>;
};
const floor = (table: TestTable) => floorOf(house.app.db, table.meetingId);
const proposalOf = async (table: TestTable) => (await floor(table)).proposals[0]!;
const declare = (roundId: string) =>
  house.act<{ decisionId: string }>(council.chair, 'declare-decision', {
    roundId,
    title: '見守りの分担',
    scope: 'district',
  });
const audits = async (command: string) =>
  (await house.app.db.selectFrom('audit_event').select('seq').where('command', '=', command).execute())
    .length;

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house, 'mizukidai', 'consent_first');
});
afterAll(() => house.close());

describe('two amendments and the original', () => {
  let table: TestTable;
  let proposalId: string;
  let first: { amendmentId: string };
  let second: { amendmentId: string };
  const original = '見守りは月2回行う。費用は会費による。\n当番は輪番とする。';

  test('[AMD4] are brought by a member and by the meeting, and are fixed with the act', async () => {
    table = await newTable();
    ({ proposalId } = await table.freeze(original));
    first = moved(await move(proposalId, original.replace('月2回', '月3回')));
    second = moved(
      await move(proposalId, original.replace('輪番', '希望制'), council.recorder, {
        seatId: seat(7).seatId,
      }),
    );
    expect((await proposalOf(table)).amendments).toMatchObject([
      { no: 1, against: 1, state: 'waiting' },
      { no: 2, against: 1, state: 'waiting' },
    ]);
    expect(await move(proposalId, original)).toMatchObject({ refused: 'text-unchanged', field: 'text' });
    expect(await move(proposalId, original.replace('月2回', '月3回'))).toMatchObject({
      refused: 'text-unchanged',
    });
    expect(await move(proposalId, '別の文', council.resident)).toMatchObject({ refused: 'forbidden' });
    expect(await move(proposalId, '別の文', seat(4).personId, { seatId: seat(5).seatId })).toMatchObject({
      refused: 'forbidden',
      field: 'seatId',
    });
    await expect(
      sql.raw(`update amendment set text = '偽' where id = '${first.amendmentId}'`).execute(house.app.db),
    ).rejects.toThrow('final');
    await expect(
      sql.raw(`delete from amendment where id = '${first.amendmentId}'`).execute(house.app.db),
    ).rejects.toThrow('final');
  });

  test('[AMD5] come before it, in order; no new text is frozen meanwhile', async () => {
    expect(await open(proposalId)).toEqual({
      refused: 'amendments-first',
      field: 'amendmentId',
      params: { n: 1 },
    });
    expect(await open(proposalId, second)).toMatchObject({ refused: 'amendments-first', params: { n: 1 } });
    await table.write('まったく別の文');
    expect(
      await house.act(council.facilitator, 'freeze-proposal', {
        meetingId: table.meetingId,
        itemId: table.itemId,
      }),
    ).toMatchObject({ refused: 'amendments-first' });
    expect(
      await house.act(council.facilitator, 'withdraw-proposal', { proposalId, reason: 'x' }),
    ).toMatchObject({
      refused: 'amendments-first',
    });
  });

  test('[AMD7] carried, the text says so, in the draft too; it is no decision', async () => {
    const round = await hold(proposalId, 10, first);
    const { versions, amendments } = await proposalOf(table);
    expect(versions.at(-1)).toMatchObject({ n: 2, text: original.replace('月2回', '月3回') });
    expect(amendments[0]).toMatchObject({ state: 'carried' });
    expect(await declare(round.roundId)).toMatchObject({ refused: 'amendment-round', field: 'roundId' });
    const words = await house.app.sync.readDoc(`meeting/${table.meetingId}/agenda`);
    expect(textOf(words, table.itemId, 'proposal')?.toString()).toBe(original.replace('月2回', '月3回'));
  });

  test('[AMD6] the second is merged into what the first has made of it, and asked about as a text of its own', async () => {
    const opened = must(await open(proposalId, second));
    expect((await proposalOf(table)).versions.at(-1)).toMatchObject({
      n: 3,
      text: original.replace('月2回', '月3回').replace('輪番', '希望制'),
    });
    expect(opened).toMatchObject({ versionNo: 3 });
    expect((await floor(table)).rounds.at(-1)).toMatchObject({ amendment: 2, versionNo: 3, state: 'open' });
    expect(await move(proposalId, '第三の文')).toMatchObject({ refused: 'round-open' });
    expect(
      await house.act(seat(7).personId, 'withdraw-amendment', { amendmentId: second.amendmentId }),
    ).toMatchObject({ refused: 'forbidden' });
    expect(
      await house.act(council.recorder, 'withdraw-amendment', { amendmentId: second.amendmentId }),
    ).toMatchObject({ refused: 'round-open' });
    for (const no of range(2, 15))
      await house.must(on(no), 'cast-ballot', {
        roundId: opened.roundId,
        textHash: opened.textHash,
        choice: no < 6 ? 'for' : 'against',
      });
    expect(await close(opened.roundId)).toMatchObject({ outcome: { code: 'REJECTED' } });
  });

  test('[AMD7] lost, the text before is on the table again, and may still be put to everybody', async () => {
    const { versions, amendments } = await proposalOf(table);
    expect(versions.at(-1)).toMatchObject({ n: 4, text: original.replace('月2回', '月3回') });
    expect(amendments.map(({ state }) => state)).toEqual(['carried', 'lost']);
    const round = await hold(proposalId, 12);
    expect(await declare(round.roundId)).toHaveProperty('decisionId');
    const decision = await house.app.db
      .selectFrom('decision')
      .select('text')
      .where('round_id', '=', round.roundId)
      .executeTakeFirstOrThrow();
    expect(decision.text).toBe(original.replace('月2回', '月3回'));
    expect(await audits('move-amendment')).toBe(2);
  });

  test('[AMD7] the minutes tell which round asked about which amendment', async () => {
    await house.must(council.facilitator, 'close-meeting', { meetingId: table.meetingId });
    const record = await minutesRecordOf(house.app.db, table.meetingId, [], []);
    const { document, disclosures } = renderMinutes(record!);
    const titles = sayMinutes(document, disclosures, 'ja').items.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'round' ? [block.title] : [])),
    );
    expect(titles.map((title) => /修正案\d/.exec(title)?.[0] ?? '')).toEqual(['修正案1', '修正案2', '']);
  });
});

describe('an amendment', () => {
  test('[AMD6] whose clause was changed meanwhile is written anew', async () => {
    const table = await newTable();
    const { proposalId } = await table.freeze('甲を行う。乙を行う。');
    const one = moved(await move(proposalId, '甲を月1回行う。乙を行う。'));
    const two = moved(await move(proposalId, '甲を月2回行う。乙を行う。', seat(5).personId));
    await hold(proposalId, 10, one);
    expect(await open(proposalId, two)).toEqual({
      refused: 'amendment-conflict',
      field: 'amendmentId',
      params: { n: 2 },
    });
    await house.must(seat(5).personId, 'withdraw-amendment', { amendmentId: two.amendmentId });
    expect(
      await house.act(council.chair, 'withdraw-amendment', { amendmentId: two.amendmentId }),
    ).toMatchObject({
      refused: 'already-done',
    });
    expect(await open(proposalId, two)).toMatchObject({ refused: 'already-done' });
    const third = moved(await move(proposalId, '甲を月2回行う。乙を行う。'));
    await hold(proposalId, 11, third);
    expect((await proposalOf(table)).versions.at(-1)?.text).toBe('甲を月2回行う。乙を行う。');
  });

  test('[AMD7] [AMD8] that consent does not carry settles nothing: it is asked again or taken back', async () => {
    const table = await newTable();
    const { proposalId } = await table.freeze('甲を行う。乙を行う。');
    const one = moved(await move(proposalId, '甲を行う。'));
    await hold(proposalId, 13, { mode: 'consent', ...one });
    expect((await proposalOf(table)).amendments[0]).toMatchObject({ state: 'asked' });
    expect(await move(proposalId, '乙を行う。')).toMatchObject({ refused: 'amendments-first' });
    await house.must(council.chair, 'withdraw-amendment', { amendmentId: one.amendmentId });
    const { versions, amendments } = await proposalOf(table);
    expect(versions.at(-1)).toMatchObject({ n: 3, text: '甲を行う。乙を行う。' });
    expect(amendments[0]).toMatchObject({ state: 'withdrawn' });
    // its round was none on the original: consent is still to be tried twice before a vote
    await hold(proposalId, 13, { mode: 'consent' });
    expect(await open(proposalId)).toMatchObject({
      refused: 'wrong-state',
      params: { rounds: 1, maxRounds: 2 },
    });
  });

  test('[AMD7] that stands tied is the chair’s to decide', async () => {
    const table = await newTable();
    const { proposalId } = await table.freeze('甲を行う。乙を行う。');
    const one = moved(await move(proposalId, '甲を行う。'));
    const round = await hold(proposalId, 7, one);
    expect((await proposalOf(table)).amendments[0]).toMatchObject({ state: 'asked' });
    await house.must(council.chair, 'close-round', { roundId: round.roundId, chairCasts: 'for' });
    expect((await proposalOf(table)).amendments[0]).toMatchObject({ state: 'carried' });
  });
});

describe('consent tried as often as the rules say', () => {
  let table: TestTable;
  let proposalId: string;
  let objectionIds: string[];

  test('[DEC30] leaves the meeting its choice; whoever objected may make a concern of it, nobody else', async () => {
    table = await newTable();
    ({ proposalId } = await table.freeze('週2回行う。'));
    await hold(proposalId, 12, { mode: 'consent' });
    await table.freeze('週2回を目安に行う。');
    const second = await hold(proposalId, 12, { mode: 'consent' });
    await table.freeze('できる範囲で行う。');
    const third = await house.act(council.facilitator, 'open-round', { proposalId, mode: 'consent' });
    expect(third).toMatchObject({ refused: 'consent-exhausted', params: { maxRounds: 2 } });
    const rows = await house.app.db
      .selectFrom('objection')
      .select(['id', 'seat_id'])
      .where('round_id', '=', second.roundId)
      .orderBy('seat_id')
      .execute();
    objectionIds = rows.map(({ id }) => id);
    expect(rows).toHaveLength(2);
    const [objection] = rows;
    const owner = council.seats.find(({ seatId }) => seatId === objection!.seat_id)!.personId;
    for (const by of [council.chair, council.facilitator, council.secretariat])
      if (by !== owner)
        expect(await house.act(by, 'reclass-objection', { objectionId: objection!.id })).toMatchObject({
          refused: 'forbidden',
        });
    await house.must(owner, 'reclass-objection', { objectionId: objection!.id });
    expect(await house.act(owner, 'reclass-objection', { objectionId: objection!.id })).toMatchObject({
      refused: 'already-done',
    });
  });

  test('[DEC31] what was made a concern stays said, and the outcome stays what it was', async () => {
    const details = must(
      await house.app.read.rounds.page(house.actorOf(council.chair), (await floor(table)).rounds.at(-1)!.id),
    );
    expect(details.outcome).toMatchObject({
      code: 'NOT_YET',
      objections: expect.arrayContaining([expect.any(String)]),
    });
    expect(details.voices.filter(({ reclassed }) => reclassed)).toHaveLength(1);
  });

  test('[DEC30] the fallback asks everybody again; the objection that is open stays with the decision', async () => {
    const round = await hold(proposalId, 12);
    const { decisionId } = must(await declare(round.roundId));
    const decision = must(await house.app.read.decisions.one(house.actorOf(council.chair), decisionId));
    expect(decision.minority).toMatchObject([
      { kind: 'objection', reason: '負担が重い', wouldAgreeIf: '週1回なら' },
    ]);
    const states = await house.app.db
      .selectFrom('objection')
      .select('state')
      .where('id', 'in', objectionIds)
      .execute();
    expect(states.map(({ state }) => state).sort()).toEqual(['overruled', 'withdrawn']);
  });

  test('[DEC30] a proposal is withdrawn for a reason everybody reads; a new text may take its place', async () => {
    const table = await newTable();
    const { proposalId } = await table.freeze('毎日行う。');
    expect(
      await house.act(council.facilitator, 'withdraw-proposal', { proposalId, reason: '' }),
    ).toMatchObject({
      refused: 'bad-input',
      field: 'reason',
    });
    expect(
      await house.act(seat(5).personId, 'withdraw-proposal', { proposalId, reason: '時期が早い' }),
    ).toMatchObject({ refused: 'forbidden' });
    await house.must(council.facilitator, 'withdraw-proposal', { proposalId, reason: '時期が早い' });
    expect(await proposalOf(table)).toMatchObject({ withdrawn: '時期が早い' });
    expect(await open(proposalId)).toMatchObject({ refused: 'wrong-state' });
    expect(await move(proposalId, '週1回行う。')).toMatchObject({ refused: 'wrong-state' });
    await table.freeze('週1回行う。');
    expect(await proposalOf(table)).toMatchObject({ withdrawn: null });
  });

  test('[DEC30] rules without a fallback know no vote once consent was tried', async () => {
    const other = await openHouse('2022-05-14');
    const own = await foundCouncil(other, 'asahi', 'consent_first');
    await other.must(own.secretariat, 'adopt-rule-set', {
      councilId: own.councilId,
      body: { ...rulePresets.consent_first, fallback: 'none', maxRounds: 1 },
    });
    const there = await sitDown(other, own, '2022-06-01', { seats: range(1, 15) });
    const round = await there.round('週2回行う。');
    await other.must(own.seats[3]!.personId, 'cast-ballot', {
      roundId: round.roundId,
      textHash: round.textHash,
      choice: 'objection',
      reason: '重い',
      wouldAgreeIf: '週1回なら',
    });
    await other.must(own.facilitator, 'close-round', { roundId: round.roundId });
    expect(
      await other.act(own.facilitator, 'open-round', { proposalId: round.proposalId, mode: 'majority' }),
    ).toMatchObject({ refused: 'no-fallback' });
    await other.close();
  });
});

describe('the meter of a round', () => {
  test('[MTG24] is that of its opening, whoever leaves afterwards, and is shown with the result', async () => {
    const table = await newTable();
    const round = await table.round('週1回行う。');
    house.clock.moveTo(house.clock.now() + 10 * 60_000);
    await house.must(council.recorder, 'record-attendance', {
      meetingId: table.meetingId,
      seatId: seat(15).seatId,
      mode: 'in_person',
      left: true,
    });
    for (const no of range(1, 14))
      await house.must(on(no), 'cast-ballot', {
        roundId: round.roundId,
        textHash: round.textHash,
        choice: 'consent',
      });
    house.clock.moveTo(house.clock.now() + 10 * 60_000);
    await close(round.roundId);
    const page = must(await house.app.read.rounds.page(house.actorOf(council.chair), round.roundId));
    expect(page.standing.meter).toEqual({ attended: '15', needed: '13', eligible: '25', comers: 0 });
    expect(page.outcome?.quorum).toMatchObject({ attended: '14' });
    // [MTG23] who could reply when
    const { left_at: left } = await house.app.db
      .selectFrom('attendance')
      .select('left_at')
      .where('meeting_id', '=', table.meetingId)
      .where('seat_id', '=', seat(15).seatId)
      .executeTakeFirstOrThrow();
    expect(page.standing.reach).toEqual([{ label: '席15', stays: [{ from: page.openedAt, to: left }] }]);
    expect(page.standing.sides).toBeNull();
    await house.must(council.facilitator, 'close-meeting', { meetingId: table.meetingId });
    const record = await minutesRecordOf(house.app.db, table.meetingId, [], []);
    const rounds = record!.items.flatMap(({ proposals }) => proposals.flatMap((proposal) => proposal.rounds));
    expect(rounds.map(({ reach }) => reach)).toEqual([page.standing.reach]);
    const { document } = renderMinutes(record!);
    expect(JSON.stringify(document)).toContain('"reach":[{"label":"席15","stays":[{"from":"');
    await expect(sql.raw(`update round_meter set attended = '25'`).execute(house.app.db)).rejects.toThrow(
      'append-only',
    );
    const street = await house.app.read.rounds.page(house.actorOf(null), round.roundId);
    expect(street).toMatchObject({ refused: 'not-found' });
  });
});
