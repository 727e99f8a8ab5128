import { householdRoll, type ProxyChoice, type ProxyMeaning } from '#lib/domain/deciding/index.ts';
import { keepsRegister } from '#lib/domain/meeting/state.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { readMeeting, type ReadMeeting } from '../../access/meeting.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import { registerOf, seatsPresent } from '../../records/register.ts';
import type { RegisterSeat } from '../../records/roll.ts';

/* The proxy a member gives for his own seat: what stands, and to whom it can be given (WAY12). */

/** Somebody who may hold a proxy. */
export interface ProxyHolder {
  readonly seatId: string;
  readonly no: number;
  readonly label: string;
  readonly name: string;
}

export interface OwnProxyView {
  readonly council: ReadMeeting['council'];
  readonly meeting: {
    readonly id: string;
    readonly fiscalYear: number;
    readonly seq: number;
    readonly startsAt: number;
    readonly endsAt: number;
    /** Proxies are taken still. */
    readonly takes: boolean;
  };
  readonly meaning: ProxyMeaning;
  /** How many one may hold; null: no limit, 0: the rules know no proxies. */
  readonly limit: number | null;
  readonly seat: ProxyHolder;
  /** His seat is taken in the register: a proxy of his counts nothing. */
  readonly present: boolean;
  /** Seats that somebody sits on, less his own, by number. */
  readonly holders: readonly ProxyHolder[];
  /** What stands; null: nothing. */
  readonly given: {
    readonly to: ProxyHolder | null;
    readonly choice: ProxyChoice | null;
    /** Who typed it from paper; null: he gave it himself. */
    readonly enteredBy: string | null;
  } | null;
}

/** For who has a seat with a voice in this meeting; `not-on-seat` for everybody else who may follow it. */
export async function ownProxyView(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
): Promise<OwnProxyView | Refusal> {
  const read = await readMeeting(db, actor, meetingId, 'meeting.follow');
  if (isRefusal(read)) return read;
  const { meeting, council } = read;
  const register = await registerOf(db, meeting);
  const voices = householdRoll(register.rule.householdRule, register.seats);
  const own = voices.find(({ holder }) => holder !== null && holder.personId === actor.personId);
  if (!own) return refuse('not-on-seat');
  const byId = new Map(register.seats.map((seat) => [seat.id, asHolder(seat)]));
  const given = register.proxies.find(({ from }) => from === own.id);
  return {
    council,
    meeting: {
      id: meeting.id,
      fiscalYear: meeting.fiscal_year,
      seq: meeting.seq,
      startsAt: meeting.starts_at,
      endsAt: meeting.ends_at,
      takes: keepsRegister(meeting.state, false),
    },
    meaning: register.rule.proxyMeaning,
    limit: register.rule.proxyLimit,
    seat: asHolder(own),
    present: seatsPresent(register).has(own.id),
    holders: voices.filter(({ id, holder }) => id !== own.id && holder !== null).map(asHolder),
    given: given
      ? {
          to: given.to === null ? null : (byId.get(given.to) ?? null),
          choice: given.choice,
          enteredBy: given.enteredBy,
        }
      : null,
  };
}

function asHolder({ id, no, organization, holder }: RegisterSeat): ProxyHolder {
  return { seatId: id, no, label: organization, name: holder?.name ?? '' };
}
