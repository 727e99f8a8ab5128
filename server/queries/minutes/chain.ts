import type { CanonicalValue } from '#lib/domain/canonical/json.ts';
import type { Disclosure, ExportLine } from '#lib/domain/chain/entry.ts';
import type { MinutesDocument } from '#lib/domain/minutes/document.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { isPublished } from '#lib/domain/minutes/state.ts';
import { sealedBySeq, sealedEntries, type SealedEntry } from '../../records/chain.ts';
import { openCouncil } from '../../access/council.ts';
import { minutesReader, readableBy, type MinutesReader } from '../../access/minutes-reader.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import type { MinutesRow } from '../../db/schema.ts';
import { documentIn } from '../../records/sealed-minutes.ts';

/*
 * The chain of a council as lines of an export (contracts §8). Bodies are public once sealed: only so can
 * anybody check them. Personal values are shown as far as the reader may see them; the rest counts as erased.
 */

/** Entries after number `after`, at most `limit`, each with its number. */
export async function chainLines(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  slug: string,
  page: { readonly limit: number; readonly after: number },
): Promise<readonly { readonly seq: number; readonly line: ExportLine }[] | Refusal> {
  const opened = await openCouncil(db, actor, slug);
  if (isRefusal(opened)) return opened;
  const { council, subject } = opened;
  const reader = minutesReader(subject);
  const entries = await sealedEntries(db, council.id, page.after, page.limit);
  const minutesOf = await minutesAbout(db, council.id, entries);
  return entries.map((entry) => ({
    seq: entry.seq,
    line: { ...entry.line, disclosures: shown(reader, entry, minutesOf(entry)) },
  }));
}

function shown(
  reader: MinutesReader,
  { line: { disclosures, body } }: SealedEntry,
  minutes: MinutesOfEntry | undefined,
): readonly Disclosure[] {
  if (disclosures.length === 0) return [];
  // names of minutes that are sealed but not published yet wait for the publication
  if (!minutes || (!reader.inside && !isPublished(minutes.state))) return [];
  return readableBy(reader, minutes.document, disclosures, body['public'] as CanonicalValue);
}

interface MinutesOfEntry {
  readonly document: MinutesDocument;
  readonly state: MinutesRow['state'];
}

/**
 * The minutes each of these entries belongs to: the entry itself, those that report its decision, or those it puts right. Read together: the
 * decisions of an evening are reported by the same minutes, which are long.
 */
async function minutesAbout(
  db: Db,
  councilId: string,
  entries: readonly SealedEntry[],
): Promise<(entry: SealedEntry) => MinutesOfEntry | undefined> {
  const personal = entries.filter(({ line }) => line.disclosures.length > 0);
  const rows = [
    ...(await minutesWith(db, personal)),
    ...(await minutesReporting(db, personal)),
    ...(await minutesPutRight(db, personal)),
  ];
  const byRef = new Map(rows.map(({ refId, ...row }) => [refId, row]));
  const here = new Map(entries.map((entry) => [entry.seq, entry]));
  const elsewhere = rows.flatMap(({ chain_seq: seq }) => (seq === null || here.has(seq) ? [] : seq));
  for (const entry of await sealedBySeq(db, councilId, [...new Set(elsewhere)])) here.set(entry.seq, entry);
  return ({ refId }) => {
    const found = byRef.get(refId);
    const sealed = found?.chain_seq == null ? undefined : here.get(found.chain_seq);
    const document = sealed && documentIn(sealed);
    return found && document && { document, state: found.state };
  };
}

interface MinutesOfRef {
  readonly refId: string;
  readonly state: MinutesRow['state'];
  readonly chain_seq: number | null;
}

async function minutesWith(db: Db, entries: readonly SealedEntry[]): Promise<MinutesOfRef[]> {
  const ids = entries.filter(({ kind }) => kind === 'minutes').map(({ refId }) => refId);
  if (ids.length === 0) return [];
  return db
    .selectFrom('minutes')
    .select(['id as refId', 'state', 'chain_seq'])
    .where('id', 'in', ids)
    .execute();
}

async function minutesPutRight(db: Db, entries: readonly SealedEntry[]): Promise<MinutesOfRef[]> {
  const ids = entries.filter(({ kind }) => kind === 'erratum').map(({ refId }) => refId);
  if (ids.length === 0) return [];
  return db
    .selectFrom('minutes_erratum')
    .innerJoin('minutes', 'minutes.id', 'minutes_erratum.minutes_id')
    .select(['minutes_erratum.id as refId', 'minutes.state', 'minutes.chain_seq'])
    .where('minutes_erratum.id', 'in', ids)
    .execute();
}

async function minutesReporting(db: Db, entries: readonly SealedEntry[]): Promise<MinutesOfRef[]> {
  const ids = entries.filter(({ kind }) => kind === 'decision').map(({ refId }) => refId);
  if (ids.length === 0) return [];
  return db
    .selectFrom('decision')
    .innerJoin('minutes', 'minutes.meeting_id', 'decision.meeting_id')
    .select(['decision.id as refId', 'minutes.state', 'minutes.chain_seq'])
    .where('decision.id', 'in', ids)
    .execute();
}
