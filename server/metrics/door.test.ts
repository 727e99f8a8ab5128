import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { mayReadMetrics } from './door.ts';

const asked = (remoteAddress: string, headers: Record<string, string> = {}) =>
  ({
    socket: { remoteAddress },
    headers: { host: 'localhost:3000', ...headers },
  }) as unknown as IncomingMessage;

test('without a token this machine alone reads the figures, by its own name', () => {
  for (const [address, host] of [
    ['127.0.0.1', 'localhost:3000'],
    ['127.0.0.1', '127.0.0.1:3000'],
    ['127.8.9.10', '127.0.0.1'],
    ['::1', '[::1]:3000'],
    ['::ffff:127.0.0.1', 'LOCALHOST'],
  ] as const)
    expect(mayReadMetrics(asked(address, { host }), '')).toBe(true);
  for (const address of ['192.168.1.20', '203.0.113.7', '::ffff:10.0.0.1', '2001:db8::1', ''])
    expect(mayReadMetrics(asked(address), '')).toBe(404);
});

test('[F-S6] whatever a proxy passes on is not of this machine, also where the street calls itself so', () => {
  const marks = {
    'x-forwarded-for': '127.0.0.1',
    forwarded: 'for=127.0.0.1',
    'x-real-ip': '127.0.0.1',
    'x-forwarded-proto': 'https',
    via: '1.1 proxy',
    host: 'yoriai.example.jp',
  };
  for (const [mark, value] of Object.entries(marks))
    expect(mayReadMetrics(asked('127.0.0.1', { [mark]: value }), '')).toBe(404);
});

test('with a token whoever has it reads them, from anywhere; this machine needs it, too', () => {
  const token = 'a-token-of-this-house';
  expect(mayReadMetrics(asked('203.0.113.7', { authorization: `Bearer ${token}` }), token)).toBe(true);
  expect(mayReadMetrics(asked('127.0.0.1', { authorization: `bearer ${token}` }), token)).toBe(true);
  for (const authorization of ['', token, `Bearer ${token}x`, 'Bearer', `Basic ${token}`, 'Bearer a-token'])
    expect(mayReadMetrics(asked('127.0.0.1', { authorization }), token)).toBe(401);
});
