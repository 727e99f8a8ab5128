import { percentile } from '../figures.ts';
import { chance } from '../sync/typists.ts';
import type { Costs } from './costs.ts';
import { Cores, Events, Log } from './queues.ts';

/*
 * The worst hour, Sunday at 19:00, in its first minutes: one council in ten meets, everybody opens the live room within five
 * minutes, one in five types a word every two seconds, each council acts every ten seconds, and in one of twenty a round is
 * open to which all reply. What each of it costs is measured (costs.ts); here is who waits for whom: each process has one
 * thread and one append under way, the database so many cores and one log.
 */

export interface Hour {
  readonly councils: number;
  readonly processes: number;
  /** cores of the database */
  readonly cores: number;
  /** Where people are connected: wherever they come, or all of a meeting at one process. */
  readonly seated: 'anywhere' | 'together';
}

export interface HourFound extends Hour {
  readonly sockets: number;
  /** ms */
  readonly words: { readonly p50: number; readonly p99: number };
  readonly acts: { readonly p50: number; readonly p99: number };
  /** share of the busiest process's thread, and of all cores of the database */
  readonly process: number;
  readonly database: number;
  /** a second */
  readonly appends: number;
  readonly reads: number;
  readonly hints: number;
}

export const meetingShare = 0.1;
/** devices of a meeting; of them who looks at the agenda, and who types there */
export const devices = 30;
const readers = 15;
const typists = 6;
const wordEvery = 2_000;
const actEvery = 10_000;
/** one meeting in twenty has a round open: 25 reply within twenty seconds */
const roundShare = 0.05;
const replies = 25;
const replyWithin = 20_000;
const joinWithin = 300_000;
/** ms of a group of words, and of the way to another machine and back */
const gather = 5;
const way = 0.5;
/** ms that are looked at, and before that to warm up */
const lasts = 5_000;
const warms = 3_000;

interface Process {
  readonly thread: Cores;
  /** words that wait for the append under way, or for the next */
  waiting: Word[];
  began: number;
  appending: boolean;
}

interface Word {
  readonly at: number;
  readonly meeting: number;
}

/** How many of a meeting's readers sit at each process that has any. */
type Seats = readonly (readonly [process: number, readers: number])[];

export function worstHour(costs: Costs, hour: Hour): HourFound {
  const random = chance(9);
  const pick = (below: number) => Math.floor(random() * below);
  const events = new Events();
  const processes = Array.from({ length: hour.processes }, (): Process => ({
    thread: new Cores(1),
    waiting: [],
    began: -Infinity,
    appending: false,
  }));
  const database = new Cores(hour.cores);
  const log = new Log(Math.max(0.2, costs.append - costs.database.word - way));
  const meetings = Math.max(1, Math.round(hour.councils * meetingShare));
  const home = (meeting: number) => meeting % hour.processes;
  const seats = Array.from({ length: meetings }, (_, meeting): Seats => {
    if (hour.seated === 'together') return [[home(meeting), readers]];
    const at = new Map<number, number>();
    for (let n = 0; n < readers; n++) {
      const process = pick(hour.processes);
      at.set(process, (at.get(process) ?? 0) + 1);
    }
    return [...at];
  });
  const seen: number[] = [];
  const acted: number[] = [];
  const count = { appends: 0, reads: 0, hints: 0 };
  const from = warms;
  const counts = (at: number) => at >= from;

  /** `perSecond` of something, at moments of chance. */
  function often(every: number, work: (at: number) => void): void {
    const next = (at: number): void =>
      events.at(at - Math.log(1 - random()) * every, (now) => {
        work(now);
        next(now);
      });
    next(0);
  }

  const anywhere = (meeting: number) =>
    hour.seated === 'together' ? home(meeting) : seats[meeting]![pick(seats[meeting]!.length)]![0];

  function show(at: number, { at: typed }: Word, process: number, screens: number): void {
    const done = processes[process]!.thread.done(at, screens * costs.delivery);
    if (counts(typed)) for (let n = 0; n < screens; n++) seen.push(done - typed);
  }

  function append(process: Process, no: number, at: number): void {
    if (process.appending || process.waiting.length === 0) return;
    const begins = Math.max(at, process.began + gather);
    process.appending = true;
    events.at(begins, (now) => {
      const words = process.waiting;
      process.waiting = [];
      process.began = now;
      if (counts(now)) count.appends++;
      const written = database.done(now + way / 2, words.length * costs.database.word);
      events.at(log.done(written) + way / 2, (done) => {
        process.appending = false;
        for (const word of words) committed(done, word, no);
        append(process, no, done);
      });
    });
  }

  /** On the disk: to the screens here, and by hint to the other processes, which read it. */
  function committed(at: number, word: Word, no: number): void {
    for (const [process, screens] of seats[word.meeting]!) {
      if (process === no) {
        show(at, word, process, screens);
        continue;
      }
      if (counts(at)) count.reads++;
      const read = database.done(at + way, costs.database.foreign);
      events.at(read + way, (now) => {
        processes[process]!.thread.done(now, costs.foreign);
        show(now, word, process, screens);
      });
    }
    if (counts(at) && seats[word.meeting]!.some(([process]) => process !== no)) count.hints += costs.hints;
  }

  often(wordEvery / (meetings * typists), (at) => {
    const meeting = pick(meetings);
    const no = anywhere(meeting);
    const process = processes[no]!;
    const judged = process.thread.done(at, costs.word);
    process.waiting.push({ at, meeting });
    events.at(judged, (now) => append(process, no, now));
  });

  const act = (at: number) => {
    const process = processes[anywhere(pick(meetings))]!;
    const asked = process.thread.done(at, costs.act / 2);
    events.at(asked, (now) => {
      const written = database.done(now, costs.database.act);
      // the record, and its picture
      const done = log.done(log.done(written));
      events.at(done, (later) => {
        const answered = process.thread.done(later, costs.act / 2);
        if (counts(at)) acted.push(answered - at);
      });
    });
  };
  often(actEvery / meetings, act);
  often(replyWithin / (meetings * roundShare * replies), act);
  often(joinWithin / (meetings * devices), (at) => {
    const read = database.done(at, costs.database.page);
    events.at(read, (now) => processes[anywhere(pick(meetings))]!.thread.done(now, costs.page));
  });

  events.run(from);
  for (const { thread } of processes) thread.busy = 0;
  database.busy = 0;
  events.run(from + lasts);
  const second = lasts / 1_000;
  return {
    ...hour,
    sockets: meetings * devices,
    words: { p50: percentile(seen, 0.5), p99: percentile(seen, 0.99) },
    acts: { p50: percentile(acted, 0.5), p99: percentile(acted, 0.99) },
    process: Math.max(...processes.map(({ thread }) => thread.share(lasts))) + costs.rest.process,
    database: database.share(lasts) + (costs.rest.database * hour.processes) / hour.cores,
    appends: count.appends / second,
    reads: count.reads / second,
    hints: count.hints / second,
  };
}
