import { short, table } from '../figures.ts';
import type { Costs } from './costs.ts';
import { devices, meetingShare, worstHour, type Hour, type HourFound } from './model.ts';

/* What houses of three sizes need in the worst hour, and where it breaks first: printed from the model. */

interface House {
  readonly name: string;
  readonly councils: number;
  /** cores of its database */
  readonly cores: number;
}

const houses: readonly House[] = [
  { name: 'city', councils: 40, cores: 2 },
  { name: 'prefecture', councils: 300, cores: 4 },
  { name: 'country', councils: 9_300, cores: 32 },
];

/** What people may wait, ms, and how full a thread or the database may be. */
const bar = { words: 100, acts: 300, share: 0.7 };
const sizes = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64];
const poolOfProcess = 15;

const holds = (found: HourFound) =>
  found.words.p99 <= bar.words &&
  found.acts.p99 <= bar.acts &&
  found.process <= bar.share &&
  found.database <= bar.share;

/** The fewest processes with which a house holds; the most there are where none does. */
function fewest(costs: Costs, hour: Omit<Hour, 'processes'>): HourFound {
  let found: HourFound | undefined;
  for (const processes of sizes) {
    // a process more that does not help any more is no answer
    found = worstHour(costs, { ...hour, processes });
    if (holds(found)) return found;
  }
  return found as HourFound;
}

/** What is full, or too late, first. */
function breaksBy({ words, acts, process, database }: HourFound): string {
  const by: readonly (readonly [string, number])[] = [
    ['a process', process / bar.share],
    ['the database', database / bar.share],
    ['words', words.p99 / bar.words],
    ['acts', acts.p99 / bar.acts],
  ];
  return [...by].sort(([, a], [, b]) => b - a)[0]![0];
}

export function printModel(costs: Costs): object {
  console.log(`\nthe worst hour, on what was measured ${costs.of}`);
  const found = houses.flatMap(({ name, councils, cores }) =>
    (['anywhere', 'together'] as const).map((seated) => ({
      name,
      ...fewest(costs, { councils, cores, seated }),
    })),
  );
  table(
    [
      'people sit',
      ...[
        'processes',
        'sockets',
        'words p50 / p99',
        'acts p50 / p99',
        'thread',
        'database',
        'appends, reads, hints a second',
        'connections',
      ],
    ],
    found.map((row) => [
      `${row.name}, ${row.seated}`,
      `${row.processes}${holds(row) ? '' : ', too few'}`,
      short(row.sockets),
      `${short(row.words.p50)} / ${short(row.words.p99)} ms`,
      `${short(row.acts.p50)} / ${short(row.acts.p99)} ms`,
      `${short(row.process * 100)} %`,
      `${short(row.database * 100)} % of ${row.cores}`,
      `${short(row.appends)}, ${short(row.reads)}, ${short(row.hints)}`,
      short(row.processes * poolOfProcess),
    ]),
  );
  table(
    ['', 'rows a year', 'disk a year', 'memory of open lines and documents'],
    houses.map(({ name, councils }) => [
      name,
      short(councils * (costs.year.records + costs.year.words)),
      `${short((councils * costs.year.bytes) / 1e9)} GB`,
      `${short((councils * meetingShare * (devices * costs.line + 3 * costs.document)) / 1e6)} MB`,
    ]),
  );
  const limits = breaking(costs);
  table(
    ['it breaks', 'at councils', 'by'],
    limits.map(({ what, councils, by }) => [what, short(councils), by]),
  );
  return { found, limits };
}

/** How far a fixed number of processes and cores reaches: councils are added until something does not hold. */
function breaking(costs: Costs) {
  const shapes = [
    { what: '1 process, 2 cores', processes: 1, cores: 2, seated: 'together' },
    { what: '4 processes, 4 cores, anywhere', processes: 4, cores: 4, seated: 'anywhere' },
    { what: '4 processes, 4 cores, together', processes: 4, cores: 4, seated: 'together' },
    { what: '16 processes, 32 cores, anywhere', processes: 16, cores: 32, seated: 'anywhere' },
    { what: '16 processes, 32 cores, together', processes: 16, cores: 32, seated: 'together' },
  ] as const;
  return shapes.map(({ what, ...shape }) => {
    let [least, most] = [10, 20_000];
    while (most / least > 1.1) {
      const councils = Math.round(Math.sqrt(least * most));
      if (holds(worstHour(costs, { ...shape, councils }))) least = councils;
      else most = councils;
    }
    return { what, councils: least, by: breaksBy(worstHour(costs, { ...shape, councils: most })) };
  });
}
