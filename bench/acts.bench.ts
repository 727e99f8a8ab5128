import { parseArgs } from 'node:util';
import { buildCity } from './acts/city.ts';
import { closings } from './acts/closing.ts';
import { crowded, itemsFor, type Crowd, type Crowded } from './acts/crowded.ts';
import { evening } from './acts/evening.ts';
import { bytesOfOneReply } from './acts/one-reply.ts';
import { tallies } from './acts/tallies.ts';
import { bars, conditions, short, table, type Bar } from './figures.ts';

/*
 * What an act costs while a city is connected:
 * `npm run bench -- acts [--quick] [--only crowds,bytes,evening,tally] [--crowds 0x1,300x10]` (sockets × councils).
 * A real server process, real sockets, records on disk (docs/bench-acts.md says what it imitates).
 */

const parts = ['crowds', 'bytes', 'evening', 'tally'] as const;
/** As many councils as a city has school districts; one more sits by itself and types. */
const councils = 34;
const everywhere: readonly Crowd[] = [
  { sockets: 0, councils: 1 },
  { sockets: 30, councils: 1 },
  { sockets: 300, councils: 1 },
  { sockets: 300, councils: 10 },
  { sockets: 1_000, councils: 1 },
  { sockets: 1_000, councils: 10 },
  { sockets: 1_000, councils: 34 },
];
const soon: readonly Crowd[] = everywhere.filter(({ sockets, councils: of }) => sockets === 0 || of > 1);

export async function bench(args: readonly string[]): Promise<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: parts.join(',') },
      crowds: { type: 'string' },
    },
  });
  const only = values.only.split(',');
  const rounds = values.quick ? 2 : 6;
  const lengths = (n: number) => [
    n === 1 ? 4_000 : 400,
    ...Array.from({ length: itemsFor(rounds) - 1 }, () => 400),
  ];
  const holding: Bar[] = [];
  const figures: Record<string, unknown> = {};
  if (only.includes('tally')) {
    const found = tallies(values.quick ? 10 : 50);
    figures.tally = found;
    for (const { mode, worst } of found)
      holding.push({
        figure: `tally of 3,000 ballots, ${mode}, the slowest`,
        value: worst,
        most: 50,
        unit: 'ms',
      });
  }
  if (only.includes('tally')) {
    const closed = await closings(values.quick ? 3 : 10);
    figures.closing = closed;
    const together = closed.close.map((ms, i) => ms + (closed.publish[i] ?? NaN));
    holding.push({
      figure: 'close and publish a round of 3,000 ballots, the slowest',
      value: Math.max(...together),
      most: 1_000,
      unit: 'ms',
    });
  }
  if (only.every((part) => part === 'tally'))
    return { ...conditions(), quick: values.quick, held: bars(holding), ...figures };
  const city = await buildCity(councils + 1, (n) =>
    n === 0 || n === 1 ? lengths(n) : lengths(n).slice(0, 2),
  );
  try {
    if (only.includes('crowds')) {
      const rows: Crowded[] = [];
      for (const crowd of crowdsOf(values.crowds) ?? (values.quick ? soon : everywhere)) {
        rows.push(await crowded(city, crowd, rounds));
        printCrowd(rows.at(-1) as Crowded);
      }
      printCrowds(rows);
      holding.push(...barsOf(rows));
      figures.crowds = rows;
    }
    if (only.includes('bytes')) {
      const bytes = { of400: await bytesOfOneReply(city, 0), of4000: await bytesOfOneReply(city, 1) };
      for (const [text, value] of Object.entries(bytes))
        holding.push({
          figure: `one reply to each phone, text of ${text.slice(2)} characters`,
          value,
          most: 400,
          unit: 'B',
        });
      figures.bytes = bytes;
    }
    if (only.includes('evening')) {
      const found = await evening(city, councils, values.quick ? 20 : 60);
      figures.evening = found;
      printEvening(found);
      const row = (figure: string, value: number, most: number, unit: string) =>
        holding.push({ figure: `evening: ${figure}`, value, most, unit });
      row('words, p99', found.words.p99, 20, 'ms');
      row('acts, p99', found.acts.p99, 50, 'ms');
      row('CPU', found.cpu, 25, '%');
      row('memory', found.rss, 300, 'MB');
      row('acts unanswered, sockets lost', found.acts.unanswered + found.lost, 0, '');
    }
  } finally {
    await city.dispose();
  }
  const held = bars(holding);
  return { ...conditions(), quick: values.quick, held, ...figures };
}

