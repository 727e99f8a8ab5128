import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root, testTitles } from './titles.ts';

/*
 * Rules are numbered and cited in test titles in brackets, `[C14] …`. A rule that no title cites is a wish; a
 * title that cites what no page knows has lost its reason. What a comment says of a rule proves nothing.
 */
const read = (page: string) => readFileSync(path.join(root, page), 'utf8');

/** Numbers of rules (T16a, S12), steps of an acceptance (AT-1.6), requirements (R-HAC-04), faults found (F-P7). */
const id = /\b(?:F-[A-Z]\d{1,2}|[A-Z]{1,4}\d{1,3}[a-z]?|AT-\d+(?:\.\d+)?|R-[A-Z]{3}-\d{2})\b/g;

const cited = new Map<string, string[]>();
for (const { file, words } of testTitles())
  for (const [, inside] of words.matchAll(/\[([^\]]*)\]/g))
    for (const [name] of (inside ?? '').matchAll(id)) cited.set(name, [...(cited.get(name) ?? []), file]);

/** Rules of a page: the first word of a point or of a line of a table. */
function rulesOf(page: string): string[] {
  return [
    ...read(page).matchAll(
      /^(?:- |\| )\*{0,2}(F-[A-Z]\d{1,2}|[A-Z]{1,4}\d{1,3}[a-z]?|AT-[\d.]+|R-[A-Z]{3}-\d{2})\b/gm,
    ),
  ].map((match) => match[1] ?? '');
}

/** I1 to I12, one after the other in one paragraph. */
const invariants = [...read('ARCHITECTURE.md').matchAll(/\b(I\d{1,2}) (?=[a-z])/g)].map(
  (match) => match[1] ?? '',
);

const pages = {
  'src/lib/domain/SPEC.md': rulesOf('src/lib/domain/SPEC.md'),
  'server/sync/SPEC.md': rulesOf('server/sync/SPEC.md'),
  'docs/sources.md': rulesOf('docs/sources.md'),
  'ARCHITECTURE.md': invariants,
};

test.each(Object.entries(pages))('every numbered rule of %s is cited by a test title', (_page, rules) => {
  expect(rules.length).toBeGreaterThan(10);
  expect(rules.filter((rule) => !cited.has(rule))).toEqual([]);
});

test('a number names one rule', () => {
  const all = Object.values(pages).flat();
  expect(all.filter((rule, i) => all.indexOf(rule) !== i)).toEqual([]);
});

test('the invariants are counted through from I1 to I12', () => {
  expect(invariants).toEqual(Array.from({ length: 12 }, (_, i) => `I${i + 1}`));
});

test('every number that a test title cites is known to a page', () => {
  const known = new Set(Object.values(pages).flat());
  const unknown = [...cited].filter(([name]) => !known.has(name));
  expect(unknown.map(([name, files]) => `${name}: ${[...new Set(files)].join(', ')}`)).toEqual([]);
});
