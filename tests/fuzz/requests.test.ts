import { readdirSync, readFileSync } from 'node:fs';
import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { random, seedOf } from '../fixtures/random.ts';
import { bodyOf, commandSchemas, valueOf, type Schema } from './hostile/commands.ts';
import { addressOf, allRoutes, bodyOfForm, formOf, type Route } from './hostile/pages.ts';
import { chance, nasty, oneOf, type Pick } from './hostile/values.ts';
import { playWorld, type World } from './hostile/world.ts';

/*
 * Everything the server answers over HTTP, asked by people who mean harm and by people who mistype: all pages, forms
 * and their actions, commands and reads, signed in as whoever there is. No answer is a fault of ours, the process stays,
 * and nothing is held afterwards (contracts §3: never a 500 for bad input).
 */

/** REQUESTS=100000 for the long run */
const requests = Number(process.env['REQUESTS'] ?? 10_000);
const atOnce = 12;
const seed = seedOf();

let world: World;
let routes: Route[];
let schemas: [string, Schema][];
let agent: Agent;
beforeAll(async () => {
  world = await playWorld();
  routes = allRoutes();
  schemas = [...(await commandSchemas(world.server.origin))];
  agent = new Agent({ keepAlive: true, maxSockets: atOnce });
});
afterAll(async () => {
  agent.destroy();
  await world.server.dispose();
});

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer | null;
}

/** Headers that say something odd about an honest request. */
const odd: readonly (readonly [string, string])[] = [
  ['accept', 'application/json'],
  ['accept', 'text/html;q=x, */*;;'],
  ['accept-language', 'en'],
  ['accept-language', `${'ja-'.repeat(500)};q=9`],
  ['accept-language', '*;q=0, x'],
  ['accept-encoding', 'br;q=0, gzip;q=x, identity;q=0'],
  ['accept-encoding', '*'],
  ['content-encoding', 'gzip'],
  ['content-encoding', 'br'],
  ['range', 'bytes=5-2,,'],
  ['if-none-match', '"x", W/'],
  ['if-modified-since', 'yesterday'],
  ['x-forwarded-for', '127.0.0.1, unknown, ::ffff:1.2.3.4'],
  ['forwarded', 'for="_x'],
  ['x-http-method-override', 'DELETE'],
  ['x-sveltekit-action', 'true'],
  ['x-sveltekit-pathname', '/c/x'],
  ['expect', '200-maybe'],
  ['idempotency-key', 'the same for many'],
  ['origin', 'null'],
  ['origin', 'https://evil.example'],
  ['sec-fetch-site', 'cross-site'],
  ['user-agent', ''],
  ['x-yoriai-host', 'evil.example'],
  ['host', 'evil.example:1'],
];

/** One request. */
function made(pick: Pick): Asked {
  const headers: Record<string, string> = { origin: world.server.origin };
  const cookie = oneOf(pick, world.cookies);
  const more = chance(pick, 30)
    ? `; yoriai_locale=${encodeURIComponent(oneOf(pick, nasty).toWellFormed())}; =; yoriai=`
    : '';
  if (cookie + more !== '') headers.cookie = cookie + more;
  if (chance(pick, 12)) {
    const [name, value] = oneOf(pick, odd);
    headers[name] = value;
  }
  const kind = pick(20);
  if (kind < 11) {
    const [name, schema] = oneOf(pick, schemas);
    const body = bodyOf(valueOf(world, pick, schema), pick);
    headers['content-type'] = chance(pick, 20) ? 'text/plain;charset=x' : 'application/json';
    headers['idempotency-key'] ??= `k${pick(50_000)}`;
    return { method: 'POST', path: `/api/v1/commands/${name}`, headers, body };
  }
  const route = oneOf(pick, routes);
  if (kind < 16 && route.actions.length > 0) {
    // signing out would leave the rest of the run without anybody
    const { type, body } = bodyOfForm(formOf(world, pick, route), pick);
    if (type !== '') headers['content-type'] = type.replace('☃', 'x');
    return { method: 'POST', path: addressOf(world, pick, route, true), headers, body };
  }
  const method = chance(pick, 10)
    ? oneOf(pick, ['HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'POST'])
    : 'GET';
  if (route.path.startsWith('/sign-out')) delete headers.cookie;
  return { method, path: addressOf(world, pick, route, false), headers, body: null };
}

interface Answered {
  readonly status: number;
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
}

function ask({ method, path, headers, body }: Asked): Promise<Answered> {
  const { hostname, port } = new URL(world.server.origin);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, agent, method, path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          text: Buffer.concat(chunks).toString('latin1'),
          headers: answer.headers,
        }),
      );
    });
    asked.on('error', (error: NodeJS.ErrnoException) =>
      // a request that the server has ended unread is an answer, too, as long as the server is there
      error.code === 'ECONNRESET' || error.code === 'EPIPE'
        ? resolve({ status: 0, text: '', headers: {} })
        : reject(error),
    );
    asked.end(body ?? undefined);
  });
}

