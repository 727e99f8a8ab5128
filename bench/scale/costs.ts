import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import type { ActsFound } from './acts.ts';
import type { IdleFound } from './idle.ts';
import type { WordsFound } from './words.ts';
import type { YearFound } from './year.ts';

/** What was measured of one way of serving the house. */
export interface Run {
  readonly setup: string;
  words?: Readonly<Record<'thirty' | 'five', WordsFound & { readonly hints: number }>>;
  acts?: ActsFound;
  idle?: IdleFound;
  long?: { readonly first: number; readonly joiners: number; readonly single: number };
}

export interface Found {
  readonly runs: readonly Run[];
  readonly year?: YearFound;
  /** ms of one commit of PostgreSQL by itself */
  readonly commit: number;
}

/** What one thing of each kind costs where the house lies in PostgreSQL: ms of one core, unless said otherwise. */
export interface Costs {
  readonly of: string;
  /** a word where its writer is connected: judged, written, sent to nobody yet */
  readonly word: number;
  /** … at each other process that has the document open: read, checked, applied */
  readonly foreign: number;
  /** … on one screen */
  readonly delivery: number;
  readonly act: number;
  /** a page of the live room, opened */
  readonly page: number;
  /** the same things on the side of the database */
  readonly database: {
    readonly word: number;
    readonly foreign: number;
    readonly act: number;
    readonly page: number;
  };
  /** ms of one commit of the database, from its client, nothing else going on */
  readonly append: number;
  /** shares of a core that a process, and the database for it, need at rest */
  readonly rest: { readonly process: number; readonly database: number };
  /** hints to Redis for a word that somebody at another process sees */
  readonly hints: number;
  /** bytes of memory */
  readonly line: number;
  readonly document: number;
  /** a council’s year */
  readonly year: { readonly records: number; readonly words: number; readonly bytes: number };
}

/** undefined: something of it was not measured. */
export function costsOf({ runs, year, commit }: Found): Costs | undefined {
  const [, one, two] = runs;
  if (!one?.words || !two?.words || !two.acts || !one.idle || !two.idle || !year) return undefined;
  const { thirty, five } = one.words;
  const words = thirty.sent / thirty.seconds;
  const perSecond = (found: WordsFound, side: 'servers' | 'database') =>
    (found[side] / found.seconds) * 1_000;
  // the same words on more screens: the difference is what a screen costs
  const screens = (thirty.deliveries - five.deliveries) / thirty.seconds;
  const delivery = Math.max(0, perSecond(thirty, 'servers') - perSecond(five, 'servers')) / screens;
  const [rest, databaseRest] = [one.idle.servers, one.idle.database];
  const onScreens = (delivery * thirty.deliveries) / thirty.seconds;
  const word = (perSecond(thirty, 'servers') - rest * 1_000 - onScreens) / words;
  // a process more is at rest, too, and reads every word that was written elsewhere
  const foreign = (side: 'servers' | 'database') => {
    const atRest = (two.idle![side] - one.idle![side]) * 1_000;
    return Math.max(0, perSecond(two.words!.thirty, side) - perSecond(thirty, side) - atRest) / words;
  };
  return {
    of: `${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} × ${cpus()[0]?.model ?? '?'}`,
    word: Math.max(0, word),
    foreign: foreign('servers'),
    delivery,
    act: two.acts.servers,
    page: two.acts.page.servers,
    database: {
      word: (perSecond(thirty, 'database') - databaseRest * 1_000) / words,
      foreign: foreign('database'),
      act: two.acts.database,
      page: two.acts.page.database,
    },
    append: commit,
    rest: { process: rest, database: databaseRest },
    hints: two.words.thirty.hints / words,
    line: one.idle.perLine,
    document: one.idle.perDoc,
    year: { records: year.records, words: year.words, bytes: year.database },
  };
}

const kept = path.join(import.meta.dirname, 'costs.json');

export const keptCosts = () => JSON.parse(readFileSync(kept, 'utf8')) as Costs;
export const keepCosts = (costs: Costs) => writeFileSync(kept, `${JSON.stringify(costs, null, 2)}\n`);
