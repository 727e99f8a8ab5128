import { performance } from 'node:perf_hooks';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { scopeName } from './access/scopes.ts';
import type { Actor } from './access/subject.ts';
import { addressesBy, type AddressOf } from './address.ts';
import { openBlobs, type Blobs } from './blobs.ts';
import { dayOf, forwardOnly, machineClock, MovableClock, onDay, type Clock } from './clock.ts';
import { lastActAt } from './commands/audit.ts';
import { run, type Ran } from './commands/run.ts';
import { statusOf } from './commands/status.ts';
import { readConfig, type Config } from './config.ts';
import { isDiskBroken } from './db/faults.ts';
import { refuseEmptied } from './db/emptied.ts';
import { refuseForeignWal } from './db/foreign-wal.ts';
import { lockDataFolder } from './db/lock.ts';
import { indexOnce } from './db/issue-words.ts';
import { migrate, openRecords, type Db } from './db/open.ts';
import { openWords } from './db/words.ts';
import { clearUnfinishedSample, isUnfinishedSample } from './unfinished-sample.ts';
import { carryOutWith } from './effects/carry-out.ts';
import { dropFile } from './effects/drop-file.ts';
import { openOutbox } from './effects/outbox.ts';
import { feltAtOnce, openRights } from './effects/rights.ts';
import { keepDaily } from './jobs/daily.ts';
import { keepNights, type NightTrouble } from './jobs/nightly-backup.ts';
import { watchMoved } from './jobs/moved-councils.ts';
import { reconcileMinutes } from './jobs/reconcile-minutes.ts';
import { matrixCsv, measuresCsv } from './export/coverage-lists.ts';
import { coverageView } from './queries/issues/coverage.ts';
import { openMetricsPage } from './metrics/page.ts';
import { Tallies } from './metrics/tallies.ts';
import { mirrorOf } from './mirrors/index.ts';
import { freeBytes } from './keeping/drafts.ts';
import { openLimits } from './limits.ts';
import { openLog, type Logger } from './log.ts';
import { pictures } from './pictures.ts';
import { openQueries, type Queries } from './queries/index.ts';
import { cookieName } from './session/cookie.ts';
import { openPasswordCheck } from './session/password-check.ts';
import { openSessions, type Sessions } from './session/session.ts';
import { passwordSignIn } from './session/sign-in.ts';
import { SyncEngine } from './sync/engine.ts';
import { SqliteDocLog } from './sync/sqlite-doc-log.ts';
import { version } from './version.ts';

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
  /** What is counted for whoever keeps the machine. */
  readonly tallies: Tallies;
  readonly clock: Clock;
  readonly startedAt: number;
  /** Reads for pages and API. */
  readonly read: Queries;
  /** Files for spreadsheets, made when asked for. */
  readonly files: {
    coverage(list: 'matrix' | 'measures', councilId: string, locale: Locale): Promise<string>;
  };
  readonly signIn: ReturnType<typeof passwordSignIn>;
  /** Runs a command by name. `key`: the caller's Idempotency-Key. */
  act(name: string, input: unknown, actor: Actor, key: string): Promise<Ran | Refusal>;
  /** Whose request it is, for limits. */
  readonly addressOf: AddressOf;
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
  /**
   * `damaged`: open documents of which a part is lost; they are read-only, the rest is served. `lastBackup`: when the
   * house was kept last, ISO.
   */
  health(): Promise<{ ok: true; damaged: number; lastBackup: string | null } | { ok: false; reason: string }>;
  /** What went wrong with the last backup by night; null where nothing did. */
  backupTrouble(): Promise<NightTrouble | null>;
  /** The figures of the house as text, for `/metrics`. */
  metrics(): Promise<string>;
  close(): Promise<void>;
}

/** A quarter of the server's modules: after a restart people come back first and act a moment later. */
const commands = () => import('./commands/registry.ts');

/**
 * Opens the data folder and wires the rooms. Throws DataFolderFault with an exit code. `end` is called when the
 * disk has failed and nothing more may be promised.
 */
