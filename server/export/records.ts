import type { Kysely } from 'kysely';
import type { Db } from '../db/open.ts';
import type { Records } from '../db/schema.ts';
import { byText } from '../db/values.ts';

/*
 * The records of a council as JSON, one file a noun: rows as they are, names in camelCase, times as ISO 8601 in
 * UTC, JSON texts opened. What a row belongs to stands above it; ids join the rest.
 */

type Table = keyof Records;

/** A table and how its rows are found: by `by`, which holds the id of the row above (or of the council). */
interface Noun {
  readonly table: Table;
  readonly by: string;
  readonly order: readonly string[];
  readonly below?: Readonly<Record<string, Noun>>;
}

/** Every file with what is in it. */
export const nouns: Readonly<Record<string, Noun>> = {
  council: {
    table: 'council',
    by: 'id',
    order: ['id'],
    below: {
      ruleSets: { table: 'rule_set', by: 'council_id', order: ['version'] },
      ruleDrafts: { table: 'rule_draft', by: 'council_id', order: ['made_at', 'id'] },
      office: { table: 'council_office', by: 'council_id', order: ['council_id'] },
      formerSlugs: { table: 'council_former_slug', by: 'council_id', order: ['until_at'] },
      powerNotices: { table: 'power_notice', by: 'council_id', order: ['at', 'id'] },
      terms: { table: 'council_term', by: 'council_id', order: ['list', 'word'] },
      strategies: { table: 'strategy', by: 'council_id', order: ['imported_at', 'id'] },
    },
  },
  organizations: { table: 'organization', by: 'council_id', order: ['name'] },
  seats: { table: 'seat', by: 'council_id', order: ['no'] },
  mandates: { table: 'mandate', by: 'council_id', order: ['created_at', 'id'] },
  meetings: {
    table: 'meeting',
    by: 'council_id',
    order: ['fiscal_year', 'seq'],
    below: {
      items: { table: 'agenda_item', by: 'meeting_id', order: ['position'] },
      materials: { table: 'material', by: 'meeting_id', order: ['no'] },
      announcements: { table: 'meeting_act', by: 'meeting_id', order: ['no'] },
      roll: { table: 'meeting_roll', by: 'meeting_id', order: ['no'] },
      presiding: { table: 'meeting_presiding', by: 'meeting_id', order: ['at'] },
      attendance: { table: 'attendance', by: 'meeting_id', order: ['arrived_at', 'id'] },
      comers: { table: 'comer', by: 'meeting_id', order: ['no'] },
      proxies: { table: 'proxy_grant', by: 'meeting_id', order: ['at', 'id'] },
      paperSheets: { table: 'paper_sheet', by: 'meeting_id', order: ['seat_id', 'id'] },
      writing: { table: 'writing', by: 'meeting_id', order: ['meeting_id'] },
      deadlines: { table: 'writing_deadline', by: 'meeting_id', order: ['no'] },
      questionnaires: { table: 'questionnaire', by: 'meeting_id', order: ['n'] },
      writtenLinks: { table: 'written_link', by: 'meeting_id', order: ['seat_id', 'id'] },
      writtenAnswers: { table: 'written_answer', by: 'meeting_id', order: ['at', 'id'] },
      writingQueries: { table: 'writing_query', by: 'meeting_id', order: ['no'] },
      compiledPapers: { table: 'compiled_paper', by: 'from_meeting_id', order: ['made_at', 'material_id'] },
      agendaRevisions: { table: 'agenda_revision', by: 'meeting_id', order: ['at', 'id'] },
      suggestions: { table: 'suggestion', by: 'meeting_id', order: ['at', 'id'] },
      removals: { table: 'agenda_removal', by: 'meeting_id', order: ['removed_at', 'id'] },
    },
  },
  proposals: {
    table: 'proposal',
    by: 'council_id',
    order: ['created_at', 'id'],
    below: {
      versions: { table: 'proposal_version', by: 'proposal_id', order: ['n'] },
      amendments: { table: 'amendment', by: 'proposal_id', order: ['no'] },
      withdrawals: { table: 'proposal_withdrawal', by: 'proposal_id', order: ['at'] },
      rounds: {
        table: 'round',
        by: 'proposal_id',
        order: ['no'],
        below: {
          roll: { table: 'round_roll', by: 'round_id', order: ['key'] },
          meter: { table: 'round_meter', by: 'round_id', order: ['round_id'] },
          amendment: { table: 'round_amendment', by: 'round_id', order: ['round_id'] },
          ballots: {
            table: 'ballot',
            by: 'round_id',
            order: ['at', 'id'],
            below: {
              takenBack: { table: 'ballot_taken_back', by: 'ballot_id', order: ['at'] },
              entry: { table: 'ballot_entry', by: 'ballot_id', order: ['ballot_id'] },
            },
          },
          batches: { table: 'ballot_batch', by: 'round_id', order: ['no'] },
          objections: {
            table: 'objection',
            by: 'round_id',
            order: ['id'],
            below: {
              reclassed: { table: 'objection_reclassed', by: 'objection_id', order: ['at'] },
            },
          },
        },
      },
    },
  },
  decisions: {
    table: 'decision',
    by: 'council_id',
    order: ['fiscal_year', 'seq'],
    below: {
      roleDivisions: {
        table: 'role_division',
        by: 'decision_id',
        order: ['id'],
        below: {
          tasks: { table: 'role_task', by: 'division_id', order: ['position'] },
          assignments: {
            table: 'role_assignment',
            by: 'division_id',
            order: ['task_id', 'id'],
            below: {
              earlierAnswers: {
                table: 'role_earlier_answer',
                by: 'assignment_id',
                order: ['answered_at', 'id'],
              },
            },
          },
        },
      },
    },
  },
  consultations: {
    table: 'consultation',
    by: 'council_id',
    order: ['fiscal_year', 'seq'],
    below: {
      plan: { table: 'consultation_step', by: 'consultation_id', order: ['position'] },
      items: { table: 'consultation_item', by: 'consultation_id', order: ['put_at', 'item_id'] },
      report: { table: 'consultation_report', by: 'consultation_id', order: ['submitted_at'] },
      errata: { table: 'consultation_erratum', by: 'consultation_id', order: ['no'] },
      answers: { table: 'consultation_answer', by: 'consultation_id', order: ['no'] },
      events: { table: 'consultation_event', by: 'consultation_id', order: ['at', 'id'] },
    },
  },
  criteria: {
    table: 'criterion',
    by: 'council_id',
    order: ['added_at', 'id'],
    below: {
      answers: { table: 'criterion_answer', by: 'criterion_id', order: ['answered_at', 'item_id'] },
    },
  },
  draws: { table: 'lot_draw', by: 'council_id', order: ['fiscal_year', 'seq'] },
  minutes: {
    table: 'minutes',
    by: 'council_id',
    order: ['drafted_at', 'id'],
    below: {
      signatures: { table: 'minutes_signature', by: 'minutes_id', order: ['at', 'person_id'] },
      circulations: { table: 'minutes_circulation', by: 'minutes_id', order: ['no'] },
      corrections: { table: 'minutes_correction', by: 'minutes_id', order: ['no'] },
      readings: { table: 'minutes_reading', by: 'minutes_id', order: ['at', 'person_id'] },
      errata: {
        table: 'minutes_erratum',
        by: 'minutes_id',
        order: ['no'],
        below: { signatures: { table: 'erratum_signature', by: 'erratum_id', order: ['at', 'person_id'] } },
      },
    },
  },
  issues: {
    table: 'issue',
    by: 'council_id',
    order: ['submitted_at', 'id'],
    below: {
      events: { table: 'issue_event', by: 'issue_id', order: ['at', 'id'] },
      answers: { table: 'issue_answer', by: 'issue_id', order: ['event_id'] },
      wordsBefore: { table: 'issue_words_before', by: 'issue_id', order: ['event_id'] },
      support: { table: 'issue_support', by: 'issue_id', order: ['kind', 'at', 'person_id'] },
      photos: { table: 'issue_photo', by: 'issue_id', order: ['created_at', 'id'] },
    },
  },
  issueLinks: { table: 'issue_link', by: 'council_id', order: ['opened_at', 'id'] },
  candidates: { table: 'agenda_candidate', by: 'council_id', order: ['created_at', 'id'] },
  chainRecords: { table: 'chain_records', by: 'council_id', order: ['seq'] },
  audit: { table: 'audit_event', by: 'council_id', order: ['seq'] },
  auditOrigin: { table: 'audit_origin', by: 'council_id', order: ['council_id'] },
  auditEarlier: { table: 'audit_earlier', by: 'council_id', order: ['seq'] },
};

