import path from 'node:path';
import type { Server } from 'node:http';
import type { Plugin, RunnableDevEnvironment } from 'vite';
import type { App } from './app.ts';

const serverDir = path.resolve(import.meta.dirname) + path.sep;

/**
 * Production: `#server/…` imports stay as they are in the SSR bundle, so that Node loads server/*.ts
 * itself and pages, hooks and sockets share one instance of every module.
 * Development: the module runner SvelteKit itself uses loads them, and the upgrade handler is attached
 * to Vite's HTTP server from that same module graph.
 */
export function yoriaiServer(): Plugin {
  let build = false;
  return {
    name: 'yoriai-server',
    enforce: 'pre',
    config(_, env) {
      build = env.command === 'build';
    },
    resolveId: {
      filter: { id: /^#server\// },
      handler(id) {
        // a client import falls through, so that SvelteKit reports the server-only module
        if (build && this.environment.name === 'ssr') return { id, external: true };
      },
    },
    async configureServer(vite) {
      const http = vite.httpServer as Server | null;
      if (!http) return; // vitest, middleware mode
      let app: App | undefined;
      const close = vite.close.bind(vite);
      vite.close = async () => {
        await app?.close();
        await close();
      };
      vite.watcher.on('change', (file) => {
        if (file.startsWith(serverDir)) void vite.restart();
      });
      return async () => {
        const runner = (vite.environments.ssr as RunnableDevEnvironment).runner;
        const mod = (await runner.import('/server/app.ts')) as { runningApp(): Promise<App> };
        app = await mod.runningApp();
        app.sync.attach(http);
      };
    },
  };
}
