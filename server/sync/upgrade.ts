import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { limits } from '#lib/wire/limits.ts';
import { syncPath } from '#lib/wire/tags.ts';

/** What an upgrade request asks for. */
export interface Wanted {
  readonly docName: string;
  /** `?epoch=`; undefined: not said */
  readonly epoch: number | undefined;
}

/** Whether the request is ours: everything else on this server keeps its socket. */
export function isOurs(request: IncomingMessage): boolean {
  return request.url?.startsWith(syncPath) ?? false;
}

/** Document and epoch of `/sync/{docName}?epoch=E`; undefined: no document can have this name. */
export function wantedOf(request: IncomingMessage): Wanted | undefined {
  try {
    const url = new URL(request.url ?? '', 'http://localhost');
    const docName = decodeURIComponent(url.pathname.slice(syncPath.length));
    if (docName.length > limits.docName || !/^[\w-][\w.~-]*(\/[\w-][\w.~-]*)*$/.test(docName))
      return undefined;
    const epoch = url.searchParams.get('epoch');
    if (epoch === null || epoch === '') return { docName, epoch: undefined };
    return /^\d{1,15}$/.test(epoch) ? { docName, epoch: Number(epoch) } : undefined;
  } catch {
    return undefined;
  }
}

const says = { 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 503: 'Service Unavailable' } as const;

/** Refuses before the handshake: for what is not our page. A page can't read this answer. */
export function refuseUpgrade(socket: Duplex, status: keyof typeof says): void {
  if (socket.destroyed) return;
  const retry = status === 503 ? 'Retry-After: 5\r\n' : '';
  socket.end(`HTTP/1.1 ${status} ${says[status]}\r\nConnection: close\r\nContent-Length: 0\r\n${retry}\r\n`);
  // the other side may never read it
  setTimeout(() => socket.destroy(), 1_000).unref();
}