/** Crowds as they are asked for on the command line. */
function crowdsOf(asked: string | undefined): Crowd[] | undefined {
  return asked?.split(',').map((crowd) => {
    const [sockets = NaN, of = NaN] = crowd.split('x').map(Number);
    if (!(sockets >= 0 && of >= 1 && of <= councils)) throw new Error(`no crowd ${crowd}; as in 300x10`);
    return { sockets, councils: of };
  });
}

const name = ({ sockets, councils: of }: Crowd) =>
  sockets === 0 ? '0 sockets' : `${sockets} sockets, ${of} council${of === 1 ? '' : 's'}`;

function printCrowd(row: Crowded): void {
  const took = row.took['cast-ballot'];
  console.log(
    `${name(row)}: ${short(row.statements['cast-ballot'] ?? NaN)} statements a ballot, ${short(took?.p50 ?? NaN)} / ${short(took?.p99 ?? NaN)} ms`,
  );
}

function printCrowds(rows: readonly Crowded[]): void {
  const acts = ['cast-ballot', 'record-attendance', 'move-issue', 'declare-decision'];
  table(
    ['statements per act', ...acts],
    rows.map((row) => [name(row), ...acts.map((act) => short(row.statements[act] ?? NaN))]),
  );
  const took = [...acts, 'set-current-item'];
  table(
    [
      'ms from outside, p50 / p99',
      ...took,
      'unanswered',
      'words elsewhere, p99: quiet → meanwhile',
      'sockets lost',
    ],
    rows.map((row) => [
      name(row),
      ...took.map((act) => `${short(row.took[act]?.p50 ?? NaN)} / ${short(row.took[act]?.p99 ?? NaN)}`),
      String(Object.values(row.took).reduce((sum, { unanswered }) => sum + unanswered, 0)),
      `${short(row.words.quiet)} → ${short(row.words.meanwhile)}`,
      String(row.lost),
    ]),
  );
}

function barsOf(rows: readonly Crowded[]): Bar[] {
  const list: Bar[] = [];
  const ballots = rows.map((row) => row.took['cast-ballot']?.p50 ?? NaN);
  const counts = rows.map((row) => row.statements['cast-ballot'] ?? NaN);
  for (const row of rows) {
    const of = name(row);
    const took = row.took['cast-ballot'];
    list.push(
      {
        figure: `statements per ballot, ${of}`,
        value: row.statements['cast-ballot'] ?? NaN,
        most: 40,
        unit: '',
      },
      { figure: `ballots at 50/s, p99, ${of}`, value: took?.p99 ?? NaN, most: 50, unit: 'ms' },
      {
        figure: `words elsewhere, p99 with the ballots ÷ without, ${of}`,
        value: row.words.meanwhile / row.words.quiet,
        most: 1.2,
        unit: '×',
      },
    );
  }
  list.push(
    {
      figure: 'statements per ballot, most ÷ fewest of all counts',
      value: Math.max(...counts) / Math.min(...counts),
      most: 1,
      unit: '×',
    },
    {
      figure: 'ballots, medians: slowest ÷ fastest',
      value: Math.max(...ballots) / Math.min(...ballots),
      most: 1.5,
      unit: '×',
    },
    {
      figure: 'acts unanswered, sockets lost',
      value: rows.reduce(
        (sum, row) =>
          sum + row.lost + Object.values(row.took).reduce((acts, { unanswered }) => acts + unanswered, 0),
        0,
      ),
      most: 0,
      unit: '',
    },
  );
  return list;
}

function printEvening(found: Awaited<ReturnType<typeof evening>>): void {
  table(
    [
      `${found.councils} councils × ${found.sockets / found.councils} sockets`,
      'words p50 / p99, ms',
      'acts p50 / p99, ms',
      'server CPU',
      'memory',
    ],
    [
      [
        'words alone',
        `${short(found.alone.p50)} / ${short(found.alone.p99)}`,
        '–',
        `${short(found.alone.cpu)} %`,
        '',
      ],
      [
        '+ one act per council each 10 s',
        `${short(found.words.p50)} / ${short(found.words.p99)}`,
        `${short(found.acts.p50)} / ${short(found.acts.p99)}`,
        `${short(found.cpu)} %`,
        `${short(found.rss)} MB`,
      ],
    ],
  );
}
