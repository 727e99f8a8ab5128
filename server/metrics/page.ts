import { statSync } from 'node:fs';
import path from 'node:path';
import type { Metric, Registry } from 'prom-client';
import type { Durations, Tallies } from './tallies.ts';

/** What is looked up when somebody asks. */
export interface Reading {
  readonly sockets: number;
  readonly documents: number;
  readonly damagedDocuments: number;
  /** Words that wait for the disk. */
  readonly waiting: { readonly updates: number; readonly bytes: number };
  /** Words that acts owe to documents. */
  readonly outbox: number;
  /** ISO; null: there is none. */
  readonly lastBackup: string | null;
  readonly backupFailed: boolean;
  readonly diskFree: number;
}

export interface MetricsPorts {
  readonly dataDir: string;
  readonly version: string;
  readonly tallies: Tallies;
  read(): Promise<Reading>;
}

const files = ['records.db', 'records.db-wal', 'words.db', 'words.db-wal'];

/**
 * The figures of a running server as text for Prometheus. Its library is loaded, and the process itself is watched,
 * from the first time somebody asks: whoever never asks pays nothing for it.
 */
export function openMetricsPage(ports: MetricsPorts): () => Promise<string> {
  let page: Promise<() => Promise<string>> | undefined;
  return async () => (await (page ??= pageOf(ports)))();
}

async function pageOf({ dataDir, version, tallies, read }: MetricsPorts): Promise<() => Promise<string>> {
  const { default: prom } = await import('prom-client');
  const registry = new prom.Registry();
  prom.collectDefaultMetrics({ register: registry });
  const registers = [registry];
  let now: Reading;

  const gauge = (name: string, help: string, value: () => number) =>
    new prom.Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  const counter = (name: string, help: string, value: () => number) =>
    new prom.Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(value());
      },
    });

  new prom.Gauge({ name: 'yoriai_info', help: 'Version', labelNames: ['version'], registers }).set(
    { version },
    1,
  );
  gauge('yoriai_sockets', 'Open sockets of live documents', () => now.sockets);
  gauge('yoriai_documents_open', 'Live documents in memory', () => now.documents);
  gauge(
    'yoriai_documents_damaged',
    'Open documents of which a part is lost: read-only',
    () => now.damagedDocuments,
  );
  gauge('yoriai_words_waiting', 'Updates that wait for the disk', () => now.waiting.updates);
  gauge('yoriai_words_waiting_bytes', 'Bytes that wait for the disk', () => now.waiting.bytes);
  gauge('yoriai_outbox', 'Words that acts still owe to documents', () => now.outbox);
  gauge('yoriai_last_backup_age_seconds', 'Age of the last whole backup; infinite where there is none', () =>
    now.lastBackup === null ? Infinity : (Date.now() - Date.parse(now.lastBackup)) / 1000,
  );
  gauge('yoriai_backup_failed', '1 while the last backup by night has failed', () =>
    Number(now.backupFailed),
  );
  gauge('yoriai_disk_free_bytes', 'Free space where the data folder is', () => now.diskFree);
  new prom.Gauge({
    name: 'yoriai_file_bytes',
    help: 'Size of the databases and of their logs',
    labelNames: ['file'],
    registers,
    collect() {
      for (const file of files) this.set({ file }, sizeOf(path.join(dataDir, file)));
    },
  });

  counter('yoriai_words_updates_total', 'Updates of live words on the disk', () => tallies.words.updates);
  counter('yoriai_words_bytes_total', 'Bytes of live words on the disk', () => tallies.words.bytes);
  new prom.Counter({
    name: 'yoriai_acts_total',
    help: 'Acts by command, and how they ended',
    labelNames: ['command', 'outcome'],
    registers,
    collect() {
      this.reset();
      for (const [command, outcome, count] of tallies.acts.all()) this.inc({ command, outcome }, count);
    },
  });
  new prom.Counter({
    name: 'yoriai_requests_total',
    help: 'Requests by route, and class of the answer',
    labelNames: ['route', 'status'],
    registers,
    collect() {
      this.reset();
      for (const [route, status, count] of tallies.requests.all()) this.inc({ route, status }, count);
    },
  });
  histogram(registry, 'yoriai_act_seconds', 'Time of acts', tallies.actTimes);
  histogram(
    registry,
    'yoriai_request_seconds',
    'Time of requests until they are answered',
    tallies.requestTimes,
  );
  histogram(registry, 'yoriai_words_commit_seconds', 'Time of commits of live words', tallies.commits);

  return async () => {
    now = await read();
    return registry.metrics();
  };
}

/** A histogram of what is counted already: the library's own would have to be loaded before the first of it. */
function histogram(registry: Registry, name: string, help: string, durations: Durations): void {
  const get = () => {
    const { count, seconds } = durations.sum;
    return {
      name,
      help,
      type: 'histogram',
      aggregator: 'sum',
      values: [
        ...[...durations.below()].map(([le, value]) => ({
          metricName: `${name}_bucket`,
          labels: { le },
          value,
        })),
        { metricName: `${name}_bucket`, labels: { le: '+Inf' }, value: count },
        { metricName: `${name}_sum`, labels: {}, value: seconds },
        { metricName: `${name}_count`, labels: {}, value: count },
      ],
    };
  };
  registry.registerMetric({ name, help, get } as unknown as Metric);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
