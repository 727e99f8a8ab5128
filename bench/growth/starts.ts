import { spawn } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import { nodeFlags } from '#server/node-flags.mjs';
import { percentile } from '../figures.ts';
import { pause } from '../sync/crowd.ts';

const root = path.join(import.meta.dirname, '../..');

/** Seconds from the start of the process to its first healthy answer, each time after a kill -9; the median. */
export async function secondsToHealth(dataDir: string, times: number): Promise<number> {
  const seconds: number[] = [];
  // the first start writes what the later ones find compiled
  for (let n = -1; n < times; n++) {
    const port = await freePort();
    const from = performance.now();
    const child = spawn(process.execPath, [...nodeFlags, 'server/main.ts'], {
      cwd: root,
      env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'error', BACKUP_KEEP: '0' },
      stdio: 'ignore',
    });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    while (!(await healthy(port))) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
      await pause(5);
    }
    if (n >= 0) seconds.push((performance.now() - from) / 1000);
    child.kill('SIGKILL');
    await gone;
  }
  return percentile(seconds, 0.5);
}

/** Seconds `yoriai verify` takes over a folder. */
export async function secondsToVerify(dataDir: string): Promise<number> {
  const from = performance.now();
  const child = spawn(process.execPath, ['server/cli/main.ts', 'verify', '--data', dataDir], {
    cwd: root,
    stdio: 'ignore',
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`verify ended with ${String(code)}`);
  return (performance.now() - from) / 1000;
}

async function healthy(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/healthz`)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
