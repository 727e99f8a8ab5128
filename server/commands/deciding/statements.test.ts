import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Statements } from '../../db/statements.ts';
import { foundCouncil } from '#tests/fixtures/council.ts';
import { sitDown, type TestRound } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

/** Statements on records.db that an act may cost (design §7), whatever number of people is connected. */
const most = 40;

let house: House;
let round: TestRound;
let council: Awaited<ReturnType<typeof foundCouncil>>;

beforeAll(async () => {
  house = await openHouse();
  council = await foundCouncil(house);
  const table = await sitDown(house, council, '2023-02-20');
  round = await table.round('見守りは月2回、町会と民生委員で分けて行う。');
});
afterAll(() => house.close());

/** Texts of the statements on records.db while `work` runs. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const { prepare } = Statements.prototype;
  const texts: string[] = [];
  Statements.prototype.prepare = function (text) {
    texts.push(text);
    return prepare.call(this, text);
  };
  try {
    await work();
  } finally {
    Statements.prototype.prepare = prepare;
  }
  return texts;
}

describe('what an act costs', () => {
  it('[DEC7] a ballot with its picture costs at most 40 statements', async () => {
    const [, , seat] = council.seats;
    const texts = await statementsOf(() =>
      house.must(seat!.personId, 'cast-ballot', {
        roundId: round.roundId,
        choice: 'consent',
        textHash: round.textHash,
      }),
    );
    expect(texts.length).toBeGreaterThan(8);
    expect(texts.length).toBeLessThanOrEqual(most);
  });
});
