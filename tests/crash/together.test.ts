import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { visible } from '#lib/doc/visible.ts';
import { newId } from '#server/db/ids.ts';
import { pause, until, updatesOf, type Raw } from '#server/sync/tests/bed.ts';
import type { OwnDatabase } from '../fixtures/engines.ts';
import { houseDatabase } from '../fixtures/house-database.ts';
import { edit } from '../fixtures/random-edit.ts';
import { random, seedOf } from '../fixtures/random.ts';
import { took } from '../fixtures/took.ts';
import { openRoughLine } from '../fuzz/rough-line.ts';
import { startPostgres, type PostgresServer } from '../postgres.ts';
import { startRedis, type RedisServer } from '../redis.ts';
import { Crew, lineTo, postTo, socketWith } from './at-work.ts';
import { socketOf, watch } from './crew.ts';
import { openHall, type Hall } from './hall.ts';

/*
 * Two servers on one PostgreSQL, told of each other by Redis, and what may happen to any of the four while people work.
 * `RACES`, `KILLS`, `FROZEN`: the large counts.
 */

const races = Number(process.env['RACES'] ?? 2);
const kills = Number(process.env['KILLS'] ?? 2);
const seeds = Math.min(Number(process.env['SEEDS'] ?? 1), 200);
const seed = seedOf();
/** s one process sleeps */
const frozenFor = Number(process.env['FROZEN'] ?? 6);

let postgres: PostgresServer;
let redis: RedisServer;
beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPostgres({ fsync: true }), startRedis()]);
});
afterAll(async () => {
  await Promise.all([postgres.remove(), redis.remove()]);
});

let database: OwnDatabase;
let hall: Hall;
async function open(members: number): Promise<void> {
  database = await houseDatabase(postgres.url);
  hall = await openHall({ databaseUrl: database.url, redisUrl: redis.url, members });
}
async function shut(): Promise<void> {
  await hall.close();
  await database.drop();
}

const post = (...what: Tail<Parameters<typeof postTo>>) => postTo(hall, ...what);
const line = (...what: Tail<Parameters<typeof lineTo>>) => lineTo(hall, ...what);
type Tail<T extends unknown[]> = T extends [unknown, ...infer Rest] ? Rest : never;

/** A socket to one of the servers, that has said hello. */
async function socket(server: number, docName: string, cookie: string): Promise<Raw> {
  const raw = socketOf(`http://localhost:${hall.front.targets[server]}`, docName, cookie, hall.front.origin);
  await raw.opened;
  raw.hello();
  raw.step1();
  await until(() => raw.acks().some(({ hi }) => hi === 1) || raw.code !== undefined);
  return raw;
}

interface Client {
  readonly doc: Y.Doc;
  settled(): boolean;
  destroy(): void | Promise<void>;
}

function own(port: number, docName: string, userId: string, cookie: string): Client {
  // compared all the time: a false alarm would end the line
  const live = line(docName, userId, cookie, port, { checkAfter: 20 });
  return { doc: live.doc, settled: () => live.view().save === 'saved', destroy: () => live.destroy() };
}

/** What others wrote, as it is. */
function stock(port: number, docName: string, cookie: string): Client {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`ws://127.0.0.1:${port}/sync`, docName, doc, {
    disableBc: true,
    WebSocketPolyfill: socketWith(hall, cookie),
  });
  return {
    doc,
    settled: () => provider.synced,
    destroy() {
      provider.destroy();
      doc.destroy();
    },
  };
}

