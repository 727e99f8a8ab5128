import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { startServer, type TestServer } from '../../tests/browser/server.ts';
import { pause } from '../sync/crowd.ts';
import type { Probed } from './probe.ts';

/** A served folder whose statements are counted. */
export interface ProbedServer {
  readonly server: TestServer;
  readonly port: number;
  readonly pid: number;
  probe(): Promise<Probed>;
  /** Waits until records.db has been asked nothing for `ms`; the count then. At most 60 s. */
  settled(ms: number): Promise<number>;
  dispose(): Promise<void>;
}

/** Serves a copy of `folder`, so that every measurement begins with the same records. */
export async function serveCopy(folder: string): Promise<ProbedServer> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'yoriai-bench-'));
  cpSync(folder, dataDir, { recursive: true });
  return serve(dataDir, () => rmSync(dataDir, { recursive: true, force: true }));
}

/** Serves `dataDir` itself; `after` runs when it has ended. */
export async function serve(dataDir: string, after: () => void = () => undefined): Promise<ProbedServer> {
  const at = path.join(mkdtempSync(path.join(tmpdir(), 'yoriai-probe-')), 'probe');
  const server = await startServer({
    dataDir,
    env: {
      NODE_OPTIONS: `--import=${pathToFileURL(path.join(import.meta.dirname, 'probe.ts')).href}`,
      PROBE: at,
      // a first night would be due after five minutes, and be measured along
      BACKUP_KEEP: '0',
      // everybody comes from one address here
      SYNC_PER_ADDRESS: '100000',
      SYNC_DOCUMENT_RATE: String(2 ** 30),
    },
  });
  const probe = () => ask(at);
  return {
    server,
    port: Number(new URL(server.origin).port),
    pid: (await probe()).pid,
    probe,
    async settled(ms) {
      let { statements } = await probe();
      for (let quiet = 0, waited = 0; quiet < ms && waited < 60_000; waited += 100) {
        await pause(100);
        const now = (await probe()).statements;
        quiet = now === statements ? quiet + 100 : 0;
        statements = now;
      }
      return statements;
    },
    async dispose() {
      await server.kill();
      rmSync(path.dirname(at), { recursive: true, force: true });
      after();
    },
  };
}

function ask(at: string): Promise<Probed> {
  return new Promise((resolve, reject) => {
    let said = '';
    net
      .connect(at)
      .on('data', (chunk) => (said += chunk.toString()))
      .on('end', () => resolve(JSON.parse(said) as Probed))
      .on('error', reject);
  });
}
