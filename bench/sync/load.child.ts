import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

/* A load process: runs the `load` of one module with what it is told, and says how late its own timers were. */

process.once('message', (message: { readonly file: string; readonly params: unknown }) => {
  void run(message.file, message.params);
});

async function run(file: string, params: unknown): Promise<void> {
  try {
    const { load } = (await import(pathToFileURL(file).href)) as {
      load(params: unknown, ask: (question: string) => Promise<unknown>): Promise<unknown>;
    };
    const delay = monitorEventLoopDelay({ resolution: 2 });
    delay.enable();
    const before = process.cpuUsage();
    const began = performance.now();
    const result = await load(params, ask);
    const { user, system } = process.cpuUsage(before);
    const own = {
      delayP50: delay.percentile(50) / 1e6 - 2,
      delayP99: delay.percentile(99) / 1e6 - 2,
      cpu: (user + system) / 1e3 / (performance.now() - began),
    };
    process.send?.({ result, own });
  } catch (error) {
    process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

/** Asks the bench to do something to the server; resolves when it is done. */
function ask(question: string): Promise<unknown> {
  return new Promise((resolve) => {
    process.once('message', resolve);
    process.send?.({ question });
  });
}
