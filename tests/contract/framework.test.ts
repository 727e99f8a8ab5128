import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/*
 * vite.config.ts leans on a private name of SvelteKit, because the layout of this project keeps
 * svelte.config.js. If this fails: read vite.config.ts, look for what refuses the file in the new
 * version (`config_file_unsupported`), adapt the bridge, then the name here.
 */
test('SvelteKit still guards the config file in the plugin that vite.config.ts relaxes', () => {
  const source = readFileSync(
    new URL('../../node_modules/@sveltejs/kit/src/exports/vite/index.js', import.meta.url),
    'utf8',
  );
  expect(source).toContain('vite-plugin-sveltekit-resolve-root');
});

test('the versions that were tried together are the ones installed', () => {
  const wanted = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  for (const version of [...Object.values(wanted.dependencies), ...Object.values(wanted.devDependencies)])
    expect(version, 'dependencies are pinned').toMatch(/^\d+\.\d+\.\d+$/);
});
