import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#server/db/ids.ts';
import { openSeedHouse } from '#server/seed/house.ts';
import { foundCouncil } from '#server/seed/found-council.ts';
import { cookieName } from '#server/session/cookie.ts';
import { startServer, type TestServer } from '../browser/server.ts';
import { range, sitDown } from '../fixtures/deciding.ts';
import { random, seedOf } from '../fixtures/random.ts';

/*
 * A round of one server on its data folder that closes at a random instant while 200 people reply over connections of their
 * own. `RACES`: how often; the same over two servers on PostgreSQL is in together.test.ts.
 */

const races = Number(process.env['RACES'] ?? 2);
const seed = seedOf();
const voters = 200;
/** ms in which all of them reply; about as fast as one server answers */
const evening = 1_000;

let server: TestServer;
let cookies: string[];
let facilitator: string;
let proposalId: string;
let textHash: string;

beforeAll(async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'yoriai-race-'));
  const house = await openSeedHouse(dataDir);
  // a month ago the council was founded; since yesterday evening it sits
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  house.clock.moveTo(Date.parse(`${day(30)}T12:00:00+09:00`));
  const council = await foundCouncil(house, {
    slug: 'race',
    preset: 'consent_first_signed',
    members: voters + 1,
    password: 'とても長い合言葉です1',
  });
  const nos = range(1, voters + 1).filter((no) => no !== 13);
  const table = await sitDown(house, council, day(1), { seats: nos });
  ({ proposalId, textHash } = await table.freeze('子どもの見守りを続ける'));
  house.clock.moveTo(Date.now());
  const cookieOf = async (personId: string) =>
    `${cookieName(false)}=${(await house.app.sessions.issue(personId, 'test')).token}`;
  cookies = await Promise.all(nos.map((no) => cookieOf(council.seats[no - 1]!.personId)));
  facilitator = await cookieOf(council.facilitator);
  await house.close();
  server = await startServer({ dataDir, env: { BACKUP_KEEP: '0' } });
}, 300_000);
afterAll(() => server.dispose());

interface Answer {
  readonly ok: boolean;
  readonly result: { readonly roundId: string };
  readonly error?: { readonly code: string };
}
/**
 * An act by its key. A server closes a connection that was idle for a while, perhaps in the moment somebody sends on it: like
 * a device, the act is then sent again with the same key, and counts once (I3).
 */
async function post(cookie: string, command: string, input: object): Promise<Answer> {
  const request = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': newId(),
      origin: server.origin,
      cookie,
    },
    body: JSON.stringify(input),
  };
  const address = `${server.origin}/api/v1/commands/${command}`;
  const answer = await fetch(address, request).catch(() => fetch(address, request));
  return (await answer.json()) as Answer;
}

it(
  `[DEC7] [DEC8] [I4] close races ${voters} replies of ${voters} connections on a data folder, ${races} ×: none accepted late, none confirmed and lost`,
  async () => {
    const chance = random(seed);
    let [confirmed, late] = [0, 0];
    for (let n = 0; n < races; n++) {
      // fingers may be shown on the same words again as long as somebody wants to talk
      const opened = await post(facilitator, 'open-round', { proposalId, mode: 'fist' });
      expect(opened, JSON.stringify(opened)).toMatchObject({ ok: true });
      const { roundId } = opened.result;
      // everybody taps at an instant of his own, and somewhere among them the round is closed
      const replies = cookies.map(async (cookie) => {
        await pause(chance(evening));
        return await post(cookie, 'cast-ballot', { roundId, choice: '1', textHash });
      });
      await pause(chance(evening));
      const closed = await post(facilitator, 'close-round', { roundId });
      expect(closed, JSON.stringify(closed)).toMatchObject({ ok: true });
      const said = await Promise.all(replies);
      const accepted = said.filter(({ ok }) => ok).length;
      const round = (await (
        await fetch(`${server.origin}/api/v1/rounds/${roundId}`, { headers: { cookie: facilitator } })
      ).json()) as {
        input: { ballots: unknown[] };
        outcome: { total: { byChoice: Record<string, string> } };
      };
      // whoever was told that his reply is there is counted, and nothing came in after the count
      expect(round.input.ballots.length).toBe(accepted);
      expect(round.outcome.total.byChoice['1']).toBe(String(accepted));
      for (const { ok, error } of said) if (!ok) expect(error?.code).toBe('round-closed');
      confirmed += accepted;
      late += said.length - accepted;
    }
    process.stdout.write(
      `${races} races on a data folder, seed ${seed}: ${confirmed} replies counted, ${late} refused as late; 0 lost\n`,
    );
  },
  120_000 + races * 20_000,
);
