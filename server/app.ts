import { performance } from 'node:perf_hooks';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { recordLocale, type Locale } from '#lib/i18n/locale.ts';
import { scopeName } from './access/scopes.ts';
import type { Actor } from './access/subject.ts';
import { addressesBy, type AddressOf } from './address.ts';
import type { Blobs } from './blobs.ts';
import { dayOf, forwardOnly, machineClock, MovableClock, onDay, type Clock } from './clock.ts';
import { lastActAt } from './commands/audit.ts';
import { bodyHashes } from './commands/remembered.ts';
import { noteRefusedWords } from './commands/noted-force.ts';
import { run, type Ran } from './commands/run.ts';
import { statusOf } from './commands/status.ts';
import { readConfig, type Config } from './config.ts';
import { wordIn } from './db/database-url.ts';
import type { Engine } from './db/engine.ts';
import { isDiskBroken } from './db/faults.ts';
import { indexOnce } from './db/issue-words.ts';
import type { Db } from './db/open.ts';
import { carryOutWith } from './effects/carry-out.ts';
import { dropFile } from './effects/drop-file.ts';
import { openOutbox } from './effects/outbox.ts';
import { endHere, feltAtOnce, openRights, sessionsEnded } from './effects/rights.ts';
import { keepDaily } from './jobs/daily.ts';
import { keepNights, type NightTrouble } from './jobs/nightly-backup.ts';
import { watchMoved } from './jobs/moved-councils.ts';
import { keepDeadlines } from './jobs/written-deadlines.ts';
import { reconcileMinutes } from './jobs/reconcile-minutes.ts';
import { matrixCsv, measuresCsv } from './export/coverage-lists.ts';
import { answersCsv } from './export/written-answers.ts';
import { coverageView } from './queries/issues/coverage.ts';
import { compiledView } from './queries/writing/compiled.ts';
import { openMetricsPage } from './metrics/page.ts';
import { Tallies } from './metrics/tallies.ts';
import { mirrorOf } from './mirrors/index.ts';
import { freeBytes } from './keeping/drafts.ts';
import { openLimits } from './limits.ts';
import { openLog, type Logger } from './log.ts';
import type { openTogether } from './peers/open.ts';
import { pictures } from './pictures.ts';
import { openQueries, type Queries } from './queries/index.ts';
import { cookieName } from './session/cookie.ts';
import { openPasswordCheck } from './session/password-check.ts';
import { openSessions, type Sessions } from './session/session.ts';
import { passwordSignIn } from './session/sign-in.ts';
import { openStores } from './open-stores.ts';
import { SyncEngine } from './sync/engine.ts';
import { version } from './version.ts';

/*
 * The composition root: builds the one App that pages, API, sockets, CLI and tests share. The only
 * file that knows every room (design §3).
 */
export interface App {
  readonly config: Config;
  /** What the house lies in. */
  readonly engine: Engine;
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
    /** Answers of a written meeting that has ended, as far as the reader may have them. */
    writtenAnswers(actor: Actor, meetingId: string): Promise<string | Refusal>;
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
   * house was kept last, ISO. `redis`: whether it answers, undefined where there is none; nothing rests on it.
   */
  health(): Promise<
    | { ok: true; damaged: number; lastBackup: string | null; redis: boolean | undefined }
    | { ok: false; reason: string }
  >;
  /** What went wrong with the last backup by night; null where nothing did. */
  backupTrouble(): Promise<NightTrouble | null>;
  /** The figures of the house as text, for `/metrics`. */
  metrics(): Promise<string>;
  close(): Promise<void>;
}

/** A quarter of the server's modules: after a restart people come back first and act a moment later. */
const commands = () => import('./commands/registry.ts');

/** What several processes need of each other: with a data folder there is one, and nothing of it is loaded. */
const openOthers: typeof openTogether = async (...what) =>
  (await import('./peers/open.ts')).openTogether(...what);

/** So long one process has to do what is done by one of all, before another may; ms. */
const outboxTurn = 5_000;
const dailyTurn = 23 * 3_600_000;
const nightTurn = 20 * 3_600_000;

/**
 * Opens the data folder or the database and wires the rooms. Throws DataFolderFault or DatabaseFault with an exit code. `end` is called when the
 * disk has failed and nothing more may be promised.
 */
