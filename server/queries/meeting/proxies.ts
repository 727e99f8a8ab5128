import { heldProxies, mostProxies, type ProxyChoice, type ProxyMeaning } from '#lib/domain/deciding/index.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { readMeeting, type ReadMeeting } from '../../access/meeting.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import { registerOf, seatsPresent } from '../../records/register.ts';

/* The proxies of a meeting for who enters them: whose, who holds them, and whether each carries something (T5, T5a). */

/** A seat as it is named on this page. */
export interface ProxySeat {
  readonly seatId: string;
  readonly no: number;
  readonly label: string;
  /** '' where nobody sits there. */
  readonly name: string;
  readonly present: boolean;
}

export interface ProxyLine {
  readonly from: ProxySeat;
  /** null: nobody is named. */
  readonly to: ProxySeat | null;
  readonly choice: ProxyChoice | null;
  /** Who typed it from paper; null: the giver gave it himself. */
  readonly enteredBy: string | null;
  /** `giver-there`: void, he has come. `holder-away`: it carries nothing while its holder is not in the room. */
  readonly state: 'carries' | 'giver-there' | 'holder-away';
}

export interface ProxiesView {
  readonly council: ReadMeeting['council'];
  readonly meeting: { readonly id: string; readonly seq: number; readonly over: boolean };
  readonly meaning: ProxyMeaning;
  /** How many one may hold; null: no limit. */
  readonly limit: number | null;
  readonly seats: readonly ProxySeat[];
  /** By the number of the giver. */
  readonly proxies: readonly ProxyLine[];
  /** Who holds proxies, with how many of them carry something; by the number of the holder. */
  readonly holders: readonly { readonly holder: ProxySeat; readonly n: number; readonly carries: number }[];
}

/** `forbidden` for those of the council who do not enter proxies; `not-found` for everybody else. */
export async function proxiesView(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
): Promise<ProxiesView | Refusal> {
  const read = await readMeeting(db, actor, meetingId, 'meeting.follow');
  if (isRefusal(read)) return read;
  const { meeting, council, subject } = read;
  if (!may(subject, 'proxy.record', { visibility: meeting.visibility })) return refuse('forbidden');
  const register = await registerOf(db, meeting);
  const present = seatsPresent(register);
  const seats = register.seats.map((seat) => ({
    seatId: seat.id,
    no: seat.no,
    label: seat.organization,
    name: seat.holder?.name ?? '',
    present: present.has(seat.id),
  }));
  const byId = new Map(seats.map((seat) => [seat.seatId, seat]));
  const proxies = register.proxies.flatMap(({ from, to, choice, enteredBy }): ProxyLine[] => {
    const giver = byId.get(from);
    const holder = to === null ? null : (byId.get(to) ?? null);
    if (!giver) return [];
    const state = giver.present ? 'giver-there' : holder && !holder.present ? 'holder-away' : 'carries';
    return [{ from: giver, to: holder, choice, enteredBy, state }];
  });
  const carrying = new Set(proxies.filter(({ state }) => state === 'carries').map(({ from }) => from.seatId));
  const holders = [...heldProxies(register.proxies)].flatMap(([seatId, givers]) => {
    const holder = byId.get(seatId);
    return holder
      ? [{ holder, n: givers.length, carries: givers.filter((giver) => carrying.has(giver)).length }]
      : [];
  });
  const { proxyLimit } = register.rule;
  return {
    council,
    meeting: {
      id: meeting.id,
      seq: meeting.seq,
      over: meeting.state === 'closed' || meeting.state === 'cancelled',
    },
    meaning: register.rule.proxyMeaning,
    limit: proxyLimit === undefined ? mostProxies : proxyLimit,
    seats,
    proxies: proxies.sort((a, b) => a.from.no - b.from.no),
    holders: holders.sort((a, b) => a.holder.no - b.holder.no),
  };
}
