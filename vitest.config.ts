import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// Real SQLite and real sockets throughout; browsers are driven by Playwright (tests/browser).
export default defineConfig({
  plugins: [svelte({ configFile: false })],
  test: {
    include: [
      'src/**/*.test.ts',
      'server/**/*.test.ts',
      'migrations/**/*.test.ts',
      'tests/{contract,fuzz,crash}/**/*.test.ts',
    ],
    environment: 'node',
    pool: 'forks',
    // bounds for what hangs, far above what a busy machine needs (a try at a password alone costs half a second there)
    // two cores; a third worker computes while others wait for time to pass
    maxWorkers: 3,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