export async function buildApp(config: Config, end: () => void = () => undefined): Promise<App> {
  const log = openLog(config.logLevel);
  const tallies = new Tallies();
  const clock = config.demo
    ? new MovableClock(config.demoDate ? onDay(config.demoDate) : Date.now())
    : machineClock;
  const stores = await openStores(config, log);
  const { engine, db, words, blobs } = stores;
  await indexOnce(db);
  const sessions = openSessions(db);
  const together = engine === 'postgres' ? await openOthers(db, words, config.redisUrl, log) : undefined;
  const peers = together?.peers;
  const passwords = openPasswordCheck(
    () => performance.now(),
    (of, keys) => peers?.counted(of, keys),
  );
  const addressOf = addressesBy(config.trustProxy);
  const limits = openLimits(
    config.street,
    () => performance.now(),
    (of, keys) => peers?.counted(of, keys),
  );
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
      peers,
      wrote: (ms, updates, bytes) => tallies.wrote(ms, updates, bytes),
      diskBroken,
      refusedWrite: ({ personId }, docName) =>
        void noteRefusedWords({ db, limits, clock: () => actClock.now() }, personId, docName).catch((error) =>
          log.warn({ err: error, docName }, 'a refused write was not noted'),
        ),
      mirrorOf: (docName, only) => mirrorOf(db, docName, clock.now(), only),
    },
    config.sync,
  );

  const actClock = forwardOnly(clock, await lastActAt(db), (ms) =>
    log.warn({ ms }, 'the clock of this machine was put back by more than a day'),
  );
  const outbox = openOutbox(db, sync, log, together && (() => together.takeTurn('outbox', outboxTurn)));
  await outbox.payAll();
  await reconcileMinutes(db, words, sync, log);
  peers?.begin({
    live: sync,
    counted(of, keys) {
      if (of === 'handed-in' || of === 'looked-up') limits.hear(of, keys);
      else passwords.hear(of, keys);
    },
    async makeGood() {
      await outbox.payAll();
      await reconcileMinutes(db, words, sync, log);
      await sync.refreshMirrors();
    },
  });
  const daily = keepDaily({
    db,
    live: sync,
    log,
    clock: () => clock.now(),
    endSessions: () => sessions.deleteExpired(),
    dropFile: (hash) => dropFile({ db, blobs }, hash),
    ...(together && {
      takeTurn: () => together.takeTurn('daily', dailyTurn),
      forgetMoves: () => together.forgetMoves(),
    }),
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
  const nights = keepNights({
    dataDir: config.dataDir,
    ...config.backups,
    log,
    databaseUrl: config.databaseUrl,
    ...(together && { takeTurn: () => together.takeTurn('night', nightTurn) }),
  });

  // a second sync after a failed one may succeed without having written: read everything anew instead (safety B9)
  function diskBroken(error: unknown): void {
    log.fatal({ err: error }, 'the disk failed: the server ends');
    end();
  }

  const ending = peers
    ? (await import('./peers/fence.ts')).endEverywhere(db, (no, personId) => {
        sync.rightsMoved(sessionsEnded(personId));
        peers.movedHere(no);
      })
    : endHere(sessions, (moved) => sync.rightsMoved(moved));

  const ports = {
    db,
    words: sync,
    blobs,
    passwords,
    pictures,
    limits,
    bodyHashOf: bodyHashes(config.databaseUrl && wordIn(config.databaseUrl)),
    clock: () => actClock.now(),
    dateOf: dayOf,
    carryOut: carryOutWith({ db, live: sync, blobs, outbox, log, others: peers }),
    fence: together && (await import('./peers/fence.ts')).fence,
  };

  async function act(name: string, input: unknown, actor: Actor, key: string): Promise<Ran | Refusal> {
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
  }

  const deadlines = keepDeadlines({
    db,
    log,
    clock: ports.clock,
    end: (meetingId, key) => act('close-writing', { meetingId }, theClock, key),
  });

  return {
    config,
    engine,
    db,
    blobs,
    sync,
    sessions: feltAtOnce(sessions, ending),
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
      async writtenAnswers(actor, meetingId) {
        const view = await compiledView(db, actor, meetingId, clock.now());
        return isRefusal(view) ? view : answersCsv(view, actor.locale);
      },
    },
    signIn: passwordSignIn(db, sessions, passwords),
    act,
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
      return {
        ok: true,
        damaged: sync.figures().damaged.length,
        lastBackup: await nights.lastBackup(),
        redis: together?.redis(),
      };
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
      deadlines.stop();
      outbox.close();
      await sync.close();
      await peers?.close();
      await stores.close();
    },
  };
}

/** Exit code of a server whose disk failed (EX_TEMPFAIL): starting it again is right. */
const diskFailed = 75;

/** Who acts where nobody does: what the clock has ended is written down. */
const theClock: Actor = { personId: null, sessionId: null, address: '', locale: recordLocale };

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
