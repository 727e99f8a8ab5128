import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findChromium } from './browser/chromium.ts';

/*
 * `npm test`: types, lint, arrows, unit and integration tests, browser tests, one after the other on two
 * cores. Every check counts as one, every test of the runners as one; the last line is the sum.
 * Options: `--kills N`, `--cuts N` (power cuts), `--seeds N` (convergence), `--frames N`, `--connections N`, `--requests N`
 * (fuzz of live documents, of the port, of pages, forms and commands), `--races N` (a round that closes while 200 reply to
 * a server, or to two), `--cases N` (random rounds of each mode), `--frozen SECONDS` (one server sleeps), `--soak MINUTES`
 * for the large counts, `--seed N` to repeat a run; `--only unit|browser|static`; `--engine postgres`: the tests of commands
 * and queries, all of them on PostgreSQL, and what befalls several processes on one, and nothing else.
 */

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`The tests need Node 24 or newer; this is ${process.version}. Start them with npm test.`);
  process.exit(2);
}

const args = process.argv.slice(2);
const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const engine = option('--engine');
if (engine !== undefined && engine !== 'postgres') {
  console.error(
    '--engine is postgres; without it the tests run in data folders, and the most telling on PostgreSQL too.',
  );
  process.exit(2);
}
const only = engine ? 'unit' : option('--only');
const env = {
  // what is compiled once serves the hundreds of servers and commands that the tests start
  NODE_COMPILE_CACHE: path.resolve('node_modules/.cache/compiled'),
  ...process.env,
  ...(engine && { ENGINE: engine }),
  ...Object.fromEntries(
    [
      'kills',
      'cuts',
      'seeds',
      'frames',
      'connections',
      'requests',
      'races',
      'cases',
      'frozen',
      'soak',
      'seed',
    ].flatMap((name) => {
      const value = option(`--${name}`);
      return value === undefined ? [] : [[name.toUpperCase(), value]];
    }),
  ),
};
const scratch = mkdtempSync(path.join(tmpdir(), 'yoriai-tests-'));
const node = process.execPath;
const bin = (name: string) => path.join('node_modules', name);

let passed = 0;
let failed = 0;
/** What failed and why, said again at the very end: whoever sees only the tail of a log still learns which. */
const failures: string[] = [];

function runProcess(
  title: string,
  commandArgs: string[],
  extra: Record<string, string> = {},
): Promise<number> {
  console.log(`\n▶ ${title}`);
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(node, commandArgs, { stdio: 'inherit', env: { ...env, ...extra } });
    child.on('exit', (code) => {
      console.log(
        `  ${title}: ${code === 0 ? 'ok' : `exit ${code}`}, ${((Date.now() - started) / 1000).toFixed(1)} s`,
      );
      resolve(code ?? 1);
    });
  });
}

/** A check without tests of its own: one point. */
async function check(title: string, commandArgs: string[]): Promise<void> {
  if ((await runProcess(title, commandArgs)) === 0) passed++;
  else {
    failed++;
    failures.push(title);
  }
}

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

/** A failed test with the head of what it said; a file that did not load with its message. */
function unitFailures(report: Report): string[] {
  return report.testResults.flatMap(({ name, message, assertionResults }) => [
    ...assertionResults
      .filter(({ status }) => status === 'failed')
      .map(
        ({ fullName, failureMessages }) =>
          `${name} › ${fullName}\n${failureMessages.join('\n').slice(0, 4000)}`,
      ),
    ...(message ? [`${name}\n${message.slice(0, 2000)}`] : []),
  ]);
}

async function unit(): Promise<void> {
  const file = path.join(scratch, 'unit.json');
  const code = await runProcess('unit and integration tests', [
    bin('vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${file}`,
  ]);
  if (!existsSync(file)) return void failed++;
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  failures.push(...unitFailures(report));
  // a file that could not be loaded has no failed tests, but the run has failed
  if (code !== 0 && report.numFailedTests === 0) failed++;
}

interface BrowserSuite {
  title: string;
  suites?: BrowserSuite[];
  specs?: { title: string; tests: { status: string }[] }[];
}

interface BrowserReport {
  suites: BrowserSuite[];
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

/** Titles only: what each page showed stands in the log just above. */
function browserFailures({ title, suites = [], specs = [] }: BrowserSuite): string[] {
  return [
    ...specs
      .filter(({ tests }) => tests.some(({ status }) => status === 'unexpected' || status === 'flaky'))
      .map((spec) => `${title} › ${spec.title}`),
    ...suites.flatMap(browserFailures),
  ];
}

async function browser(): Promise<void> {
  const chromium = await findChromium();
  const file = path.join(scratch, 'browser.json');
  const code = await runProcess('browser tests', [bin('@playwright/test/cli.js'), 'test'], {
    CHROMIUM: chromium,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  if (!existsSync(file)) return void failed++;
  const { stats, suites } = JSON.parse(readFileSync(file, 'utf8')) as BrowserReport;
  failures.push(...suites.flatMap(browserFailures));
  passed += stats.expected;
  // a test that passes only at the second try has failed: a council has no second try
  failed += stats.unexpected + stats.flaky;
  if (code !== 0 && stats.unexpected + stats.flaky === 0) failed++;
}

/** Two at a time: one core for the types, the other for the rest. */
async function staticChecks(): Promise<void> {
  const types = check('types', [
    bin('svelte-check/bin/svelte-check'),
    '--tsconfig',
    './tsconfig.json',
    '--threshold',
    'error',
  ]);
  await check('lint', [bin('eslint/bin/eslint.js'), '.']);
  await check('format', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']);
  await check('arrows', [
    bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
    '--config',
    '.dependency-cruiser.cjs',
    'src',
    'server',
    'migrations',
  ]);
  await types;
}

if (!only || only === 'static') await staticChecks();
if (!only || only === 'unit') await unit();
if (!only || only === 'browser') await browser();

rmSync(scratch, { recursive: true, force: true });
for (const failure of failures) console.log(`\n✗ ${failure}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
