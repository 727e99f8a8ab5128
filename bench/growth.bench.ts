import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bars, conditions, short, table, type Bar } from './figures.ts';
import { folderOf, nameOf, type Size } from './growth/folder.ts';
import { measure, type Measured } from './growth/measured.ts';

/*
 * How the cost grows with the years: `npm run bench -- growth [--quick] [--folders DIR] [--only 1x1,40x10] [--build]`.
 * DIR keeps the folders it makes, and takes those that are there; `--build` only makes them (docs/bench-growth.md).
 */
const sizes: readonly Size[] = [
  { councils: 1, years: 1 },
  { councils: 1, years: 10 },
  { councils: 40, years: 1 },
  { councils: 40, years: 10 },
];
const quickSizes: readonly Size[] = [
  { councils: 1, years: 1 },
  { councils: 1, years: 2 },
  { councils: 8, years: 2 },
];

export async function bench(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      build: { type: 'boolean', default: false },
      folders: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const wanted = values.only?.split(',');
  const chosen = (values.quick ? quickSizes : sizes).filter(
    (size) => !wanted || wanted.includes(`${size.councils}x${size.years}`),
  );
  const root = values.folders ?? mkdtempSync(path.join(tmpdir(), 'yoriai-growth-'));
  try {
    const found: Measured[] = [];
    for (const size of chosen) {
      const folder = await folderOf(root, size);
      if (values.build) continue;
      found.push(await measure(folder, size, { times: values.quick ? 8 : 20, rest: values.quick ? 10 : 60 }));
      console.log(`${nameOf(size)}: measured`);
    }
    if (values.build) return { folders: chosen.map((size) => path.join(root, nameOf(size))) };
    print(found);
    const held = bars(barsOf(found));
    return { ...conditions(), quick: values.quick, held, folders: found };
  } finally {
    if (values.folders === undefined) rmSync(root, { recursive: true, force: true });
  }
}

const heading = ({ councils, years }: Size) =>
  `${councils === 1 ? '' : `${councils} councils × `}${years} year${years === 1 ? '' : 's'}`;

function print(found: readonly Measured[]): void {
  const [first] = found;
  if (!first) return;
  table(
    ['ms p50 / p95, CPU · kB (as it travels)', ...found.map(heading)],
    Object.keys(first.pages).map((name) => [
      name,
      ...found.map(({ pages }) => {
        const page = pages[name];
        return page
          ? `${short(page.p50)} / ${short(page.p95)}, ${short(page.cpu)} · ${short(page.kB)} (${short(page.travels)})`
          : '–';
      }),
    ]),
  );
  table(
    ['acts, ms p50 / p99', ...found.map(heading)],
    Object.keys(first.acts).map((name) => [
      name,
      ...found.map(({ acts }) => `${short(acts[name]?.p50 ?? NaN)} / ${short(acts[name]?.p99 ?? NaN)}`),
    ]),
  );
  const row = (name: string, of: (measured: Measured) => string) => [name, ...found.map(of)];
  table(
    ['', ...found.map(heading)],
    [
      row('start to /healthz after kill -9', ({ seconds }) => `${seconds.start.toFixed(2)} s`),
      row('verify', ({ seconds }) => (Number.isNaN(seconds.verify) ? '–' : `${seconds.verify.toFixed(2)} s`)),
      row(
        'memory: idle / all pages once / later',
        ({ memory }) => `${short(memory.idle)} / ${short(memory.visited)} / ${short(memory.later)} MB`,
      ),
      row(
        'records.db · words.db',
        ({ files }) => `${short(files.records / 1e6)} · ${short(files.words / 1e6)} MB`,
      ),
      row(
        'words a finished meeting, floor of it',
        ({ perMeeting }) => `${short(perMeeting.words)}, ${short(perMeeting.floor)} kB`,
      ),
      row('lines on a new agenda by itself', ({ lines }) => String(lines)),
    ],
  );
}

function barsOf(found: readonly Measured[]): Bar[] {
  const list: Bar[] = [];
  for (const measured of found) {
    const of = heading(measured);
    const bar = (figure: string, value: number, most: number, unit: string) =>
      list.push({ figure: `${of}: ${figure}`, value, most, unit });
    for (const [name, page] of Object.entries(measured.pages)) {
      if (page.p95 > 50 || isNamed(name)) bar(`${name}, p95`, page.p95, 50, 'ms');
      if (!page.whole && (page.kB > 200 || isNamed(name))) bar(name, page.kB, 200, 'kB');
    }
    const slowest = most(Object.entries(measured.pages).map(([name, { p95 }]) => [name, p95]));
    bar(`slowest page (${slowest.name}), p95`, slowest.value, 50, 'ms');
    for (const [name, act] of Object.entries(measured.acts))
      if (act.p99 > 50 || name === 'cast-ballot') bar(`${name}, p99`, act.p99, 50, 'ms');
    const uncompressed = most(
      Object.entries(measured.pages).map(([name, { kB, travels }]) => [name, kB < 2 ? 0 : travels / kB]),
    );
    bar(`least compressed answer (${uncompressed.name})`, uncompressed.value * 100, 60, '% of its bytes');
    bar('start to /healthz', measured.seconds.start, 0.6, 's');
    bar('memory after all pages once', measured.memory.visited, 400, 'MB');
    // it falls back: to nine tenths at least, or it never rose
    const { idle, visited, later } = measured.memory;
    bar('memory a minute later', later, Math.max(0.9 * visited, 1.5 * idle), 'MB');
    bar('lines on a new agenda by itself', measured.lines, 10, '');
    if (measured.councils > 1) continue;
    bar('verify', measured.seconds.verify, 1, 's');
    bar('words.db a finished meeting', measured.perMeeting.words, 250, 'kB');
    bar('floors of it', measured.perMeeting.floor, 20, 'kB');
  }
  for (const many of found) {
    const one = found.find(({ councils, years }) => councils === 1 && years === many.years);
    if (many.councils === 1 || !one) continue;
    const worst = most(grown(one, many));
    list.push({
      figure: `${heading(many)}: what grew most against one council (${worst.name}), p50, 2 ms forgiven`,
      value: worst.value,
      most: 1.2,
      unit: '×',
    });
  }
  return list;
}

/** Pages the issue of growth was found on: always printed. */
function isNamed(name: string): boolean {
  return ['decisions', 'roles', 'issue page'].includes(name);
}

function grown(one: Measured, many: Measured): [string, number][] {
  return (['pages', 'acts'] as const).flatMap((kind) =>
    Object.entries(many[kind]).map(([name, { p50 }]): [string, number] => {
      const before = one[kind][name]?.p50 ?? NaN;
      return [name, Math.max(before, p50 - 2) / before];
    }),
  );
}

function most(list: readonly (readonly [string, number])[]): { name: string; value: number } {
  const [name = '–', value = NaN] = list.toSorted(([, a], [, b]) => b - a)[0] ?? [];
  return { name, value };
}
