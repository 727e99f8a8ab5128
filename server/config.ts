import path from 'node:path';
import * as v from 'valibot';
import { trustOf } from './address.ts';
import { databaseIn } from './db/database-url.ts';
import type { StreetLimits } from './limits.ts';

/*
 * The whole configuration comes from the environment and is checked once at start: every fault is
 * named at once and the process ends with exit code 2 (contracts §1). docs/configuration.md is
 * generated from `settings`.
 */

/** What a setting has to be; the sentences are in server/terminal/config-words.ts. */
export type Must =
  | { readonly be: 'number'; readonly min: number; readonly max: number }
  | { readonly be: 'level'; readonly of: readonly string[] }
  | { readonly be: 'text' | 'origin' | 'proxies' | 'day' | 'token' | 'database' | 'redis' };

/** One thing wrong with the configuration. */
export type ConfigFault =
  | { readonly setting: string; readonly value: string; readonly must: Must }
  | { readonly argument: string }
  | { readonly setting: 'DEMO_DATE'; readonly must: { readonly be: 'with-demo' } }
  | { readonly setting: 'DATABASE_URL'; readonly must: { readonly be: 'without-demo' } };

const wholeNumber = (min: number, max: number) => ({
  schema: v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number), v.minValue(min), v.maxValue(max)),
  must: { be: 'number', min, max } as const,
});
const text = { schema: v.pipe(v.string(), v.minLength(1)), must: { be: 'text' } } as const;
const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

function isTrust(setting: string): boolean {
  try {
    trustOf(setting);
    return true;
  } catch {
    return false;
  }
}

export const settings = {
  PORT: { ...wholeNumber(0, 65535), fallback: '3000', meaning: 'TCP port; 0 takes a free one' },
  HOST: {
    ...text,
    fallback: '127.0.0.1',
    meaning: 'Address to listen on',
  },
  DATA_DIR: { ...text, fallback: './data', meaning: 'Data folder' },
  DATABASE_URL: {
    schema: v.union([
      v.literal(''),
      v.pipe(
        v.string(),
        v.check((url) => databaseIn(url) !== null),
      ),
    ]),
    must: { be: 'database' },
    fallback: '',
    secret: true,
    meaning:
      'PostgreSQL that holds the house instead of the data folder, for several servers at once: postgres://user:password@host:5432/database. Unset: the data folder',
  },
  REDIS_URL: {
    schema: v.union([v.literal(''), v.pipe(v.string(), v.url(), v.regex(/^rediss?:\/\/./))]),
    must: { be: 'redis' },
    fallback: '',
    secret: true,
    meaning:
      'Redis by which several servers on one DATABASE_URL hear of each other at once: redis://host:6379. It keeps nothing. Unset: each looks for news itself, and counts limits for itself',
  },
  ORIGIN: {
    schema: v.union([v.literal(''), v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//))]),
    must: { be: 'origin' },
    fallback: '',
    meaning: 'Public origin. Unset: localhost, 127.0.0.1 and [::1] at PORT all count as own',
  },
  TRUST_PROXY: {
    schema: v.pipe(v.string(), v.check(isTrust)),
    must: { be: 'proxies' },
    fallback: '',
    meaning:
      'Proxies in front whose X-Forwarded-For is believed: how many (1), or their addresses and networks (loopback, 10.0.0.0/8). Unset: nobody',
  },
  LOG_LEVEL: {
    schema: v.picklist(levels),
    must: { be: 'level', of: levels },
    fallback: 'info',
    meaning: 'How much is logged',
  },
  SYNC_RATE: {
    ...wholeNumber(1, 1_000_000),
    fallback: '30',
    meaning: 'Messages per second and socket (burst 4 ×)',
  },
  SYNC_DOCUMENT_RATE: {
    ...wholeNumber(1_024, 1_073_741_824),
    fallback: '2097152',
    meaning: 'Bytes of words that one document takes a minute',
  },
  SYNC_PER_ADDRESS: { ...wholeNumber(1, 1_000_000), fallback: '400', meaning: 'Sockets per address' },
  SYNC_TOTAL: { ...wholeNumber(1, 1_000_000), fallback: '6000', meaning: 'Sockets in all' },
  SUBMIT_PER_ADDRESS: {
    ...wholeNumber(1, 1_000_000),
    fallback: '60',
    meaning: 'Issues, private requests and photos an hour that people without account send from one address',
  },
  SUBMIT_PER_LINK: {
    ...wholeNumber(1, 1_000_000),
    fallback: '600',
    meaning: "The same through one link (a council's form, or a sheet with its own), from all addresses",
  },
  LOOKUP_PER_ADDRESS: {
    ...wholeNumber(1, 1_000_000),
    fallback: '30',
    meaning: 'Wrong codes of reply slips an hour from one address',
  },
  BACKUP_HOUR: {
    ...wholeNumber(0, 23),
    fallback: '3',
    meaning: 'Hour of the night, by the clock in Japan, from which the house is kept in backups/ once a day',
  },
  BACKUP_KEEP: {
    ...wholeNumber(0, 35),
    fallback: '14',
    meaning: 'So many nights are kept; 0: none is written. What was erased stays in them as long',
  },
  METRICS_TOKEN: {
    schema: v.union([v.literal(''), v.pipe(v.string(), v.regex(/^[\x21-\x7e]{16,200}$/))]),
    must: { be: 'token' },
    fallback: '',
    meaning:
      'What whoever reads /metrics must show (Authorization: Bearer …), at least 16 signs. Unset: it answers this machine alone',
  },
  DEMO_DATE: {
    schema: v.union([v.literal(''), v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/), v.isoDate())]),
    must: { be: 'day' },
    fallback: '',
    meaning: "Only with --demo: today's date for the sample council; the server's clock starts there",
  },
} as const;

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute path. */
  readonly dataDir: string;
  /** PostgreSQL that holds the house instead; undefined: the data folder. Holds a password: it is told to nobody. */
  readonly databaseUrl?: string;
  /** Redis for hints between servers on one database; undefined: without. May hold a password. */
  readonly redisUrl?: string;
  /** Public origin without trailing slash; undefined: the loopback names at the port. */
  readonly origin: string | undefined;
  /** Whose X-Forwarded-For is believed (server/address.ts); '': nobody's. */
  readonly trustProxy: string;
  readonly logLevel: string;
  /** Who has it reads /metrics; without one this machine alone. */
  readonly metricsToken?: string;
  readonly sync: {
    readonly ratePerSecond: number;
    readonly documentPerMinute: number;
    readonly perAddress: number;
    readonly total: number;
  };
  /** What people without account may send and look up in an hour. */
  readonly street: StreetLimits;
  /** When the house is kept by itself, and how many times; `keep` 0: never. */
  readonly backups: { readonly hour: number; readonly keep: number };
  readonly demo: boolean;
  /** 'YYYY-MM-DD' */
  readonly demoDate: string | undefined;
}

