import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pause, until, updatesOf } from '#server/sync/tests/bed.ts';
import { startServer, type TestServer } from '../browser/server.ts';
import { socketOf } from '../crash/crew.ts';
import { setStage, type Stage } from '../crash/stage.ts';
import { took } from '../fixtures/took.ts';

/* The door of a real server: pages of others, and clients that never come to the point (safety B35, B40). */

let stage: Stage;
let server: TestServer;
beforeAll(async () => {
  stage = await setStage(1);
  server = await startServer({ dataDir: stage.folder });
});
afterAll(async () => {
  await server.dispose();
  stage.remove();
});

/** Status of an upgrade, 101 when the socket opened. */
function upgrade(origin: string | undefined, cookie: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(`${server.origin}/sync/${stage.agenda}`, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        ...(origin === undefined ? {} : { origin }),
        ...(cookie === undefined ? {} : { cookie }),
      },
    });
    asked.on('upgrade', (answer, socket) => {
      socket.destroy();
      resolve(answer.statusCode ?? 0);
    });
    asked.on('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('the door of the live documents', () => {
  test('[S18] 12 foreign origins, with and without a cookie: 403; our own opens', async () => {
    const { port } = new URL(server.origin);
    const foreign = [
      undefined,
      'null',
      'http://evil.example',
      `http://evil.example:${port}`,
      `https://localhost:${port}`,
      'http://localhost',
      `http://localhost:${Number(port) + 1}`,
      `http://localhost.evil.example:${port}`,
      `http://evil.example#http://localhost:${port}`,
      `http://localhost:${port}@evil.example`,
      `http://LOCALHOST:${port}/`,
      `file://localhost:${port}`,
    ];
    const cookie = stage.members[0] as string;
    const answers = await Promise.all(
      foreign.flatMap((origin) => [upgrade(origin, cookie), upgrade(origin, undefined)]),
    );
    expect(answers).toEqual(answers.map(() => 403));
    expect(await upgrade(server.origin, cookie)).toBe(101);
    expect(await upgrade(`http://127.0.0.1:${port}`, cookie)).toBe(101);
    expect(await upgrade(server.origin, undefined)).toBe(401);
  });

  test('[S70] 300 requests sent byte by byte: pages and words go on, and within 20 s all of them are gone', async () => {
    const { port } = new URL(server.origin);
    const slow: Socket[] = [];
    let ended = 0;
    for (let i = 0; i < 300; i++) {
      const socket = connect(Number(port), 'localhost');
      socket.on('error', () => undefined);
      socket.on('close', () => ended++);
      socket.resume();
      const path = i % 2 === 0 ? `/sync/${stage.agenda}` : '/';
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nX-Slow: `);
      slow.push(socket);
    }
    const dripping = setInterval(() => slow.forEach((socket) => socket.writable && socket.write('a')), 500);
    await pause(300);
    const writer = socketOf(server.origin, stage.agenda, stage.members[0] as string);
    await writer.opened;
    writer.hello();
    writer.update(updatesOf((doc) => doc.getText('memo').insert(0, '元気'))[0] as Uint8Array);
    await until(() => writer.saved() === 1);
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
    expect(await took(() => until(() => ended === 300))).toBeLessThan(25_000);
    clearInterval(dripping);
    expect(writer.code).toBeUndefined();
    writer.destroy();
  });
});
