import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { hashPassword } from './password.ts';

let house: House;
let council: TestCouncil;
beforeAll(async () => {
  house = await openHouse();
  council = await foundCouncil(house);
  await house.app.db
    .updateTable('person')
    .set({ login_name: 'mizuki', password_hash: await hashPassword('mizukidai no matsuri') })
    .where('id', '=', council.chair)
    .execute();
});
afterAll(() => house.close());

/** A device as long as it is kept: no session is shorter than another. */
const device = 'x'.repeat(120);

test('[F-S16] on a full disk signing in is refused as such, whoever is in stays in, and room made is enough', async () => {
  const { db, sessions, signIn } = house.app;
  const enter = () => signIn('mizuki', 'mizukidai no matsuri', '127.0.0.1', device);
  const { token } = await sessions.issue(council.chair, device);
  await sql`pragma max_page_count = 1`.execute(db); // as few as there are
  const full = async () => {
    for (;;) await sessions.issue(council.chair, device);
  };
  await expect(full()).rejects.toMatchObject({ code: 'SQLITE_FULL' });
  expect(await enter()).toMatchObject({ refused: 'disk-full' });
  expect(await sessions.validate(token)).toMatchObject({ personId: council.chair });
  await sql`pragma max_page_count = 1000000`.execute(db);
  expect(await enter()).toMatchObject({ personId: council.chair });
});
