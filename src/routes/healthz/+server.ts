import { performance } from 'node:perf_hooks';
import type { RequestHandler } from './$types';

/** contracts §2: 200 while requests and sync are served, 503 with the reason otherwise. */
export const GET: RequestHandler = async ({ locals }) => {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  const health = await locals.app.health();
  const body = health.ok
    ? {
        status: 'ok',
        version: locals.app.version,
        // documents of which a part is lost: a backup knows more
        ...(health.damaged > 0 ? { damagedDocuments: health.damaged } : {}),
        uptimeS: Math.floor((performance.now() - locals.app.startedAt) / 1000),
        engine: locals.app.engine,
        // everything is served without it, a moment later
        ...(health.redis === undefined ? {} : { redis: health.redis ? 'ok' : 'unreachable' }),
        lastBackup: health.lastBackup,
      }
    : { status: 'unavailable', reason: health.reason };
  return new Response(JSON.stringify(body), { status: health.ok ? 200 : 503, headers });
};
