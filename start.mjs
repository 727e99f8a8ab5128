// The one entry of every npm script. Runs on Node 20 without dependencies: installs what is missing, then
// hands over to the Node 24 of the package (contracts §1).
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeFlags } from './server/node-flags.mjs';

const root = path.dirname(fileURLToPath(import.meta.url));
const node24 = path.join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);
const [verb, ...args] = process.argv.slice(2);
const quiet = verb === 'cli';
// before anything is installed there are no catalogues: these two sentences stand here
const japanese = /^ja\b/.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '');

function run(command, commandArgs, options = {}) {
  const done = spawnSync(command, commandArgs, { cwd: root, stdio: 'inherit', ...options });
  if (done.error) throw done.error;
  return done.status ?? 1;
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}

function filesBelow(folder) {
  const found = [];
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (name !== 'src/lib/paraglide') found.push(...filesBelow(name));
    } else found.push(name);
  }
  return found.sort();
}

/** Runs `work` unless the stamp already holds `state`. */
function once(stamp, state, work) {
  const file = path.join(root, stamp);
  if (existsSync(file) && readFileSync(file, 'utf8') === state) return;
  const status = work();
  if (status !== 0) process.exit(status);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, state);
}

function install() {
  once('node_modules/.yoriai-installed', hashOf(['package-lock.json']), () => {
    if (!quiet)
      console.log(
        japanese ? '足りないものを入れています（npm ci）…' : 'Installing what is missing (npm ci)…',
      );
    const out = quiet ? ['ignore', 'ignore', 'inherit'] : 'inherit';
    return run('npm', ['ci', '--no-audit', '--no-fund'], { stdio: out, shell: process.platform === 'win32' });
  });
}

function build() {
  const sources = ['src', 'static', 'messages', 'project.inlang'].flatMap(filesBelow);
  const state = hashOf([
    ...sources,
    'package-lock.json',
    'catalogues.ts',
    'svelte.config.js',
    'vite.config.ts',
  ]);
  once('build/.yoriai-built', state, () => {
    console.log(japanese ? '画面を組み立てています…' : 'Building…');
    return run(node24, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn']);
  });
}

// signals reach the server itself; this process only waits for it and answers with its exit code
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});

install();
const { spawn } = await import('node:child_process');
const entries = {
  serve: [...nodeFlags, 'server/main.ts'],
  test: ['tests/run.ts'],
  dev: ['node_modules/vite/bin/vite.js', 'dev'],
  bench: ['bench/run.ts'],
  cli: ['server/cli/main.ts'],
};
const entry = entries[verb];
if (!entry) {
  console.error(`start.mjs knows ${Object.keys(entries).join(', ')}; not ${verb}.`);
  process.exit(2);
}
if (verb === 'serve' || verb === 'test' || verb === 'bench') build();
const child = spawn(node24, [...entry, ...args], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    YORIAI_NODE: node24,
    // types are stripped and modules compiled once: the next start takes half the time
    NODE_COMPILE_CACHE:
      process.env.NODE_COMPILE_CACHE ?? path.join(root, 'node_modules', '.cache', 'compiled'),
  },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
// npm ends without passing a signal on through its shell: what it started ends with it
if (process.env.npm_lifecycle_event) {
  const npm = process.ppid;
  setInterval(() => process.ppid !== npm && child.kill('SIGTERM'), 500).unref();
}
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
