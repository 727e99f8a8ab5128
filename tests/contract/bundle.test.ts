import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/*
 * What browsers are sent holds nothing of the server. Names of modules do not survive the build; the words they
 * write between quotes do, and so do the names of the methods their libraries are called by.
 */
const root = path.join(import.meta.dirname, '../..');

function below(folder: string, wanted: RegExp): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && wanted.test(entry.name) && !/\.(test|contract)\.ts$/.test(entry.name),
    )
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** Words of a module between quotes, long enough to be its own, as a build writes them again. */
function quotedIn(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isStringLiteralLike(node) && /^[^\\\n'"`$]{14,}$/.test(node.text)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest));
  return found;
}

const scripts = below('build/client', /\.js$/).map((file) => ({ file, text: readFileSync(file, 'utf8') }));
/** What stands between quotes in the scripts, and between the end of one quotation and the next. */
const sent = new Set(
  scripts.flatMap(({ text }) =>
    [...text.matchAll(/["'`]([^\\\n'"`$]{14,})(?=["'`])/g)].map((match) => match[1]),
  ),
);

test('words of the client’s own modules are found in what browsers are sent: the search sees through the build', () => {
  expect(scripts.length).toBeGreaterThan(20);
  const own = [
    'src/lib/client/live-line.ts',
    'src/lib/client/acts.ts',
    'src/lib/client/device-copy.ts',
  ].flatMap((file) => quotedIn(path.join(root, file)));
  expect(own.length).toBeGreaterThan(2);
  expect(own.filter((words) => !sent.has(words))).toEqual([]);
});

test('no module of server/ or migrations/ is sent to browsers', () => {
  const modules = ['server', 'migrations']
    .flatMap((folder) => below(folder, /\.ts$/))
    .map((file) => ({ file: path.relative(root, file), quoted: quotedIn(file) }));
  // enough modules have words of their own to be told by
  expect(modules.filter(({ quoted }) => quoted.length > 0).length).toBeGreaterThan(modules.length / 2);
  const alike = modules.flatMap(({ file, quoted }) =>
    quoted.filter((words) => sent.has(words)).map((words) => ({ file, words })),
  );
  // what pages say themselves proves nothing
  const pages = ['src', 'static']
    .flatMap((folder) => below(folder, /\.(ts|svelte|js|html)$/))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  expect(alike.filter(({ words }) => !pages.includes(words))).toEqual([]);
});

test.each([
  ['better-sqlite3', /better[_-]sqlite3/],
  ['kysely', /\b(selectFrom|insertInto|executeTakeFirst|compileQuery)\b/],
  ['lucia', /\b(createSessionCookie|getUserSessions)\b/],
  ['ws', /Sec-WebSocket-Accept/i],
  ['pino', /\bpino\b/],
  ['sharp', /\b(libvips|toColourspace)\b/],
  ['the node modules', /["'`]node:\w|\brequire\(["'`]\w/],
])('nothing of %s is sent to browsers', (_name, trace) => {
  expect(scripts.filter(({ text }) => trace.test(text)).map(({ file }) => path.relative(root, file))).toEqual(
    [],
  );
});

test('scripts sent to browsers import each other and nothing else', () => {
  const foreign = scripts.flatMap(({ file, text }) =>
    [...text.matchAll(/(?:^|[;}\n])\s*(?:import|export)\b[^;"'`()]*["'`]([^"'`\n]+)["'`]/g)]
      .map((match) => match[1] ?? '')
      .filter((name) => !/^\.{1,2}\//.test(name))
      .map((name) => `${path.relative(root, file)}: ${name}`),
  );
  expect(foreign).toEqual([]);
});
