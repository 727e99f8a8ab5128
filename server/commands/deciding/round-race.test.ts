import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isInputError, parseRound, tally, type Outcome } from '#lib/domain/deciding/index.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { range, sitDown, type TestRound, type TestTable } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

/* Replies that race each other and the close (B71), and outcomes against what is published (I5). */

let house: House;
let council: TestCouncil;
let table: TestTable;
const on = (no: number) => (no === 13 ? council.alternate : council.seats[no - 1]!.personId);
const cast = (round: TestRound, no: number, choice: string, more: object = {}) =>
  house.act<{ at: number }>(on(no), 'cast-ballot', {
    roundId: round.roundId,
    textHash: round.textHash,
    choice,
    ...more,
  });
const rowsOf = (roundId: string) =>
  house.app.db.selectFrom('ballot').selectAll().where('round_id', '=', roundId).execute();
const roundRow = (roundId: string) =>
  house.app.db.selectFrom('round').selectAll().where('id', '=', roundId).executeTakeFirstOrThrow();

/** A generator of numbers in [0, 1) that says the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house);
  table = await sitDown(house, council, '2022-06-15', { seats: range(1, 21) });
});
afterAll(() => house.close());

describe('replies at the same time', () => {
  test('[F-S4] a reply that is changed after the clock went back is the one that counts', async () => {
    const round = await table.round('時計が戻っても。');
    for (const no of range(1, 20)) expect(await cast(round, no, 'consent')).toHaveProperty('at');
    house.clock.moveTo(house.clock.now() - 5_000);
    for (const no of range(1, 20)) expect(await cast(round, no, 'stand_aside')).toHaveProperty('at');
    await house.must(council.facilitator, 'close-round', { roundId: round.roundId });
    const { outcome } = await roundRow(round.roundId);
    const { byChoice } = (JSON.parse(outcome ?? '') as Outcome).total;
    expect(byChoice).toMatchObject({ consent: '0', stand_aside: '20' });
  });

  test('[I4] fifty replies race the close: each seat counts once, none is taken after it', async () => {
    for (const seed of range(1, 4)) {
      const random = seeded(seed);
      const round = await table.round(`第${seed}案。`);
      const choices = ['consent', 'stand_aside'] as const;
      const replies = range(1, 50).map(
        (n) => () => cast(round, ((n - 1) % 21) + 1, choices[Math.floor(random() * 2)]!),
      );
      const closing = Math.floor(random() * replies.length);
      const answers = await Promise.all(
        replies.flatMap((reply, at) =>
          at === closing
            ? [house.act(council.facilitator, 'close-round', { roundId: round.roundId }), reply()]
            : [reply()],
        ),
      );
      const taken = answers.filter((answer) => 'at' in answer).length;
      const refused = answers.filter((answer) => 'refused' in answer);
      expect(refused.every((answer) => 'refused' in answer && answer.refused === 'round-closed')).toBe(true);
      const rows = await rowsOf(round.roundId);
      expect(rows).toHaveLength(taken);
      const closed = await roundRow(round.roundId);
      const input = JSON.parse(closed.input!) as { ballots: { key: string }[] };
      expect(input.ballots).toHaveLength(taken);
      const outcome = JSON.parse(closed.outcome!) as Outcome;
      const seats = new Set(rows.map((row) => row.seat_id)).size;
      const { consent, stand_aside: aside } = outcome.total.byChoice as Record<string, string>;
      expect(Number(consent) + Number(aside)).toBe(seats);
      expect(await cast(round, 1, 'consent')).toMatchObject({ refused: 'round-closed' });
      expect(await rowsOf(round.roundId)).toHaveLength(taken);
    }
  });

  test('[I4] the same reply sent twice with one key is one reply', async () => {
    const round = await table.round('鍵をかける当番を決める。');
    const input = { roundId: round.roundId, textHash: round.textHash, choice: 'consent' };
    const answers = await Promise.all(
      range(1, 5).map(() => house.act(on(4), 'cast-ballot', input, 'a-key-of-seat-four')),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await rowsOf(round.roundId)).toHaveLength(1);
    await house.must(council.facilitator, 'close-round', { roundId: round.roundId });
  });
});

describe('outcome and publication', () => {
  test('[I5] whatever the order of replies, the outcome is the tally of what is published', async () => {
    const stances = ['consent', 'concern', 'objection', 'stand_aside'] as const;
    const votes = ['for', 'against', 'abstain', 'blank', 'invalid'] as const;
    for (const seed of range(1, 6)) {
      const random = seeded(seed * 7919);
      const mode = seed % 2 === 0 ? 'majority' : 'consent';
      const round = await table.round(`並べかえ第${seed}案。`, { mode });
      for (let n = 0; n < 25; n++) {
        const no = 1 + Math.floor(random() * 22);
        const list = mode === 'consent' ? stances : votes;
        const choice = list[Math.floor(random() * list.length)]!;
        const says =
          choice === 'objection'
            ? { reason: '理由', wouldAgreeIf: '条件' }
            : choice === 'concern'
              ? { reason: '心配' }
              : {};
        const answer = await cast(round, no, choice, says);
        if ('refused' in answer) expect([mode, no, answer.refused]).toEqual(['majority', 1, 'not-on-roll']);
        if (random() < 0.3) house.clock.moveTo(house.app.clock.now() + 1000);
      }
      await house.must(council.facilitator, 'close-round', { roundId: round.roundId });
      const row = await roundRow(round.roundId);
      const read = parseRound(JSON.parse(row.input!));
      expect(isInputError(read)).toBe(false);
      if (isInputError(read)) continue;
      expect(JSON.parse(row.outcome!)).toEqual(JSON.parse(JSON.stringify(tally(read))));
      expect(row.input).not.toMatch(/理由|条件|心配/);
      for (const seat of council.seats) expect(row.input).not.toContain(seat.seatId);
    }
  });

  test('[DEC10] a tie is the chair’s to decide until it is voted on again', async () => {
    const tie = async (round: TestRound) => {
      for (const no of range(2, 21)) await cast(round, no, no % 2 === 0 ? 'for' : 'against');
      return await house.must<{ outcome: Outcome }>(council.facilitator, 'close-round', {
        roundId: round.roundId,
      });
    };
    const first = await table.round('秋まつりの会場を団地中央広場に移す。', { mode: 'majority' });
    expect(await tie(first)).toMatchObject({ outcome: { code: 'TIED' } });
    const again = await house.must<{ roundId: string; no: number }>(council.facilitator, 'open-round', {
      proposalId: first.proposalId,
      mode: 'majority',
    });
    const second = { ...first, ...again };
    const castingVote = (round: TestRound) =>
      house.act(council.chair, 'close-round', { roundId: round.roundId, chairCasts: 'for' });
    expect(await castingVote(first)).toMatchObject({ refused: 'round-closed' });
    expect(await tie(second)).toMatchObject({ outcome: { code: 'TIED' } });
    expect(await castingVote(first)).toMatchObject({ refused: 'round-closed' });
    expect(await castingVote(second)).toMatchObject({ outcome: { code: 'PASSED_BY_CASTING_VOTE' } });
  });
});
