import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';

/*
 * Who may read the figures (contracts §1): with a token whoever has it, from anywhere; without one this machine alone.
 * What a proxy says of its guests is not asked here: a request that came through one is nobody's of this machine,
 * whatever stands in its headers.
 */

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** What a proxy leaves on a request. */
const marksOfProxies = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

/** `token` as METRICS_TOKEN says; '' where there is none. Otherwise the status of the refusal. */
export function mayReadMetrics(request: IncomingMessage, token: string): true | 401 | 404 {
  if (token !== '') return bears(request, token) || 401;
  return isOfThisMachine(request) || 404;
}

function bears(request: IncomingMessage, token: string): boolean {
  const [, given = ''] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  // hashes are of one length: how long it takes says nothing of the token
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Its socket comes from here, nothing passed it on, and it asks for this machine by its own name. */
function isOfThisMachine({ socket, headers }: IncomingMessage): boolean {
  const from = socket.remoteAddress ?? '';
  if (!loopback.check(from, isIPv6(from) ? 'ipv6' : 'ipv4')) return false;
  if (marksOfProxies.some((mark) => headers[mark] !== undefined)) return false;
  const host = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  return host === 'localhost' || host === '[::1]' || loopback.check(host);
}
