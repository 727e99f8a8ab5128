import type { Locale } from '#lib/i18n/locale.ts';
import { fixedQuery } from '../db/fixed-query.ts';
import type { Db, Trx } from '../db/open.ts';
import { street, type Subject } from '#lib/domain/policy/decide.ts';
import type { Role } from '#lib/domain/policy/actions.ts';
import { powersIn } from '../db/decode.ts';

/** Who asks: a person with a session, or the street (personId null). */
export interface Actor {
  readonly personId: string | null;
  readonly sessionId: string | null;
  /** Network address, for limits; never stored beside what was said. */
  readonly address: string;
  readonly locale: Locale;
}

const activeMandates = fixedQuery((db, personId: string, councilId: string) =>
  db
    .selectFrom('mandate')
    .leftJoin('seat', 'seat.id', 'mandate.seat_id')
    .select([
      'mandate.role',
      'mandate.powers',
      'mandate.seat_id',
      'mandate.organization_id',
      'seat.organization_id as seat_org',
    ])
    .where('mandate.person_id', '=', personId)
    .where('mandate.council_id', '=', councilId)
    .where('mandate.ended_at', 'is', null),
);

const seatsStoodInFor = fixedQuery((db, meetingId: string, personId: string) =>
  db
    .selectFrom('attendance')
    .select('seat_id')
    .where('meeting_id', '=', meetingId)
    .where('person_id', '=', personId)
    .where('mode', '=', 'alternate')
    .where('left_at', 'is', null),
);

const placesAtTheTable = fixedQuery((db, meetingId: string, personId: string) =>
  db
    .selectFrom('comer')
    .innerJoin('attendance', 'attendance.seat_id', 'comer.seat_id')
    .select('comer.seat_id')
    .where('comer.person_id', '=', personId)
    .where('comer.meeting_id', '=', meetingId)
    .where('attendance.meeting_id', '=', meetingId)
    .where('attendance.left_at', 'is', null),
);

/**
 * What the actor is in one council today: roles, powers, seats and organisations of his active
 * mandates. `meetingId` adds the seats he stands in for there as the recorded alternate, and his place at its open table.
 */
export async function subjectOf(
  db: Db | Trx,
  actor: Pick<Actor, 'personId'>,
  councilId: string,
  meetingId?: string,
): Promise<Subject> {
  if (actor.personId === null) return street;
  const mandates = await activeMandates(db, actor.personId, councilId);
  const seats = new Set<string>();
  const organizations = new Set<string>();
  for (const mandate of mandates) {
    // an alternate holds the seat only in a meeting where he is recorded for it
    if (mandate.seat_id && mandate.role !== 'alternate') seats.add(mandate.seat_id);
    const organization = mandate.organization_id ?? (mandate.role === 'alternate' ? null : mandate.seat_org);
    if (organization) organizations.add(organization);
  }
  if (meetingId !== undefined) {
    const standing = await seatsStoodInFor(db, meetingId, actor.personId);
    for (const row of standing) if (row.seat_id) seats.add(row.seat_id);
    const places = await placesAtTheTable(db, meetingId, actor.personId);
    for (const { seat_id } of places) seats.add(seat_id);
  }
  return {
    personId: actor.personId,
    roles: mandates.map((mandate) => mandate.role as Role),
    powers: mandates.flatMap(powersIn),
    seatIds: [...seats],
    organizationIds: [...organizations],
  };
}
