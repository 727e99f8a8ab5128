import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settings } from '#server/config.ts';
import { ownDatabase, type OwnDatabase } from '#tests/fixtures/engines.ts';

/*
 * docs/operating.md and docs/operating.ja.md are followed by people who can't ask: what is to be typed is the same in
 * both, and runs here once, in order, against a real folder and a real server.
 */

const root = path.join(import.meta.dirname, '../..');
const pages = ['operating.md', 'operating.ja.md'].map((name) =>
  readFileSync(path.join(root, 'docs', name), 'utf8'),
);

/** What does not run here, and why. */
const elsewhere: readonly (readonly [command: RegExp, why: string])[] = [
  [/^hostname /, 'says what this machine is called in its network: another thing on each'],
  [/^sudo ufw /, 'changes the firewall of the machine'],
  [/^sudo useradd |^sudo install /, 'makes users and folders of the system'],
  [/^sudo systemctl |^journalctl /, 'there is no systemd where tests run'],
  [/^sudo -u postgres /, 'the database of tests is made by tests/fixtures/engines.ts'],
  [/^sudo (certbot|nginx) /, 'there is no proxy and no public name where tests run'],
  [/^git /, 'would change the program that is being tested'],
  [/^npm start -- --demo$/, 'plays for seconds what tests/browser and server/demo/fill.test.ts start, too'],
];

interface Block {
  readonly language: string;
  readonly lines: readonly string[];
}

/** Fenced blocks, also those below a point of a list. */
function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^( *)```(\w*)\n([\s\S]*?)\n\1```$/gm)].map(
    ([, indent = '', language = '', inside = '']) => ({
      language,
      lines: inside
        .split('\n')
        .map((line) => line.slice(indent.length))
        .filter((line) => line.trim() !== '' && !line.trim().startsWith('#')),
    }),
  );
}

const [blocks = [], otherBlocks = []] = pages.map(blocksOf);
const commandsOf = (of: readonly Block[]) =>
  of.filter(({ language }) => language === 'sh').flatMap(({ lines }) => lines);
const block = (language: string) => blocks.find((one) => one.language === language)!.lines;
/** What stands in backticks, in sentences and tables. */
const quoted = (page: string) =>
  [...page.replace(/^( *)```[\s\S]*?\n\1```$/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, words = '']) => words);

test('both languages say the same commands and the same files, and name the same figures, settings and codes', () => {
  expect(blocks.length).toBeGreaterThan(15);
  expect(otherBlocks).toEqual(blocks);
  const named = (page: string) =>
    new Set(
      quoted(page).filter((word) =>
        /^[A-Z_]{4,}$|^(yoriai|nodejs|process)_|^[a-z]+(-[a-z]+)+$|\.db/.test(word),
      ),
    );
  const [english, japanese] = pages.map(named);
  expect([...japanese!].sort()).toEqual([...english!].sort());
  const codes = (page: string) =>
    [...page.matchAll(/^\|.*(?:exit|終了コード) (\d+)/gm)].map(([, code]) => code);
  expect(codes(pages[1]!)).toEqual(codes(pages[0]!));
});

test('settings and figures that are named exist', () => {
  const figures = readFileSync(path.join(root, 'server/metrics/page.ts'), 'utf8');
  for (const page of pages)
    for (const word of quoted(page)) {
      if (/^[A-Z]+(_[A-Z]+)+$/.test(word) && word !== 'LC_ALL') expect(Object.keys(settings)).toContain(word);
      if (word.startsWith('yoriai_')) expect(figures).toContain(`'${word}'`);
    }
});

test('the service file starts the product with settings that exist, and not again after what stays wrong', () => {
  const lines = block('ini');
  expect(lines.filter((line) => !/^(\[(Unit|Service|Install)\]|[A-Z]\w+=\S.*)$/.test(line))).toEqual([]);
  const values = (key: string) =>
    lines.filter((line) => line.startsWith(`${key}=`)).map((line) => line.slice(key.length + 1));
  for (const environment of values('Environment')) {
    const [name = ''] = environment.split('=');
    if (name !== 'LANG') expect(Object.keys(settings)).toContain(name);
  }
  expect(values('ExecStart')).toEqual(['/usr/bin/npm start']);
  const never = values('RestartPreventExitStatus').join(' ').split(' ').map(Number);
  // a disk that was full or failed may be well again
  expect(never).toEqual([2, 65, 78]);
  // contracts §1: gone within 5 s
  expect(Number(values('TimeoutStopSec')[0])).toBeGreaterThan(5);
});