const memo = (words: string) => updatesOf((doc) => doc.getText('memo').insert(0, words))[0] as Uint8Array;
const words = (docName: string) => hall.app.sync.look(docName, (doc) => doc.getText('memo').toString());
const memberOf = (no: number) => hall.council.seats[no - 1]!.personId;
const cookies = (nos: readonly number[]) => Promise.all(nos.map((no) => hall.cookieOf(memberOf(no))));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('forty people at two servers', () => {
  beforeEach(() => open(41));
  afterEach(shut);

  it(
    `[I1] [I2] [S60] [S85] kill -9 of one of two, ${kills} ×, while forty type and reply: nothing acknowledged or seen is lost, and all go on at the other`,
    async () => {
      const nos = range(1, 40).filter((no) => no !== 13);
      const theirs = await cookies(nos);
      const round = await hall.table.round('子どもの見守りを続ける');
      const lines = nos.map((no, i) => line(i % 2 === 0 ? hall.agenda : hall.canvas, `m${no}`, theirs[i]!));
      await until(() => lines.every((one) => one.view().save === 'saved'));
      const crew = new Crew(lines, 800);
      const seen: Uint8Array[] = [];
      const secretariat = await hall.cookieOf(hall.council.secretariat);
      let cast = 0;
      let confirmed = 0;
      let slowest = 0;
      for (let round_ = 0; round_ < kills; round_++) {
        const watchers = [0, 1].map((i) =>
          watch(
            `http://localhost:${hall.front.targets[i]}`,
            hall.agenda,
            secretariat,
            (update) => seen.push(update),
            hall.front.origin,
          ),
        );
        const ballots: Promise<void>[] = [];
        const each = nos.filter((_, i) => i % kills === round_);
        let from = 0;
        const replying = setInterval(() => {
          const no = each[from++];
          if (no === undefined) return;
          cast++;
          const input = { roundId: round.roundId, choice: 'consent', textHash: round.textHash };
          ballots.push(
            post(from % 2, theirs[nos.indexOf(no)]!, 'cast-ballot', input).then(
              (answer) => void (answer.ok && confirmed++),
              () => undefined,
            ),
          );
        }, 50);
        await until(() => from > each.length / 2);
        const victim = hall.servers[round_ % 2]!;
        await victim.kill();
        crew.mark();
        const said = crew.lines.map(({ marked }) => marked);
        const back = await took(() => crew.back());
        slowest = Math.max(slowest, back);
        expect(back).toBeLessThan(5_000);
        await until(() => from >= each.length);
        clearInterval(replying);
        await Promise.all(ballots);
        for (const watcher of watchers) watcher.destroy();
        for (const [i, n] of said.entries()) expect(crew.lines[i]!.marked).toBeGreaterThanOrEqual(n);
        await victim.startAgain();
      }
      crew.stop();
      await until(() => lines.every((one) => one.view().save === 'saved'));
      for (const one of crew.lines) one.marked = one.written;
      const docs = await Promise.all([hall.agenda, hall.canvas].map((name) => hall.app.sync.readDoc(name)));
      const both = new Y.Doc();
      for (const doc of docs) Y.applyUpdate(both, Y.encodeStateAsUpdate(doc));
      expect(crew.lostIn(both)).toEqual([]);
      const agenda = Y.snapshot(docs[0]!);
      expect(seen.filter((update) => !Y.snapshotContainsUpdate(agenda, update))).toEqual([]);
      const rows = await hall.app.db
        .selectFrom('ballot')
        .select('id')
        .where('round_id', '=', round.roundId)
        .execute();
      expect(confirmed).toBeGreaterThan(0);
      expect(rows.length).toBeGreaterThanOrEqual(confirmed);
      expect(rows.length).toBeLessThanOrEqual(cast);
      process.stdout.write(
        `${kills} kills: ${crew.lines.reduce((sum, { written }) => sum + written, 0)} edits, ${seen.length} frames seen, ${confirmed} ballots confirmed; 0 lost; everybody back after ${Math.round(slowest)} ms\n`,
      );
      await Promise.all(lines.map((one) => one.destroy()));
    },
    60_000 + kills * 20_000,
  );
});

