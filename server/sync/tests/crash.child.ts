import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openWords } from '../../db/words.ts';
import { SyncEngine } from '../engine.ts';
import { SqliteDocLog } from '../sqlite-doc-log.ts';

/* A server of its own process, for being killed: `crash.child.ts DIR`. Says its port on stdout. */

const log = new SqliteDocLog(openWords(process.argv[2] ?? ''));
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const engine = new SyncEngine(
  log,
  {
    actorOf: async (cookie) => {
      const person = /person=([\w-]+)/.exec(cookie ?? '')?.[1] ?? 'x';
      return { sessionId: person, personId: person, displayName: person, color: 1, expiresAt: Infinity };
    },
    rightsOf: async () => ({ mode: 'rw', awareness: true, scopes: [] }),
    originAllowed: () => true,
    addressOf: () => '',
    clock: () => Date.now(),
    log: silent,
  },
  { ratePerSecond: 100_000, perAddress: 1_000, total: 1_000 },
);
const http = createServer();
engine.attach(http);
http.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(http.address() as AddressInfo).port}\n`);
});
// compaction runs into the kills, too
setInterval(() => void log.compact('d').catch(() => process.exit(9)), 40);