/** Written elsewhere: people without their sign-in, the chain line by line. */
export const otherFiles: readonly Table[] = ['person', 'chain_entry', 'chain_disclosure'];
/**
 * Keys to the house: worthless to anybody else, dangerous to the council. Private requests are the secretariat's
 * alone (R-HAC-15); the search index is made of the issues, what is owed to documents is a moment's, and the log of
 * all councils from before each had its own is no council's; where a council lives now is the server's to say.
 */
export const neverExported: readonly Table[] = [
  'audit_start',
  'calendar_address',
  'council_moved',
  'invitation',
  'session',
  'idempotency',
  'outbox',
  // until a draw is made its secret is nobody's
  'lot_secret',
  'help_request',
  'help_reply',
  'issue_words',
  // what nobody has sent yet is its writer's
  'written_draft',
];
/** Columns that are keys: with a slip's code one reads what its holder reads. */
const keyColumns: ReadonlySet<string> = new Set(['receipt_code', 'draft_id', 'code']);

/** Columns that hold JSON text. */
const jsonColumns: Partial<Record<Table, readonly string[]>> = {
  rule_set: ['body'],
  rule_draft: ['body'],
  organization: ['fields'],
  mandate: ['powers'],
  agenda_revision: ['items'],
  round: ['rule', 'input', 'outcome'],
  decision: ['minority'],
  lot_draw: ['names'],
  questionnaire: ['body'],
  written_answer: ['body'],
  compiled_paper: ['body'],
  strategy: ['tree'],
  agenda_candidate: ['fields', 'life_stages', 'issue_ids'],
  minutes: ['signatories', 'document'],
  issue: ['fields', 'life_stages', 'more_measures', 'flags'],
  audit_event: ['detail'],
  audit_earlier: ['detail'],
  chain_records: ['digests'],
};

