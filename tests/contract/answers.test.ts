import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../browser/server.ts';

/* What a real server says round its pages: headers, and answers to what is not honest or too large. */

let server: TestServer;
let secured: TestServer;
beforeAll(async () => {
  [server, secured] = await Promise.all([
    startServer({ demoDate: '2023-02-08' }),
    startServer({ env: { ORIGIN: 'https://yoriai.example' } }),
  ]);
});
afterAll(() => Promise.all([server.dispose(), secured.dispose()]));

/** The cookie of a sample person. */
async function cookieOf(handle: string): Promise<string> {
  const entered = await fetch(`${server.origin}/demo/enter/${handle}`, { redirect: 'manual' });
  return entered.headers.getSetCookie().join('; ').split(';')[0]!;
}

const large = new Uint8Array(13 * 1024 * 1024);

/** Sent in pieces, without saying how much it will be. */
function inPieces(path: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      `${server.origin}${path}`,
      { method: 'POST', headers: { origin: server.origin, 'transfer-encoding': 'chunked', ...headers } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      },
    );
    asked.on('error', reject);
    asked.end(large);
  });
}

describe('a request that changes something', () => {
  test.each(['/sign-out', '/sign-out/everywhere'])(
    '[F-S14] %s from a foreign page does nothing',
    async (path) => {
      const cookie = await cookieOf('member7');
      for (const headers of [
        { origin: 'http://evil.example', 'content-type': 'application/json' },
        { origin: 'http://evil.example', 'content-type': 'text/plain' },
        { origin: 'null', 'content-type': 'application/json' },
        { 'content-type': 'application/json' },
      ] as Record<string, string>[]) {
        const answer = await fetch(`${server.origin}${path}`, {
          method: 'POST',
          redirect: 'manual',
          headers: { cookie, ...headers },
          body: '{}',
        });
        expect(answer.status).toBe(403);
        expect(answer.headers.get('clear-site-data')).toBe(null);
      }
      expect(await (await fetch(`${server.origin}/me`, { headers: { cookie } })).text()).toContain(
        '/sign-out',
      );
    },
  );
});

describe('what is too large', () => {
  test.each([true, false])(
    '[F-S16] is refused by the API in its own form (in pieces: %s)',
    async (pieces) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': 'k' };
      const { status, text } = pieces
        ? await inPieces('/api/v1/commands/submit-issue', headers)
        : await fetch(`${server.origin}/api/v1/commands/submit-issue`, {
            method: 'POST',
            headers: { origin: server.origin, ...headers },
            body: large,
          }).then(async (answer) => ({ status: answer.status, text: await answer.text() }));
      expect(status).toBe(413);
      expect(JSON.parse(text)).toMatchObject({ ok: false, error: { code: 'body-too-large' } });
    },
  );

  test('[F-S16] is refused by a form with a page of ours that says so', async () => {
    const form = new FormData();
    form.append('photo', new Blob([large]), 'photo.jpg');
    const answer = await fetch(`${server.origin}/sign-in`, {
      method: 'POST',
      headers: { origin: server.origin, accept: 'text/html', 'accept-language': 'ja' },
      body: form,
    });
    expect(answer.status).toBe(413);
    const page = await answer.text();
    expect(page).toContain('送信されたファイルが大きすぎます。');
    expect(page).not.toContain('システムの不具合');
  });
});

describe('headers', () => {
  const headersOf = async (of: TestServer, path: string, headers: Record<string, string> = {}) =>
    (await fetch(of.origin + path, { headers, redirect: 'manual' })).headers;

  test('[F-S17] a page for everybody is kept by no cache on the way, and depends on cookie and language', async () => {
    for (const path of ['/', '/sign-in', '/c/mizukidai/public', '/c/mizukidai/issues']) {
      const headers = await headersOf(server, path);
      expect(headers.get('cache-control'), path).toBe('private, no-cache');
      expect(headers.get('vary'), path).toMatch(/Cookie.*Accept-Language/);
      expect(headers.get('referrer-policy'), path).toBe('same-origin');
    }
    const headers = await headersOf(server, '/me', { cookie: await cookieOf('member7') });
    expect(headers.get('cache-control')).toBe('private, no-store');
  });

  test('[F-S17] the page of an invitation tells nobody its address', async () => {
    const headers = await headersOf(server, '/join/some-secret');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('[F-S17] under an https address browsers are told to stay with it', async () => {
    expect((await headersOf(secured, '/')).get('strict-transport-security')).toBe('max-age=31536000');
    expect((await headersOf(server, '/')).get('strict-transport-security')).toBe(null);
  });
});
