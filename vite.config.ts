import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import { sveltekit } from '@sveltejs/kit/vite';
import config from './svelte.config.js';
import { compileCatalogues } from './catalogues.ts';
import { yoriaiServer } from './server/vite-plugin.ts';

/**
 * SvelteKit 3 takes its options from this file and refuses to start while a svelte.config.js exists.
 * The layout of this project keeps svelte.config.js, so its options are handed over explicitly and the
 * one guard that looks for the file is relaxed (tests/contract/framework.test.ts watches the guard).
 */
async function sveltekitFromConfigFile(): Promise<Plugin[]> {
  const plugins = (await sveltekit(config)) as Plugin[];
  const guard = plugins.find((p) => p.name === 'vite-plugin-sveltekit-resolve-root');
  const hook = guard?.config as { handler: (...a: unknown[]) => unknown } | undefined;
  if (!hook)
    throw new Error('SvelteKit changed: its plugin vite-plugin-sveltekit-resolve-root was not found');
  const original = hook.handler;
  hook.handler = function (this: unknown, ...args: unknown[]) {
    try {
      return original.apply(this, args);
    } catch (error) {
      if (!String(error).includes('config_file_unsupported') && !String(error).includes('svelte.config'))
        throw error;
    }
  };
  return plugins;
}

/** Compiles the catalogues before anything else, and again when one changes while developing. */
function catalogues(): Plugin {
  return {
    name: 'yoriai-catalogues',
    async config() {
      await compileCatalogues();
    },
    configureServer({ watcher }) {
      watcher.add('messages');
      watcher.on('change', (file) => {
        if (/[\\/]messages[\\/]\w+\.json$/.test(file)) void compileCatalogues();
      });
    },
  };
}

/** Scripts of pages that have no other script, each a file of its own under a name that stays. */
const loneScripts = {
  '_app/fields.js': 'src/lib/ui/base/field-page.ts',
  '_app/held-reply.js': 'src/lib/ui/deciding/held-page.ts',
};

function loneScriptFiles(): Plugin {
  return {
    name: 'yoriai-lone-scripts',
    apply: 'build',
    buildStart() {
      if (this.environment.name !== 'client') return;
      for (const [fileName, id] of Object.entries(loneScripts))
        this.emitFile({ type: 'chunk', id, fileName });
    },
  };
}

/*
 * Small shared modules travel together. Left alone, every component, icon and message used by two pages becomes a file
 * of its own: fifty requests before the board answers, at some ten milliseconds each on a phone. Modules are still
 * grouped by the pages that use them; only groups smaller than a request is worth join their nearest neighbour, and no
 * larger ones: the live room would carry what other pages need, over its 200 kB. What the live line needs stays out of that: pages fetch it when they open one.
 */
const inFewFiles = {
  groups: [
    {
      name: 'live',
      test: /[\\/]node_modules[\\/](yjs|lib0|y-|@tiptap|prosemirror)|[\\/]src[\\/]lib[\\/](client|doc)[\\/]/,
      minShareCount: 2,
      entriesAware: true,
      priority: -1,
    },
    {
      name: 'shared',
      minShareCount: 2,
      entriesAware: true,
      entriesAwareMergeThreshold: 2_000,
      priority: -2,
    },
  ],
};

export default defineConfig({
  environments: { client: { build: { rolldownOptions: { output: { codeSplitting: inFewFiles } } } } },
  build: { assetsInlineLimit: (file) => (/\.woff2?$/.test(file) ? false : undefined) },
  plugins: [catalogues(), yoriaiServer(), loneScriptFiles(), await sveltekitFromConfigFile()],
});
