import { canonicalJson, type CanonicalValue } from '#lib/domain/canonical/json.ts';
import { textHash } from '#lib/domain/canonical/text.ts';
import { parseStrict } from '#lib/domain/canonical/parse.ts';
import { verifyChain, type ChainReport } from '#lib/domain/chain/verify.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { sealedStates } from '#lib/domain/minutes/state.ts';
import { decisionNumber } from '#lib/domain/calendar/numbers.ts';
import type { Db } from '../db/open.ts';
import type { ChainDisclosureRow, ChainEntryRow, CouncilRow } from '../db/schema.ts';
import { tableNames } from '../db/table-names.ts';
import { byText } from '../db/values.ts';
import { contradiction } from './verify-rounds.ts';
import { erratumHash } from '../records/consultations.ts';
import { decisionFault, erratumFault, minutesFault } from './verify-sealed.ts';

/*
 * The chain of a council as it lies in records.db (CHN14): besides hashes and order, each row says of itself what
 * its body says, is spelled canonically to the byte, belongs to the record it names, and no sealed record lacks
 * its entry.
 */

export interface FolderReport extends ChainReport {
  readonly council: string;
  /**
   * The first row or record that does not agree with the chain, or, with entry 0, that another row contradicts; null
   * where all do.
   */
  readonly record: { readonly entry: number; readonly field: string } | null;
}

/** Report on one council; `head` as in verifyChain. */
export async function verifyCouncil(
  db: Db,
  council: Pick<CouncilRow, 'id' | 'slug'>,
  head?: string,
): Promise<FolderReport> {
  const rows = await db
    .selectFrom('chain_entry')
    .selectAll()
    .where('council_id', '=', council.id)
    .orderBy('seq')
    .execute();
  const personal = await db
    .selectFrom('chain_disclosure')
    .selectAll()
    .where('council_id', '=', council.id)
    .orderBy('seq')
    .orderBy('name', byText)
    .execute();
  const bySeq = Map.groupBy(personal, ({ seq }) => seq);
  const lines = rows.map((row) => lineOf(row, bySeq.get(row.seq) ?? []));
  const report = verifyChain(lines, head === undefined ? {} : { head });
  const record = report.break === null ? await recordFault(db, council, rows, bySeq) : null;
  return { council: council.slug, ...report, ok: report.ok && record === null, record };
}

/** A row as a line of an export; null, which is no line, where a text is not spelled as it was sealed. */
function lineOf(row: ChainEntryRow, personal: readonly ChainDisclosureRow[]): unknown {
  const body = exactly(row.body);
  const disclosures = personal.map(({ name, value, salt }) => ({ name, value: exactly(value), salt }));
  if (body === undefined || disclosures.some(({ value }) => value === undefined)) return null;
  return { prev: row.prev, hash: row.hash, body, disclosures };
}

/** The value of a canonical text; undefined for anything spelled otherwise, be it by one blank. */
function exactly(text: string): unknown {
  const value = parseStrict(text);
  return isRefusal(value) || canonicalJson(value) !== text ? undefined : value;
}

interface SealedBody {
  readonly council?: unknown;
  readonly kind?: unknown;
  readonly seq?: unknown;
  readonly sealedAt?: unknown;
  readonly meeting?: { readonly fiscalYear?: unknown; readonly seq?: unknown };
  readonly public?: { readonly textHash?: unknown; readonly no?: unknown; readonly of?: unknown };
  readonly records?: unknown;
}

