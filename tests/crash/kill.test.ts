import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { LiveLine } from '#lib/client/live-line.ts';
import { pause, until } from '#server/sync/tests/bed.ts';
import { startServer, type TestServer } from '../browser/server.ts';
import { random, seedOf } from '../fixtures/random.ts';
import { openAfter } from './after.ts';
import { actOn, watch, Writer } from './crew.ts';
import { setStage, type Stage } from './stage.ts';
import { took } from '../fixtures/took.ts';

/* The server as people run it, killed under load, again and again over the same data folder. */

const kills = Number(process.env['KILLS'] ?? 3);
const seed = seedOf();

let stage: Stage;
let server: TestServer;
beforeAll(async () => {
  stage = await setStage(4);
});
afterAll(async () => {
  await server.dispose();
  stage.remove();
});

/** Our own client of the fourth member, there all the time: writes on, with and without a server. */
function ownClient(origin: string): LiveLine {
  const cookie = stage.members[3] as string;
  class Socket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, { headers: { cookie, origin } });
    }
  }
  const options = {
    docName: stage.agenda,
    userId: 'member4',
    schema: 1,
    trusted: false,
    url: `${origin.replace('http', 'ws')}/sync`,
    socket: Socket as unknown as typeof globalThis.WebSocket,
  };
  return new LiveLine(options, () => undefined);
}

describe('kill -9', () => {
  it(
    `[I1] [I2] [S60] [S29] ${kills} × under load: every word and act acknowledged or seen is there, and 保存済み was true (seed ${seed})`,
    async () => {
      const pick = random(seed);
      server = await startServer({ dataDir: stage.folder, env: { SYNC_RATE: '1000' } });
      const { origin } = server;
      const client = ownClient(origin);
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
      for (let round = 0; round < kills; round++) {
        const seen: Uint8Array[] = [];
        const watcher = watch(origin, stage.agenda, stage.secretariat, (update) => seen.push(update));
        const writers = stage.members
          .slice(0, 3)
          .map(
            (cookie, i) => new Writer(origin, stage.agenda, cookie, i === 0 ? 2_000 : 60, () => undefined),
          );
        const issues: string[] = [];
        const acting = actOn(origin, stage.secretariat, stage.councilId, (issueId) => issues.push(issueId));
        await until(() => writers.some(({ saved }) => saved > 0));
        await pause(pick(400));
        await server.kill();
        await pause(20);
        const kept = writers.flatMap((writer) => writer.stop());
        watcher.destroy();
        await acting;
        const said = marked;
        const after = await openAfter(stage.folder, stage.agenda);
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
      const after = await openAfter(stage.folder, stage.agenda);
      expect(told.filter((update) => !after.has(update))).toEqual([]);
      for (let n = 1; n <= written; n++) expect(after.doc.getMap('own').get(`w${n}`), `w${n}`).toBe(n);
      process.stdout.write(
        `${kills} kills: ${acknowledged} updates acknowledged, ${watched} frames seen, ${acts} acts answered, ${written} edits of our own client; 0 lost\n`,
      );
      expect(acknowledged).toBeGreaterThanOrEqual(kills);
      expect(watched).toBeGreaterThan(0);
      expect(acts).toBeGreaterThan(0);
      expect(marked).toBeGreaterThan(0);
    },
    60_000 + kills * 15_000,
  );
});