export async function buildApp(config: Config, end: () => void = () => undefined): Promise<App> {
  const log = openLog(config.logLevel);
  const tallies = new Tallies();
  const clock = config.demo
    ? new MovableClock(config.demoDate ? onDay(config.demoDate) : Date.now())
    : machineClock;
  refuseForeignWal(config.dataDir);
  if (!isUnfinishedSample(config.dataDir)) refuseEmptied(config.dataDir);
  const unlock = lockDataFolder(config.dataDir);
  if (config.demo) clearUnfinishedSample(config.dataDir);
  const db = openRecords(config.dataDir);
  await migrate(db, config.dataDir);
  await indexOnce(db);
  const words = new SqliteDocLog(openWords(config.dataDir));
  const blobs = openBlobs(config.dataDir);
  const sessions = openSessions(db);
  const passwords = openPasswordCheck(() => performance.now());
  const addressOf = addressesBy(config.trustProxy);
  const limits = openLimits(config.street, () => performance.now());
  let port = config.port;

  const origins = () =>
    config.origin
      ? [config.origin]
      : ['localhost', '127.0.0.1', '[::1]'].map((host) => `http://${host}:${port}`);
  const secure = () => config.origin?.startsWith('https:') ?? false;

  const sync = new SyncEngine(
    words,
    {
      ...openRights(db, sessions, secure),
      addressOf,
      originAllowed: (origin) => origin !== undefined && origins().includes(origin),
      clock: () => Date.now(),
      log,
      wrote: (ms, updates, bytes) => tallies.wrote(ms, updates, bytes),
      diskBroken,
      mirrorOf: (docName, only) => mirrorOf(db, docName, clock.now(), only),
    },
    config.sync,
  );

  const actClock = forwardOnly(clock, await lastActAt(db), (ms) =>
    log.warn({ ms }, 'the clock of this machine was put back by more than a day'),
  );
  const outbox = openOutbox(db, sync, log);
  await outbox.payAll();
  await reconcileMinutes(db, words, sync, log);
  const daily = keepDaily({
    db,
    live: sync,
    log,
    clock: () => clock.now(),
    endSessions: () => sessions.deleteExpired(),
    dropFile: (hash) => dropFile({ db, blobs }, hash),
  });

  const moved = watchMoved({
    db,
    log,
    rightsMoved: (ids) =>
      sync.rightsMoved({
        scopes: new Set(ids.map((id) => scopeName({ kind: 'council', id }))),
        people: new Set(),
      }),
  });
  const nights = keepNights({ dataDir: config.dataDir, ...config.backups, log });

  // a second sync after a failed one may succeed without having written: read everything anew instead (safety B9)
  function diskBroken(error: unknown): void {
    log.fatal({ err: error }, 'the disk failed: the server ends');
    end();
  }

  const ports = {
    db,
    words: sync,
    blobs,
    passwords,
    pictures,
    limits,
    clock: () => actClock.now(),
    dateOf: dayOf,
    carryOut: carryOutWith({ db, live: sync, blobs, outbox, log }),
  };

  return {
    config,
    db,
    blobs,
    sync,
    sessions: feltAtOnce(sessions, (moved) => sync.rightsMoved(moved)),
    log,
    tallies,
    clock,
    startedAt: performance.now(),
    read: openQueries(db, clock, sync, limits),
    files: {
      async coverage(list, councilId, locale) {
        const view = await coverageView(db, councilId);
        return list === 'matrix' ? matrixCsv(view, locale) : measuresCsv(view, locale);
      },
    },
    signIn: passwordSignIn(db, sessions, passwords),
    async act(name, input, actor, key) {
      const { registry } = await commands();
      const command = registry.get(name);
      if (!command) return refuse('unknown-command');
      if (key.length === 0 || key.length > 200) return refuse('idempotency-key-missing');
      const from = performance.now();
      const ran = await run(ports, command, input, actor, key).catch((error: unknown) => {
        tallies.acts.add(name, 'failed');
        if (isDiskBroken(error)) diskBroken(error);
        throw error;
      });
      tallies.acts.add(name, isRefusal(ran) ? ran.refused : 'done');
      tallies.actTimes.add(performance.now() - from);
      if (isRefusal(ran)) log.info({ command: name, refused: ran.refused, field: ran.field }, 'refused');
      return ran;
    },
    addressOf,
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
      const words = sync.health();
      if (!words.ok) return words;
      return { ok: true, damaged: sync.figures().damaged.length, lastBackup: await nights.lastBackup() };
    },
    backupTrouble: () => nights.trouble(),
    metrics: openMetricsPage({
      dataDir: config.dataDir,
      version,
      tallies,
      async read() {
        const { rooms, sockets, waiting, damaged } = sync.figures();
        return {
          sockets,
          documents: rooms,
          damagedDocuments: damaged.length,
          waiting,
          outbox: await outbox.owed(),
          lastBackup: await nights.lastBackup(),
          backupFailed: (await nights.trouble()) !== null,
          diskFree: await freeBytes(config.dataDir),
        };
      },
    }),
    async close() {
      daily.stop();
      nights.stop();
      moved.stop();
      outbox.close();
      await sync.close();
      await db.destroy();
      unlock();
    },
  };
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
    if ('faults' in config) throw new Error(JSON.stringify(config.faults));
    return buildApp(config, () => process.exit(diskFailed));
  })();
  return running;
}
