import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { pause } from './crowd.ts';
import type { DialectName } from './dialect.ts';
import { buildHouse, moveIn } from './house.ts';
import { runLoad } from './loads.ts';
import type { Options } from './options.ts';
import { servers, usualRate, type ServerName } from './servers.ts';

/** Where a load finds a server. */
export interface Place {
  readonly dialect: DialectName;
  readonly port: number;
  readonly pid: number;
  readonly cookies: readonly string[];
}

/** A server that runs. */
export interface Running {
  readonly name: ServerName;
  /** for loads */
  readonly at: Place;
  readonly folder: string;
  /** code or signal when it is gone by itself */
  died(): number | string | undefined;
  /** Asks it to end, and ends it when it doesn't. Its folder stays. */
  stop(): Promise<void>;
  /** kill -9 */
  kill(): Promise<void>;
}

export interface StartOptions {
  /** our limit of bytes a minute and document is raised, too; a raised rate raises it anyway */
  readonly flow?: boolean;
  readonly rate?: number;
  /** a data folder that is there already */
  readonly folder?: string;
  readonly port?: number;
}

/** The bench's own folder, records and processes; nothing of it is left behind. */
export class Stage {
  readonly options: Options;
  private readonly folder: string;
  private readonly cookies: readonly string[];
  private readonly running = new Set<Running>();
  private folders = 0;

  private constructor(options: Options, folder: string, cookies: readonly string[]) {
    this.options = options;
    this.folder = folder;
    this.cookies = cookies;
  }

  static async open(options: Options): Promise<Stage> {
    const folder = mkdtempSync(path.join(tmpdir(), 'yoriai-bench-'));
    const cookies = options.servers.includes('ours') ? await buildHouse(path.join(folder, 'house')) : [];
    for (const name of options.servers)
      console.log(`${name.padEnd(10)} ${servers[name].version()}: ${servers[name].settings(usualRate)}`);
    return new Stage(options, folder, cookies);
  }

  async close(): Promise<void> {
    for (const server of this.running) await server.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What the figures were taken under. */
  conditions(): object {
    return {
      date: new Date().toISOString().slice(0, 10),
      node: process.version,
      machine: `${availableParallelism()} × ${cpus()[0]?.model ?? '?'}`,
      quick: this.options.quick,
      servers: Object.fromEntries(
        this.options.servers.map((name) => [
          name,
          `${servers[name].version()}: ${servers[name].settings(usualRate)}`,
        ]),
      ),
    };
  }

  /** Turns: every server in each round, so that whatever else the machine does meets all of them. `roundsMost`: where
   * one turn says enough. */
  async turns(
    names: readonly ServerName[],
    work: (name: ServerName, round: number) => Promise<void>,
    roundsMost = Infinity,
  ) {
    for (let round = 0; round < Math.min(this.options.rounds, roundsMost); round++) {
      for (const name of names) if (this.options.servers.includes(name)) await work(name, round);
    }
  }

  /** An empty data folder for this server. */
  newFolder(name: ServerName): string {
    const folder = path.join(this.folder, `${name}-${this.folders++}`);
    mkdirSync(folder, { recursive: true });
    if (name === 'ours') moveIn(path.join(this.folder, 'house'), folder);
    return folder;
  }

  /** Starts a server and waits until it takes lines. */
  async start(name: ServerName, options: StartOptions = {}): Promise<Running> {
    const kind = servers[name];
    const folder = options.folder ?? this.newFolder(name);
    const port = options.port ?? (await freePort());
    const { profile } = this.options;
    const child = spawn(
      process.execPath,
      [
        ...(kind.flags ?? []),
        ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${path.resolve(profile)}`] : []),
        kind.file,
      ],
      {
        cwd: kind.cwd,
        env: {
          ...process.env,
          ...kind.env({ port, folder, rate: options.rate ?? usualRate, flow: options.flow ?? false }),
        },
        stdio: ['ignore', 'ignore', process.env.BENCH_LOG ? 'inherit' : 'ignore'],
      },
    );
    const server = this.asRunning(name, child, port, folder);
    this.running.add(server);
    await listening(port, () => server.died());
    return server;
  }

  /** Runs a row's load in a process of its own. `answer`: does what the load asks for in the middle. */
  load<Result>(row: string, params: unknown, answer?: (question: string) => Promise<unknown>) {
    return runLoad<Result>(path.join(import.meta.dirname, 'rows', `${row}.ts`), params, answer);
  }

  private asRunning(name: ServerName, child: ChildProcess, port: number, folder: string): Running {
    let ended: number | string | undefined;
    const gone = new Promise<void>((resolve) => {
      child.once('exit', (code, signal) => {
        ended = signal ?? code ?? -1;
        resolve();
      });
    });
    const { cookies, running } = this;
    const server: Running = {
      name,
      at: { dialect: servers[name].dialect, port, pid: child.pid ?? -1, cookies },
      folder,
      died: () => ended,
      async stop() {
        child.kill('SIGTERM');
        await Promise.race([gone, pause(8_000)]);
        await server.kill();
      },
      async kill() {
        child.kill('SIGKILL');
        await gone;
        running.delete(server);
      },
    };
    return server;
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listening(port: number, died: () => number | string | undefined): Promise<void> {
  for (let tried = 0; tried < 2_000; tried++) {
    const code = died();
    if (code !== undefined) throw new Error(`the server ended with ${code}`);
    const open = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (open) return;
    await pause(10);
  }
  throw new Error('the server does not listen');
}
