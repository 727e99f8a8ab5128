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
    const pages = Object.entries(measured.pages);
    const slowest = most(pages.map(([name, { p95 }]) => [name, p95]));
    bar(`slowest page (${slowest.name}), p95`, slowest.value, 50, 'ms');
    // holds where the machine is not alone, too
    const busiest = most(pages.map(([name, { cpu }]) => [name, cpu]));
    bar(`costliest page (${busiest.name}), CPU`, busiest.value, 50, 'ms');
    const largest = most(pages.map(([name, { kB, whole }]) => [name, whole ? 0 : kB]));
    bar(`largest answer (${largest.name})`, largest.value, 200, 'kB');
    // what is shorter than a packet is not worth it
    const loosest = most(pages.map(([name, { kB, travels }]) => [name, kB < 2 ? 0 : travels / kB]));
    bar(`least compressed answer (${loosest.name})`, loosest.value * 100, 60, '% of its bytes');
    const act = most(Object.entries(measured.acts).map(([name, { p99 }]) => [name, p99]));
    bar(`slowest act (${act.name}), p99`, act.value, 50, 'ms');
    bar('start to /healthz', measured.seconds.start, 0.6, 's');
    // it falls back: to nine tenths at least, or it never rose
    const { idle, visited, later } = measured.memory;
    bar('memory after all pages once', visited, 400, 'MB');
    bar('memory a minute later', later, Math.max(0.9 * visited, 1.5 * idle), 'MB');
    bar('lines on a new agenda by itself', measured.lines, 10, '');
    if (measured.councils > 1) continue;
    bar('verify', measured.seconds.verify, 1, 's');
    bar('words.db a finished meeting', measured.perMeeting.words, 250, 'kB');
    bar('floors of it', measured.perMeeting.floor, 20, 'kB');
  }
  return [...list, ...found.flatMap((many) => besideOne(found, many))];
}

/** The pages and the act on which growth was found, in a city; and what others' years add to anything. */
function besideOne(found: readonly Measured[], many: Measured): Bar[] {
  if (many.councils === 1) return [];
  const of = heading(many);
  const list: Bar[] = [];
  for (const name of ['decisions', 'roles', 'issue page']) {
    const page = many.pages[name];
    list.push(
      { figure: `${of}: ${name}, p95`, value: page?.p95 ?? NaN, most: 50, unit: 'ms' },
      { figure: `${of}: ${name}`, value: page?.kB ?? NaN, most: 200, unit: 'kB' },
    );
  }
  list.push({
    figure: `${of}: cast-ballot, p95`,
    value: many.acts['cast-ballot']?.p95 ?? NaN,
    most: 50,
    unit: 'ms',
  });
  const one = found.find(({ councils, years }) => councils === 1 && years === many.years);
  if (!one) return list;
  const page = most(
    Object.entries(many.pages).map(([name, { cpu }]) => [name, grown(one.pages[name]?.cpu, cpu, 1)]),
  );
  const act = most(
    Object.entries(many.acts).map(([name, { p50 }]) => [name, grown(one.acts[name]?.p50, p50, 2)]),
  );
  list.push(
    {
      figure: `${of}: page that grew most beside one council (${page.name}), CPU, 1 ms forgiven`,
      value: page.value,
      most: 1.2,
      unit: '×',
    },
    {
      figure: `${of}: act that grew most beside one council (${act.name}), p50, 2 ms forgiven`,
      value: act.value,
      most: 1.2,
      unit: '×',
    },
  );
  return list;
}

/** How many times more, where so much of it may be chance. */
function grown(before: number | undefined, now: number, chance: number): number {
  return before === undefined ? NaN : Math.max(before, now - chance) / before;
}

function most(list: readonly (readonly [string, number])[]): { name: string; value: number } {
  const [name = '–', value = NaN] = list.toSorted(([, a], [, b]) => b - a)[0] ?? [];
  return { name, value };
}
