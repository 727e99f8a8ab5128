import { sealedSpelling } from '#lib/domain/canonical/names.ts';
import type { CanonicalObject } from '#lib/domain/canonical/json.ts';
import type { Signatory, Signature } from '#lib/domain/minutes/signatures.ts';
import type { Facts } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Db, Trx } from '../db/open.ts';
import type { MinutesRow } from '../db/schema.ts';
import { meetingNamed, type MeetingRecord } from './meeting.ts';
import { signatoriesIn } from '../db/decode.ts';

export interface NamedMinutes {
  readonly councilId: string;
  readonly meetingId: string;
  readonly facts: Facts;
  readonly meeting: MeetingRecord;
  readonly minutes: MinutesRecord;
}

/** The row with its signatories read. */
export type MinutesRecord = Omit<MinutesRow, 'signatories'> & { readonly signatories: readonly Signatory[] };

/** The minutes of the meeting a command names; `not-found` before the meeting was closed. */
export async function minutesNamed(db: Db | Trx, meetingId: string): Promise<NamedMinutes | Refusal> {
  const named = await meetingNamed(db, meetingId);
  if (isRefusal(named)) return named;
  const minutes = await minutesOf(db, meetingId);
  if (!minutes) return refuse('not-found', { field: 'meetingId' });
  return {
    councilId: named.councilId,
    meetingId,
    facts: { ...named.facts, personIds: minutes.signatories.map(({ person }) => person) },
    meeting: named.meeting,
    minutes,
  };
}

/** The minutes of a meeting, whoever asks; undefined before it was closed. */
export async function minutesOf(db: Db | Trx, meetingId: string): Promise<MinutesRecord | undefined> {
  const row = await db
    .selectFrom('minutes')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .executeTakeFirst();
  return row && { ...row, signatories: signatoriesIn(row) };
}

/** Rendered documents as plain canonical data, as they come back from the disk, spelled as they are sealed (CAN11). */
export function asCanonical<T>(value: T): T & CanonicalObject {
  const spelled = (_: string, part: unknown) => (typeof part === 'string' ? sealedSpelling(part) : part);
  return JSON.parse(JSON.stringify(value), spelled) as T & CanonicalObject;
}

/** All signatures ever given, for whatever text; `at`: ms since 1970 UTC. */
export async function signaturesOf(
  db: Db | Trx,
  minutesId: string,
): Promise<readonly (Signature & { readonly at: number })[]> {
  const rows = await db
    .selectFrom('minutes_signature')
    .selectAll()
    .where('minutes_id', '=', minutesId)
    .orderBy('at')
    .execute();
  return rows.map((row) => ({
    person: row.person_id,
    capacity: row.capacity,
    textHash: row.text_hash,
    at: row.at,
  }));
}
