import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import { dayBeganAt, dayOf, timeOf } from '#lib/domain/calendar/jst.ts';
import { freeBytes, spared, sweepDrafts } from '../keeping/drafts.ts';
import { lastBackupIn, rememberNight } from '../keeping/last-backup.ts';

/*
 * The house is kept once a night, in a process of its own, so that nobody who types waits for it; the next morning where
 * the machine is off at night. What went wrong is told at the home of those who look after the council.
 */

export interface NightPorts {
  readonly dataDir: string;
  /** From this hour on, by the clock in Japan. */
  readonly hour: number;
  /** So many nights are kept; 0: none is written. */
  readonly keep: number;
  readonly log: Logger;
}

/** A night that is over. `fault`: the code of what went wrong. */
interface Night {
  readonly at: string;
  readonly fault: string | null;
}

export interface NightTrouble {
  /** As `yoriai backup` names it, or `damaged` where a backup was written of a house that lacks a part. */
  readonly code: string;
  readonly lastBackup: string | null;
}

/** How often it is asked whether a night is due, and when first; ms. */
const every = 600_000;
const firstAfter = 300_000;
/** After a failure it is tried again, ms: space may have been made. */
const againAfter = 3 * 3_600_000;
const day = 86_400_000;

const nightName = /^yoriai-\d{8}-\d{4}\.tar$/;
const cli = path.join(import.meta.dirname, '../cli/main.ts');

/** Keeps the house every night from now on, until it is stopped. `keepNow` does it at once and never rejects. */
export function keepNights(ports: NightPorts) {
  const { dataDir, hour, keep, log } = ports;
  const folder = path.join(dataDir, 'backups');
  let child: ChildProcess | undefined;
  let busy = false;
  let stopped = false;
  /** The last night of this process, also where nothing could be written down. */
  let night: Night | null = null;

  const lastNight = async () => night ?? (await lastBackupIn(dataDir)).night;

  async function over(at: string, fault: string | null): Promise<void> {
    night = { at, fault };
    await rememberNight(dataDir, at, fault);
  }

  async function keepNow(now: number): Promise<void> {
    const at = new Date(now).toISOString();
    const file = path.join(folder, nameOf(now));
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await makeRoom(dataDir, folder, keep);
      if (stopped) return;
      const fault = await runBackup(dataDir, file, (running) => (child = running));
      if (stopped) return;
      if (fault === null) await dropOldest(folder, keep);
      else log.error({ fault }, 'the backup of this night failed');
      await over(at, fault);
    } catch (error) {
      if (stopped) return;
      log.error({ err: error }, 'the backup of this night failed');
      await over(at, 'failed').catch(() => undefined);
    }
  }

  async function lookAt(now: number): Promise<void> {
    if (busy || stopped) return;
    busy = true;
    if (isDue(now, hour, await lastNight())) await keepNow(now);
    busy = false;
  }

  const timers: NodeJS.Timeout[] = [];
  if (keep > 0) {
    timers.push(setTimeout(() => void lookAt(Date.now()), firstAfter).unref());
    timers.push(setInterval(() => void lookAt(Date.now()), every).unref());
  }

  return {
    keepNow,
    lastBackup: async () => (await lastBackupIn(dataDir)).lastBackup,
    async trouble(): Promise<NightTrouble | null> {
      const { lastBackup } = await lastBackupIn(dataDir);
      const last = await lastNight();
      if (!last?.fault) return null;
      // somebody has kept the house by hand since
      if (lastBackup !== null && lastBackup > last.at && last.fault !== 'damaged') return null;
      return { code: last.fault, lastBackup };
    },
    stop() {
      stopped = true;
      timers.forEach(clearTimeout);
      child?.kill('SIGKILL');
    },
  };
}

/** Whether the night's hour has come since the last try, or a failed one is long enough ago. */
export function isDue(now: number, hour: number, last: Night | null): boolean {
  if (last === null) return true;
  const tried = Date.parse(last.at);
  const today = dayBeganAt(now) + hour * 3_600_000;
  const hourCame = today <= now ? today : today - day;
  // a clock that was put back must not end the nights
  if (tried < hourCame || tried > now + day) return true;
  return last.fault !== null && now - tried >= againAfter;
}

function nameOf(now: number): string {
  return `yoriai-${dayOf(now).replaceAll('-', '')}-${timeOf(now).replace(':', '')}.tar`;
}

/** Runs `yoriai backup` beside the server; the code of what went wrong, or null. */
function runBackup(
  dataDir: string,
  file: string,
  running: (child: ChildProcess) => void,
): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, 'backup', file, '--data', dataDir, '--json'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    running(child);
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', () => resolve('failed'));
    child.on('exit', (code) => resolve(code === 0 ? null : faultIn(said)));
  });
}

function faultIn(said: string): string {
  try {
    const answer = JSON.parse(said.trim().split('\n').at(-1) ?? '') as {
      error?: { code: string };
      kept?: string;
    };
    return answer.kept ? 'damaged' : (answer.error?.code ?? 'failed');
  } catch {
    return 'failed';
  }
}

/** Names of the nights that are kept, the oldest first. */
async function nightsIn(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  return (await readdir(folder)).filter((name) => nightName.test(name)).sort();
}

async function dropOldest(folder: string, keep: number): Promise<void> {
  const nights = await nightsIn(folder);
  for (const name of nights.slice(0, Math.max(0, nights.length - keep))) await rm(path.join(folder, name));
}

/**
 * Where the disk has too little free for one more night, the oldest ones go; never the newest. What a night takes is
 * guessed from the last one and from the databases, which are copied first.
 */
async function makeRoom(dataDir: string, folder: string, keep: number): Promise<void> {
  await sweepDrafts(path.join(folder, 'house'));
  const nights = await nightsIn(folder);
  const newest = nights.at(-1);
  if (newest === undefined || keep === 0) return;
  const files = ['records.db', 'words.db']
    .map((name) => path.join(dataDir, name))
    .filter((file) => existsSync(file));
  const sizes = await Promise.all(
    [path.join(folder, newest), ...files].map(async (file) => (await stat(file)).size),
  );
  // and a twentieth of growth
  const needed = sizes.reduce((sum, size) => sum + size, 0) * 1.05 + spared;
  for (const name of nights.slice(0, -1)) {
    if ((await freeBytes(folder)) >= needed) return;
    await rm(path.join(folder, name));
  }
}
