import { createServer } from 'node:http';
import { flushCompileCache } from 'node:module';
import { buildApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';

/*
 * The product without its pages: records, sessions, rights and the live documents, as server/main.ts opens them.
 */
const config = readConfig(process.env);
if ('faults' in config) throw new Error(config.faults.join('\n'));
const app = await buildApp(config);
const http = createServer((_, response) => response.end());
app.sync.attach(http);
http.listen(config.port, config.host, () => {
  app.listenOn(config.port);
  flushCompileCache();
});
process.on('SIGTERM', () => void app.close().then(() => process.exit(0)));