describe('two servers', () => {
  beforeAll(() => open(20));
  afterAll(shut);

  it('[S78] [S84] Redis killed and not coming back: nothing is lost, and who is at the other server sees it within a second', async () => {
    const [a, b] = await cookies([4, 5]);
    const writer = await socket(0, hall.agenda, a!);
    const reader = await socket(1, hall.agenda, b!);
    const read = () => reader.doc().getText('memo').toString();
    const seen = async (n: number): Promise<number> => {
      writer.update(memo(`言${n} `));
      return took(() => until(() => read().includes(`言${n} `)));
    };
    await seen(0);
    await redis.stopNow();
    const times: number[] = [];
    for (let n = 1; n <= 15; n++) times.push(await seen(n));
    expect(Math.max(...times)).toBeLessThan(1_000);
    await until(() => writer.saved() === 16);
    expect((await words(hall.agenda)).match(/言\d+ /g)?.length).toBe(16);
    for (const server of hall.servers) expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
    await redis.startAgain();
    await seen(99);
    process.stdout.write(
      `without Redis: seen after ${Math.round(Math.max(...times))} ms at the latest; 0 lost\n`,
    );
    for (const raw of [writer, reader]) raw.destroy();
  });

  it(`[S79] a server that sleeps ${frozenFor} s while somebody loses his right writes nothing of him when it wakes`, async () => {
    const [lost, stays] = [6, 7];
    const [hers, his] = await cookies([lost, stays]);
    const writers = [await socket(1, hall.agenda, hers!), await socket(1, hall.agenda, his!)];
    writers.forEach((raw, i) => raw.update(memo(`前${i} `)));
    await until(() => writers.every((raw) => raw.saved() === 1));
    const pid = hall.servers[1]!.pid();
    process.kill(pid, 'SIGSTOP');
    try {
      const mandates = await hall.app.db
        .selectFrom('mandate')
        .select('id')
        .where('person_id', '=', memberOf(lost))
        .where('ended_at', 'is', null)
        .execute();
      const secretariat = await hall.cookieOf(hall.council.secretariat);
      for (const { id } of mandates)
        expect((await post(0, secretariat, 'end-mandate', { mandateId: id })).status).toBe(200);
      writers.forEach((raw, i) => raw.update(memo(`後${i} `)));
      await pause(frozenFor * 1_000);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await until(() => writers[1]!.saved() === 2);
    expect([4403, 4404]).toContain(await writers[0]!.closed);
    expect(writers[0]!.saved()).toBe(1);
    const all = await words(hall.agenda);
    expect(all).toContain('後1 ');
    expect(all).not.toContain('後0 ');
    writers[1]!.destroy();
  });

  it('[S79] [S22] a session ended at one server ends its line at the other', async () => {
    const cookie = await hall.cookieOf(memberOf(8));
    const raw = await socket(1, hall.agenda, cookie);
    raw.update(memo('まだ '));
    await until(() => raw.saved() === 1);
    const out = await fetch(`http://127.0.0.1:${hall.front.targets[0]}/sign-out`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin: hall.front.origin },
    });
    expect(out.status).toBeLessThan(400);
    raw.update(memo('もう '));
    expect(await raw.closed).toBe(4401);
    expect(await words(hall.agenda)).not.toContain('もう ');
  });

  it('[S83] who is at the other server is shown until his line, or his server, is gone', async () => {
    const [a, b] = await cookies([9, 10]);
    const near = await socket(0, hall.canvas, a!);
    const far = await socket(1, hall.canvas, b!);
    far.awareness([[4_711, 1, { at: 3 }]]);
    const states = () => near.heard.filter(({ type }) => type === 1).map(({ text }) => text);
    await until(() => states().some((text) => text.includes('委員10')));
    const before = states().length;
    far.destroy();
    await until(() =>
      states()
        .slice(before)
        .some((text) => text.includes('null')),
    );
    near.destroy();
  });

  it('[R-HAC-04] the same key at both servers at once acts once', async () => {
    const cookie = await hall.cookieOf(memberOf(2));
    for (let n = 0; n < 12; n++) {
      const [key, input] = [newId(), { councilId: hall.council.councilId, title: `同じこと${n}` }];
      const answers = await Promise.all(
        [0, 1, 0, 1].map(async (server) => (await post(server, cookie, 'submit-issue', input, key)).json()),
      );
      const ids = new Set(
        answers.map((answer) => (answer as { result?: { issueId?: string } }).result?.issueId),
      );
      expect([...ids].length, JSON.stringify(answers)).toBe(1);
      const rows = await hall.app.db
        .selectFrom('issue')
        .select('id')
        .where('title', '=', input.title)
        .execute();
      expect(rows.map(({ id }) => id)).toEqual([...ids]);
    }
  });

  it.each(Array.from({ length: seeds }, (_, n) => (seed + n) % 2 ** 31))(
    '[S47] [S78] [S3] clients that move between two servers over rough lines end alike, and like the log (seed %d)',
    async (start) => {
      const pick = random(start);
      const nos = [14, 15, 16, 17, 14];
      const theirs = await cookies(nos);
      const roughs = await Promise.all(
        nos.map((_, i) => openRoughLine(() => hall.front.targets[pick(2)]!, random(start + i))),
      );
      const clients = nos.map((no, i) =>
        i < 2
          ? stock(roughs[i]!.port, hall.canvas, theirs[i]!)
          : own(roughs[i]!.port, hall.canvas, `m${no}`, theirs[i]!),
      );
      for (let step = 0; step < 140; step++) {
        const at = pick(clients.length);
        edit(clients[at]!.doc, pick);
        // broken off in the middle of a frame: perhaps he comes back at the other server
        if (pick(8) === 0) roughs[at]!.cut();
        if (pick(3) === 0) await pause(pick(15));
      }
      for (const rough of roughs) {
        rough.heal();
        rough.cut();
      }
      const shown = () => new Set(clients.map(({ doc }) => visible(doc)));
      await until(() => clients.every((client) => client.settled()) && shown().size === 1);
      const said = visible(clients[0]!.doc);
      expect(visible(await hall.app.sync.readDoc(hall.canvas))).toBe(said);
      await pause(50);
      expect(shown()).toEqual(new Set([said]));
      for (const client of clients) await client.destroy();
      for (const rough of roughs) await rough.close();
    },
  );

  it('[S82] closing the meeting fixes every word that any server called saved', async () => {
    const [a, b] = await cookies([11, 12]);
    const writers = [await socket(0, hall.agenda, a!), await socket(1, hall.agenda, b!)];
    const sent = writers.map(() => 0);
    let writing = true;
    const typing = writers.map(async (raw, i) => {
      const doc = new Y.Doc();
      doc.on('update', (update: Uint8Array) => raw.update(update));
      while (writing && raw.code === undefined) {
        doc.getMap('late').set(`${i}-${++sent[i]!}`, 1);
        await pause(4);
      }
    });
    await until(() => writers.every((raw) => raw.saved() > 5));
    const facilitator = await hall.cookieOf(hall.council.facilitator);
    const answer = await post(0, facilitator, 'close-meeting', { meetingId: hall.table.meetingId });
    expect(answer.status, await answer.clone().text()).toBe(200);
    expect(await Promise.all(writers.map((raw) => raw.closed))).toSatisfy((codes: number[]) =>
      codes.every((code) => code === 4403 || code === 4409),
    );
    writing = false;
    await Promise.all(typing);
    const said = writers.map((raw) => raw.saved());
    const late = await hall.app.sync.look(hall.agenda, (doc) => [...doc.getMap('late').keys()]);
    for (const [i, n] of said.entries())
      for (let k = 1; k <= n; k++) expect(late, `${i}-${k}`).toContain(`${i}-${k}`);
  });
});

