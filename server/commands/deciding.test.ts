import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outcome } from '#lib/domain/consensus/index.ts';
import { foundCouncil, type TestCouncil } from '../../tests/fixtures/council.ts';
import { range, sitDown, type TestRound, type TestTable } from '../../tests/fixtures/deciding.ts';
import { openHouse, type House } from '../../tests/fixtures/house.ts';

let house: House;
let council: TestCouncil;
const seat = (no: number) => council.seats[no - 1]!;
/** Who acts for a seat: its member, on 13 the alternate. */
const on = (no: number) => (no === 13 ? council.alternate : seat(no).personId);
const cast = (round: TestRound, no: number, choice: string, more: object = {}) =>
  house.act<{ at: number }>(on(no), 'cast-ballot', {
    roundId: round.roundId,
    textHash: round.textHash,
    choice,
    ...more,
  });
const close = (round: TestRound, more: object = {}, by = council.facilitator) =>
  house.act<{ outcome: Outcome }>(by, 'close-round', { roundId: round.roundId, ...more });
const declare = (round: TestRound, more: object = {}) =>
  house.act<{ decisionId: string; no: string }>(council.chair, 'declare-decision', {
    roundId: round.roundId,
    title: '見守りの分担',
    scope: 'district',
    ...more,
  });

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house);
});
afterAll(() => house.close());

describe('AT-1 steps 6 and 7', () => {
  let table: TestTable;
  let first: TestRound;

  test('an objection: not yet, and it cannot be recorded as consensus', async () => {
    house.clock.moveTo(Date.parse('2023-02-01T12:00:00+09:00'));
    table = await sitDown(house, council, '2023-02-15', { seats: range(1, 21), online: [20, 21] });
    first = await table.round('町会は月1回、民生委員は週2回。');
    for (const no of range(1, 18)) expect(await cast(first, no, 'consent')).toHaveProperty('at');
    for (const no of [19, 20]) await cast(first, no, 'concern', { reason: '人数が心配です' });
    await cast(first, 21, 'objection', {
      reason: '民生委員の負担が週2回では重い',
      wouldAgreeIf: '週1回',
    });
    const closed = await close(first);
    expect(closed).toMatchObject({
      outcome: { code: 'NOT_YET', reason: 'objection', total: { for: '20', against: '1' } },
    });
    expect(await declare(first, { declaredCode: 'CONSENSUS', declaredReason: 'だいたい賛成' })).toMatchObject(
      {
        refused: 'decision-not-consensus',
      },
    );
    expect(await declare(first)).toMatchObject({ refused: 'decision-not-consensus' });
  });

  test('the new text: a reply to the old one is refused, 19/2/0/0 is consensus with concerns', async () => {
    const second = await table.round('町会は月2回、民生委員は週1回。');
    expect(second.no).toBe(2);
    expect(await cast({ ...second, textHash: first.textHash }, 5, 'consent')).toMatchObject({
      refused: 'text-changed',
    });
    expect(await cast(first, 5, 'consent')).toMatchObject({ refused: 'text-changed' });
    for (const no of range(1, 19)) await cast(second, no, 'consent');
    for (const no of [20, 21]) await cast(second, no, 'concern', { reason: '応援がほしい' });
    expect(await close(second)).toMatchObject({
      outcome: { code: 'CONSENSUS_WITH_CONCERNS', quorum: { attended: '21', needed: '13', met: true } },
    });
    expect(await declare(second)).toMatchObject({ no: '2022-01' });
  });
});
