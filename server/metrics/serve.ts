import type { IncomingMessage, ServerResponse } from 'node:http';
import { mayReadMetrics } from './door.ts';

const kind = 'text/plain; version=0.0.4; charset=utf-8';

/** Whether the request is one for the figures. */
export function asksForMetrics({ url = '' }: IncomingMessage): boolean {
  return /^\/metrics(\?|$)/.test(url);
}

/** Answers it: the figures, or why not. */
export async function serveMetrics(
  request: IncomingMessage,
  response: ServerResponse,
  { token, page }: { readonly token: string; page(): Promise<string> },
): Promise<void> {
  const headers = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };
  const refuse = (status: number, more: object = {}) =>
    response.writeHead(status, { ...headers, ...more, 'Content-Type': 'text/plain' }).end();
  if (request.method !== 'GET') return void refuse(405, { Allow: 'GET' });
  const may = mayReadMetrics(request, token);
  if (may !== true) return void refuse(may, may === 401 ? { 'WWW-Authenticate': 'Bearer' } : {});
  const text = await page();
  response.writeHead(200, { ...headers, 'Content-Type': kind }).end(text);
}
