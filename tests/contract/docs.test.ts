import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandsPage, configurationPage } from '../../docs/generate.ts';

const page = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

test('docs/commands.md and docs/configuration.md say what the code says (run docs/generate.ts)', () => {
  expect(page('commands.md')).toBe(commandsPage());
  expect(page('configuration.md')).toBe(configurationPage());
});
