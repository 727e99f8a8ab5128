import type { Facts } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Db, Trx } from '../db/open.ts';
import type { MinutesErratumRow } from '../db/schema.ts';
import type { Selectable } from 'kysely';
import { minutesNamed, type NamedMinutes } from './minutes.ts';

/* Corrections and errata that commands name, and whose affair minutes are: those who took part in the meeting. */

/** Modes of the register that say somebody was there. */
const there = ['in_person', 'online', 'alternate', 'staff'] as const;

/** Who took part in a meeting, by person; a reply before it is none. */
export async function tookPart(db: Db | Trx, meetingId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('attendance')
    .select('person_id')
    .distinct()
    .where('meeting_id', '=', meetingId)
    .where('mode', 'in', [...there])
    .execute();
  return rows.flatMap(({ person_id }) => person_id ?? []);
}

/** Minutes as a matter of those who took part (COR1, ERT1); `not-found` before the meeting was closed. */
export async function minutesOfTakers(db: Db | Trx, meetingId: string): Promise<NamedMinutes | Refusal> {
  const named = await minutesNamed(db, meetingId);
  if (isRefusal(named)) return named;
  return { ...named, facts: await ofTakers(db, named) };
}

async function ofTakers(db: Db | Trx, { facts, meetingId }: NamedMinutes): Promise<Facts> {
  return { ...facts, personIds: await tookPart(db, meetingId) };
}

/** A correction with its minutes; the one who proposed it may withdraw it. */
export async function correctionNamed(db: Db | Trx, correctionId: string) {
  const correction = await db
    .selectFrom('minutes_correction')
    .innerJoin('minutes', 'minutes.id', 'minutes_correction.minutes_id')
    .selectAll('minutes_correction')
    .select('minutes.meeting_id')
    .where('minutes_correction.id', '=', correctionId)
    .executeTakeFirst();
  const named = correction && (await minutesOfTakers(db, correction.meeting_id));
  if (!named || isRefusal(named)) return refuse('not-found', { field: 'correctionId' });
  return { ...named, correction };
}

export type NamedErratum = NamedMinutes & { readonly erratum: Selectable<MinutesErratumRow> };

/** An erratum with its minutes: the affair of who signed them or took part (ERT3). */
export async function erratumNamed(db: Db | Trx, erratumId: string): Promise<NamedErratum | Refusal> {
  const erratum = await db
    .selectFrom('minutes_erratum')
    .innerJoin('minutes', 'minutes.id', 'minutes_erratum.minutes_id')
    .selectAll('minutes_erratum')
    .select('minutes.meeting_id')
    .where('minutes_erratum.id', '=', erratumId)
    .executeTakeFirst();
  const named = erratum && (await minutesNamed(db, erratum.meeting_id));
  if (!named || isRefusal(named)) return refuse('not-found', { field: 'erratumId' });
  const personIds = [...(named.facts.personIds ?? []), ...(await tookPart(db, erratum.meeting_id))];
  return { ...named, facts: { ...named.facts, personIds }, erratum };
}
