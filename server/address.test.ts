import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { addressesBy } from './address.ts';
import { readConfig } from './config.ts';

const request = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

describe('whose request it is', () => {
  it('[F-S6] without a proxy named nobody is believed', () => {
    const addressOf = addressesBy('');
    expect(addressOf(request('127.0.0.1', '203.0.113.9'))).toBe('127.0.0.1');
    expect(addressOf(request('198.51.100.4', '127.0.0.1'))).toBe('198.51.100.4');
  });

  it('[F-S6] behind one proxy forty people are forty addresses, and what they claim themselves counts for nothing', () => {
    const addressOf = addressesBy('1');
    const forty = Array.from({ length: 40 }, (_, i) => addressOf(request('127.0.0.1', `203.0.113.${i}`)));
    expect(new Set(forty).size).toBe(40);
    // the proxy puts what it saw last; the rest the visitor wrote himself
    expect(addressOf(request('127.0.0.1', '10.9.9.9, 127.0.0.1, 203.0.113.7'))).toBe('203.0.113.7');
    expect(addressOf(request('127.0.0.1'))).toBe('127.0.0.1');
  });

  it('[F-S6] by network: only proxies inside are believed, however many stand in line', () => {
    const addressOf = addressesBy('loopback, 10.0.0.0/8');
    expect(addressOf(request('10.1.2.3', '203.0.113.7, 10.4.4.4'))).toBe('203.0.113.7');
    expect(addressOf(request('203.0.113.200', '198.51.100.1'))).toBe('203.0.113.200');
    expect(addressOf(request('127.0.0.1', '198.51.100.1, 203.0.113.200'))).toBe('203.0.113.200');
  });

  it('[F-S6] rubbish in the header ends at the proxy; a socket that is gone has no address', () => {
    const addressOf = addressesBy('loopback');
    for (const junk of ['', ',', 'unknown', '_hidden, ', `${'9'.repeat(5_000)}`, '203.0.113.7:99999'])
      expect(addressOf(request('127.0.0.1', junk)), junk.slice(0, 20)).toBe('127.0.0.1');
    expect(addressOf({ socket: {}, headers: {} } as IncomingMessage)).toBe('');
  });

  it('[F-S6] TRUST_PROXY is checked at start', () => {
    expect(readConfig({ TRUST_PROXY: '2' })).toMatchObject({ trustProxy: '2' });
    expect(readConfig({ TRUST_PROXY: 'loopback,fd00::/8' })).toMatchObject({
      trustProxy: 'loopback,fd00::/8',
    });
    for (const wrong of ['yes', '10.0.0.0/99', '-1'])
      expect(readConfig({ TRUST_PROXY: wrong })).toHaveProperty('faults');
  });
});