test('the proxy passes live connections, the name and the address on, to the port that is served', () => {
  const text = block('nginx').join('\n');
  expect(text.split('{')).toHaveLength(text.split('}').length);
  for (const line of block('nginx')) expect(line.trim()).toMatch(/[;{}]$/);
  expect(text).toContain(`proxy_pass http://127.0.0.1:${settings.PORT.fallback};`);
  expect(text).toContain('proxy_set_header Upgrade $http_upgrade;');
  expect(text).toContain('proxy_set_header Connection $connection_upgrade;');
  expect(text).toContain('proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;');
  expect(text).toContain('proxy_set_header Host $host;');
  // the server says something every 20 s
  expect(Number(/proxy_read_timeout (\d+)s/.exec(text)?.[1])).toBeGreaterThan(40);
  expect(Number(/client_max_body_size (\d+)m/.exec(text)?.[1])).toBeGreaterThanOrEqual(12);
  expect(block('yaml').join('\n')).toMatch(/metrics_path: \/metrics\n.*authorization:/s);
});

describe('what is to be typed', () => {
  const place = mkdtempSync(path.join(tmpdir(), 'yoriai-operating-'));
  const usb = path.join(place, 'usb');
  const shims = path.join(place, 'bin');
  let port = 0;
  let server: { child: ChildProcess; output(): string } | undefined;
  let database: OwnDatabase;

  beforeAll(async () => {
    for (const folder of [usb, shims]) mkdirSync(folder);
    // `npm` would install and build first; from there on it does what these do
    shim('npm', npmShim);
    shim('curl', curlShim);
    port = await freePort();
    database = await ownDatabase();
  });
  afterAll(async () => {
    await stop();
    await database.drop();
    rmSync(place, { recursive: true, force: true });
  });

  const shim = (name: string, script: string) =>
    writeFileSync(path.join(shims, name), script, { mode: 0o755 });
  const env = () => ({
    ...process.env,
    PATH: `${shims}:${process.env.PATH ?? ''}`,
    PORT: String(port),
    LOG_LEVEL: 'silent',
    LC_ALL: 'C',
    // as start.mjs has it
    NODE_COMPILE_CACHE: path.join(root, 'node_modules/.cache/compiled'),
  });
  /** The same on this machine. */
  const here = (line: string) =>
    line
      .replaceAll('/media/usb', usb)
      .replaceAll(':3000', `:${port}`)
      .replaceAll('postgres://yoriai:WORD@db.example.jp/yoriai', database.url);

  async function start(line: string): Promise<void> {
    await stop();
    let output = '';
    const child = spawn('sh', ['-c', `exec ${line.replace(/^((?:\w+=\S+ )*)/, 'env $1')}`], {
      cwd: place,
      env: env(),
    });
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    server = { child, output: () => output };
    while (!output.includes('Yoriai is running')) {
      if (child.exitCode !== null) throw new Error(`${line} ended with ${child.exitCode}: ${output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** As Ctrl-C does. */
  async function stop(): Promise<void> {
    const child = server?.child;
    server = undefined;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  }

  function run(line: string): string {
    const done = spawnSync('sh', ['-ec', line], { cwd: place, env: env(), encoding: 'utf8' });
    if (done.status !== 0)
      throw new Error(`${line} ended with ${String(done.status)}: ${done.stdout}${done.stderr}`);
    // where no terminal is, each answer is one line of JSON, and nothing else is said
    if (/(^| )npm run -s yoriai /.test(line))
      for (const answer of done.stdout.split('\n').filter(Boolean)) JSON.parse(answer);
    expect(done.stderr).toBe('');
    return done.stdout;
  }

  test('[F-P41] runs once, in order: started, kept, put back, updated, checked, watched', async () => {
    const [why, said] = [new Set<RegExp>(), new Map<string, string>()];
    const lines = commandsOf(blocks);
    const again = lines.lastIndexOf('npm start');
    for (const [at, line] of lines.entries()) {
      const not = elsewhere.find(([command]) => command.test(line));
      if (not) {
        why.add(not[0]);
        continue;
      }
      // «stop the server» stands in the sentence before
      if (/^mv data |-- move /.test(line)) await stop();
      // a night has passed
      if (line.startsWith('cp -n data/backups/'))
        mkdirSync(path.join(place, 'data/backups'), { recursive: true });
      if (line.startsWith('cp -n data/backups/'))
        run(`npm run -s yoriai -- backup data/backups/yoriai-20260401-0300.tar`);
      if (!/(^|\s)npm start$/.test(line)) said.set(line, run(here(line)));
      // once, and once more for what comes after the last restoring
      else if (at === again || lines.indexOf(line) === at) await start(here(line));
    }
    // what is said not to run is still there
    expect(why).toEqual(new Set(elsewhere.map(([command]) => command)));
    const answer = (command: string) => said.get(`npm run -s yoriai -- ${command}`) ?? '';
    expect(answer("invite-council 'みずき台中学校区'")).toMatch(/\/join\/[\w-]{43}/);
    expect(answer('verify')).toContain('"ok":true');
    expect(answer('verify --data drill')).toContain('"ok":true');
    expect(answer('backup /media/usb/yoriai.tar')).toContain('"kept":"backup"');
    expect(answer('restore /media/usb/before-update.tar')).toContain('"kept":"restore"');
    const onDatabase = 'DATABASE_URL=postgres://yoriai:WORD@db.example.jp/yoriai npm run -s yoriai --';
    expect(said.get(`${onDatabase} verify`)).toContain('"ok":true');
    expect(said.get(`${onDatabase} backup /media/usb/yoriai-prefecture.tar`)).toContain('"kept":"backup"');
    expect(answer('move --to postgres://yoriai:WORD@db.example.jp/yoriai')).toContain('"transferred":"to"');
    expect(answer('move --from postgres://yoriai:WORD@db.example.jp/yoriai --data data-back')).toContain(
      '"transferred":"from"',
    );
    expect(answer('verify --data data-back')).toContain('"ok":true');
    expect(said.get('curl -s http://localhost:3000/healthz')).toContain('"status":"ok"');
    expect(said.get('curl -s http://localhost:3000/metrics')).toContain('yoriai_sockets 0');
    for (const file of ['yoriai-20260401-0300.tar', 'yoriai.tar', 'before-update.tar', 'yoriai-files'])
      expect(existsSync(path.join(usb, file)), file).toBe(true);
  }, 300_000);

  /** `npm start` and `npm run -s yoriai -- …`, without the install before them. */
  const npmShim = `#!/bin/sh
    [ "$*" = start ] && exec '${process.execPath}' '${root}/server/main.ts'
    [ "$1 $2 $3 $4" = 'run -s yoriai --' ] || { echo "npm $*"; exit 3; }
    shift 4
    exec '${process.execPath}' '${root}/server/cli/main.ts' "$@"
  `;
  const curlShim = `#!/bin/sh
    [ $# = 2 ] && [ "$1" = -s ] || { echo "curl $*"; exit 3; }
    exec '${process.execPath}' -e 'fetch(process.argv[1]).then((said) => said.text()).then(console.log)' "$2"
  `;
});

test('npm runs what is typed: the scripts are those of package.json', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  expect(scripts.start).toBe('node start.mjs serve');
  expect(scripts.yoriai).toBe('node start.mjs cli');
  const starter = readFileSync(path.join(root, 'start.mjs'), 'utf8');
  expect(starter).toContain("'server/main.ts'");
  expect(starter).toContain("cli: ['server/cli/main.ts']");
});

/** A port that nobody listens on now, below those the system gives away. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 11_000 + Math.floor(Math.random() * 21_000);
    const probe = createServer();
    const free = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen(port, '0.0.0.0', () => resolve(true));
    });
    if (!free) continue;
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }
}
