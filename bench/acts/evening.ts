import { percentile } from '../figures.ts';
import { pause } from '../sync/crowd.ts';
import { cpuSeconds, memory } from '../sync/proc.ts';
import type { City, Table } from './city.ts';
import { Hand, paced } from './hand.ts';
import { Phones, type Phone } from './phones.ts';
import { serveCopy } from './probed.ts';
import { InSession, type OpenRound } from './in-session.ts';

/** A city's councils all in session, over some minutes. */
export interface Evening {
  readonly councils: number;
  readonly sockets: number;
  readonly seconds: number;
  /** words at others, ms; `alone`: before the acts began */
  readonly words: { readonly p50: number; readonly p99: number };
  readonly alone: { readonly p50: number; readonly p99: number; readonly cpu: number };
  /** from outside, ms */
  readonly acts: {
    readonly p50: number;
    readonly p99: number;
    readonly count: number;
    readonly unanswered: number;
  };
  /** share of one core, %, and MB while words and acts came */
  readonly cpu: number;
  readonly rss: number;
  readonly lost: number;
}

const each = 30;
/** One in five types a word every two seconds. */
const typing = each / 5;
/** One act per council, s. */
const actEvery = 10;

/** `councils` × 30 sockets: six type, nine more read what they type, fifteen look at the floor. */
export async function evening(city: City, councils: number, seconds: number): Promise<Evening> {
  const served = await serveCopy(city.folder);
  const hand = new Hand(served.port);
  const tables = city.tables.slice(0, councils);
  const sitting: { council: InSession; round: OpenRound }[] = [];
  for (const table of tables) {
    const council = new InSession(hand, table);
    sitting.push({ council, round: await council.openRound(0) });
    council.taken();
  }
  const phones = await Phones.sit(served.port, tables.flatMap(seated));
  /** How long words took and what the server used, while `work` went on. */
  const during = async (work: Promise<unknown>, lasts: number) => {
    await phones.heard();
    const cpu = cpuSeconds(served.pid);
    const begun = performance.now();
    await Promise.all([work, pause(lasts * 1_000)]);
    const used = ((cpuSeconds(served.pid) - cpu) / (performance.now() - begun)) * 1e5;
    return { ...(await phones.heard()), cpu: used };
  };
  try {
    await phones.type((tables.length * typing) / 2);
    await during(Promise.resolve(), 5);
    const alone = await during(Promise.resolve(), Math.min(20, seconds));
    const acts = (tables.length * seconds) / actEvery;
    const all = await during(
      paced(acts, tables.length / actEvery, (n) => {
        const { council, round } = sitting[n % sitting.length] as (typeof sitting)[number];
        return act(council, round, Math.floor(n / sitting.length));
      }),
      seconds,
    );
    const taken = sitting.flatMap(({ council }) => Object.values(council.taken()));
    const ms = taken.flatMap((times) => times.ms);
    return {
      councils: tables.length,
      sockets: tables.length * each,
      seconds,
      words: { p50: all.p50, p99: all.p99 },
      alone: { p50: alone.p50, p99: alone.p99, cpu: alone.cpu },
      acts: {
        p50: percentile(ms, 0.5),
        p99: percentile(ms, 0.99),
        count: ms.length,
        unanswered: taken.reduce((sum, { unanswered }) => sum + unanswered, 0),
      },
      cpu: all.cpu,
      rss: memory(served.pid).rss / 1e6,
      lost: all.closed,
    };
  } finally {
    await phones.leave();
    hand.close();
    await served.dispose();
  }
}

function seated(table: Table): Phone[] {
  return Array.from({ length: each }, (_, n) => ({
    doc: `meeting/${table.meetingId}/${n < each / 2 ? 'agenda' : 'floor'}`,
    cookie: table.seats[n % table.seats.length]?.cookie ?? '',
    types: n < typing,
  }));
}

/** The `n`th act of a council that evening: mostly replies; somebody who comes, a card, the next item. */
function act(council: InSession, round: OpenRound, n: number): Promise<void> {
  if (n % 6 === 2) return council.attend();
  if (n % 6 === 4) return council.moveCard();
  if (n % 6 === 5) return council.takeUp(1 - (Math.floor(n / 6) % 2));
  return council.reply(round, n);
}
