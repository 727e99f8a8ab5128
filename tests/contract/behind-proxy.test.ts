import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../browser/server.ts';
import { setStage, type Stage } from '../crash/stage.ts';

/* The product behind one proxy, as operating.md says: people are counted, not the proxy, for requests and sockets alike. */

let stage: Stage;
let behind: TestServer;
let open: TestServer;
beforeAll(async () => {
  stage = await setStage(1);
  const env = { SUBMIT_PER_ADDRESS: '2', SYNC_PER_ADDRESS: '2' };
  behind = await startServer({ dataDir: stage.folder, env: { ...env, TRUST_PROXY: '1' } });
  open = await startServer({ dataDir: stage.copy(), env });
});
afterAll(async () => {
  await Promise.all([behind.dispose(), open.dispose()]);
  stage.remove();
});

const forty = Array.from({ length: 40 }, (_, i) => `203.0.113.${i + 1}`);

/** Brings an issue through the proxy; what the proxy saw last stands at the end of what it passes on. */
async function submit(server: TestServer, forwarded: string): Promise<number> {
  const response = await fetch(`${server.origin}/api/v1/commands/submit-issue`, {
    method: 'POST',
    headers: {
      Origin: server.origin,
      'Content-Type': 'application/json',
      'Idempotency-Key': crypto.randomUUID(),
      'X-Forwarded-For': forwarded,
    },
    body: JSON.stringify({ councilId: stage.councilId, title: '街路灯が暗い' }),
  });
  await response.arrayBuffer();
  return response.status;
}

const held: (() => void)[] = [];
/** Opens a live document through the proxy and keeps it open; 101, or the status of the refusal. */
function socket(server: TestServer, forwarded: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(`${server.origin}/sync/${stage.agenda}`, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        origin: server.origin,
        cookie: stage.members[0] as string,
        'x-forwarded-for': forwarded,
      },
    });
    asked.on('upgrade', (answer, line) => {
      line.on('error', () => undefined);
      held.push(() => line.destroy());
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
afterAll(() => held.forEach((end) => end()));

describe('behind one proxy', () => {
  it('[F-S6] forty people bring two issues each, none a third; what they claim themselves counts for nothing', async () => {
    for (const address of forty)
      expect([await submit(behind, address), await submit(behind, address)]).toEqual([200, 200]);
    for (const [i, address] of forty.entries())
      expect(await submit(behind, `198.51.100.${i}, 127.0.0.1, ${address}`)).toBe(429);
    // IPv6: a household is one, whichever of its addresses it writes from
    expect(await submit(behind, '2001:db8:1:2::1')).toBe(200);
    expect(await submit(behind, '2001:db8:1:2:ffff::9')).toBe(200);
    expect(await submit(behind, '2001:db8:1:2:3::7')).toBe(429);
  });

  it('[F-S6] forty people hold two sockets each, none a third', async () => {
    for (const address of forty)
      expect([await socket(behind, address), await socket(behind, address)]).toEqual([101, 101]);
    for (const address of forty.slice(0, 5))
      expect(await socket(behind, `198.51.100.9, ${address}`)).toBe(503);
  });

  it('[F-S8] guesses from everywhere at once: each address has its four, an honest sign-in goes through beside them', async () => {
    const signIn = (address: string, loginName: string, password: string) =>
      fetch(`${behind.origin}/sign-in`, {
        method: 'POST',
        redirect: 'manual',
        headers: { Origin: behind.origin, Accept: 'text/html', 'X-Forwarded-For': address },
        body: new URLSearchParams({ loginName, password }),
      }).then((response) => response.status);
    const flood = Array.from({ length: 100 }, (_, i) =>
      signIn('203.0.113.200', 'hiraga', `guess number ${i}`),
    );
    const began = performance.now();
    const honest = await signIn('203.0.113.201', 'hiraga', 'とても長い合言葉です1');
    const took = performance.now() - began;
    const answers = await Promise.all(flood);
    expect(honest).toBe(303);
    // four at once, then one after half a second, one, two, four …
    expect(answers.filter((status) => status !== 429).length).toBeLessThanOrEqual(9);
    // how long it took is told, not judged: tests share their machine
    process.stdout.write(`an honest sign-in beside 100 guesses took ${took.toFixed(0)} ms\n`);
  });

  it('[F-S6] without TRUST_PROXY the header is nobody’s word', async () => {
    const answers = await Promise.all(forty.slice(0, 4).map((address) => submit(open, address)));
    expect(answers.toSorted()).toEqual([200, 200, 429, 429]);
    const sockets = [];
    for (const address of forty.slice(0, 4)) sockets.push(await socket(open, address));
    expect(sockets).toEqual([101, 101, 503, 503]);
  });
});
