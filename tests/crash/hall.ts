import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isRefusal } from '#lib/domain/refusal.ts';
import { buildApp, type App } from '#server/app.ts';
import type { MovableClock } from '#server/clock.ts';
import { newId } from '#server/db/ids.ts';
import { foundCouncil, type FoundedCouncil } from '#server/seed/found-council.ts';
import { cookieName } from '#server/session/cookie.ts';
import { sitDown, type TestTable } from '../fixtures/deciding.ts';
import { startServer, type TestServer } from '../browser/server.ts';
import { openFront, type Front } from './front.ts';

/*
 * A council in session on a PostgreSQL, served by two processes behind a proxy. The App of the test itself is a third
 * process on the same database, through which the test looks and prepares.
 */
export interface Hall {
  readonly app: App;
  readonly council: FoundedCouncil;
  readonly table: TestTable;
  /** document of the meeting's agenda, and the council's canvas */
  readonly agenda: string;
  readonly canvas: string;
  readonly front: Front;
  /** Two servers; each is started by `serve`. */
  readonly servers: readonly TestServer[];
  /** Cookie header of a new session of a person. */
  cookieOf(personId: string): Promise<string>;
  must<R>(personId: string | null, command: string, input: object): Promise<R>;
  close(): Promise<void>;
}

export interface HallOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  /** seats, each with a member who is present */
  readonly members: number;
}

export async function openHall({ databaseUrl, redisUrl, members }: HallOptions): Promise<Hall> {
  const base = mkdtempSync(path.join(tmpdir(), 'yoriai-hall-'));
  const app = await buildApp({
    port: 0,
    host: '127.0.0.1',
    dataDir: path.join(base, 'own'),
    databaseUrl,
    ...(redisUrl && { redisUrl }),
    origin: undefined,
    trustProxy: '',
    logLevel: 'silent',
    sync: { ratePerSecond: 1000, documentPerMinute: 2 ** 30, perAddress: 1000, total: 1000 },
    street: { submitPerAddress: 1000, submitPerLink: 1000, lookupPerAddress: 1000 },
    backups: { hour: 3, keep: 0 },
    demo: true,
    demoDate: undefined,
  });
  const clock = app.clock as MovableClock;
  async function must<R>(personId: string | null, command: string, input: object): Promise<R> {
    const actor = { personId, sessionId: null, address: '127.0.0.1', locale: 'ja' } as const;
    const ran = await app.act(command, input, actor, newId());
    if (isRefusal(ran)) throw new Error(`${command} refused: ${JSON.stringify(ran)}`);
    return ran.result as R;
  }
  // a month ago the council was founded; since yesterday evening it sits
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  clock.moveTo(Date.parse(`${day(30)}T12:00:00+09:00`));
  const council = await foundCouncil(
    { app, clock, must },
    { slug: 'hall', preset: 'consent_first_signed', members, password: 'とても長い合言葉です1' },
  );
  const seats = Array.from({ length: members }, (_, i) => i + 1).filter((no) => no !== 13);
  const table = await sitDown({ app, clock, must }, council, day(1), { seats });
  clock.moveTo(Date.now());
  const front = await openFront();
  const servers: TestServer[] = [];
  for (const name of ['one', 'two'])
    servers.push(
      await startServer({
        dataDir: path.join(base, name),
        env: {
          DATABASE_URL: databaseUrl,
          REDIS_URL: redisUrl ?? '',
          ORIGIN: front.origin,
          SYNC_RATE: '1000',
          BACKUP_KEEP: '0',
        },
      }),
    );
  front.targets = servers.map(({ origin }) => Number(new URL(origin).port));
  return {
    app,
    council,
    table,
    agenda: `meeting/${table.meetingId}/agenda`,
    canvas: `council/${council.slug}/canvas`,
    front,
    servers,
    must,
    async cookieOf(personId) {
      return `${cookieName(false)}=${(await app.sessions.issue(personId, 'test')).token}`;
    },
    async close() {
      await front.close();
      for (const server of servers) await server.dispose();
      await app.close();
      rmSync(base, { recursive: true, force: true });
    },
  };
}
