import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { range, sitDown, type TestRound, type TestTable } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { newId } from '../../db/ids.ts';

let house: House;
let council: TestCouncil;
let table: TestTable;
let round: TestRound;

beforeAll(async () => {
  house = await openHouse('2022-06-01');
  council = await foundCouncil(house);
  table = await sitDown(house, council, '2022-06-15', { seats: range(1, 21) });
  round = await table.round('民生委員が週1回回ります。');
});
afterAll(() => house.close());

/** Straight to the table, past every command. */
const raw = (text: string) => sql.raw(text).execute(house.app.db);
const roundRow = () =>
  house.app.db.selectFrom('round').selectAll().where('id', '=', round.roundId).executeTakeFirstOrThrow();
const roll = () =>
  house.app.db
    .selectFrom('round_roll')
    .selectAll()
    .where('round_id', '=', round.roundId)
    .orderBy('key')
    .execute();
const reply = (no: number) =>
  house.must(council.seats[no - 1]!.personId, 'cast-ballot', {
    roundId: round.roundId,
    textHash: round.textHash,
    choice: 'consent',
  });

describe('[I4] what a round opened with is held by the tables', () => {
  test('[DEC6] rule, text, mode and time of an open round refuse a raw change', async () => {
    const before = await roundRow();
    for (const change of [
      `rule = '{}'`,
      `rule_version = rule_version + 1`,
      `mode = 'majority'`,
      `text_hash = '${'0'.repeat(64)}'`,
      `version_id = '${before.version_id}'`,
      `closes_at = 0`,
      `no = no + 1`,
      `opened_at = 0`,
    ])
      await expect(raw(`update round set ${change} where id = '${round.roundId}'`), change).rejects.toThrow(
        'what a round opened with is frozen',
      );
    await expect(raw(`delete from round where id = '${round.roundId}'`)).rejects.toThrow('frozen');
    expect(await roundRow()).toEqual(before);
  });

  test('[DEC6] a row of the roll is neither changed nor removed', async () => {
    const before = await roll();
    expect(before).toHaveLength(25);
    for (const change of [`weight = '2'`, `person_id = null`, `chair = 1`, `key = 'another'`, `label = ''`])
      await expect(
        raw(`update round_roll set ${change} where round_id = '${round.roundId}'`),
        change,
      ).rejects.toThrow('the roll of a round is frozen');
    await expect(raw(`delete from round_roll where round_id = '${round.roundId}'`)).rejects.toThrow(
      'the roll of a round is frozen',
    );
    expect(await roll()).toEqual(before);
  });

  test('[DEC6] nobody joins the roll once a reply is in, nor after the close; a closed round stays closed', async () => {
    const { seatId } = await house.must<{ seatId: string }>(council.secretariat, 'add-seat', {
      councilId: council.councilId,
      label: '席26',
    });
    const join = () =>
      raw(
        `insert into round_roll (round_id, seat_id, key, weight, label) values ('${round.roundId}', '${seatId}', '${newId()}', '1', '')`,
      );
    await reply(1);
    await expect(join()).rejects.toThrow('the roll of a round is frozen');
    for (const no of range(2, 12)) await reply(no);
    await house.must(council.facilitator, 'close-round', { roundId: round.roundId });
    await expect(join()).rejects.toThrow('the roll of a round is frozen');
    await expect(raw(`update round set state = 'open' where id = '${round.roundId}'`)).rejects.toThrow(
      'a closed round is not opened again',
    );
    expect(await roll()).toHaveLength(25);
  });

  test('[DEC6] no round opens on words that were not frozen', async () => {
    const { id, ...open } = await roundRow();
    await expect(
      house.app.db
        .insertInto('round')
        .values({ ...open, id: newId(), no: open.no + 1, text_hash: 'f'.repeat(64) })
        .execute(),
    ).rejects.toThrow('a round asks about a frozen text');
    expect(id).toBe(round.roundId);
  });
});
