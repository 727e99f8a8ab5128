import { readFileSync } from 'node:fs';
import path from 'node:path';
import { nodeFlags } from '#server/node-flags.mjs';
import { peersFolder, peerVersion } from './peers.ts';
import type { DialectName } from './dialect.ts';

/*
 * The servers. Each is a process of its own under the same Node, with the flags and settings it is
 * published with; whatever differs stands in `settings` and is printed.
 */

export const serverNames = ['floor', 'durable', 'ours', 'reference', 'hocuspocus'] as const;
export type ServerName = (typeof serverNames)[number];

export interface ServerKind {
  readonly dialect: DialectName;
  /** file to run */
  readonly file: string;
  readonly cwd: string;
  /** of Node, as the product starts it */
  readonly flags?: readonly string[];
  env(at: {
    readonly port: number;
    readonly folder: string;
    readonly rate: number;
    readonly flow: boolean;
  }): Record<string, string>;
  version(): string;
  settings(rate: number): string;
}

const here = import.meta.dirname;

/** Messages a second and socket, as the product is delivered. */
export const usualRate = 30;

export const servers: Readonly<Record<ServerName, ServerKind>> = {
  floor: {
    dialect: 'relay',
    file: path.join(here, 'servers/floor.ts'),
    cwd: here,
    env: ({ port }) => ({ PORT: String(port) }),
    version: () => `ws ${versionOf('../../node_modules/ws/package.json')}`,
    settings: () => 'passes frames on, one send per receiver; no Yjs, no disk, no rights',
  },
  durable: {
    dialect: 'relay',
    file: path.join(here, 'servers/durable.ts'),
    cwd: path.join(here, '../..'),
    env: ({ port, folder }) => ({ PORT: String(port), FOLDER: folder }),
    version: () => `ws ${versionOf('../../node_modules/ws/package.json')}`,
    settings: () =>
      'the floor, and words in SQLite WAL synchronous=FULL before anybody sees them, at the pace of our commits',
  },
  ours: {
    dialect: 'ours',
    file: path.join(here, 'servers/ours.ts'),
    flags: nodeFlags,
    cwd: path.join(here, '../..'),
    env: ({ port, folder, rate, flow }) => ({
      PORT: String(port),
      DATA_DIR: folder,
      LOG_LEVEL: 'error',
      SYNC_RATE: String(rate),
      ...(flow || rate > usualRate ? { SYNC_DOCUMENT_RATE: String(2 ** 30) } : {}),
      // everybody comes from one address here
      SYNC_PER_ADDRESS: '100000',
    }),
    version: () => `yoriai ${versionOf('../../package.json')}`,
    settings: (rate) =>
      `SQLite WAL synchronous=FULL before anybody sees it, sessions and rights from records, struct rules, saved; SYNC_RATE=${rate}${rate === usualRate ? '' : ' (raised)'}`,
  },
  reference: {
    dialect: 'yjs',
    file: path.join(peersFolder, 'node_modules/@y/websocket-server/src/server.js'),
    cwd: peersFolder,
    env: ({ port, folder }) => ({ PORT: String(port), HOST: '127.0.0.1', YPERSISTENCE: folder }),
    version: () =>
      `@y/websocket-server ${peerVersion('@y/websocket-server')}, y-leveldb ${peerVersion('@y/websocket-server/node_modules/y-leveldb')}`,
    settings: () => 'as published, YPERSISTENCE set; no rights, LevelDB without sync',
  },
  hocuspocus: {
    dialect: 'hocuspocus',
    file: path.join(peersFolder, 'hocuspocus.mjs'),
    cwd: peersFolder,
    env: ({ port, folder }) => ({ PORT: String(port), FOLDER: folder }),
    version: () =>
      `@hocuspocus/server ${peerVersion('@hocuspocus/server')}, extension-sqlite ${peerVersion('@hocuspocus/extension-sqlite')}`,
    settings: () => 'as published: store 2 s after the last edit, at most 10 s; no rights',
  },
};

function versionOf(file: string): string {
  return (JSON.parse(readFileSync(path.join(here, file), 'utf8')) as { version: string }).version;
}
