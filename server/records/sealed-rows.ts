import { createHash } from 'node:crypto';
import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { Db, Trx } from '../db/open.ts';
import type { Records } from '../db/schema.ts';
import { asColumn } from '../db/values.ts';

/*
 * What sealed minutes rest on (CHN17): the rows of their meeting, noun by noun, each noun as one digest. The body of
 * the entry holds one digest of all of them under a salt that is shown on no page, so that it tells nothing of a
 * person even to somebody who guesses; whoever holds the folder finds the noun in which a row was changed.
 */

/** Rows of one table, by the columns that are final; `of`: which of them belong to the meeting. */
interface SealedNoun {
  readonly table: keyof Records;
  readonly columns: readonly string[];
  readonly of: Belonging;
  /** Only rows up to the sealing, by this column: others may come later. */
  readonly upTo?: string;
}

/** Belongs to the meeting by a column of its own, or by the row above it; `names`: by which of its columns, else `id`. */
type Belonging =
  | { readonly column: string }
  | {
      readonly column: string;
      readonly table: keyof Records;
      readonly names?: string;
      readonly above: Belonging;
    };

const ofMeeting: Belonging = { column: 'meeting_id' };
const ofRound: Belonging = { column: 'round_id', table: 'round', above: ofMeeting };
const ofBallot: Belonging = { column: 'ballot_id', table: 'ballot', above: ofRound };
const ofDecision: Belonging = { column: 'decision_id', table: 'decision', above: ofMeeting };
const ofDivision: Belonging = { column: 'division_id', table: 'role_division', above: ofDecision };

/**
 * Version 1 of what is vouched for. Entries name nouns, so one added later is missed in no entry from before; columns of
 * a noun never change. Names that people typed are left out: they have to be erasable (I11).
 */
const nouns = {
  meeting: {
    table: 'meeting',
    columns: [
      'id',
      'fiscal_year',
      'seq',
      'kind',
      'starts_at',
      'place',
      'visibility',
      'called_at',
      'opened_at',
      'closed_at',
      'presiding_person_id',
    ],
    of: { column: 'id' },
  },
  agenda: {
    table: 'agenda_item',
    columns: ['id', 'position', 'type', 'title', 'visibility', 'state', 'issue_id', 'decision_id'],
    of: ofMeeting,
  },
  revisions: {
    table: 'agenda_revision',
    columns: ['id', 'at', 'person_id', 'occasion', 'items', 'text_hash'],
    of: ofMeeting,
  },
  materials: {
    table: 'material',
    columns: ['id', 'item_id', 'no', 'title', 'blob_hash', 'url', 'visibility', 'withdrawn_at'],
    of: ofMeeting,
  },
  attendance: {
    table: 'attendance',
    columns: ['id', 'seat_id', 'person_id', 'mode', 'via', 'arrived_at', 'left_at', 'recorded_by'],
    of: ofMeeting,
  },
  proxies: {
    table: 'proxy_grant',
    columns: ['id', 'from_seat_id', 'to_seat_id', 'choice', 'source', 'recorded_by', 'at', 'revoked_at'],
    of: ofMeeting,
  },
  texts: {
    table: 'proposal_version',
    columns: ['id', 'proposal_id', 'n', 'text', 'text_hash', 'frozen_at', 'frozen_by'],
    of: { column: 'proposal_id', table: 'proposal', above: ofMeeting },
  },
  rounds: {
    table: 'round',
    columns: [
      'id',
      'item_id',
      'proposal_id',
      'version_id',
      'no',
      'mode',
      'rule',
      'rule_version',
      'text_hash',
      'opened_at',
      'opened_by',
      'closes_at',
      'state',
      'closed_at',
      'closed_by',
      'chair_casts',
      'input',
      'outcome',
    ],
    of: ofMeeting,
  },
  roll: {
    table: 'round_roll',
    columns: ['round_id', 'seat_id', 'key', 'weight', 'chair', 'label', 'person_id'],
    of: ofRound,
  },
  ballots: {
    table: 'ballot',
    columns: [
      'id',
      'round_id',
      'seat_id',
      'choice',
      'reason',
      'would_agree_if',
      'via',
      'at',
      'text_hash',
      'entered_by',
    ],
    of: ofRound,
  },
  takenBack: { table: 'ballot_taken_back', columns: ['ballot_id', 'taken_back_by', 'at'], of: ofBallot },
  entries: { table: 'ballot_entry', columns: ['ballot_id', 'how', 'batch_id', 'corrects'], of: ofBallot },
  batches: {
    table: 'ballot_batch',
    columns: ['id', 'round_id', 'no', 'kind', 'entered_by', 'at', 'counted_by', 'counted_with'],
    of: ofRound,
  },
  objections: {
    table: 'objection',
    columns: ['id', 'round_id', 'ballot_id', 'seat_id', 'kind', 'reason', 'would_agree_if'],
    of: ofRound,
  },
  decisions: {
    table: 'decision',
    columns: [
      'id',
      'fiscal_year',
      'seq',
      'item_id',
      'round_id',
      'title',
      'text',
      'text_hash',
      'outcome_code',
      'declared_code',
      'declared_reason',
      'declared_by',
      'declared_at',
      'scope',
      'review_on',
      'minority',
    ],
    of: ofMeeting,
  },
  divisions: {
    table: 'role_division',
    columns: [
      'id',
      'decision_id',
      'title',
      'level',
      'from_on',
      'to_on',
      'cost',
      'comparison',
      'review_on',
      'created_by',
      'created_at',
    ],
    of: ofDecision,
    upTo: 'created_at',
  },
  assignments: {
    table: 'role_assignment',
    columns: ['id', 'task_id', 'division_id', 'organization_id', 'responsibility', 'asked_at'],
    of: ofDivision,
    upTo: 'asked_at',
  },
  meetingRoll: {
    table: 'meeting_roll',
    columns: ['seat_id', 'no', 'organization_id', 'organization', 'weight', 'chair', 'person_id'],
    of: ofMeeting,
  },
  presiding: { table: 'meeting_presiding', columns: ['at', 'person_id'], of: ofMeeting },
  announced: {
    table: 'meeting_act',
    columns: ['no', 'act', 'at', 'starts_at', 'reason'],
    of: ofMeeting,
  },
  rules: {
    table: 'rule_set',
    columns: ['id', 'version', 'body'],
    of: { column: 'id', table: 'meeting', names: 'rule_set_id', above: { column: 'id' } },
  },
  amendments: {
    table: 'amendment',
    columns: [
      'id',
      'proposal_id',
      'no',
      'text',
      'text_hash',
      'against_version_id',
      'version_id',
      'label',
      'moved_by',
      'moved_at',
      'state',
    ],
    of: { column: 'proposal_id', table: 'proposal', above: ofMeeting },
  },
  asked: { table: 'round_amendment', columns: ['round_id', 'amendment_id'], of: ofRound },
  meters: {
    table: 'round_meter',
    columns: ['round_id', 'attended', 'needed', 'eligible', 'comers'],
    of: ofRound,
  },
  withdrawals: {
    table: 'proposal_withdrawal',
    columns: ['proposal_id', 'at', 'reason', 'withdrawn_by'],
    of: { column: 'proposal_id', table: 'proposal', above: ofMeeting },
  },
  comers: { table: 'comer', columns: ['seat_id', 'no', 'signed_at', 'signed_by'], of: ofMeeting },
  signatures: {
    table: 'minutes_signature',
    columns: ['minutes_id', 'person_id', 'capacity', 'text_hash', 'at'],
    of: { column: 'minutes_id', table: 'minutes', above: ofMeeting },
  },
} as const satisfies Readonly<Record<string, SealedNoun>>;

