import { readMinutes } from '#lib/doc/minutes.ts';
import { renderMinutes } from '#lib/domain/minutes/render.ts';
import { placeIn, sayErratum } from '#lib/text/corrections.ts';
import { sayMinutes } from '#lib/text/minutes.ts';
import { isSealed } from '#lib/domain/minutes/state.ts';
import { minutesDoc } from '#lib/doc/names.ts';
import { sealedEntry } from '../records/chain.ts';
import { minutesOf, signaturesOf, type MinutesRecord } from '../access/minutes.ts';
import { minutesRecordOf } from '../records/minutes-record.ts';
import type { Db } from '../db/open.ts';
import { documentIn } from '../records/sealed-minutes.ts';
import { sealedErrata } from '../queries/minutes/errata.ts';
import type { WordsReader } from '../queries/words-reader.ts';
import { fileNo } from './file-names.ts';
import { minutesMarkdown } from './minutes-markdown.ts';
import { circulatedIn } from '../db/decode.ts';

/** The minutes of every meeting as Markdown, drafts included: file name (2022-04) and text. */
export async function minutesFiles(
  { db, words }: { readonly db: Db; readonly words: WordsReader },
  councilId: string,
): Promise<[string, string][]> {
  const rows = await db
    .selectFrom('minutes')
    .innerJoin('meeting', 'meeting.id', 'minutes.meeting_id')
    .select(['minutes.meeting_id', 'meeting.fiscal_year', 'meeting.seq'])
    .where('minutes.council_id', '=', councilId)
    .orderBy('meeting.fiscal_year')
    .orderBy('meeting.seq')
    .execute();
  const files: [string, string][] = [];
  for (const { meeting_id, fiscal_year, seq } of rows) {
    const minutes = await minutesOf(db, meeting_id);
    const text = minutes && (await markdownOf(db, words, minutes));
    if (text) files.push([fileNo(fiscal_year, seq), text]);
  }
  return files;
}

async function markdownOf(db: Db, words: WordsReader, minutes: MinutesRecord): Promise<string | undefined> {
  const signed = (await signaturesOf(db, minutes.id)).filter(
    ({ textHash }) => textHash === minutes.text_hash,
  );
  const signedAt = minutes.signatories.map(
    ({ person, capacity }) =>
      signed.find((one) => one.person === person && one.capacity === capacity)?.at ?? null,
  );
  const standing = { state: minutes.state, textHash: minutes.text_hash, sealed: null, signedAt };
  if (!isSealed(minutes.state) && minutes.document !== null) {
    const { document, disclosures } = circulatedIn({ document: minutes.document });
    return minutesMarkdown(sayMinutes(document, disclosures, 'ja'), standing);
  }
  if (minutes.chain_seq !== null) {
    const entry = await sealedEntry(db, minutes.council_id, minutes.chain_seq);
    const document = entry && documentIn(entry);
    if (!entry || !document || entry.refId !== minutes.id) return undefined;
    const sealed = { seq: entry.seq, hash: entry.line.hash, at: entry.at };
    const said = sayMinutes(document, entry.line.disclosures, 'ja');
    const errata = await sealedErrata(db, minutes, document, { inside: true, seesClosed: true });
    return minutesMarkdown(said, {
      ...standing,
      sealed,
      errata: errata.map((one) => sayErratum(one, placeIn(said, one.place, 'ja'), 'ja')),
    });
  }
  const draft = await words.look(minutesDoc(minutes.meeting_id), readMinutes);
  const record = await minutesRecordOf(db, minutes.meeting_id, draft ?? [], []);
  if (!record) return undefined;
  const { document, disclosures } = renderMinutes(record);
  return minutesMarkdown(sayMinutes(document, disclosures, 'ja'), standing);
}
