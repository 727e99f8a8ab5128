import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildCity } from './acts/city.ts';
import { itemsFor } from './acts/crowded.ts';
import { bars, conditions, short, table, type Bar } from './figures.ts';
import { acts } from './scale/acts.ts';
import { costsOf, keepCosts, keptCosts, type Found, type Run } from './scale/costs.ts';
import { Ground, setups } from './scale/ground.ts';
import { livedIn, type Lived } from './scale/house.ts';
import type { IdleFound } from './scale/idle.ts';
import { printModel } from './scale/model-table.ts';
import type { WordsFound } from './scale/words.ts';
import { year } from './scale/year.ts';
import { runLoad } from './sync/loads.ts';

/*
 * One machine on which the same house is served from a data folder, from PostgreSQL, and from PostgreSQL by two processes:
 * `npm run bench -- scale [--quick] [--only words,acts,idle,long,year] [--keep] [--model]` (docs/scale.md). `--keep` writes
 * what things cost into bench/scale/costs.json; `--model` runs only the model of the worst hour, on the costs that lie there.
 */

const parts = ['words', 'acts', 'idle', 'long', 'year'] as const;
/** Tables of the two loads of words: as many people and words in both, a word on thirty screens or on five. */
const shapes = { thirty: { rooms: 37, people: 30 }, five: { rooms: 222, people: 5 } } as const;

export async function bench(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: parts.join(',') },
      keep: { type: 'boolean', default: false },
      model: { type: 'boolean', default: false },
    },
  });
  if (values.model) return { ...conditions(), model: printModel(keptCosts()) };
  const only = values.only.split(',');
  const root = mkdtempSync(path.join(tmpdir(), 'yoriai-bench-'));
  const ground = await Ground.open();
  try {
    const found = await measure(ground, root, only, values.quick);
    print(found);
    const held = bars(barsOf(found));
    const costs = costsOf(found);
    if (costs && values.keep) keepCosts(costs);
    const model = costs && printModel(costs);
    return { ...conditions(), quick: values.quick, held, found, model };
  } finally {
    await ground.close();
    rmSync(root, { recursive: true, force: true });
  }
}

async function measure(
  ground: Ground,
  root: string,
  only: readonly string[],
  quick: boolean,
): Promise<Found> {
  const wantsHouse = ['words', 'idle', 'long'].some((part) => only.includes(part));
  const lived = wantsHouse ? await livedIn(root, quick ? 30_000 : 260_000, quick ? 40 : 120) : undefined;
  const rounds = quick ? 1 : 4;
  const city = only.includes('acts')
    ? await buildCity(quick ? 4 : 8, () => Array.from({ length: itemsFor(rounds) }, () => 400))
    : undefined;
  const runs: Run[] = [];
  try {
    for (const setup of setups) {
      const run: Run = { setup: setup.name };
      if (lived && only.includes('long')) run.long = await cold(ground, lived, setup);
      if (lived && only.includes('words')) run.words = await words(ground, lived, setup, quick);
      if (lived && only.includes('idle')) run.idle = await idle(ground, lived, setup, quick);
      if (city) {
        const served = await ground.serve(setup, city.folder);
        run.acts = await acts(city, served, { rounds, seconds: quick ? 3 : 8 });
        await served.stop();
      }
      runs.push(run);
      console.log(`${setup.name}: measured`);
    }
  } finally {
    await city?.dispose();
  }
  return {
    runs,
    commit: await ground.commit(),
    ...(only.includes('year') && { year: await year(ground, root) }),
  };
}

type SetupOf = (typeof setups)[number];

async function words(ground: Ground, lived: Lived, setup: SetupOf, quick: boolean) {
  const lasts = quick ? { warm: 2, seconds: 4 } : { warm: 7, seconds: 10 };
  const found: Record<string, WordsFound & { hints: number }> = {};
  for (const [name, shape] of Object.entries(shapes)) {
    const served = await ground.serve(setup, lived.folder);
    const hints = await ground.hints();
    const seen = await runLoad<WordsFound>(path.join(import.meta.dirname, 'scale/words.ts'), {
      dialect: 'ours',
      port: served.ports[0],
      ports: served.ports,
      cookies: lived.cookies,
      pids: served.pids,
      databasePid: served.databasePid,
      ...shape,
      firstDoc: lived.empty,
      perSecond: 111,
      ...lasts,
    });
    const said = (await ground.hints()) - hints;
    // hints of the whole load, warming up included
    found[name] = { ...seen, hints: said / (lasts.warm + lasts.seconds) };
    await served.stop();
    console.log(
      `  ${setup.name}: words on ${shape.people} screens, ${seen.p50} / ${seen.p99} ms, missing ${seen.missing}; load late p99 ${short(seen.own.delayP99)} ms`,
    );
  }
  return found as Run['words'];
}