/** The configuration, or everything that is wrong with it. */
export function readConfig(
  env: NodeJS.ProcessEnv,
  args: readonly string[] = [],
): Config | { faults: ConfigFault[] } {
  const faults: ConfigFault[] = [];
  const values: Record<string, string | number> = {};
  const demo = args.includes('--demo');
  for (const [name, { schema, must, fallback, ...more }] of Object.entries(settings)) {
    const result = v.safeParse(schema, env[name] ?? fallback);
    if (result.success) values[name] = result.output;
    else faults.push({ setting: name, value: 'secret' in more ? '…' : (env[name] ?? ''), must });
  }
  for (const argument of args) if (argument !== '--demo') faults.push({ argument });
  if (!demo && values.DEMO_DATE) faults.push({ setting: 'DEMO_DATE', must: { be: 'with-demo' } });
  if (demo && values.DATABASE_URL) faults.push({ setting: 'DATABASE_URL', must: { be: 'without-demo' } });
  if (faults.length > 0) return { faults };
  const dataDir = demo && !env.DATA_DIR ? path.join('data', 'demo') : String(values.DATA_DIR);
  return {
    port: Number(values.PORT),
    host: String(values.HOST),
    dataDir: path.resolve(dataDir),
    ...(values.DATABASE_URL ? { databaseUrl: String(values.DATABASE_URL) } : {}),
    ...(values.REDIS_URL ? { redisUrl: String(values.REDIS_URL) } : {}),
    origin: values.ORIGIN ? new URL(String(values.ORIGIN)).origin : undefined,
    trustProxy: String(values.TRUST_PROXY),
    logLevel: String(values.LOG_LEVEL),
    ...(values.METRICS_TOKEN ? { metricsToken: String(values.METRICS_TOKEN) } : {}),
    sync: {
      ratePerSecond: Number(values.SYNC_RATE),
      documentPerMinute: Number(values.SYNC_DOCUMENT_RATE),
      perAddress: Number(values.SYNC_PER_ADDRESS),
      total: Number(values.SYNC_TOTAL),
    },
    backups: { hour: Number(values.BACKUP_HOUR), keep: demo ? 0 : Number(values.BACKUP_KEEP) },
    street: {
      submitPerAddress: Number(values.SUBMIT_PER_ADDRESS),
      submitPerLink: Number(values.SUBMIT_PER_LINK),
      lookupPerAddress: Number(values.LOOKUP_PER_ADDRESS),
    },
    demo,
    demoDate: values.DEMO_DATE ? String(values.DEMO_DATE) : undefined,
  };
}
