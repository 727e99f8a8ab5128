import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { flushCompileCache } from 'node:module';
import type { AddressInfo } from 'node:net';
import { compressed } from './compressed.ts';
import { readConfig } from './config.ts';
import { EarlyPort } from './early-port.ts';
import { asksForMetrics, serveMetrics } from './metrics/serve.ts';
import { giveBackWhenQuiet, ownProcess } from './quiet-memory.ts';
import { isOurs } from './sync/upgrade.ts';
import { terminalLocale } from './terminal/language.ts';
import { UnderWay } from './under-way.ts';

/* The process: configuration, data folder, pages, API and sockets on one port, and an orderly end. */

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`Yoriai needs Node 24 or newer; this is ${process.version}. Start it with npm start.`);
  process.exit(2);
}

const config = readConfig(process.env, process.argv.slice(2));
if ('faults' in config) {
  const { configWords } = await import('./terminal/config-words.ts');
  console.error(configWords(config.faults, terminalLocale(process.env)).join('\n'));
  process.exit(2);
}

const tokenOfMetrics = config.metricsToken ?? '';
/** Connections for pages and API beside those of live documents. */
const pageSockets = 2_000;

const early = new EarlyPort(config.port, config.host);
await early.tried();
const { runningApp } = await import('./app.ts');
const app = await runningApp().catch(async (error: unknown) => {
  const { cannotStart } = await import('./terminal/cannot-start.ts');
  const said = cannotStart(error, config.dataDir, terminalLocale(process.env));
  if (!said) throw error;
  console.error(said.words);
  process.exit(said.exitCode);
});

// adapter-node reads these while it is imported; the headers are set below, never taken from outside
process.env.PROTOCOL_HEADER = 'x-yoriai-proto';
process.env.HOST_HEADER = 'x-yoriai-host';
process.env.ADDRESS_HEADER = 'x-yoriai-address';
process.env.BODY_SIZE_LIMIT = '12M';
const { handler } = (await import(new URL('../build/handler.js', import.meta.url).href)) as {
  handler: RequestListener;
};

const underWay = new UnderWay();
let closed = false;
const server = createServer(
  // looked at every 5 s: who sends a request byte by byte is gone within 15
  {
    maxHeaderSize: 16_384,
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    connectionsCheckingInterval: 5_000,
    // every other offer to upgrade is an ordinary request: answered, timed and ended like one
    shouldUpgradeCallback: isOurs,
  },
  (req, res) => {
    // on a line that was kept: nothing is done here any more, and whoever asks another server is answered
    if (closed) return void req.socket.destroy();
    underWay.begin(res);
    if (asksForMetrics(req)) return void figures(req, res);
    const own = app.origins();
    const origin = new URL(
      own.find((o) => new URL(o).host === req.headers.host) ?? own[0] ?? 'http://localhost',
    );
    req.headers['x-yoriai-proto'] = origin.protocol.slice(0, -1);
    req.headers['x-yoriai-host'] = origin.host;
    req.headers['x-yoriai-address'] = app.addressOf(req);
    compressed(req, res);
    handler(req, res);
  },
);
app.sync.attach(server);
// pages hold their sockets for seconds, so a few beside the live ones are plenty
server.maxConnections = config.sync.total + pageSockets;

if (config.demo) {
  // nobody looks at a council that is half played
  const { fillSampleCouncil } = await import('./demo/fill.ts');
  await fillSampleCouncil(app);
}
await early.handTo(server).catch(async (error: Error) => {
  const { cannotListen } = await import('./welcome.ts');
  console.error(cannotListen(config, error.message, terminalLocale(process.env)));
  process.exit(1);
});
async function figures(req: IncomingMessage, res: ServerResponse): Promise<void> {
  await serveMetrics(req, res, { token: tokenOfMetrics, page: () => app.metrics() }).catch(
    (error: unknown) => {
      app.log.error({ err: error }, 'the figures could not be read');
      res.destroy();
    },
  );
}

/** When those who come back after a restart have come, ms. */
const settleAfter = 3_000;
void ready();

async function ready(): Promise<void> {
  app.listenOn((server.address() as AddressInfo).port);
  const [origin = ''] = app.origins();
  const { welcome } = await import('./welcome.ts');
  for (const line of await welcome(app, origin, terminalLocale(process.env))) console.log(line);
  // a server that is killed one day starts as fast as one that was stopped
  flushCompileCache();
  setTimeout(() => void app.settle().then(flushCompileCache), settleAfter).unref();
  const own = ownProcess();
  if (own) giveBackWhenQuiet(own);
}

/** ms; an act takes some tens, a large file is asked for again */
const answersWithin = 1_500;
let ending = false;
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  // contracts §1: flushed, sockets told 1012, gone within 5 s
  setTimeout(() => process.exit(1), 4_500).unref();
  server.close();
  await underWay.over(answersWithin);
  closed = true;
  await app.close();
  server.closeAllConnections();
  process.exit(0);
}
for (const unheard of ['uncaughtException', 'unhandledRejection'])
  process.on(unheard, (error: unknown) => {
    // said as everything else is: Node itself would print all that hangs on it
    app.log.fatal({ err: error }, 'the server ends: something went wrong that nobody expected');
    process.exit(1);
  });
process.on('SIGTERM', () => void end());
process.on('SIGINT', () => void end());
