import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { compile, type CompilerOptions } from '@inlang/paraglide-js';

const OUT = 'src/lib/paraglide';
const shared = {
  project: './project.inlang',
  strategy: ['cookie', 'custom-negotiate', 'baseLocale'],
  cookieName: 'yoriai_locale',
} satisfies Partial<CompilerOptions>;

/** What the compiled catalogues depend on, as one hash. */
function stateOfCatalogues(): string {
  const hash = createHash('sha256');
  const messages = readdirSync('messages').map((name) => `messages/${name}`);
  for (const file of [...messages, 'project.inlang/settings.json', 'catalogues.ts', 'package-lock.json'])
    hash.update(readFileSync(file));
  return hash.digest('hex');
}

/**
 * Compiles messages/*.json into src/lib/paraglide, in two forms: for browsers a module per message, so that
 * a page carries only the sentences it uses; for Node a module per language, because opening thousands of
 * small files is most of a server's start. The condition `node` in package.json's imports chooses.
 * Does nothing when nothing has changed since the last time.
 */
export async function compileCatalogues(): Promise<void> {
  const state = stateOfCatalogues();
  const stamp = `${OUT}/.compiled`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return;
  await compile({
    ...shared,
    outdir: `./${OUT}/browser`,
    outputStructure: 'message-modules',
    isServer: 'false',
  });
  await compile({ ...shared, outdir: `./${OUT}/server`, outputStructure: 'locale-modules' });
  writeFileSync(stamp, state);
}
