import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installServerByApt } from './apt.ts';
import { freePort } from './free-port.ts';
import { ServerProcess } from './server-process.ts';

/* Redis for tests, as PostgreSQL in postgres.ts. It keeps nothing: hints only. */

export interface RedisServer {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Gone at once: kill -9. */
  stopNow(): Promise<void>;
  /** After a stop, on the same port, empty. */
  startAgain(): Promise<void>;
  /** Ends it and removes its folder. */
  remove(): Promise<void>;
}

export async function startRedis(): Promise<RedisServer> {
  const command = findRedis();
  const folder = mkdtempSync(path.join(tmpdir(), 'yoriai-redis-'));
  const port = await freePort();
  const keepNothing = ['--save', '', '--appendonly', 'no'];
  const server = new ServerProcess({
    name: 'Redis',
    command,
    args: ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, ...keepNothing],
    as: undefined,
    folder,
    logFile: path.join(folder, 'redis.log'),
    atOnce: 'SIGKILL',
    answers: () => answersPing(port),
  });
  try {
    await server.start();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    get pid() {
      return server.pid;
    },
    stopNow: () => server.end(),
    startAgain: () => server.start(),
    async remove() {
      await server.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** By the protocol itself: a client would try again for ever. */
function answersPing(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.setTimeout(2_000, () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('no answer')));
    socket.once('data', (data) => {
      if (data.toString().startsWith('+PONG')) resolve();
      else reject(new Error(data.toString()));
      socket.destroy();
    });
  });
}

function findRedis(): string {
  const found = onPath() ?? (install() ? onPath() : undefined);
  if (found === undefined)
    throw new Error(
      'No Redis was found and none could be installed. Install redis-server, then run npm test again.',
    );
  return found;
}

function onPath(): string | undefined {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, 'redis-server'))
    .find((file) => existsSync(file));
}

function install(): boolean {
  return installServerByApt(['redis-server'], 'the tests of several processes');
}
