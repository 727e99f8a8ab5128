import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/*
 * A rule that only its test calls passes on code that never runs. Names are looked for as words, so a namesake
 * elsewhere can hide one; none can be accused wrongly.
 */

const root = path.join(import.meta.dirname, '../..');

function sources(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|svelte)$/.test(file) && !/\.(test|fixture|contract)\.ts$|paraglide/.test(file))
    .map((file) => path.join(folder, file));
}

test('no rule of the domain is called by tests alone', () => {
  const texts = new Map(
    [...sources('src'), ...sources('server')].map((file) => [
      file,
      readFileSync(path.join(root, file), 'utf8'),
    ]),
  );
  const rules = [...texts].flatMap(([file, text]) =>
    file.startsWith('src/lib/domain/')
      ? [...text.matchAll(/^export function (\w+)/gm)].map(([, name = '']) => name)
      : [],
  );
  expect(rules.length).toBeGreaterThan(100);
  const words = new Map<string, number>();
  for (const text of texts.values())
    for (const line of text.split('\n'))
      if (!/^\s*(\*|\/\/|\/\*)/.test(line))
        for (const [word] of line.matchAll(/\w+/g)) words.set(word, (words.get(word) ?? 0) + 1);
  expect(rules.filter((name) => (words.get(name) ?? 0) < 2)).toEqual([]);
});
