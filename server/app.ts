import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import pino, { type Logger } from 'pino';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { documentRights } from './access/documents.ts';
import type { Actor } from './access/subject.ts';
import { openBlobs, type Blobs } from './blobs.ts';
import { dayOf, machineClock, MovableClock, onDay, type Clock } from './clock.ts';
import { run, type Ran, type RecordedEffects } from './commands/run.ts';
import { statusOf } from './commands/status.ts';
import { readConfig, type Config } from './config.ts';
import { isDiskBroken } from './db/disk-broken.ts';
import { lockDataFolder } from './db/lock.ts';
import { indexMissing } from './db/issue-words.ts';
import { migrate, openRecords, type Db } from './db/open.ts';
import { openWords } from './db/words.ts';
import { clearUnfinishedSample } from './demo/unfinished.ts';
import { openOutbox } from './jobs/outbox.ts';
import { reconcileMinutes } from './jobs/reconcile-minutes.ts';
import { matrixCsv, measuresCsv } from './export/coverage-lists.ts';
import { boardOf } from './queries/board.ts';
import { coverageView } from './queries/coverage.ts';
import { floorOf } from './queries/floor.ts';
import { openLimits } from './limits.ts';
import { pictures } from './pictures.ts';
import { openQueries, type Queries } from './queries/index.ts';
import { cookieName, tokenIn } from './session/cookie.ts';
import { openSessions, type Sessions } from './session/session.ts';
import { passwordSignIn } from './session/sign-in.ts';
import { SyncEngine } from './sync/engine.ts';
import { SqliteDocLog } from './sync/sqlite-doc-log.ts';
import type { JsonValue } from './sync/ports.ts';

/*
 * The composition root: builds the one App that pages, API, sockets, CLI and tests share. The only
 * file that knows every room (design §3).
 */
export interface App {
  readonly config: Config;
  readonly db: Db;
  readonly blobs: Blobs;
  readonly sync: SyncEngine;
  readonly sessions: Sessions;
  readonly log: Logger;
  readonly clock: Clock;
  readonly startedAt: number;
  /** Reads for pages and API. */
  readonly read: Queries;
  /** Files for spreadsheets, made when asked for. */
  readonly files: {
    coverage(list: 'matrix' | 'measures', councilId: string, locale: 'ja' | 'en'): Promise<string>;
  };
  readonly signIn: ReturnType<typeof passwordSignIn>;
  /** Runs a command by name. `key`: the caller's Idempotency-Key. */
  act(name: string, input: unknown, actor: Actor, key: string): Promise<Ran | Refusal>;
  /** Own public origins; the first is used for links. Known once the server listens. */
  origins(): readonly string[];
  listenOn(port: number): void;
  secure(): boolean;
  cookieName(): string;
  statusOf(refusal: Refusal): number;
  openapi(): Promise<object>;
  /** Loads what nobody needs in the first moment after a start. */
  settle(): Promise<void>;
  readonly version: string;
  health(): Promise<{ ok: true } | { ok: false; reason: string }>;
  close(): Promise<void>;
}

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** A quarter of the server's modules: after a restart people come back first and act a moment later. */
const commands = () => import('./commands/registry.ts');

/**
 * Opens the data folder and wires the rooms. Throws DataFolderFault with an exit code. `end` is called when the
 * disk has failed and nothing more may be promised.
 */
