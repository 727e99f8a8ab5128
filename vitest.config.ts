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
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
});