async function recordFault(
  db: Db,
  council: Pick<CouncilRow, 'id' | 'slug'>,
  rows: readonly ChainEntryRow[],
  personal: ReadonlyMap<number, readonly ChainDisclosureRow[]>,
): Promise<FolderReport['record']> {
  const known = await sealedRecords(db, council.id);
  const slugAt = await slugsOf(db, council);
  for (const [index, row] of rows.entries()) {
    const body = JSON.parse(row.body) as SealedBody;
    const says: [string, boolean][] = [
      ['seq', row.seq === index + 1 && body.seq === row.seq],
      ['kind', body.kind === row.kind],
      ['council', body.council === slugAt(row.at)],
      ['at', new Date(row.at).toISOString() === body.sealedAt],
      ['ref_id', agrees(known.get(`${row.kind}/${row.ref_id}`), row, body)],
    ];
    const wrong = says.find(([, right]) => !right);
    if (wrong) return { entry: index + 1, field: wrong[0] };
    const vouched = await vouchedFault(db, row, body, personal.get(row.seq) ?? []);
    if (vouched !== null) return { entry: index + 1, field: vouched };
  }
  const stray = [...personal.keys()].find((seq) => !rows.some((row) => row.seq === seq));
  if (stray !== undefined) return { entry: stray, field: 'disclosures' };
  const entered = new Set(rows.map((row) => `${row.kind}/${row.ref_id}`));
  for (const [key, { seq }] of known) if (!entered.has(key)) return { entry: seq ?? 0, field: key };
  const torn = await contradiction(db, council.id);
  return torn === null ? null : { entry: 0, field: torn };
}

/** The address a council had at a time: it may have come from another server, where it had another one. */
async function slugsOf(db: Db, council: Pick<CouncilRow, 'id' | 'slug'>): Promise<(at: number) => string> {
  if (!(await tableNames(db)).has('council_former_slug')) return () => council.slug;
  const former = await db
    .selectFrom('council_former_slug')
    .select(['slug', 'until_at'])
    .where('council_id', '=', council.id)
    .orderBy('until_at')
    .execute();
  return (at) => former.find(({ until_at }) => at < until_at)?.slug ?? council.slug;
}

/** Rows that are not what the entry says of them (CHN17, CHN18). */
async function vouchedFault(
  db: Db,
  row: ChainEntryRow,
  body: SealedBody,
  personal: readonly ChainDisclosureRow[],
): Promise<string | null> {
  // what replies to consultations and their errata vouch for is their own row, which `agrees` has read
  if (row.kind === 'report' || (row.kind === 'erratum' && !isOfMinutes(body))) return null;
  const { council_id, seq, ref_id, at } = row;
  const disclosures = personal.map(({ name, value, salt }) => ({
    name,
    value: JSON.parse(value) as CanonicalValue,
    salt,
  }));
  const entry = { council_id, seq, ref_id, at, body, disclosures };
  const faults = { decision: decisionFault, minutes: minutesFault, erratum: erratumFault };
  return faults[row.kind](db, entry);
}

interface SealedRecord {
  /** Number in the chain, where the record itself keeps it. */
  readonly seq: number | null;
  readonly textHash: string | null;
  readonly meeting: string;
  readonly no: string | number | null;
}

/** Every record that says it was sealed, or whose minutes say so, by kind and id. */
async function sealedRecords(db: Db, councilId: string): Promise<ReadonlyMap<string, SealedRecord>> {
  const minutes = await db
    .selectFrom('minutes')
    .innerJoin('meeting', 'meeting.id', 'minutes.meeting_id')
    .select(['minutes.id', 'minutes.chain_seq', 'minutes.text_hash', 'meeting.fiscal_year', 'meeting.seq'])
    .where('minutes.council_id', '=', councilId)
    .where('minutes.state', 'in', sealedStates)
    .orderBy('minutes.chain_seq')
    .execute();
  const decisions = await db
    .selectFrom('decision')
    .innerJoin('minutes', 'minutes.meeting_id', 'decision.meeting_id')
    .innerJoin('meeting', 'meeting.id', 'decision.meeting_id')
    .select([
      'decision.id',
      'decision.fiscal_year as year',
      'decision.seq as no',
      'meeting.fiscal_year',
      'meeting.seq',
    ])
    .where('decision.council_id', '=', councilId)
    .where('minutes.state', 'in', sealedStates)
    .orderBy('decision.id')
    .execute();
  const errata = await sealedErrata(db, councilId);
  return new Map<string, SealedRecord>([
    ...(await sealedReports(db, councilId)),
    ...errata.map((row): [string, SealedRecord] => [
      `erratum/${row.id}`,
      { seq: row.chain_seq, textHash: null, meeting: `${row.fiscal_year}/${row.seq}`, no: row.no },
    ]),
    ...minutes.map((row): [string, SealedRecord] => [
      `minutes/${row.id}`,
      {
        seq: row.chain_seq,
        textHash: row.text_hash,
        meeting: `${row.fiscal_year}/${row.seq}`,
        no: null,
      },
    ]),
    ...decisions.map((row): [string, SealedRecord] => [
      `decision/${row.id}`,
      {
        seq: null,
        textHash: null,
        meeting: `${row.fiscal_year}/${row.seq}`,
        no: decisionNumber(row.year, row.no),
      },
    ]),
  ]);
}

