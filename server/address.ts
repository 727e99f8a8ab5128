import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyAddr from 'proxy-addr';

/*
 * Where a request comes from, for limits: the socket's own address, or what proxies say that the configuration trusts
 * (TRUST_PROXY). Asked by pages, API and sockets alike; a header from anybody else is never believed.
 */

export type AddressOf = (request: IncomingMessage) => string;

/** Hops ('1'), or names and networks as proxy-addr takes them ('loopback, 10.0.0.0/8'); '' trusts nobody. Throws on others. */
export function trustOf(setting: string): (address: string, hop: number) => boolean {
  const trusted = setting.trim();
  if (trusted === '') return () => false;
  if (/^\d+$/.test(trusted)) return (_, hop) => hop < Number(trusted);
  return proxyAddr.compile(trusted.split(',').map((part) => part.trim()));
}

/** The address of whoever asks, as `setting` (TRUST_PROXY) says whom to believe. */
export function addressesBy(setting: string): AddressOf {
  const trust = trustOf(setting);
  return (request) => {
    // a socket that is gone already has no address any more
    const own = request.socket.remoteAddress ?? '';
    const said = own === '' ? '' : proxyAddr(request, trust);
    // a proxy that passes rubbish on stands for what it passed
    return isIP(said) === 0 ? own : said;
  };
}