describe('a database that goes away', () => {
  beforeAll(() => open(12));
  afterAll(shut);

  it('[S7] [S86] [I1] stopped at once and started again: acts are refused, words stay on the device and are marked so, all heals', async () => {
    const nos = [2, 3, 4, 5, 6, 7];
    const theirs = await cookies(nos);
    const lines = nos.map((no, i) => line(hall.agenda, `m${no}`, theirs[i]!));
    await until(() => lines.every((one) => one.view().save === 'saved'));
    const crew = new Crew(lines, 300);
    await until(() => crew.lines.every(({ marked }) => marked > 2));
    await postgres.stopNow();
    crew.mark();
    const before = crew.lines.map(({ marked }) => marked);
    const refused = await post(0, theirs[0]!, 'submit-issue', {
      councilId: hall.council.councilId,
      title: '止まる',
    });
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ ok: false, error: { code: 'records-unreachable' } });
    // nobody is told that what he types now is saved
    await until(() => lines.every((one) => one.view().save !== 'saved'));
    await postgres.startAgain();
    crew.stop();
    await until(() => lines.every((one) => one.view().save === 'saved'));
    for (const [i, one] of crew.lines.entries()) {
      expect(one.written).toBeGreaterThan(before[i]!);
      one.marked = one.written;
    }
    expect(crew.lostIn(await hall.app.sync.readDoc(hall.agenda))).toEqual([]);
    await until(() => {
      const all = lines.map((one) => one.doc.getMap('own').size);
      return new Set(all).size === 1;
    });
    for (const server of hall.servers)
      while ((await fetch(`${server.origin}/healthz`)).status !== 200) await pause(50);
    const done = await post(1, theirs[0]!, 'submit-issue', {
      councilId: hall.council.councilId,
      title: '動く',
    });
    expect(done.status).toBe(200);
    await Promise.all(lines.map((one) => one.destroy()));
  });
});

