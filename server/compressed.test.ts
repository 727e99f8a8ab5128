import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compressed } from './compressed.ts';

type Answer = (res: ServerResponse, req: IncomingMessage) => void | Promise<void>;

let server: Server;
let answer: Answer = (res) => void res.end();
beforeAll(async () => {
  server = createServer((req, res) => {
    compressed(req, res);
    void answer(res, req);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

interface Got {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}
/** Asks by hand: a browser would unpack what came. */
function ask(accepts: string | undefined, how: Answer, method = 'GET'): Promise<Got> {
  answer = how;
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const headers = accepts === undefined ? {} : { 'Accept-Encoding': accepts };
    request({ port, host: '127.0.0.1', method, headers }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('error', reject);
      res.on('end', () =>
        resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

const words = '町会と市で見守りを分担する。'.repeat(2_000);
/** As the framework answers: headers one by one, the head, the body in one piece. */
const page =
  (more: Record<string, string> = {}, body = words, status = 200): Answer =>
  (res) => {
    const headers = {
      'Content-Type': 'text/html',
      'Content-Length': String(Buffer.byteLength(body)),
      ...more,
    };
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    res.writeHead(status);
    res.write(body);
    res.end();
  };

describe('a page', () => {
  test.each([
    ['br', 'gzip, deflate, br, zstd', brotliDecompressSync],
    ['gzip', 'gzip, br;q=0', gunzipSync],
    ['gzip', 'GZIP', gunzipSync],
  ])('comes as %s to whoever accepts %s', async (encoding, accepts, unpack) => {
    const got = await ask(accepts, page({ ETag: '"abc"' }));
    expect(got.headers).toMatchObject({
      'content-encoding': encoding,
      vary: 'Accept-Encoding',
      etag: 'W/"abc"',
    });
    expect(got.headers['content-length']).toBeUndefined();
    expect(got.body.length).toBeLessThan(Buffer.byteLength(words) / 20);
    expect(unpack(got.body).toString()).toBe(words);
  });

  test.each([undefined, 'identity', 'deflate', 'br;q=0, gzip;q=0.0'])(
    'comes plain to whoever accepts %s, and caches are told why',
    async (accepts) => {
      const got = await ask(accepts, page({ ETag: '"abc"', Vary: 'Cookie' }));
      expect(got.headers).toMatchObject({ etag: '"abc"', vary: 'Cookie, Accept-Encoding' });
      expect(got.headers['content-encoding']).toBeUndefined();
      expect(got.headers['content-length']).toBe(String(Buffer.byteLength(words)));
      expect(got.body.toString()).toBe(words);
    },
  );

  test.each([
    ['small', page({}, 'はい')],
    ['a picture', page({ 'Content-Type': 'image/png' })],
    ['compressed already', page({ 'Content-Encoding': 'zstd' })],
    ['a stream of events', page({ 'Content-Type': 'text/event-stream' })],
    ['not to be changed on the way', page({ 'Cache-Control': 'private, no-transform' })],
    ['a part', page({ 'Content-Range': 'bytes 0-3/4' })],
    ['a refusal', page({}, words, 403)],
  ])('is left alone when it is %s', async (_, how) => {
    const plain = await ask(undefined, how);
    const got = await ask('br, gzip', how);
    expect(got.headers['content-encoding']).toBe(plain.headers['content-encoding']);
    expect(got.headers['content-length']).toBe(String(got.body.length));
    expect(got.body.equals(plain.body)).toBe(true);
  });

  test('a file that writes its own head is left alone', async () => {
    const got = await ask('br', (res) => {
      res.writeHead(200, { 'Content-Type': 'text/css', 'Content-Encoding': 'gzip' });
      res.end('already');
    });
    expect(got.headers['content-encoding']).toBe('gzip');
    expect(got.body.toString()).toBe('already');
  });

  test('the answer to an act is never compressed: what it shows once stays unguessable by its length', async () => {
    const got = await ask('br', page(), 'POST');
    expect(got.headers['content-encoding']).toBeUndefined();
    expect(got.body.toString()).toBe(words);
  });

  test('not changed stays not changed', async () => {
    const got = await ask('br', (res) => {
      res.setHeader('ETag', '"abc"');
      res.writeHead(304);
      res.end();
    });
    expect([got.status, got.headers.etag, got.body.length]).toEqual([304, '"abc"', 0]);
  });

  test('HEAD tells what there is and sends nothing', async () => {
    const got = await ask('br', page(), 'HEAD');
    expect(got.headers).toMatchObject({ vary: 'Accept-Encoding' });
    expect(got.body.length).toBe(0);
  });
});

describe('a stream', () => {
  const lines = Array.from(
    { length: 3_000 },
    (_, n) => `${JSON.stringify({ n, words: words.slice(0, 300) })}\n`,
  );
  const inPieces: Answer = async (res) => {
    res.setHeader('Content-Type', 'application/x-ndjson; charset=utf-8');
    res.writeHead(200);
    for (const line of lines)
      if (!res.write(line)) await new Promise((resolve) => res.once('drain', resolve));
    res.end();
  };

  test('comes whole, however slow the line', async () => {
    const got = await ask('gzip', inPieces);
    expect(gunzipSync(got.body).toString()).toBe(lines.join(''));
    const br = await ask('br', inPieces);
    expect(brotliDecompressSync(br.body).toString()).toBe(lines.join(''));
  });

  test('who goes away ends it', async () => {
    const { port } = server.address() as AddressInfo;
    const ended = new Promise<void>((resolve) => {
      answer = (res) => {
        res.setHeader('Content-Type', 'text/plain');
        res.writeHead(200);
        res.on('close', resolve);
        const more = () => {
          while (!res.destroyed && res.write(Math.random().toString(36).repeat(500)));
          if (!res.destroyed) res.once('drain', more);
        };
        more();
      };
    });
    const asked = request({ port, host: '127.0.0.1', headers: { 'Accept-Encoding': 'br' } }, (res) =>
      res.once('data', () => asked.destroy()),
    );
    asked.on('error', () => undefined).end();
    await ended;
  });
});
