import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ServerName } from './servers.ts';

/** The published servers: a folder with a package file of its own, so that the product never depends on them. */
export const peersFolder = path.join(import.meta.dirname, '..', 'peers');

/** Installs the peers on first use, and again when their lock changed. */
export function installPeers(servers: readonly ServerName[]): void {
  if (!servers.includes('reference') && !servers.includes('hocuspocus')) return;
  const lock = createHash('sha256').update(readFileSync(path.join(peersFolder, 'package-lock.json')));
  const wanted = lock.digest('hex');
  const stamp = path.join(peersFolder, 'node_modules', '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing the servers to compare with (npm ci in bench/peers)…');
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: peersFolder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    // npm runs under the Node the servers will run under
    env: { ...process.env, PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH}` },
  });
  if (done.status !== 0) throw new Error('the peers could not be installed');
  writeFileSync(stamp, wanted);
}

/** Version of an installed package of the peers. */
export function peerVersion(name: string): string {
  const file = path.join(peersFolder, 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
