import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Installs Debian packages a test needs. True when they are there; only root on a Debian can. */
export function installByApt(packages: readonly string[], why: string): boolean {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false;
  console.error(`Installing ${packages.join(', ')} for ${why}…`);
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
  const options = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', options, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
}

/** What Debian asks whether a service may start once it is installed: never. */
const mayStart = '/usr/sbin/policy-rc.d';
/** Debian's PostgreSQL makes a data folder when it is installed, unless told not to. */
const noCluster = '/etc/postgresql-common/createcluster.d/tests-have-their-own.conf';

/**
 * The same for a server's packages: nothing of them is started, and no data folder made. `first`: what has to be there
 * before it can be told so.
 */
export function installServerByApt(packages: readonly string[], why: string, first: readonly string[] = []) {
  const added: string[] = [];
  const add = (file: string, text: string) => {
    if (existsSync(file)) return;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: 0o755 });
    added.push(file);
  };
  if (process.getuid?.() !== 0) return false;
  try {
    add(mayStart, '#!/bin/sh\nexit 101\n');
    if (first.length > 0 && !installByApt(first, why)) return false;
    if (first.length > 0) add(noCluster, 'create_main_cluster = false\n');
    return installByApt(packages, why);
  } finally {
    for (const file of added) rmSync(file);
  }
}
