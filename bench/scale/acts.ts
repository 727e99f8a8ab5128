import { percentile } from '../figures.ts';
import type { City } from '../acts/city.ts';
import { Hand } from '../acts/hand.ts';
import { InSession, type OpenRound } from '../acts/in-session.ts';
import { Phones, type Phone } from '../acts/phones.ts';
import { cpuSeconds, familySeconds } from '../sync/proc.ts';
import type { Served } from './ground.ts';

/** What acts cost while thirty devices are connected to each council, half of them at each server. */
export interface ActsFound {
  /** from outside, ms, at fifty a second in one council, each second one at the other server */
  readonly ballot: { readonly p50: number; readonly p99: number; readonly unanswered: number };
  /** as many as there can be, of all councils at once: how many a second, and what one took */
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** CPU ms of one: of our processes, and of PostgreSQL's */
  readonly servers: number;
  readonly database: number;
  readonly lost: number;
  /** a member opens the live room: CPU ms, and from outside */
  readonly page: { readonly servers: number; readonly database: number; readonly p50: number };
}

export interface ActsOptions {
  /** rounds at fifty replies a second */
  readonly rounds: number;
  /** s at full speed */
  readonly seconds: number;
}

const devices = 30;
/** replies of a council that are under way at once */
const atOnce = 2;

export async function acts(city: City, served: Served, options: ActsOptions): Promise<ActsFound> {
  const { ports, pids, databasePid } = served;
  const hand = new Hand(...ports);
  const phones = await Phones.sit(
    ports[0] as number,
    city.tables.flatMap((_, n) => seated(city, n, ports)),
  );
  try {
    const councils = city.tables.map((table) => new InSession(hand, table));
    const [first] = councils;
    if (!first) throw new Error('the city has no councils');
    await first.decide(0, 1);
    first.taken();
    await first.decide(1, options.rounds);
    const ballots = first.taken()['cast-ballot'] ?? { ms: [], unanswered: 0 };
    const sitting: { council: InSession; round: OpenRound }[] = [];
    for (const council of councils)
      sitting.push({ council, round: await council.openRound(1 + options.rounds) });
    for (const council of councils) council.taken();
    const used = () => ({
      servers: pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0),
      database: databasePid === undefined ? 0 : familySeconds(databasePid),
    });
    const before = used();
    const begun = performance.now();
    const over = begun + options.seconds * 1_000;
    await Promise.all(
      sitting.flatMap(({ council, round }) => {
        let n = 0;
        return Array.from({ length: atOnce }, async () => {
          while (performance.now() < over) await council.reply(round, n++);
        });
      }),
    );
    const lasted = (performance.now() - begun) / 1_000;
    const after = used();
    const page = await opened(city, ports, used);
    const all = councils.flatMap((council) => council.taken()['cast-ballot']?.ms ?? []);
    return {
      ballot: {
        p50: percentile(ballots.ms, 0.5),
        p99: percentile(ballots.ms, 0.99),
        unanswered: ballots.unanswered,
      },
      perSecond: all.length / lasted,
      p50: percentile(all, 0.5),
      p99: percentile(all, 0.99),
      servers: ((after.servers - before.servers) * 1_000) / all.length,
      database: ((after.database - before.database) * 1_000) / all.length,
      lost: (await phones.heard()).closed,
      page,
    };
  } finally {
    await phones.leave();
    hand.close();
  }
}

interface Used {
  readonly servers: number;
  readonly database: number;
}

const openings = 40;

/** People of all councils open their live rooms, one after the other. */
async function opened(city: City, ports: readonly number[], used: () => Used): Promise<ActsFound['page']> {
  const open = async (n: number): Promise<number> => {
    const table = city.tables[n % city.tables.length];
    const seat = table?.seats[n % table.seats.length];
    if (!table || !seat) throw new Error('nobody sits there');
    const from = performance.now();
    const address = `http://localhost:${ports[n % ports.length]}/c/${table.slug}/meetings/${table.meetingId}`;
    const answer = await fetch(address, { headers: { cookie: seat.cookie } });
    await answer.text();
    if (answer.status !== 200) throw new Error(`the live room: ${answer.status}`);
    return performance.now() - from;
  };
  // code is loaded and compiled
  for (let n = 0; n < 10; n++) await open(n);
  const before = used();
  const took: number[] = [];
  for (let n = 0; n < openings; n++) took.push(await open(n));
  const after = used();
  const each = (side: keyof Used) => ((after[side] - before[side]) * 1_000) / openings;
  return { servers: each('servers'), database: each('database'), p50: percentile(took, 0.5) };
}

/** Half of a council's devices look at the floor, half at the agenda; every second of both sits at the next server. */
function seated(city: City, n: number, ports: readonly number[]): Phone[] {
  const table = city.tables[n];
  if (!table) return [];
  return Array.from({ length: devices }, (_, i) => ({
    doc: `meeting/${table.meetingId}/${i % 2 === 0 ? 'floor' : 'agenda'}`,
    cookie: table.seats[i % table.seats.length]?.cookie ?? '',
    port: ports[Math.floor(i / 2) % ports.length] as number,
  }));
}
