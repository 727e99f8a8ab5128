import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/*
 * Rules are numbered in SPEC.md files and cited in test titles as `[C14] …`. A rule that no test cites
 * is a wish; a test that cites an unknown rule has lost its reason.
 */
const root = path.join(import.meta.dirname, '../..');
const specs = ['src/lib/domain/SPEC.md', 'server/sync/SPEC.md'];

function testFiles(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(test|spec|contract)\.ts$/.test(name))
    .map((name) => path.join(root, folder, name));
}

const cited = new Set<string>();
for (const file of ['src', 'server', 'tests'].flatMap(testFiles))
  for (const match of readFileSync(file, 'utf8').matchAll(/\b([A-Z]{1,4}\d{1,3})\b/g))
    cited.add(match[1] ?? '');

test.each(specs)('every numbered rule of %s is cited by a test', (spec) => {
  const rules = [
    ...readFileSync(path.join(root, spec), 'utf8').matchAll(/^[-*|\s]*\*{0,2}\[?([A-Z]{1,4}\d{1,3})\]?\b/gm),
  ].map((match) => match[1] ?? '');
  expect(rules.length).toBeGreaterThan(10);
  expect(rules.filter((rule) => !cited.has(rule))).toEqual([]);
});
