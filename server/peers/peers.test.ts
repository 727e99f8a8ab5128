import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAgenda } from '#lib/doc/agenda.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { buildApp, type App } from '#server/app.ts';
import { newId } from '#server/db/ids.ts';
import { pause } from '#server/sync/tests/bed.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { sharedRedis } from '#tests/fixtures/engines.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { rightsHead } from './rights-moves.ts';

/* Two Apps on one PostgreSQL, as two processes have them. */

let house: House;
let other: App;
let council: TestCouncil;
beforeAll(async () => {
  house = await openHouse('2023-02-08', { submitPerAddress: 5, lookupPerAddress: 3 }, 'postgres');
  council = await foundCouncil(house);
  other = await buildApp({ ...house.app.config, redisUrl: await sharedRedis() });
});
afterAll(async () => {
  await other.close();
  await house.close();
});

describe('two Apps', () => {
  it('[S79] an act says in its own transaction whose rights it moves; most move nobody’s', async () => {
    const before = await rightsHead(house.app.db);
    const mandate = await house.app.db
      .selectFrom('mandate')
      .select('id')
      .where('person_id', '=', council.seats[20]!.personId)
      .executeTakeFirstOrThrow();
    await house.must(council.secretariat, 'end-mandate', { mandateId: mandate.id });
    const after = await rightsHead(house.app.db);
    expect(after.no).toBe(before.no + 1);
    const { rows } = await sql<{ scopes: string; people: string }>`
      select scopes, people from rights_move where no = ${after.no}`.execute(house.app.db);
    expect(JSON.parse(rows[0]!.people)).toEqual([council.seats[20]!.personId]);
    await house.must(council.chair, 'choose-language', { locale: 'en' });
    expect((await rightsHead(house.app.db)).no).toBe(after.no);
  });

  it('[S79] so does whoever ends a session, and one that can not be ended moves nothing', async () => {
    const person = council.seats[5]!.personId;
    const { token } = await house.app.sessions.issue(person, 'test');
    const session = await house.app.sessions.validate(token);
    const before = await rightsHead(house.app.db);
    expect(await house.app.sessions.revoke(person, session!.sessionId)).toBeUndefined();
    expect((await rightsHead(house.app.db)).no).toBe(before.no + 1);
    expect(await other.sessions.validate(token)).toBeUndefined();
  });

  it('[S85] what a process owed that is gone is paid by another, once', async () => {
    const { meetingId } = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
      councilId: council.councilId,
      startsAt: '2023-03-20T19:00:00+09:00',
      endsAt: '2023-03-20T20:30:00+09:00',
      place: '公民館',
      kind: 'live',
      visibility: 'open',
    });
    const doc = `meeting/${meetingId}/agenda`;
    const titles = async () => readAgenda(await other.sync.readDoc(doc)).map(({ title }) => title);
    const before = await titles();
    // a process that has acted, and ends before its words are written
    await sql`insert into peer (id, seen_at) values ('gone', (extract(epoch from clock_timestamp()) * 1000)::bigint)`.execute(
      house.app.db,
    );
    await pause(4_500);
    const item = { id: newId(), type: 'discussion', title: '残された議題', minutes: 5 };
    await house.app.db
      .insertInto('outbox')
      .values({ id: newId(), doc, body: JSON.stringify({ op: 'add-business', item }), at: Date.now() })
      .execute();
    await sql`update peer set seen_at = 0 where id = 'gone'`.execute(house.app.db);
    const owed = async () => (await house.app.db.selectFrom('outbox').select('id').execute()).length;
    while ((await owed()) > 0) await pause(50);
    const after = await titles();
    expect(after.filter((title) => title === '残された議題')).toHaveLength(1);
    expect(after.length).toBe(before.length + 1);
  });
});

describe('limits', () => {
  it('[LIM9] are counted together where Redis carries what each counts', async () => {
    const redisUrl = await sharedRedis();
    const pair = await Promise.all([0, 1].map(() => buildApp({ ...house.app.config, redisUrl })));
    try {
      const submit = async (app: App) => {
        const actor = { personId: null, sessionId: null, address: '203.0.113.9', locale: 'ja' } as const;
        const input = { councilId: council.councilId, title: '街灯が切れている' };
        return app.act('submit-issue', input, actor, newId());
      };
      await pause(300);
      for (let n = 0; n < 5; n++) expect(isRefusal(await submit(pair[n % 2]!))).toBe(false);
      // what the other counted arrives a moment later
      for (const app of pair) {
        let answer = await submit(app);
        while (!isRefusal(answer)) answer = await submit(app);
        expect(answer).toMatchObject({ refused: 'too-many-requests' });
      }
      // five from what both counted, and what went out before the other had heard of it
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from issue where title = '街灯が切れている'`.execute(house.app.db);
      expect(rows[0]!.n).toBeGreaterThanOrEqual(5);
      expect(rows[0]!.n).toBeLessThan(10);
    } finally {
      await Promise.all(pair.map((app) => app.close()));
    }
  });
});
