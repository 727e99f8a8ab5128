import type { CanonicalValue } from '#lib/domain/canonical/json.ts';
import type { Disclosure, ExportLine } from '#lib/domain/chain/entry.ts';
import type { MinutesDocument } from '#lib/domain/minutes/document.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { isPublished } from '#lib/domain/minutes/state.ts';
import { sealedEntries, sealedEntry, type SealedEntry } from '../../records/chain.ts';
import { openCouncil } from '../../access/council.ts';
import { minutesReader, readableBy, type MinutesReader } from '../../access/minutes-reader.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import type { MinutesRow } from '../../db/schema.ts';
import { documentIn } from './minutes.ts';

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
  const lines: { seq: number; line: ExportLine }[] = [];
  for (const entry of entries)
    lines.push({
      seq: entry.seq,
      line: { ...entry.line, disclosures: await shown(db, council.id, reader, entry) },
    });
  return lines;
}

async function shown(
  db: Db,
  councilId: string,
  reader: MinutesReader,
  entry: SealedEntry,
): Promise<readonly Disclosure[]> {
  const { disclosures, body } = entry.line;
  if (disclosures.length === 0) return [];
  const minutes = await minutesAbout(db, councilId, entry);
  // names of minutes that are sealed but not published yet wait for the publication
  if (!minutes || (!reader.inside && !isPublished(minutes.state))) return [];
  return readableBy(reader, minutes.document, disclosures, body['public'] as CanonicalValue);
}

/** The minutes an entry belongs to, itself or those that report the decision. */
async function minutesAbout(
  db: Db,
  councilId: string,
  entry: SealedEntry,
): Promise<{ document: MinutesDocument; state: MinutesRow['state'] } | undefined> {
  const found =
    entry.kind === 'minutes'
      ? await db
          .selectFrom('minutes')
          .select(['state', 'chain_seq'])
          .where('id', '=', entry.refId)
          .executeTakeFirst()
      : await db
          .selectFrom('decision')
          .innerJoin('minutes', 'minutes.meeting_id', 'decision.meeting_id')
          .select(['minutes.state', 'minutes.chain_seq'])
          .where('decision.id', '=', entry.refId)
          .executeTakeFirst();
  if (!found?.chain_seq) return undefined;
  const sealed = found.chain_seq === entry.seq ? entry : await sealedEntry(db, councilId, found.chain_seq);
  const document = sealed && documentIn(sealed);
  return document && { document, state: found.state };
}