export type SealedNounName = keyof typeof nouns;

/** Digest of each noun of a meeting, 64 hex digits. `sealedAt`: ms UTC of the entry. */
export async function rowDigests(
  db: Db | Trx,
  meetingId: string,
  sealedAt: number,
): Promise<Readonly<Record<string, string>>> {
  const digests: Record<string, string> = {};
  for (const [name, noun] of Object.entries<SealedNoun>(nouns))
    digests[name] = await digestOf(db, noun, meetingId, sealedAt);
  return digests;
}

/** What stands in the body of an entry for these digests (CHN17): 64 hex digits. `salt`: 32 bytes of hex. */
export function recordsDigest(digests: Readonly<Record<string, string>>, salt: string): string {
  const spelled = Object.entries(digests)
    .map(([name, digest]) => `${name} ${digest}\n`)
    .sort()
    .join('');
  return createHash('sha256')
    .update('yoriai/records/v1\0')
    .update(Buffer.from(salt, 'hex'))
    .update(spelled)
    .digest('hex');
}

/**
 * The first noun whose rows are not those that were sealed; null where all are. A digest of a noun that this program
 * does not know was sealed by a newer one and is passed over.
 */
export async function changedNoun(
  db: Db | Trx,
  meetingId: string,
  sealedAt: number,
  sealed: Readonly<Record<string, string>>,
): Promise<string | null> {
  for (const [name, digest] of Object.entries(sealed)) {
    const noun: SealedNoun | undefined = Object.hasOwn(nouns, name)
      ? nouns[name as SealedNounName]
      : undefined;
    if (noun && (await digestOf(db, noun, meetingId, sealedAt)) !== digest) return name;
  }
  return null;
}

type AnyTable = Kysely<Record<string, Record<string, unknown>>>;

async function digestOf(
  db: Db | Trx,
  noun: SealedNoun,
  meetingId: string,
  sealedAt: number,
): Promise<string> {
  const tables = db as unknown as AnyTable;
  let query = tables.selectFrom(noun.table).select([...noun.columns]);
  query =
    'above' in noun.of
      ? query.where(noun.of.column, 'in', idsAbove(tables, noun.of, meetingId))
      : query.where(noun.of.column, '=', meetingId);
  if (noun.upTo !== undefined) query = query.where(noun.upTo, '<=', sealedAt);
  const rows = await query.execute();
  // put in order by what they say: no engine's own order of rows or of texts takes part
  const spelled = rows.map((row) => JSON.stringify(noun.columns.map((column) => plain(row[column])))).sort();
  return createHash('sha256')
    .update(`yoriai/rows/v1\0${JSON.stringify([noun.table, ...noun.columns])}\n${spelled.join('\n')}`)
    .digest('hex');
}

/** Ids of the rows above, down from the meeting. */
function idsAbove(
  tables: AnyTable,
  of: Extract<Belonging, { readonly above: Belonging }>,
  meetingId: string,
): SelectQueryBuilder<Record<string, Record<string, unknown>>, string, Record<string, unknown>> {
  const query = tables.selectFrom(of.table).select(of.names ?? 'id');
  const { above } = of;
  return 'above' in above
    ? query.where(above.column, 'in', idsAbove(tables, above, meetingId))
    : query.where(above.column, '=', meetingId);
}

/** A value as every engine hands it out: yes and no as 1 and 0. */
function plain(value: unknown): unknown {
  return typeof value === 'boolean' ? asColumn(value) : (value ?? null);
}
