import { pause } from '../sync/crowd.ts';
import { percentile } from '../figures.ts';
import type { City, Table } from './city.ts';
import { Hand } from './hand.ts';
import { Phones, type Phone } from './phones.ts';
import { serveCopy, type ProbedServer } from './probed.ts';
import { InSession, type Taken } from './in-session.ts';

/** So many sockets, spread over so many councils; the one that decides is always among them. */
export interface Crowd {
  readonly sockets: number;
  readonly councils: number;
}

export interface Crowded extends Crowd {
  /** statements on records.db from the request until nothing follows any more, by act */
  readonly statements: Readonly<Record<string, number>>;
  /** seen from outside, ms, by act */
  readonly took: Readonly<Record<string, { p50: number; p99: number; count: number; unanswered: number }>>;
  /** people who type in another council: words at others, ms */
  readonly words: { readonly quiet: number; readonly meanwhile: number };
  /** sockets that the server let go of */
  readonly lost: number;
}

/** The acts of one round come first, unmeasured: code is loaded and compiled. */
const warm = 1;
const counted = 2;

/** Items that `crowded` decides with so many rounds. */
export const itemsFor = (rounds: number) => warm + counted + 2 * rounds;

/** How long nothing may follow an act before it counts as done: rights are asked again within a second. */
const quiet = 1_300;

/** Acts of the city's first council while a crowd is connected; the last council has no sockets but those who type. */
export async function crowded(city: City, crowd: Crowd, rounds: number): Promise<Crowded> {
  const served = await serveCopy(city.folder);
  const hand = new Hand(served.port);
  const people = await Phones.sit(served.port, seated(city.tables, crowd));
  const [table] = city.tables;
  const elsewhere = city.tables.at(-1);
  if (!table || !elsewhere) throw new Error('the city has no councils');
  let typing: Phones | undefined;
  try {
    const council = new InSession(hand, table);
    await council.decide(0, warm);
    const statements = await count(served, council, warm);
    council.taken();
    await council.decide(warm + counted, rounds);
    const taken = council.taken();
    typing = await Phones.sit(served.port, typists(elsewhere));
    await typing.type(2 * typistsThere);
    await pause(2_000);
    await typing.heard();
    await pause(8_000);
    const alone = await typing.heard();
    await council.decide(warm + counted + rounds, rounds);
    const meanwhile = await typing.heard();
    return {
      ...crowd,
      statements,
      took: figures(taken),
      words: { quiet: alone.p99, meanwhile: meanwhile.p99 },
      lost: (await people.heard()).closed + meanwhile.closed,
    };
  } finally {
    await typing?.leave();
    await people.leave();
    hand.close();
    await served.dispose();
  }
}

/** Half of them look at the floor, half at the agenda. */
function seated(tables: readonly Table[], { sockets, councils }: Crowd): Phone[] {
  return Array.from({ length: sockets }, (_, n) => {
    const table = tables[n % councils];
    if (!table) throw new Error(`the city has no ${councils} councils`);
    const nth = Math.floor(n / councils);
    return {
      doc: `meeting/${table.meetingId}/${nth % 2 === 0 ? 'floor' : 'agenda'}`,
      cookie: table.seats[nth % table.seats.length]?.cookie ?? '',
    };
  });
}

const typistsThere = 20;

function typists(table: Table): Phone[] {
  return table.seats
    .slice(0, typistsThere)
    .map(({ cookie }) => ({ doc: `meeting/${table.meetingId}/agenda`, cookie, types: true }));
}

/** Statements of single acts, each waited for until nothing follows. */
async function count(
  served: ProbedServer,
  council: InSession,
  from: number,
): Promise<Record<string, number>> {
  const sums: Record<string, number[]> = {};
  const measured = async (name: string, act: () => Promise<unknown>) => {
    const before = await served.settled(quiet);
    await act();
    (sums[name] ??= []).push((await served.settled(quiet)) - before);
  };
  for (let n = from; n < from + counted; n++) {
    const round = await council.openRound(n);
    const last = council.table.seats.length - 1;
    for (let i = 0; i < last; i++) await council.reply(round, i);
    await measured('cast-ballot', () => council.reply(round, last));
    await measured('record-attendance', () => council.attend());
    await measured('move-issue', () => council.moveCard());
    await council.closeRound(round);
    await measured('declare-decision', () => council.declare(round));
  }
  return Object.fromEntries(Object.entries(sums).map(([name, list]) => [name, percentile(list, 0.5)]));
}

function figures(taken: Taken): Crowded['took'] {
  return Object.fromEntries(
    Object.entries(taken).map(([name, { ms, unanswered }]) => [
      name,
      { p50: percentile(ms, 0.5), p99: percentile(ms, 0.99), count: ms.length, unanswered },
    ]),
  );
}
