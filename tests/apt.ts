import { spawnSync } from 'node:child_process';

/** Installs Debian packages a test needs. True when they are there; only root on a Debian can. */
export function installByApt(packages: readonly string[], why: string): boolean {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false;
  console.error(`Installing ${packages.join(', ')} for ${why}…`);
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
  const options = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', options, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
}