/** Open descriptors and resident memory (MiB) of the server's process. */
function held(): { descriptors: number; mib: number } {
  const status = readFileSync(`/proc/${world.server.pid()}/status`, 'utf8');
  const kib = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
  return { descriptors: readdirSync(`/proc/${world.server.pid()}/fd`).length, mib: Math.round(kib / 1024) };
}

/** What an answer has of a fault of ours: its status, the inside of the server in its words, a page that caches mix up. */
function faultIn({ path }: Asked, { status, text, headers }: Answered): boolean {
  const mixedUp = isPage(headers) && !sameForAll.test(path) && !isKept(headers);
  return status >= 500 || /\n {4}at |SQLITE_|SqliteError/.test(text) || mixedUp;
}

const isPage = (headers: IncomingHttpHeaders) => headers['content-type']?.startsWith('text/html') ?? false;
/** Prerendered: the same for whoever reads it, in both languages. */
const sameForAll = /^\/offline(?:\?|$)/;

/** Whether a page tells caches that it is for this reader, in this language (F-S17). */
const isKept = (headers: IncomingHttpHeaders) =>
  /private|no-store/.test(headers['cache-control'] ?? '') &&
  /Cookie/.test(headers.vary ?? '') &&
  headers['x-content-type-options'] === 'nosniff';

const shown = ({ method, path, headers, body }: Asked, { status, text }: Answered) =>
  `${status} ${method} ${path.slice(0, 300)} ${headers['content-type'] ?? ''} ${body?.toString('latin1').slice(0, 400) ?? ''} → ${text.slice(0, 200)}`;

describe('everything that is asked over HTTP', () => {
  it('the routes, their forms and the commands are found', () => {
    expect(routes.length).toBeGreaterThan(60);
    expect(routes.flatMap(({ actions }) => actions).length).toBeGreaterThan(60);
    expect(schemas.length).toBeGreaterThan(60);
  });

  it('what ended in a 500 once: a form that is none, a word that names an object’s own member, a name in an address', async () => {
    const form = { origin: world.server.origin, cookie: world.cookies[2] as string, accept: 'text/html' };
    const broken = { ...form, 'content-type': 'multipart/form-data; boundary=b' };
    for (const path of [
      '/sign-in',
      '/me?/look',
      `/c/${world.slug}/issues/new`,
      `/c/${world.slug}/help?/answer`,
    ]) {
      const answer = await ask({
        method: 'POST',
        path,
        headers: broken,
        body: Buffer.from('--b\r\nno part'),
      });
      expect([path, answer.status]).toEqual([path, 400]);
      expect(Buffer.from(answer.text, 'latin1').toString()).toContain('送信された内容を読み取れませんでした');
    }
    const plain = { ...form, 'content-type': 'application/x-www-form-urlencoded' };
    for (const go of ['constructor', '__proto__', 'toString']) {
      const body = Buffer.from(`go=${go}&title=x`);
      const answer = await ask({ method: 'POST', path: `/c/${world.slug}/issues/new`, headers: plain, body });
      expect(answer.status).toBe(200);
    }
    const path = `/c/${encodeURIComponent('会議')}/settings/duties?/go`;
    const moved = await ask({ method: 'POST', path, headers: plain, body: Buffer.from('personId=x') });
    expect(moved.status).toBe(303);
    expect(moved.headers.location).toBe(`/c/${encodeURIComponent('会議')}/settings/people/x#h-powers`);
  });

  it(`${requests} hostile requests (seed ${seed}): no answer is a fault of ours, and nothing of them is held`, async () => {
    const pick: Pick = ((next) => (below: number) => (below < 1 ? 0 : next(below)))(random(seed));
    const before = held();
    const began = Date.now();
    const faults: string[] = [];
    const statuses = new Map<number, number>();
    const along: number[] = [];
    let left = requests;
    const one = async () => {
      while (left-- > 0) {
        if (left % Math.ceil(requests / 5) === 0) along.push(held().mib);
        const asked = made(pick);
        const answered = await ask(asked);
        statuses.set(answered.status, (statuses.get(answered.status) ?? 0) + 1);
        if (faultIn(asked, answered)) faults.push(shown(asked, answered));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, one));
    agent.destroy();
    const after = held();
    process.stdout.write(
      `${requests} requests in ${((Date.now() - began) / 1_000).toFixed(1)} s; answers ${JSON.stringify([...statuses].sort(([a], [b]) => a - b))}; before ${JSON.stringify(before)}, MiB along ${along.join(' ')}, after ${JSON.stringify(after)}\n`,
    );
    expect(faults.slice(0, 20)).toEqual([]);
    expect(world.server.output()).not.toContain('a request failed');
    expect((await fetch(`${world.server.origin}/healthz`)).status).toBe(200);
    // pages, papers and words were really reached, not turned away at the door
    for (const status of [200, 303, 403, 404, 409, 422])
      expect(statuses.get(status) ?? 0, `${status}`).toBeGreaterThan(0);
    expect(after.descriptors).toBeLessThan(before.descriptors + 30);
    // memory is taken as it is offered; what matters is that it does not go on growing
    expect(after.mib).toBeLessThan(1_000);
  }, 3_600_000);
});
