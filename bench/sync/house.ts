import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { migrate, openRecords } from '#server/db/open.ts';
import { openWords } from '#server/db/words.ts';
import { openSessions } from '#server/session/session.ts';

/*
 * Records for our server: one council, members with sessions, and meetings whose agendas they write. The peers
 * get the same names of documents and look nobody up.
 */

/** Documents 0 … meetings-1. */
export const meetings = 1_000;
export const people = 1_000;

export function docName(n: number): string {
  return `meeting/m${n}/agenda`;
}

/** Makes the records once in `folder`. Answers a cookie header for each person. */
export async function buildHouse(folder: string): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true });
  const db = openRecords(folder);
  await migrate(db);
  const now = Date.now();
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('council')
      .values({
        id: 'c',
        slug: 'bench',
        name: '会議',
        city: '市',
        district: '区',
        founded_on: '2022-04-01',
        rule_set_id: 'r',
        created_at: now,
      })
      .execute();
    for (let n = 0; n < people; n++) {
      await trx
        .insertInto('person')
        .values({ id: `p${n}`, display_name: `委員${n}`, created_at: now })
        .execute();
      await trx
        .insertInto('mandate')
        .values({
          id: `d${n}`,
          council_id: 'c',
          person_id: `p${n}`,
          role: 'member',
          from_on: '2022-04-01',
          created_at: now,
        })
        .execute();
    }
    for (let n = 0; n < meetings; n++) {
      await trx
        .insertInto('meeting')
        .values({
          id: `m${n}`,
          council_id: 'c',
          fiscal_year: 2022,
          seq: n + 1,
          kind: 'live',
          starts_at: now,
          ends_at: now + 7_200_000,
          place: '会議室',
          visibility: 'open',
          state: 'in_session',
          created_by: 'p0',
          created_at: now,
        })
        .execute();
    }
  });
  const sessions = openSessions(db);
  const cookies: string[] = [];
  for (let n = 0; n < people; n++) cookies.push(`yoriai=${(await sessions.issue(`p${n}`, 'bench')).token}`);
  await db.destroy();
  openWords(folder).close();
  return cookies;
}

/** Puts the records, and the words nobody has written yet, into a data folder of one server. */
export function moveIn(house: string, folder: string): void {
  for (const file of ['records.db', 'words.db']) cpSync(path.join(house, file), path.join(folder, file));
}
