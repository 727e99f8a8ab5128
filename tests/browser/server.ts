import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeFlags } from '#server/node-flags.mjs';
import { freePort } from '../free-port.ts';

/** A real server process on a data folder of its own. */
export interface TestServer {
  readonly origin: string;
  readonly dataDir: string;
  /** Of the running process. */
  pid(): number;
  /** What the terminal said so far. */
  output(): string;
  /** The exit code, when it ends by itself. */
  ended(): Promise<number | null>;
  /** kill -9: no flush, no goodbye. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** The same folder served again on the same port, with other settings if given. */
  startAgain(env?: Record<string, string>): Promise<void>;
  /** Stops the server and removes its data. */
  dispose(): Promise<void>;
}

const root = path.join(import.meta.dirname, '../..');

/** Starts a server on a free port and waits until it answers. */
export async function startServer(
  options: { demoDate?: string; dataDir?: string; env?: Record<string, string> } = {},
): Promise<TestServer> {
  const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'yoriai-browser-'));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  let output = '';
  let child: ChildProcess;
  let exited: Promise<number | null>;

  async function start(env: Record<string, string> = {}): Promise<void> {
    // as `npm start` does
    child = spawn(
      process.execPath,
      [...nodeFlags, 'server/main.ts', ...(options.demoDate ? ['--demo'] : [])],
      {
        cwd: root,
        env: {
          ...process.env,
          PORT: String(port),
          DATA_DIR: dataDir,
          LOG_LEVEL: 'error',
          LC_ALL: 'C',
          ...(options.demoDate ? { DEMO_DATE: options.demoDate } : {}),
          ...options.env,
          ...env,
        },
      },
    );
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    exited = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
    const deadline = Date.now() + 60_000;
    for (;;) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output}`);
      if (Date.now() > deadline) throw new Error(`the server did not answer:\n${output}`);
      const ready =
        output.includes('Yoriai is running') &&
        (await fetch(`${origin}/healthz`).then(
          (r) => r.ok,
          () => false,
        ));
      if (ready) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  await start();
  return {
    origin,
    dataDir,
    pid: () => child.pid ?? 0,
    output: () => output,
    ended: () => exited,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      child.kill('SIGTERM');
      return exited;
    },
    async startAgain(env) {
      output = '';
      await start(env);
    },
    async dispose() {
      child.kill('SIGKILL');
      await exited;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
