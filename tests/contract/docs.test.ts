import { existsSync, globSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { agendaShape } from '#lib/doc/agenda.ts';
import { boardShape } from '#lib/doc/board.ts';
import { canvasShape } from '#lib/doc/canvas.ts';
import { rules } from '#lib/domain/policy/actions.ts';
import { commandsPage, configurationPage } from '../../docs/generate.ts';

const root = path.join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const page = (name: string) => read(`docs/${name}`);
/** What stands in backticks. */
const quoted = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, words]) => words!);
const foldersOf = (folder: string) =>
  readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'paraglide')
    .map(({ name }) => `${folder}/${name}`);

test('docs/commands.md and docs/configuration.md say what the code says (run docs/generate.ts)', () => {
  expect(page('commands.md')).toBe(commandsPage());
  expect(page('configuration.md')).toBe(configurationPage());
});

test('ARCHITECTURE.md names every room there is, and none that is not', () => {
  const [, table = ''] = read('ARCHITECTURE.md').split('## Rooms and arrows');
  const named = table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => quoted(line)[0]!)
    .flatMap((name) => {
      const [before, many] = /^(.*)\{(.*)\}$/.exec(name)?.slice(1) ?? [name];
      return many ? many.split(',').map((one) => `${before}${one}`) : [name];
    });
  expect(named.filter((room) => !existsSync(path.join(root, room)))).toEqual([]);
  const rooms = [...foldersOf('src/lib'), ...foldersOf('server'), 'src/routes', 'migrations'];
  expect(rooms.filter((room) => !named.includes(room))).toEqual([]);
});

test('the rooms that SPEC.md names exist', () => {
  const lines = read('src/lib/domain/SPEC.md').match(/Rooms?: [^.]*`[^.]*(?:\.\w+`[^.]*)*\./g) ?? [];
  const sections = read('src/lib/domain/SPEC.md').match(/^## /gm) ?? [];
  const of = (section: string) => existsSync(path.join(root, 'src/lib/domain', section));
  const rooms = lines.flatMap(quoted).filter((name) => /[/.]/.test(name));
  expect(rooms.length).toBeGreaterThan(20);
  expect(rooms.filter((room) => !of(room) && !existsSync(path.join(root, room)))).toEqual([]);
  expect(lines).toHaveLength(sections.length);
});

test('docs/documents.md says the shapes, rights and names of the code', () => {
  const heading = /^## `([^`]+)` \((words|mirror)(?:, shape (\d+))?\)$/gm;
  const documents = new Map(
    [...page('documents.md').matchAll(heading)].map(([, name, , n]) => [name, Number(n)]),
  );
  expect(documents.get('meeting/{id}/agenda')).toBe(agendaShape);
  expect(documents.get('council/{slug}/canvas')).toBe(canvasShape);
  expect(documents.get('council/{slug}/board')).toBe(boardShape);
  const rights = quoted(page('documents.md')).filter((name) => /^[a-z]+\.[a-zA-Z]+$/.test(name));
  expect(rights.length).toBeGreaterThan(8);
  expect(rights.filter((name) => !(name in rules))).toEqual([]);
  const code = globSync(['src/lib/**/*.ts', 'src/routes/**/*.ts', 'server/**/*.ts'], { cwd: root })
    .filter((file) => !file.includes('paraglide'))
    .map((file) => read(file))
    .join('\n');
  const inCode = (name: string) => new RegExp(`\`${name.replace(/\{\w+\}/g, '\\$\\{[^}]+\\}')}\``).test(code);
  expect([...documents.keys()].filter((name) => !inCode(name!))).toEqual([]);
});

test('docs/glossary.md: every word in code is one of the code', () => {
  const code = globSync(['src/lib/domain/**/*.ts', 'server/db/schema.ts', 'server/commands/**/*.ts'], {
    cwd: root,
  })
    .map((file) => read(file))
    .join('\n');
  const words = quoted(page('glossary.md')).filter((word) => !word.includes(' '));
  expect(words.length).toBeGreaterThan(30);
  expect(words.filter((word) => !new RegExp(`\\b${word}\\b`).test(code))).toEqual([]);
});