describe('a round that closes', () => {
  const voters = 200;
  beforeAll(() => open(voters + 1));
  afterAll(shut);

  it(
    `[DEC7] [I4] close races ${voters} replies over two servers, ${races} ×: none accepted late, none confirmed and lost`,
    async () => {
      const nos = range(1, voters + 1).filter((no) => no !== 13);
      const theirs = await cookies(nos);
      const facilitator = await hall.cookieOf(hall.council.facilitator);
      const chance = random(seed);
      let [confirmed, late] = [0, 0];
      for (let n = 0; n < races; n++) {
        const { roundId, textHash } = await hall.table.round(`案その${n}`, { mode: 'fist' });
        // everybody taps at an instant of his own, and somewhere among them the round is closed; the first time in the middle
        const replies = theirs.map(async (cookie, i) => {
          await pause(chance(1_000));
          return await post(i % 2, cookie, 'cast-ballot', { roundId, choice: '1', textHash });
        });
        await pause(n === 0 ? 500 : chance(1_000));
        const close = await post(n % 2, facilitator, 'close-round', { roundId });
        expect(close.status, await close.clone().text()).toBe(200);
        const answers = await Promise.all(replies);
        const said = await Promise.all(
          answers.map(async (answer) => (await answer.json()) as { ok: boolean; error?: { code: string } }),
        );
        const round = await hall.app.db
          .selectFrom('round')
          .select(['input', 'closed_at'])
          .where('id', '=', roundId)
          .executeTakeFirstOrThrow();
        const counted = (JSON.parse(round.input ?? '{}') as { ballots: unknown[] }).ballots.length;
        const rows = await hall.app.db
          .selectFrom('ballot')
          .select('id')
          .where('round_id', '=', roundId)
          .execute();
        const accepted = said.filter(({ ok }) => ok).length;
        // whoever was told that his reply is there is counted, and nothing came in after the count
        expect(counted).toBe(rows.length);
        expect(rows.length).toBe(accepted);
        for (const { ok, error } of said) if (!ok) expect(error?.code).toBe('round-closed');
        confirmed += accepted;
        late += said.length - accepted;
      }
      process.stdout.write(
        `${races} races, seed ${seed}: ${confirmed} replies counted, ${late} refused as late; 0 lost\n`,
      );
      expect(confirmed).toBeGreaterThan(0);
      expect(late).toBeGreaterThan(0);
    },
    120_000 + races * 20_000,
  );
});