async function idle(ground: Ground, lived: Lived, setup: SetupOf, quick: boolean): Promise<IdleFound> {
  const served = await ground.serve(setup, lived.folder);
  const found = await runLoad<IdleFound>(path.join(import.meta.dirname, 'scale/idle.ts'), {
    dialect: 'ours',
    port: served.ports[0],
    ports: served.ports,
    cookies: lived.cookies,
    pids: served.pids,
    databasePid: served.databasePid,
    rooms: 0,
    people: 0,
    lines: quick ? 200 : 400,
    docs: lived.docs,
    empty: lived.empty,
  });
  await served.stop();
  return found;
}

/** The first who opens a long document after a start of the server. */
async function cold(ground: Ground, lived: Lived, setup: SetupOf): Promise<Run['long']> {
  const served = await ground.serve(setup, lived.folder);
  const found = await runLoad<{ first: number; joiners: number; single: number }>(
    path.join(import.meta.dirname, 'sync/rows/long.ts'),
    { dialect: 'ours', port: served.ports[0], cookies: lived.cookies, edits: lived.edits, task: 'open' },
  );
  await served.stop();
  return found;
}

function print({ runs, year: left }: Found): void {
  const line = (name: string, of: (run: Run) => string) => [name, ...runs.map(of)];
  const per = (used: number | undefined, n: number | undefined, unit = 1e6) =>
    short(((used ?? NaN) / (n ?? NaN)) * unit);
  const seen = (name: keyof typeof shapes) => [
    line(`words on ${shapes[name].people} screens: edit → seen, p50 / p99`, ({ words: w }) =>
      w ? `${short(w[name].p50)} / ${short(w[name].p99)} ms` : '–',
    ),
    line('· CPU per delivery: servers + database', ({ words: w }) =>
      w
        ? `${per(w[name].servers, w[name].deliveries)} + ${per(w[name].database, w[name].deliveries)} µs`
        : '–',
    ),
    line('· share of a core: servers + database', ({ words: w }) =>
      w
        ? `${per(w[name].servers, w[name].seconds, 100)} + ${per(w[name].database, w[name].seconds, 100)} %`
        : '–',
    ),
    line('· hints a second', ({ words: w }) => (w ? short(w[name].hints) : '–')),
  ];
  table(
    ['', ...runs.map(({ setup }) => setup)],
    [
      ...seen('thirty'),
      ...seen('five'),
      line('ballots at 50/s in one council, p50 / p99', ({ acts: a }) =>
        a ? `${short(a.ballot.p50)} / ${short(a.ballot.p99)} ms` : '–',
      ),
      line('acts a second, eight councils at once', ({ acts: a }) => (a ? short(a.perSecond) : '–')),
      line('· one of them, p50 / p99', ({ acts: a }) => (a ? `${short(a.p50)} / ${short(a.p99)} ms` : '–')),
      line('· CPU of one: servers + database', ({ acts: a }) =>
        a ? `${short(a.servers)} + ${short(a.database)} ms` : '–',
      ),
      line('memory of an idle line', ({ idle: i }) => (i ? `${short(i.perLine / 1024)} KiB` : '–')),
      line('memory of an idle document of 57 KB', ({ idle: i }) =>
        i ? `${short(i.perDoc / 1024)} KiB` : '–',
      ),
      line('at rest, documents open: servers + database', ({ idle: i }) =>
        i ? `${short(i.servers * 100)} + ${short(i.database * 100)} % (${i.docs})` : '–',
      ),
      line('long document: first open, cold · joiner', ({ long: l }) =>
        l ? `${short(l.first)} · ${short(l.single)} ms` : '–',
      ),
    ],
  );
  if (!left) return;
  table(
    ['a council’s year', ''],
    [
      ['rows of records · of words', `${short(left.records)} · ${short(left.words)}`],
      ['data folder · PostgreSQL', `${short(left.folder / 1e6)} · ${short(left.database / 1e6)} MB`],
      ...Object.entries(left.largest).map(([name, bytes]) => [`· ${name}`, `${short(bytes / 1e6)} MB`]),
    ],
  );
}

function barsOf({ runs }: Found): Bar[] {
  const list: Bar[] = [];
  const [sqlite, , two] = runs;
  for (const name of ['thirty', 'five'] as const) {
    const [one, other] = [sqlite?.words?.[name], two?.words?.[name]];
    if (!one || !other) continue;
    const of = `words on ${shapes[name].people} screens, PostgreSQL by two ÷ SQLite`;
    list.push(
      { figure: `${of}, p50`, value: other.p50 / one.p50, most: 3, unit: '×' },
      { figure: `${of}, p99`, value: other.p99 / one.p99, most: 3, unit: '×' },
    );
  }
  for (const { setup, words: w, acts: a, long: l } of runs) {
    if (w)
      list.push({
        figure: `${setup}: words that came nowhere`,
        value: w.thirty.missing + w.five.missing,
        most: 0,
        unit: '',
      });
    if (a)
      list.push(
        { figure: `${setup}: ballots at 50/s, p99`, value: a.ballot.p99, most: 50, unit: 'ms' },
        {
          figure: `${setup}: unanswered, sockets lost`,
          value: a.ballot.unanswered + a.lost,
          most: 0,
          unit: '',
        },
      );
    if (l) list.push({ figure: `${setup}: long document, first open`, value: l.first, most: 50, unit: 'ms' });
  }
  return list;
}
