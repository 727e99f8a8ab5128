import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalCodes } from '#lib/domain/refusal.ts';
import { registry } from '#server/commands/registry.ts';
import { startServer, type TestServer } from '../browser/server.ts';

/* The JSON API against hostile input (contracts §3): a status, a code from the closed list, words, never a stack. */

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.dispose());

interface Answer {
  ok: boolean;
  error?: { code: string; message: string; field?: string; next?: string };
}

async function post(name: string, body: BodyInit, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.origin}/api/v1/commands/${name}`, {
    method: 'POST',
    headers: {
      Origin: server.origin,
      'Content-Type': 'application/json',
      'Idempotency-Key': crypto.randomUUID(),
      ...headers,
    },
    body,
  });
  const text = await response.text();
  expect(text).not.toContain('    at ');
  const answer = JSON.parse(text) as Answer;
  if (!answer.ok) {
    expect(refusalCodes).toContain(answer.error?.code);
    expect(answer.error?.message.length).toBeGreaterThan(3);
  }
  return { status: response.status, code: answer.error?.code, field: answer.error?.field, answer };
}

const names = [...registry.keys()].sort();

/** Who asks is all they need to know. */
const needNothing = new Set(['end-calendar-address', 'make-calendar-address']);

describe.each(names)('%s', (name) => {
  test('answers wrong, missing, oversized and foreign input with a status and a code', async () => {
    expect(await post(name, '{')).toMatchObject({ status: 400, code: 'bad-json' });
    expect(await post(name, '[]')).toMatchObject({ status: 400, code: 'bad-json' });
    expect(await post(name, '"x"')).toMatchObject({ status: 400, code: 'bad-json' });
    expect(await post(name, new Uint8Array([0x7b, 0xff, 0x7d]))).toMatchObject({ status: 400 });
    expect(await post(name, '{}')).toMatchObject(
      needNothing.has(name) ? { status: 401, code: 'session-required' } : { status: 422, code: 'bad-input' },
    );
    expect(await post(name, '{"nobodyKnows":1}')).toMatchObject({ status: 422, code: 'bad-input' });
    expect(await post(name, '{"__proto__":{"admin":true}}')).toMatchObject({ status: 422 });
    expect(await post(name, `{"x":"${'あ'.repeat(400_000)}"}`)).toMatchObject({
      status: 413,
      code: 'body-too-large',
    });
    expect(await post(name, '{}', { Origin: 'https://elsewhere.example' })).toMatchObject({
      status: 403,
      code: 'foreign-origin',
    });
    expect(await post(name, '{}', { Origin: 'null' })).toMatchObject({ status: 403 });
    expect(await post(name, '{}', { 'Idempotency-Key': 'k'.repeat(201) })).toMatchObject({
      status: 400,
      code: 'idempotency-key-missing',
    });
  });
});

test('every command of contracts §3 that this version has is in the OpenAPI document, and nothing else', async () => {
  const document = (await (await fetch(`${server.origin}/api/v1/openapi.json`)).json()) as {
    openapi: string;
    paths: Record<string, unknown>;
  };
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths).sort()).toEqual(names.map((name) => `/api/v1/commands/${name}`));
});

test('an unknown command is a 404 with a code', async () => {
  expect(await post('make-me-chair', '{}')).toMatchObject({ status: 404, code: 'unknown-command' });
});

test('words come in the language of the caller', async () => {
  const said = async (headers: Record<string, string>) =>
    (await post('call-meeting', '{}', headers)).answer.error?.message ?? '';
  expect(await said({ 'Accept-Language': 'en' })).toMatch(/[a-z]/);
  expect(await said({ 'Accept-Language': 'ja' })).toMatch(/[ぁ-ん]/);
  expect(await said({ 'Accept-Language': 'ja', Cookie: 'yoriai_locale=en' })).toMatch(/^[^ぁ-ん]+$/);
});

test('unknown pages are a friendly 404 in Japanese', async () => {
  const response = await fetch(`${server.origin}/nowhere`, { headers: { 'Accept-Language': 'ja' } });
  expect(response.status).toBe(404);
  expect(await response.text()).toContain('見つかりません');
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self' 'nonce-");
});

test('contracts §2: healthz answers while requests are served', async () => {
  const response = await fetch(`${server.origin}/healthz`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ status: 'ok', version: '0.1.0' });
});

test('contracts §1: without --demo the sample people are a 404', async () => {
  expect((await fetch(`${server.origin}/demo`)).status).toBe(404);
  expect((await fetch(`${server.origin}/demo/enter/chair`, { redirect: 'manual' })).status).toBe(404);
});

describe('on the line', () => {
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${server.origin}${path}`, { headers: { 'Accept-Encoding': 'br', ...headers } });

  test.each(['/sign-in', '/api/v1/openapi.json'])('%s comes compressed', async (path) => {
    const plain = await get(path, { 'Accept-Encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(Number(plain.headers.get('content-length'))).toBe((await plain.arrayBuffer()).byteLength);
    const packed = await get(path);
    expect(packed.headers.get('content-encoding')).toBe('br');
    expect(packed.headers.get('vary')).toContain('Accept-Encoding');
    expect((await packed.text()).length).toBeGreaterThan(1_000);
  });

  test('a file of the build comes as it was compressed once', async () => {
    const page = await (await get('/sign-in')).text();
    const [file = ''] = /_app[^"']*\.css/.exec(page) ?? [];
    const answer = await get(`/${file}`);
    expect([answer.status, answer.headers.get('content-encoding')]).toEqual([200, 'br']);
    expect(answer.headers.get('content-type')).toContain('text/css');
  });
});
