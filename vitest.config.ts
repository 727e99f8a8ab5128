import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests of whole processes, of time and of memory, and those that change what all modules of a process share. */
const alone = [
  'tests/{fuzz,crash}/**/*.test.ts',
  'tests/contract/{answers,behind-proxy,door,start}.test.ts',
  'server/sync/**/*.test.ts',
  'server/quiet-memory.test.ts',
  'src/lib/client/*.test.ts',
  'src/lib/text/dates.test.ts',
];

const onPostgres = process.env.ENGINE === 'postgres';
/** Every command and query on houses in PostgreSQL: `npm test -- --engine postgres`. */
const all = [
  'server/{access,commands,effects,export,mirrors,queries,records,seed,session}/**/*.test.ts',
  // the live documents over a log in PostgreSQL; what is asked of that log itself runs always
  'server/sync/tests/{mirror,protocol,silence,slices,words-port}.test.ts',
];
/** The most telling of them run always; beside them tests/contract/records asks both engines the same. */
const telling = [
  'server/commands/deciding/{deciding,frozen-round,round-race,take-back-reply}.test.ts',
  'server/commands/issues/{issues,referral}.test.ts',
  'server/commands/minutes/{minutes,past-roll}.test.ts',
  'server/queries/answers.test.ts',
  'server/queries/issues/coverage.test.ts',
  'server/queries/meeting/meeting.test.ts',
  'server/sync/tests/{mirror,words-port}.test.ts',
];
/** What is asked of a data folder itself: its files, its plans, its triggers, its pragmas. */
const ofFolders = [
  'server/commands/deciding/statements.test.ts',
  'server/commands/minutes/erratum.test.ts',
  'server/mirrors/floor.test.ts',
  'server/queries/{plans,years}.test.ts',
  'server/queries/deciding/sealed.test.ts',
  'server/records/audit-chain.test.ts',
  'server/seed/seed.test.ts',
  'server/session/full-disk.test.ts',
];

/** Whole processes on a PostgreSQL that is killed, stopped and moved into: minutes, and run with all the rest on PostgreSQL. */
const postgresFaults = ['tests/crash/{full-database,moving,outage,rolling,together}.test.ts'];

/** Everything, where people begin. */
const inFolders = [
  {
    extends: true as const,
    test: {
      name: 'together',
      include: [
        'src/**/*.test.ts',
        'server/**/*.test.ts',
        'migrations/**/*.test.ts',
        'tests/contract/**/*.test.ts',
      ],
      exclude: alone,
      // loading the server takes longer than most files: a worker loads it once
      isolate: false,
    },
  },
  { extends: true as const, test: { name: 'alone', include: alone, exclude: postgresFaults } },
];

/** Those that wait for time to pass begin first: others compute meanwhile, and no long one is left at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isAlone = ({ project }: TestSpecification) => project.name === 'alone';
    return [...sorted.filter(isAlone), ...sorted.filter((file) => !isAlone(file))];
  }
}

// Real SQLite and real sockets throughout; browsers are driven by Playwright (tests/browser).
export default defineConfig({
  plugins: [svelte({ configFile: false })],
  test: {
    environment: 'node',
    pool: 'forks',
    // two cores; a third worker computes while others wait for time to pass
    maxWorkers: 3,
    // bounds for what hangs, far above what a busy machine needs (a try at a password alone costs half a second there)
    testTimeout: 180_000,
    hookTimeout: 180_000,
    globalSetup: 'tests/engines.setup.ts',
    // what a test has put in the place of something stands there for itself alone
    restoreMocks: true,
    unstubGlobals: true,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'postgres',
          include: onPostgres ? all : telling,
          exclude: ofFolders,
          env: { ENGINE: 'postgres' },
          isolate: false,
        },
      },
      ...(onPostgres
        ? [{ extends: true as const, test: { name: 'faults', include: postgresFaults } }]
        : inFolders),
    ],
  },
});
