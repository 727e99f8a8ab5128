import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { everyRead } from '../../tests/fixtures/every-read.ts';
import { openHouse, type House } from '../../tests/fixtures/house.ts';
import { fillSampleCouncil } from '../demo/fill.ts';

/* Whatever a page reads, every engine understands the question. */

let house: House;
beforeAll(async () => {
  house = await openHouse('2023-02-08');
  await fillSampleCouncil(house.app);
}, 600_000);
afterAll(() => house.close());

test('every read of a page answers, by somebody and by the street', async () => {
  const rows = async <Row>(text: string) => (await sql.raw<Row>(text).execute(house.app.db)).rows;
  const faults: string[] = [];
  for (const [noun, reads] of Object.entries(await everyRead(house, rows)))
    for (const [name, ask] of Object.entries(reads))
      await (ask() as Promise<unknown>).catch((error: unknown) =>
        faults.push(`${noun}.${name}: ${String(error)}`),
      );
  expect(faults).toEqual([]);
});
