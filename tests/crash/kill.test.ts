import { afterEach, describe, expect, it } from 'vitest';
import { pause, until } from '#server/sync/tests/bed.ts';
import { startServer, type TestServer } from '../browser/server.ts';
import { houseDatabase } from '../fixtures/house-database.ts';
import { random, seedOf } from '../fixtures/random.ts';
import { openAfter } from './after.ts';
import { actOn, lineOf, watch, Writer } from './crew.ts';
import { setStage, type Stage } from './stage.ts';
import { took } from '../fixtures/took.ts';
import { startPostgres, type PostgresServer } from '../postgres.ts';

/* The server as people run it, killed under load, again and again over the same data folder. */

const kills = Number(process.env['KILLS'] ?? 3);
const seed = seedOf();

/** What the house lies in: a data folder, or a database whose server is killed with ours every other time. */
const houses: readonly (readonly [house: string, times: number])[] = [
  ['a data folder', kills],
  ['PostgreSQL', Math.max(2, Math.floor(kills / 2))],
];

let postgres: PostgresServer | undefined;
let stage: Stage;
let server: TestServer;
afterEach(async () => {
  await server.dispose();
  stage.remove();
  await postgres?.remove();
  postgres = undefined;
});

async function set(house: string): Promise<void> {
  const env = { SYNC_RATE: '1000' };
  if (house !== 'PostgreSQL') {
    stage = await setStage(4);
    server = await startServer({ dataDir: stage.folder, env });
    return;
  }
  postgres = await startPostgres({ fsync: true });
  const { url } = await houseDatabase(postgres.url);
  stage = await setStage(4, url);
  server = await startServer({ dataDir: stage.folder, env: { ...env, DATABASE_URL: url } });
}

describe('kill -9', () => {
  it.each(houses)(
    `[I1] [I2] [S60] [S29] under load, in %s, %d ×: every word and act acknowledged or seen is there, and 保存済み was true (seed ${seed})`,
    async (house, times) => {
      const pick = random(seed);
      await set(house);
      const { origin } = server;
      // there all the time: writes on, with and without a server
      const client = lineOf(origin, stage.agenda, stage.members[3] as string);
      const mine = client.doc.getMap<number>('own');
      let written = 0;
      let marked = 0;
      const typing = setInterval(() => {
        if (client.view().save === 'saved') marked = written;
        mine.set(`w${++written}`, written);
      }, 25);
      await until(() => marked > 0);
      let acknowledged = 0;
      let watched = 0;
      let acts = 0;
      for (let round = 0; round < times; round++) {
        const seen: Uint8Array[] = [];
        const watcher = watch(origin, stage.agenda, stage.secretariat, (update) => seen.push(update));
        const writers = stage.members
          .slice(0, 3)
          .map(
            (cookie, i) => new Writer(origin, stage.agenda, cookie, i === 0 ? 2_000 : 60, () => undefined),
          );
        const issues: string[] = [];
        const acting = actOn(origin, stage.secretariat, stage.councilId, (issueId) => issues.push(issueId));
        // each time in the middle of words, the first time of acts and of what others see, too
        await until(() => writers.some(({ saved }) => saved > 0), 20_000);
        if (round === 0) await until(() => issues.length > 0 && seen.length > 0, 20_000);
        await pause(pick(400));
        await Promise.all([server.kill(), round % 2 === 1 && postgres?.stopNow()]);
        await pause(20);
        const kept = writers.flatMap((writer) => writer.stop());
        watcher.destroy();
        await acting;
        const said = marked;
        if (round % 2 === 1) await postgres?.startAgain();
        const after = await openAfter(stage.place, stage.agenda);
        expect(after.fault).toBeUndefined();
        expect(kept.filter((update) => !after.has(update))).toEqual([]);
        expect(seen.filter((update) => !after.has(update))).toEqual([]);
        expect(issues.filter((issueId) => !after.hasIssue(issueId))).toEqual([]);
        for (let n = 1; n <= said; n++) expect(after.doc.getMap('own').get(`w${n}`), `w${n}`).toBe(n);
        acknowledged += kept.length;
        watched += seen.length;
        acts += issues.length;
        await server.startAgain();
      }
      clearInterval(typing);
      // and what was written while there was no server came in afterwards
      await until(() => client.view().save === 'saved');
      await client.destroy();

      // an orderly end under load: everybody is told, and nothing is lost either
      const busy = stage.members
        .slice(0, 3)
        .map((cookie) => new Writer(origin, stage.agenda, cookie, 60, () => undefined));
      await until(() => busy.every(({ saved }) => saved > 5));
      expect(await took(async () => expect(await server.stop()).toBe(0))).toBeLessThan(5_000);
      expect(await Promise.all(busy.map(({ raw }) => raw.closed))).toEqual([1012, 1012, 1012]);
      const told = busy.flatMap((writer) => writer.stop());
      const after = await openAfter(stage.place, stage.agenda);
      expect(told.filter((update) => !after.has(update))).toEqual([]);
      for (let n = 1; n <= written; n++) expect(after.doc.getMap('own').get(`w${n}`), `w${n}`).toBe(n);
      process.stdout.write(
        `${times} kills in ${house}: ${acknowledged} updates acknowledged, ${watched} frames seen, ${acts} acts answered, ${written} edits of our own client; 0 lost\n`,
      );
      expect(acknowledged).toBeGreaterThanOrEqual(times);
      expect(watched).toBeGreaterThan(0);
      expect(acts).toBeGreaterThan(0);
      expect(marked).toBeGreaterThan(0);
    },
    120_000 + kills * 60_000,
  );
});