export async function buildApp(config: Config, end: () => void = () => undefined): Promise<App> {
  const log = pino({ level: config.logLevel, base: null });
  const clock = config.demo
    ? new MovableClock(config.demoDate ? onDay(config.demoDate) : Date.now())
    : machineClock;
  const unlock = lockDataFolder(config.dataDir);
  if (config.demo) clearUnfinishedSample(config.dataDir);
  const db = openRecords(config.dataDir);
  await migrate(db);
  await indexMissing(db);
  const words = new SqliteDocLog(openWords(config.dataDir));
  const blobs = openBlobs(config.dataDir);
  const sessions = openSessions(db);
  const limits = openLimits(config.street, () => performance.now());
  let port = config.port;
  let accessVersion = 1;
  /** sessions seen in the records since rights moved last */
  const alive = new Set<string>();

  const origins = () =>
    config.origin
      ? [config.origin]
      : ['localhost', '127.0.0.1', '[::1]'].map((host) => `http://${host}:${port}`);
  const secure = () => config.origin?.startsWith('https:') ?? false;

  const sync = new SyncEngine(
    words,
    {
      async actorOf(cookieHeader) {
        const token = tokenIn(cookieHeader, secure());
        if (!token) return undefined;
        const version = accessVersion;
        const session = await sessions.validate(token);
        if (!session) return 'ended';
        if (version === accessVersion) alive.add(session.sessionId);
        return {
          sessionId: session.sessionId,
          personId: session.personId,
          displayName: session.displayName,
          color: colorOf(session.personId),
          expiresAt: session.expiresAt,
        };
      },
      async rightsOf(actor, docName) {
        return alive.has(actor.sessionId) || (await isAlive(actor.sessionId))
          ? documentRights(db, actor.personId, docName)
          : { refused: 4401 };
      },
      accessVersion: () => accessVersion,
      originAllowed: (origin) => origin !== undefined && origins().includes(origin),
      clock: () => Date.now(),
      log,
      diskBroken,
      mirrorOf: (docName) => mirrorOf(db, docName),
    },
    config.sync,
  );

  const outbox = openOutbox(db, sync, log);
  await outbox.payAll();
  await reconcileMinutes(db, words, sync, log);

  // a second sync after a failed one may succeed without having written: read everything anew instead (safety B9)
  function diskBroken(error: unknown): void {
    log.fatal({ err: error }, 'the disk failed: the server ends');
    end();
  }

  async function isAlive(id: string): Promise<boolean> {
    const row = await db.selectFrom('session').select('id').where('id', '=', id).executeTakeFirst();
    return row !== undefined;
  }

  function accessMoved(): void {
    accessVersion++;
    alive.clear();
    sync.accessChanged();
  }

  async function carryOut(effects: RecordedEffects): Promise<void> {
    if (effects.accessChanged || effects.meetings.size > 0) accessMoved();
    // the act is on the disk: what fails from here on is logged and made good at the next start, not taken back
    try {
      await showEverybody(effects);
    } catch (error) {
      log.error({ err: error }, 'an effect could not be carried out');
    }
  }

  async function showEverybody(effects: RecordedEffects): Promise<void> {
    for (const { docName, state } of effects.closed) await sync.closeEpoch(docName, state);
    await outbox.pay(effects.words);
    for (const hash of effects.droppedFiles) await dropFile(hash);
    for (const id of effects.meetings) await showMirror(`meeting/${id}/floor`);
    for (const id of effects.boards) {
      const council = await db.selectFrom('council').select('slug').where('id', '=', id).executeTakeFirst();
      if (council) await showMirror(`council/${council.slug}/board`);
    }
  }

  /** Deletes a file that no record names any more. */
  async function dropFile(hash: string): Promise<void> {
    const named = async (table: 'material' | 'issue_photo') =>
      db.selectFrom(table).select('id').where('blob_hash', '=', hash).executeTakeFirst();
    if (!(await named('material')) && !(await named('issue_photo'))) await blobs.remove(hash);
  }

  async function showMirror(docName: string): Promise<void> {
    const value = await mirrorOf(db, docName);
    if (value) await sync.mirror(docName, value);
  }

  const ports = {
    db,
    words: sync,
    blobs,
    pictures,
    limits,
    clock: () => clock.now(),
    dateOf: dayOf,
    carryOut,
  };

  return {
    config,
    db,
    blobs,
    sync,
    sessions: {
      ...sessions,
      // an ended session must be felt on the very next frame (safety B48)
      async revoke(personId, sessionId) {
        await sessions.revoke(personId, sessionId);
        accessMoved();
      },
      async revokeAll(personId) {
        await sessions.revokeAll(personId);
        accessMoved();
      },
    },
    log,
    clock,
    startedAt: performance.now(),
    read: openQueries(db, clock, sync, limits),
    files: {
      async coverage(list, councilId, locale) {
        const view = await coverageView(db, councilId);
        return list === 'matrix' ? matrixCsv(view, locale) : measuresCsv(view, locale);
      },
    },
    signIn: passwordSignIn(db, sessions, () => performance.now()),
    async act(name, input, actor, key) {
      const { registry } = await commands();
      const command = registry.get(name);
      if (!command) return refuse('unknown-command');
      if (key.length === 0 || key.length > 200) return refuse('idempotency-key-missing');
      const ran = await run(ports, command, input, actor, key).catch((error: unknown) => {
        if (isDiskBroken(error)) diskBroken(error);
        throw error;
      });
      if (isRefusal(ran)) log.info({ command: name, refused: ran.refused, field: ran.field }, 'refused');
      return ran;
    },
    origins,
    listenOn: (actual) => void (port = actual),
    secure,
    cookieName: () => cookieName(secure()),
    statusOf: (refusal) => statusOf[refusal.refused],
    openapi: async () => (await import('./commands/openapi.ts')).openapi(version),
    settle: async () => void (await commands()),
    version,
    async health() {
      try {
        await db.selectFrom('council').select('id').limit(1).execute();
      } catch (error) {
        return { ok: false, reason: (error as Error).message };
      }
      return sync.health();
    },
    async close() {
      outbox.close();
      await sync.close();
      await db.destroy();
      unlock();
    },
  };
}

/** What a mirror should hold by the records; undefined for documents that people write. */
async function mirrorOf(db: Db, docName: string): Promise<Record<string, JsonValue> | undefined> {
  const [noun, name = '', part] = docName.split('/');
  if (noun === 'meeting' && part === 'floor') return asMirror(await floorOf(db, name));
  if (noun !== 'council' || part !== 'board') return undefined;
  const council = await db.selectFrom('council').select('id').where('slug', '=', name).executeTakeFirst();
  return council && (await boardOf(db, council.id))?.mirror;
}

/** A read model as the plain JSON a mirror holds; interfaces lack the index signature of JSON. */
function asMirror(view: object): Record<string, JsonValue> {
  return view as Record<string, JsonValue>;
}

/** One of five colours of people, always the same for the same person. */
function colorOf(personId: string): number {
  let sum = 0;
  for (const char of personId) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 997;
  return (sum % 5) + 1;
}

/** Exit code of a server whose disk failed (EX_TEMPFAIL): starting it again is right. */
const diskFailed = 75;

let running: Promise<App> | undefined;

/** The App of this process; built from the environment the first time somebody asks. */
export function runningApp(): Promise<App> {
  running ??= (async () => {
    const config = readConfig(
      process.env,
      process.argv.slice(2).filter((arg) => arg === '--demo'),
    );
    if ('faults' in config) throw new Error(config.faults.join('\n'));
    return buildApp(config, () => process.exit(diskFailed));
  })();
  return running;
}