/** Columns of text by which rows are put in order; ids only settle which of two equals comes first. */
export const textColumns: ReadonlySet<string> = new Set(['key', 'kind', 'list', 'name', 'word']);

type Row = Readonly<Record<string, unknown>>;
type Opened = Record<string, unknown>;

/** The rows of one noun for a council, with what belongs to them below. */
export async function readNoun(db: Db, noun: Noun, councilId: string): Promise<readonly Opened[]> {
  return (await below(db, noun, [councilId])).get(councilId) ?? [];
}

/** Everybody who ever held a mandate: names, never the way they sign in. */
export async function readPeople(db: Db, councilId: string): Promise<readonly Opened[]> {
  const rows = await db
    .selectFrom('person')
    .select(['id', 'display_name', 'kana', 'locale', 'created_at', 'erased_at'])
    .where('id', 'in', (eb) =>
      eb.selectFrom('mandate').select('person_id').where('council_id', '=', councilId),
    )
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => opened('person', row));
}

async function below(
  db: Db,
  noun: Noun,
  parents: readonly string[],
): Promise<ReadonlyMap<string, readonly Opened[]>> {
  if (parents.length === 0) return new Map();
  const tables = db as unknown as Kysely<Record<string, Record<string, unknown>>>;
  let query = tables.selectFrom(noun.table).selectAll().where(noun.by, 'in', parents);
  for (const column of noun.order)
    query = textColumns.has(column) ? query.orderBy(column, byText) : query.orderBy(column);
  const rows: readonly Row[] = await query.execute();
  const parts = Object.entries(noun.below ?? {});
  const inside = new Map<string, ReadonlyMap<string, readonly Opened[]>>();
  const ids = parts.length > 0 ? rows.map((row) => String(row['id'])) : [];
  for (const [name, part] of parts) inside.set(name, await below(db, part, ids));
  const found = new Map<string, Opened[]>();
  for (const row of rows) {
    const one = opened(noun.table, row);
    for (const [name] of parts) one[name] = inside.get(name)?.get(String(row['id'])) ?? [];
    const parent = String(row[noun.by]);
    found.set(parent, [...(found.get(parent) ?? []), one]);
  }
  return found;
}

function opened(table: Table, row: Row): Opened {
  const json = jsonColumns[table] ?? [];
  return Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => !keyColumns.has(column))
      .map(([column, value]) => [camel(column), valueOf(column, value, json)]),
  );
}

function valueOf(column: string, value: unknown, json: readonly string[]): unknown {
  if (typeof value === 'string' && json.includes(column)) return JSON.parse(value);
  const isTime = column === 'at' || column.endsWith('_at') || column === 'current_since';
  return typeof value === 'number' && isTime ? new Date(value).toISOString() : value;
}

function camel(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
