import { afterEach, describe, expect, it } from 'vitest';
import { pause, until } from '#server/sync/tests/bed.ts';
import { startServer, type TestServer } from '../browser/server.ts';
import { houseDatabase } from '../fixtures/house-database.ts';
import { random, seedOf } from '../fixtures/random.ts';
import { startPostgres, type PostgresServer } from '../postgres.ts';
import { openAfter } from './after.ts';
import { actOn, lineOf, post, watch, Writer } from './crew.ts';
import { setStage, type Stage } from './stage.ts';

/* The database goes away under a server as people run it, and comes back; the server stays. */

const seed = seedOf();
const outages = 2;

let postgres: PostgresServer;
let stage: Stage;
let server: TestServer;
afterEach(async () => {
  await server.dispose();
  stage.remove();
  await postgres.remove();
});

/** People are told that the records are away, and to come again; nobody is signed out. */
async function pagesSay(): Promise<void> {
  const open = async (where: string, cookie?: string) => {
    const headers = { 'accept-language': 'ja', ...(cookie && { cookie }) };
    const answer = await fetch(`${server.origin}${where}`, { headers });
    expect(answer.status, where).toBe(503);
    expect(answer.headers.get('set-cookie')).toBeNull();
    return answer.text();
  };
  for (const where of [`/c/${stage.slug}`, `/c/${stage.slug}/public`]) {
    const drawn = await open(where);
    expect(drawn).toContain('<h1');
    expect(drawn).toContain('記録の保存先と連絡がとれません。');
    expect(drawn).toContain('もう一度開く</a>');
  }
  for (const where of [`/c/${stage.slug}`, `/c/${stage.slug}/meetings/${stage.meetingId}`, '/me'])
    expect(await open(where, stage.secretariat)).toContain('少し待ってから、もう一度開いてください。');
  // what a page that is open already asks for
  const data = await open(`/c/${stage.slug}/__data.json`, stage.secretariat);
  expect(JSON.parse(data)).toMatchObject({ status: 503, code: 'away' });
}

describe('PostgreSQL', () => {
  it(`[A2] [S86] ${outages} × stopped at once under load: acts are refused with a code, pages say so and what to do, words wait with an honest mark, all heal, 0 lost (seed ${seed})`, async () => {
    const pick = random(seed);
    postgres = await startPostgres({ fsync: true });
    const { url } = await houseDatabase(postgres.url);
    stage = await setStage(4, url);
    const { agenda, councilId, secretariat, members } = stage;
    server = await startServer({ dataDir: stage.folder, env: { SYNC_RATE: '1000', DATABASE_URL: url } });
    const { origin } = server;
    const pid = server.pid();
    const issue = (title: string) => post(origin, secretariat, 'submit-issue', { councilId, title });
    const health = async () => (await fetch(`${origin}/healthz`)).status;

    const client = lineOf(origin, agenda, members[3] as string);
    const mine = client.doc.getMap<number>('own');
    let written = 0;
    const typing = setInterval(() => mine.set(`w${++written}`, written), 25);
    const seen: Uint8Array[] = [];
    const watcher = watch(origin, agenda, secretariat, (update) => seen.push(update));
    const writers = members
      .slice(0, 3)
      .map((cookie) => new Writer(origin, agenda, cookie, 60, () => undefined));
    const issues: string[] = [];
    const acting = actOn(origin, secretariat, councilId, (issueId) => issues.push(issueId));
    await until(() => client.view().save === 'saved' || written > 40);

    for (let round = 0; round < outages; round++) {
      await pause(200 + pick(300));
      await postgres.stopNow();
      const refused = await issue('止まった街灯');
      expect(refused.status).toBe(503);
      expect(await refused.json()).toMatchObject({ ok: false, error: { code: 'records-unreachable' } });
      expect(await health()).toBe(503);
      await pagesSay();
      const before = written;
      // unsaved for 3 s: この端末のみ
      if (round === 0) await until(() => client.view().save === 'device-only');
      await until(() => client.view().save !== 'saved');
      expect(written).toBeGreaterThanOrEqual(before);
      await postgres.startAgain();
      const acts = issues.length;
      await until(() => issues.length > acts);
    }
    clearInterval(typing);
    await until(() => client.view().save === 'saved');
    expect(await health()).toBe(200);
    expect((await issue('直った街灯')).status).toBe(200);
    expect(server.pid()).toBe(pid);
    const kept = writers.flatMap((writer) => writer.stop());
    watcher.destroy();
    await client.destroy();
    await server.kill();
    await acting;
    const after = await openAfter(stage.place, agenda);
    expect(after.fault).toBeUndefined();
    expect(kept.filter((update) => !after.has(update))).toEqual([]);
    expect(seen.filter((update) => !after.has(update))).toEqual([]);
    expect(issues.filter((issueId) => !after.hasIssue(issueId))).toEqual([]);
    for (let n = 1; n <= written; n++) expect(after.doc.getMap('own').get(`w${n}`), `w${n}`).toBe(n);
    process.stdout.write(
      `${outages} outages: ${kept.length} updates acknowledged, ${seen.length} frames seen, ${issues.length} acts answered, ${written} edits of our own client; 0 lost\n`,
    );
    expect(kept.length).toBeGreaterThan(0);
    expect(seen.length).toBeGreaterThan(0);
  }, 600_000);
});