/** Replies that are out and their errata (CST8, CST9), by what their rows say now. */
async function sealedReports(db: Db, councilId: string): Promise<[string, SealedRecord][]> {
  // a folder of an older version has none
  if (!(await tableNames(db)).has('consultation_report')) return [];
  const reports = await db
    .selectFrom('consultation_report as report')
    .innerJoin('consultation', 'consultation.id', 'report.consultation_id')
    .innerJoin('decision', 'decision.id', 'report.decision_id')
    .innerJoin('meeting', 'meeting.id', 'decision.meeting_id')
    .select(['consultation.id', 'report.text', 'report.chain_seq'])
    .select(['consultation.fiscal_year as year', 'consultation.seq as no'])
    .select(['meeting.fiscal_year', 'meeting.seq'])
    .where('consultation.council_id', '=', councilId)
    .orderBy('consultation.id')
    .execute();
  const errata = await db
    .selectFrom('consultation_erratum as erratum')
    .innerJoin('consultation', 'consultation.id', 'erratum.consultation_id')
    .select(['erratum.id', 'erratum.wrong', 'erratum.right_words', 'erratum.reason', 'erratum.chain_seq'])
    .select('consultation.id as of')
    .where('consultation.council_id', '=', councilId)
    .orderBy('erratum.id')
    .execute();
  const said = new Map(
    reports.map((row) => [
      row.id,
      { no: decisionNumber(row.year, row.no), meeting: `${row.fiscal_year}/${row.seq}` },
    ]),
  );
  const record = (of: string, seq: number, hash: string): SealedRecord => ({
    seq,
    textHash: hash,
    meeting: said.get(of)?.meeting ?? '',
    no: said.get(of)?.no ?? '',
  });
  return [
    ...reports.map((row): [string, SealedRecord] => [
      `report/${row.id}`,
      record(row.id, row.chain_seq, textHash(row.text)),
    ]),
    ...errata.map((row): [string, SealedRecord] => [
      `erratum/${row.id}`,
      record(row.of, row.chain_seq, erratumHash({ ...row, right: row.right_words })),
    ]),
  ];
}

/** Errata that say they were sealed; a folder from before there were any has none. */
async function sealedErrata(db: Db, councilId: string) {
  if (!(await tableNames(db)).has('minutes_erratum')) return [];
  return db
    .selectFrom('minutes_erratum')
    .innerJoin('minutes', 'minutes.id', 'minutes_erratum.minutes_id')
    .innerJoin('meeting', 'meeting.id', 'minutes.meeting_id')
    .select(['minutes_erratum.id', 'minutes_erratum.no', 'minutes_erratum.chain_seq'])
    .select(['meeting.fiscal_year', 'meeting.seq'])
    .where('minutes_erratum.council_id', '=', councilId)
    .where('minutes_erratum.state', '=', 'sealed')
    .orderBy('minutes_erratum.chain_seq')
    .execute();
}

/** Errata of minutes name the entry they belong to (ERT4); those of a reply to a consultation its number (CST9). */
const isOfMinutes = (body: SealedBody): boolean => 'of' in (body.public ?? {});

/** Every entry belongs to a record that says the same. */
function agrees(record: SealedRecord | undefined, row: ChainEntryRow, body: SealedBody): boolean {
  if (!record) return false;
  if (`${String(body.meeting?.fiscalYear)}/${String(body.meeting?.seq)}` !== record.meeting) return false;
  if (record.seq !== null && record.seq !== row.seq) return false;
  if (record.no !== null && body.public?.no !== record.no) return false;
  return record.textHash === null || body.public?.textHash === record.textHash;
}
