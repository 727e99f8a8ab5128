import { readdirSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../browser/server.ts';
import { random, seedOf } from '../fixtures/random.ts';

/*
 * The whole port under clients that are none: HTTP and upgrades of every kind, cut at any byte, ended by a goodbye, a
 * reset or not at all. The process stays, answers others meanwhile, and holds nothing afterwards (safety B21, B35).
 */

/** CONNECTIONS=100000 for the long run */
const connections = Number(process.env['CONNECTIONS'] ?? 10_000);
const atOnce = 100;
const seed = seedOf();

let server: TestServer;
let port: number;
beforeAll(async () => {
  server = await startServer({ env: { SYNC_PER_ADDRESS: '1000' } });
  port = Number(new URL(server.origin).port);
});
afterAll(() => server.dispose());

type Pick = (below: number) => number;
const oneOf = <T>(pick: Pick, list: readonly T[]): T => list[pick(list.length)] as T;

const paths = [
  '/',
  '/healthz',
  '/sync/meeting/x/agenda',
  '/sync/',
  '/sync/%00',
  '/api/v1/councils',
  '/%E0%A4%A',
];
const methods = ['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'CONNECT', 'PRI', 'get', '\u0000'];
const headers = [
  'Host: localhost',
  'Host: evil.example',
  'Connection: Upgrade',
  'Connection: keep-alive, Upgrade',
  'Upgrade: websocket',
  'Upgrade: h2c',
  'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Origin: http://localhost',
  'Cookie: yoriai_session=x',
  'Content-Length: 5',
  'Content-Length: -1',
  'Transfer-Encoding: chunked',
  'Expect: 100-continue',
  'X: '.padEnd(20_000, 'x'),
  ': empty',
  'Broken',
];

/** The bytes of one client. */
function bytesOf(pick: Pick): Buffer {
  const lines = Array.from({ length: pick(9) }, () => oneOf(pick, headers));
  const target = oneOf(pick, paths);
  const request = [`${oneOf(pick, methods)} ${target} HTTP/1.1`, ...lines, '', ''].join('\r\n');
  const body = pick(3) === 0 ? Buffer.from(Array.from({ length: pick(200) }, () => pick(256))) : '';
  const whole = Buffer.concat([Buffer.from(request), Buffer.from(body)]);
  if (pick(4) === 0) whole[pick(whole.length)] = pick(256);
  return pick(2) === 0 ? whole : whole.subarray(0, pick(whole.length));
}

/** One client from its first byte to its end. Resolves when its side is over. */
async function visit(pick: Pick): Promise<void> {
  const bytes = bytesOf(pick);
  const cut = pick(bytes.length + 1);
  const end = pick(4);
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.resume();
  await new Promise<void>((resolve) => {
    const over = setTimeout(() => socket.destroy(), 2_000);
    socket.once('close', () => {
      clearTimeout(over);
      resolve();
    });
    socket.once('connect', () => {
      socket.write(bytes.subarray(0, cut));
      setImmediate(() => {
        if (socket.destroyed) return;
        socket.write(bytes.subarray(cut), () => finish(socket, end));
      });
    });
  });
}

function finish(socket: Socket, how: number): void {
  if (how === 0) socket.end();
  else if (how === 1) socket.resetAndDestroy();
  else if (how === 2) socket.destroy();
  else setTimeout(() => socket.resetAndDestroy(), 20);
}

/** Open descriptors and resident memory (MiB) of the server's process. */
function held(): { descriptors: number; mib: number } {
  const status = readFileSync(`/proc/${server.pid()}/status`, 'utf8');
  const kib = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
  return { descriptors: readdirSync(`/proc/${server.pid()}/fd`).length, mib: Math.round(kib / 1024) };
}

const healthy = async () => (await fetch(`${server.origin}/healthz`)).status;

async function until(holds: () => boolean, ms: number): Promise<void> {
  const deadline = Date.now() + ms;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`not within ${ms} ms; holds ${JSON.stringify(held())}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('the whole port', () => {
  it('[F-S1] an upgrade elsewhere that is reset ends nothing, and is answered like any request', async () => {
    const answers = await Promise.all(
      ['/', '/healthz', '/hmr', '/sync'].map(
        (path) =>
          new Promise<string>((resolve) => {
            const socket = connect(port, '127.0.0.1');
            socket.on('error', () => undefined);
            socket.once('data', (data) => {
              resolve(data.toString().split(' ')[1] ?? '');
              socket.resetAndDestroy();
            });
            socket.write(
              `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
            );
          }),
      ),
    );
    expect(answers).toEqual(['200', '200', '404', '404']);
    expect(await healthy()).toBe(200);
  });

  it(`[F-S1] ${connections} clients that are none (seed ${seed}): the process stays and holds nothing of them`, async () => {
    const before = held();
    const chance = random(seed);
    const pick: Pick = (below) => (below === 0 ? 0 : chance(below));
    let left = connections;
    const one = async () => {
      while (left-- > 0) await visit(pick);
    };
    const crowd = Array.from({ length: atOnce }, one);
    while (left > 0) {
      expect(await healthy()).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    await Promise.all(crowd);
    await until(() => held().descriptors <= before.descriptors + 5, 30_000);
    expect(await healthy()).toBe(200);
    // a crowd of a hundred grows the heap once, by up to 200 MiB; 200,000 clients hold no more than 50,000
    expect(held().mib).toBeLessThan(before.mib + 250);
  }, 600_000);

  it('[F-S1] 500 sockets held half open are gone within 20 s, others are served meanwhile', async () => {
    const before = held();
    const open = Array.from({ length: 500 }, (_, i) => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.resume();
      const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\n';
      socket.write(
        `GET /${i % 2 ? 'x' : 'sync/x'} HTTP/1.1\r\nHost: x\r\n${upgrade}${i % 3 ? 'X-Half: ' : '\r\n'}`,
      );
      return socket;
    });
    await until(() => open.some(({ destroyed }) => destroyed), 20_000);
    expect(await healthy()).toBe(200);
    await until(() => held().descriptors <= before.descriptors + 5, 20_000);
    // the server has let go of all; the test's own sockets hear of it a moment later
    await until(() => open.every(({ destroyed }) => destroyed), 20_000);
  }, 60_000);
});
