import { describe, expect, test } from 'vitest';
import { mayChange } from './own-origin.ts';

const own = 'http://localhost:3000';

function asked(path: string, method: string, headers: Record<string, string>): boolean {
  const url = new URL(path, own);
  return mayChange({ request: new Request(url, { method, headers }), url });
}

describe('a request that changes something', () => {
  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('[F-S14] %s comes from a page of our own', (method) => {
    expect(asked('/sign-out', method, { origin: own })).toBe(true);
    for (const headers of [
      {},
      { origin: 'http://evil.example' },
      { origin: 'http://evil.example', 'content-type': 'application/json' },
      { origin: 'http://localhost:3001' },
      { origin: 'null' },
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
    ])
      expect(asked('/sign-out', method, headers as Record<string, string>)).toBe(false);
  });

  test('[F-S14] reading is free', () => {
    for (const method of ['GET', 'HEAD', 'OPTIONS'])
      expect(asked('/sign-out', method, { origin: 'http://evil.example' })).toBe(true);
  });

  test('[F-S17] the page of an invitation tells nobody its address, and its form is taken all the same', () => {
    const join = (headers: Record<string, string>) => asked('/join/secret?/accept', 'POST', headers);
    expect(join({ origin: 'null', 'sec-fetch-site': 'same-origin' })).toBe(true);
    expect(join({ origin: 'null' })).toBe(true);
    for (const site of ['cross-site', 'same-site', 'none'])
      expect(join({ origin: 'null', 'sec-fetch-site': site })).toBe(false);
    expect(join({ origin: 'http://evil.example', 'sec-fetch-site': 'same-origin' })).toBe(false);
  });
});
