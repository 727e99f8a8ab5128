import { spawn } from 'node:child_process';
import { once } from 'node:events';
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

describe('two councils behind one door', () => {
  const api = (cookie: string | undefined, name: string, input: object) =>
    fetch(`${server.origin}/api/v1/commands/${name}`, {
      method: 'POST',
      headers: {
        Origin: server.origin,
        'Content-Type': 'application/json',
        'Idempotency-Key': crypto.randomUUID(),
        ...(cookie === undefined ? {} : { cookie }),
      },
      body: JSON.stringify(input),
    });
  const must = async <R>(cookie: string | undefined, name: string, input: object): Promise<R> => {
    const answer = await api(cookie, name, input);
    const { result } = (await answer.json()) as { result: R };
    expect({ name, status: answer.status }).toEqual({ name, status: 200 });
    return result;
  };
  const page = async (address: string, cookie: string | undefined) => {
    const answer = await fetch(server.origin + address, {
      redirect: 'manual',
      headers: cookie === undefined ? {} : { cookie },
    });
    return { status: answer.status, to: answer.headers.get('location'), text: await answer.text() };
  };
  const yoriai = async (...args: string[]): Promise<unknown> => {
    const child = spawn(process.execPath, ['server/cli/main.ts', ...args, '--data', stage.folder]);
    let said = '';
    child.stdout.on('data', (part: Buffer) => (said += part.toString()));
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
    return JSON.parse(said);
  };
  /** How the door of a document answers: the code it closes with, 0 where it opens. */
  const doorOf = async (name: string, cookie: string): Promise<number> => {
    const raw = socketOf(server.origin, name, cookie);
    await Promise.race([raw.opened, raw.closed].map((settled) => settled?.catch(() => undefined)));
    raw.hello();
    await until(() => raw.code !== undefined || raw.heard.length > 0, 10_000);
    const code = raw.code ?? 0;
    raw.destroy();
    return code;
  };
  const secret = 'ひみつの集会所';

  test('[F-P37] [CNC34] whoever sits in both sees both, who sits in one sees nothing of the other', async () => {
    const both = stage.secretariat;
    const one = stage.members[0] as string;
    const { invited } = (await yoriai('invite-council', 'となり中学校区')) as { invited: { url: string } };
    const token = invited.url.split('/').at(-1);
    const { councilId } = await must<{ councilId: string }>(both, 'create-council', {
      token,
      slug: 'tonari',
      name: 'となり中学校区地域づくり推進会議',
      city: 'ことのは市',
      district: 'となり中学校区',
      preset: 'consent_first_signed',
    });
    const { meetingId } = await must<{ meetingId: string }>(both, 'create-meeting', {
      councilId,
      startsAt: '2031-06-01T19:00:00+09:00',
      endsAt: '2031-06-01T21:00:00+09:00',
      place: secret,
      kind: 'live',
      visibility: 'open',
    });
    const { issueId } = await must<{ issueId: string }>(undefined, 'submit-issue', {
      councilId,
      title: secret,
      body: secret,
    });
    await must(both, 'invite-member', { councilId, displayName: secret, role: 'resident' });

    const inside = [
      '',
      '/meetings',
      `/meetings/${meetingId}`,
      `/meetings/${meetingId}/agenda`,
      '/board',
    ].concat(['/canvas', '/settings', '/settings/people', '/settings/invitations', '/notices', '/coverage']);
    const seen = { both: 0, one: 0 };
    for (const at of [...inside, '/__data.json', '/meetings/__data.json', '/settings/people/__data.json']) {
      seen.both += (await page(`/c/tonari${at}`, both)).text.includes(secret) ? 1 : 0;
      seen.one += (await page(`/c/tonari${at}`, one)).text.includes(secret) ? 1 : 0;
    }
    expect(seen.both).toBeGreaterThan(4);
    expect(seen.one).toBe(0);
    for (const address of [
      `meetings/${meetingId}`,
      `issues/${issueId}`,
      'councils/tonari/meetings',
      'councils/tonari/issues',
    ])
      expect((await page(`/api/v1/${address}`, one)).text).not.toContain(secret);

    const docs = ['agenda', 'floor', 'minutes'].map((part) => `meeting/${meetingId}/${part}`);
    docs.push(`issue/${issueId}/body`, 'council/tonari/canvas', 'council/tonari/board');
    for (const name of docs) expect([name, await doorOf(name, one)]).toEqual([name, 4404]);
    expect(await doorOf('council/tonari/canvas', both)).toBe(0);
    expect(await doorOf('council/arashi/canvas', one)).toBe(0);

    for (const [name, input] of [
      ['invite-member', { councilId, displayName: 'x', role: 'resident' }],
      ['call-meeting', { meetingId }],
      ['screen-issue', { issueId, verdict: 'publish' }],
      ['add-seat', { councilId, label: 'x' }],
    ] as const) {
      const { status } = await api(one, name, input);
      expect([name, [403, 404, 422].includes(status)]).toEqual([name, true]);
      expect([name, status]).not.toEqual([name, 200]);
    }
    // one list after signing in, and one tap from the header of each to the other
    expect((await page('/', both)).text).toMatch(/tonari[^]*arashi|arashi[^]*tonari/);
    expect((await page('/c/arashi', both)).text).toContain('href="/c/tonari"');
    expect((await page('/c/tonari', both)).text).toContain('href="/c/arashi"');
    expect((await page('/c/arashi', one)).text).not.toContain('/c/tonari');
  }, 60_000);

  test('[CNC35] a council that has moved is found where it lives, and nothing of it is written here', async () => {
    const cookie = stage.members[0] as string;
    const writer = socketOf(server.origin, stage.agenda, cookie);
    await writer.opened;
    writer.hello();
    await yoriai('redirect-council', 'arashi', 'https://city.example/c/arashi-2');
    expect(await page('/c/arashi/meetings?year=2022', cookie)).toMatchObject({
      status: 307,
      to: 'https://city.example/c/arashi-2/meetings?year=2022',
    });
    expect(await page('/api/v1/councils/arashi/decisions', undefined)).toMatchObject({
      status: 307,
      to: 'https://city.example/api/v1/councils/arashi-2/decisions',
    });
    expect(await page('/c/arashiyama', cookie)).toMatchObject({ status: 404 });
    expect(await page('/c/tonari/public', undefined)).toMatchObject({ status: 200 });
    for (const by of [cookie, undefined]) {
      const refused = await api(by, 'submit-issue', { councilId: stage.councilId, title: 'x', body: 'x' });
      expect(refused.status).toBe(410);
      expect(await refused.text()).toContain('https://city.example/c/arashi-2');
    }
    expect(await doorOf(stage.agenda, cookie)).toBe(4404);
    // whoever was writing is sent away, too
    await until(() => writer.code !== undefined, 20_000);
    expect(writer.code).toBe(4404);
    await yoriai('redirect-council', 'arashi', '--take-back');
    expect((await page('/c/arashi', cookie)).status).toBe(200);
    expect(await doorOf(stage.agenda, cookie)).toBe(0);
  }, 60_000);
});
