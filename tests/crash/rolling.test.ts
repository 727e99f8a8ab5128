import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#server/db/ids.ts';
import { pause, until } from '#server/sync/tests/bed.ts';
import type { OwnDatabase } from '../fixtures/engines.ts';
import { houseDatabase } from '../fixtures/house-database.ts';
import { took } from '../fixtures/took.ts';
import { startPostgres, type PostgresServer } from '../postgres.ts';
import { startRedis, type RedisServer } from '../redis.ts';
import { Crew, lineTo, postBy } from './at-work.ts';
import { openHall, type Hall } from './hall.ts';

/* An update of two servers, one after the other, as docs/operating.md says it, while people work. */

let postgres: PostgresServer;
let redis: RedisServer;
let database: OwnDatabase;
let hall: Hall;
beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPostgres({ fsync: true }), startRedis()]);
  database = await houseDatabase(postgres.url);
  hall = await openHall({ databaseUrl: database.url, redisUrl: redis.url, members: 20 });
});
afterAll(async () => {
  await hall.close();
  await postgres.remove();
  await redis.remove();
});

/** Acts of one person, one after the other, as a browser does them: what has no answer is sent again under its key. */
class Acting {
  readonly done: string[] = [];
  readonly refused: string[] = [];
  sentAgain = 0;
  private going = true;
  private readonly over: Promise<void>;

  constructor(cookie: string) {
    this.over = this.act(cookie);
  }

  async stop(): Promise<void> {
    this.going = false;
    await this.over;
  }

  private async act(cookie: string): Promise<void> {
    for (let n = 0; this.going; n++) {
      const [key, title] = [newId(), `更新の間の困りごと${n}`];
      const input = { councilId: hall.council.councilId, title };
      for (let tries = 0; ; tries++) {
        const answer = await postBy(hall, cookie, 'submit-issue', input, key).catch(() => undefined);
        if (answer?.ok) {
          this.done.push(title);
          break;
        }
        if (answer && answer.status !== 503) this.refused.push(`${answer.status} ${await answer.text()}`);
        if (tries > 100) throw new Error(`${title} was never answered`);
        this.sentAgain++;
        await pause(50);
      }
      await pause(30);
    }
  }
}

describe('an update', () => {
  it('[S61] [S85] [S87] of one server after the other, while people type and act: nobody is refused, nothing is lost, all are back within 5 s', async () => {
    const nos = Array.from({ length: 19 }, (_, i) => i + 1).filter((no) => no !== 13);
    const cookies = await Promise.all(nos.map((no) => hall.cookieOf(hall.council.seats[no - 1]!.personId)));
    const lines = nos.map((no, i) => lineTo(hall, hall.agenda, `m${no}`, cookies[i]!));
    await until(() => lines.every((one) => one.view().save === 'saved'));
    const crew = new Crew(lines, 600);
    const acting = new Acting(cookies[0]!);
    await until(() => acting.done.length > 5);
    const back: number[] = [];
    for (const server of hall.servers) {
      const all = took(() => crew.back());
      expect(await server.stop()).toBe(0);
      back.push(await all);
      await server.startAgain();
      // whoever comes now may come to the new one
      back.push(await took(() => crew.back()));
    }
    crew.stop();
    await acting.stop();
    await until(() => lines.every((one) => one.view().save === 'saved'));
    for (const one of crew.lines) one.marked = one.written;
    expect(crew.lostIn(await hall.app.sync.readDoc(hall.agenda))).toEqual([]);
    expect(acting.refused).toEqual([]);
    const titles = await hall.app.db
      .selectFrom('issue')
      .select('title')
      .where('title', 'like', '更新の間の困りごと%')
      .execute();
    expect(titles.map(({ title }) => title).sort()).toEqual([...acting.done].sort());
    process.stdout.write(
      `both servers replaced: ${crew.lines.reduce((sum, { written }) => sum + written, 0)} edits, ${acting.done.length} acts, ${acting.sentAgain} sent again; 0 lost, 0 refused; everybody back after ${Math.round(Math.max(...back))} ms\n`,
    );
    expect(Math.max(...back)).toBeLessThan(5_000);
    await Promise.all(lines.map((one) => one.destroy()));
  }, 240_000);
});
