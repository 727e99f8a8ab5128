import { createServer } from 'node:http';
import { flushCompileCache } from 'node:module';
import { readConfig } from '#server/config.ts';
import { EarlyPort } from '#server/early-port.ts';

/*
 * The product without its pages: records, sessions, rights and the live documents, as server/main.ts opens them.
 */
const config = readConfig(process.env);
if ('faults' in config) throw new Error(config.faults.join('\n'));
const early = new EarlyPort(config.port, config.host);
await early.tried();
const { buildApp } = await import('#server/app.ts');
const app = await buildApp(config);
const http = createServer((_, response) => response.end());
app.sync.attach(http);
app.listenOn(config.port);
await early.handTo(http);
setTimeout(() => void app.settle().then(flushCompileCache), 3_000).unref();
process.on('SIGTERM', () => void app.close().then(() => process.exit(0)));
