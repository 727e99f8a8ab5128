import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyRecords, engines, type TestRecords } from '#tests/fixtures/records.ts';
import { sessionHash } from './adapter.ts';
import { openSessions, type Sessions } from './session.ts';

const day = 86_400_000;
const person = (id: string) => ({ id, display_name: `${id}さん`, locale: 'ja', created_at: 1 });

describe.each(engines)('sessions in %s', (engine) => {
  let place: TestRecords;
  let sessions: Sessions;
  beforeEach(async () => {
    place = await emptyRecords(engine);
    await place.db
      .insertInto('person')
      .values([person('hana'), person('taro')])
      .execute();
    sessions = openSessions(place.db);
  });
  afterEach(async () => {
    vi.useRealTimers();
    await place.close();
  });
  /** From now on it is so many days later; only the clock moves, no timer. */
  const later = (days: number) => vi.useFakeTimers({ now: Date.now() + days * day, toFake: ['Date'] });
  const rows = () => place.db.selectFrom('session').selectAll().execute();

  it('[B53] a token is known by its hash alone, and says who holds it', async () => {
    const { token, maxAgeS } = await sessions.issue('hana', 'x'.repeat(300));
    expect(maxAgeS).toBe(14 * 86_400);
    const session = await sessions.validate(token);
    expect(session).toMatchObject({
      personId: 'hana',
      displayName: 'hanaさん',
      locale: 'ja',
      extended: false,
    });
    const [row] = await rows();
    expect(row).toMatchObject({ id: sessionHash(token), person_id: 'hana', device: 'x'.repeat(120) });
    expect(JSON.stringify(row)).not.toContain(token);
    // instants are numbers of ms, on either engine
    expect(row?.expires_at).toBe(session?.expiresAt);
    expect(await sessions.validate(token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A'))).toBeUndefined();
    expect(await sessions.validate('x')).toBeUndefined();
  });

  it('[B54] used every week it is prolonged, and after ninety days it is over all the same', async () => {
    const { token } = await sessions.issue('hana', '');
    for (let used = 1; used <= 11; used++) {
      later(8);
      expect(await sessions.validate(token), `after ${used * 8} days`).toMatchObject({ extended: true });
    }
    later(8);
    expect(await sessions.validate(token)).toBeUndefined();
    expect(await rows()).toEqual([]);
  });

  it('[B54] unused for fourteen days it is over', async () => {
    const { token } = await sessions.issue('hana', '');
    later(14.1);
    expect(await sessions.validate(token)).toBeUndefined();
  });

  it('[B48] one is ended, or all of a person, and nobody else’s', async () => {
    const own = await Promise.all(['a', 'b', 'c'].map((device) => sessions.issue('hana', device)));
    const other = await sessions.issue('taro', 'd');
    const listed = await sessions.list('hana');
    expect(listed.map(({ device }) => device).sort()).toEqual(['a', 'b', 'c']);
    const b = listed.find(({ device }) => device === 'b')?.sessionId ?? '';
    await sessions.revoke('taro', b);
    expect((await sessions.list('hana')).length).toBe(3);
    await sessions.revoke('hana', b);
    const valid = await Promise.all(own.map(({ token }) => sessions.validate(token)));
    expect(valid.map((session) => session !== undefined)).toEqual([true, false, true]);
    await sessions.revokeAll('hana');
    expect(await sessions.list('hana')).toEqual([]);
    expect(await sessions.validate(other.token)).toMatchObject({ personId: 'taro' });
  });

  it('[B54] rows of sessions that ran out go by themselves', async () => {
    await sessions.issue('hana', '');
    later(10);
    const { token } = await sessions.issue('taro', '');
    later(5);
    await sessions.deleteExpired();
    expect((await rows()).map(({ id }) => id)).toEqual([sessionHash(token)]);
  });

  it('[B48] whoever was erased holds nothing any more', async () => {
    const { token } = await sessions.issue('hana', '');
    await place.db.updateTable('person').set({ erased_at: 5 }).where('id', '=', 'hana').execute();
    expect(await sessions.validate(token)).toBeUndefined();
  });
});
