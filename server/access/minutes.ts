import type { CanonicalObject } from '#lib/domain/canonical/json.ts';
import type { Facts } from '#lib/domain/policy/decide.ts';
import type { MinutesDecision, MinutesDocument } from '#lib/domain/minutes/document.ts';
import type { NamedValue } from '#lib/domain/minutes/scribe.ts';
import type { Signatory, Signature } from '#lib/domain/minutes/signatures.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Db, Trx } from '../db/open.ts';
import type { MinutesRow } from '../db/schema.ts';
import { meetingNamed, type MeetingRecord } from './meeting.ts';

/** What was circulated and is signed, then sealed: `minutes.document`, canonical JSON (MIN7, B76). */
export interface FrozenMinutes {
  readonly document: MinutesDocument;
  readonly disclosures: readonly NamedValue[];
  readonly decisions: readonly {
    readonly no: string;
    readonly document: MinutesDecision | { readonly no: string; readonly content: string };
    readonly disclosures: readonly NamedValue[];
  }[];
}

export interface NamedMinutes {
  readonly councilId: string;
  readonly meetingId: string;
  readonly facts: Facts;
  readonly meeting: MeetingRecord;
  readonly minutes: Omit<MinutesRow, 'signatories'> & { readonly signatories: readonly Signatory[] };
}

/** The minutes of the meeting a command names; `not-found` before the meeting was closed. */
export async function minutesNamed(db: Db | Trx, meetingId: string): Promise<NamedMinutes | Refusal> {
  const named = await meetingNamed(db, meetingId);
  if (isRefusal(named)) return named;
  const row = await db
    .selectFrom('minutes')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .executeTakeFirst();
  if (!row) return refuse('not-found', { field: 'meetingId' });
  const signatories = JSON.parse(row.signatories) as Signatory[];
  return {
    councilId: named.councilId,
    meetingId,
    facts: { ...named.facts, personIds: signatories.map(({ person }) => person) },
    meeting: named.meeting,
    minutes: { ...row, signatories },
  };
}

/** What was circulated, read back from its row. */
export function frozenOf(json: string): FrozenMinutes {
  return JSON.parse(json) as FrozenMinutes;
}

/** The body of a chain entry as plain canonical data. */
export function asCanonical(value: unknown): CanonicalObject {
  return JSON.parse(JSON.stringify(value)) as CanonicalObject;
}

export async function signaturesOf(db: Db | Trx, minutesId: string): Promise<Signature[]> {
  const rows = await db
    .selectFrom('minutes_signature')
    .selectAll()
    .where('minutes_id', '=', minutesId)
    .execute();
  return rows.map((row) => ({ person: row.person_id, capacity: row.capacity, textHash: row.text_hash }));
}
