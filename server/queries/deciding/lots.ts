import { decisionNumber, partsOfNumber } from '#lib/domain/calendar/numbers.ts';
import type { LotState } from '#lib/domain/lots/life.ts';
import type { Announcement, LotKind } from '#lib/domain/lots/lot.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { openCouncil } from '../../access/council.ts';
import { isForStreet, readLot } from '../../access/lot.ts';
import type { Actor } from '../../access/subject.ts';
import { announcedIn, drawIn } from '../../records/lots.ts';
import type { Db } from '../../db/open.ts';

/* Draws: the list of them all, and one with everything by which it is reckoned again (LOT8). */

/** At most so many stand on the page, the newest first; older ones are in the exported records. */
const mostShown = 200;

export interface LotLine {
  /** '2022-01' */
  readonly no: string;
  readonly title: string;
  readonly kind: LotKind;
  readonly state: LotState;
  /** ms since 1970 UTC */
  readonly announcedAt: number;
}

export interface LotsPage {
  readonly councilId: string;
  readonly lots: readonly LotLine[];
  /** Seats of the council to begin a list with: organisation or seat, and who sits there. */
  readonly seats: readonly { readonly label: string; readonly name: string }[];
  readonly may: { readonly draw: boolean };
}

export interface LotPage {
  readonly id: string;
  readonly no: string;
  readonly announced: Announcement;
  readonly hash: string;
  readonly visibility: 'open' | 'council';
  readonly state: LotState;
  /** Who announced and who ended it; '' for the street. Times ms since 1970 UTC. */
  readonly announcedBy: string;
  readonly announcedAt: number;
  readonly endedBy: string;
  readonly endedAt: number | null;
  readonly reason: string;
  /** Once it is made. */
  readonly drawn: {
    readonly secret: string;
    readonly said: string;
    readonly seed: string;
    readonly order: readonly { readonly name: string; readonly lot: string }[];
    readonly groups: readonly (readonly string[])[];
  } | null;
  readonly may: { readonly draw: boolean };
}

/** The draws of a council; the street has those that were announced as open and are made. */
export async function lotsPage(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  slug: string,
): Promise<LotsPage | Refusal> {
  const opened = await openCouncil(db, actor, slug);
  if (isRefusal(opened)) return opened;
  const { council, subject } = opened;
  const follows = may(subject, 'lot.read');
  const rows = await db
    .selectFrom('lot_draw')
    .select(['fiscal_year', 'seq', 'title', 'kind', 'state', 'visibility', 'announced_at'])
    .where('council_id', '=', council.id)
    .orderBy('fiscal_year', 'desc')
    .orderBy('seq', 'desc')
    .limit(mostShown)
    .execute();
  const mayDraw = may(subject, 'lot.draw');
  return {
    councilId: council.id,
    lots: rows
      .filter((row) => follows || isForStreet(row))
      .map(({ fiscal_year, seq, title, kind, state, announced_at }) => ({
        no: decisionNumber(fiscal_year, seq),
        title,
        kind,
        state,
        announcedAt: announced_at,
      })),
    seats: mayDraw ? await seatsOf(db, council.id) : [],
    may: { draw: mayDraw },
  };
}

/** One draw by its number; `not-found` in every other case. */
export async function lotPage(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  slug: string,
  no: string,
): Promise<LotPage | Refusal> {
  const called = partsOfNumber(no);
  if (!called) return refuse('not-found');
  const read = await readLot(db, actor, slug, called);
  if (isRefusal(read)) return read;
  const { lot, follows, subject } = read;
  const names = follows ? await namesOf(db, [lot.announced_by, lot.ended_by]) : new Map<string, string>();
  const drawn = drawIn(lot);
  return {
    id: lot.id,
    no: decisionNumber(lot.fiscal_year, lot.seq),
    announced: announcedIn(lot),
    hash: lot.list_hash,
    visibility: lot.visibility,
    state: lot.state,
    announcedBy: names.get(lot.announced_by) ?? '',
    announcedAt: lot.announced_at,
    endedBy: names.get(lot.ended_by ?? '') ?? '',
    endedAt: lot.ended_at,
    reason: lot.reason,
    drawn: drawn && {
      secret: lot.secret ?? '',
      said: lot.said ?? '',
      seed: lot.seed ?? '',
      order: drawn.order,
      groups: drawn.groups,
    },
    may: { draw: may(subject, 'lot.draw') },
  };
}

async function namesOf(db: Db, people: readonly (string | null)[]): Promise<Map<string, string>> {
  const ids = people.filter((id) => id !== null);
  const rows = await db.selectFrom('person').select(['id', 'display_name']).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row.display_name ?? '']));
}

/** Seats that have not ended, by number, with whoever sits on them. */
async function seatsOf(db: Db, councilId: string) {
  const rows = await db
    .selectFrom('seat')
    .leftJoin('organization', 'organization.id', 'seat.organization_id')
    .leftJoin('mandate', (join) =>
      join
        .onRef('mandate.seat_id', '=', 'seat.id')
        .on('mandate.role', '=', 'member')
        .on('mandate.ended_at', 'is', null),
    )
    .leftJoin('person', 'person.id', 'mandate.person_id')
    .select(['seat.no', 'seat.label', 'organization.name', 'person.display_name'])
    .where('seat.council_id', '=', councilId)
    .where('seat.to_on', 'is', null)
    .orderBy('seat.no')
    .execute();
  return rows.map((row) => ({ label: row.name ?? row.label, name: row.display_name ?? '' }));
}
