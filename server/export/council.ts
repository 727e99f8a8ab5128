import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { locales, type Locale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { memoOf, readAgenda, readAgendaItem } from '#lib/doc/agenda.ts';
import { withClosedWords } from '#lib/doc/closed-items.ts';
import { dateTimeWords } from '#lib/text/dates.ts';
import { agendaDoc, closedItemDoc } from '#lib/doc/names.ts';
import { notesAsText } from '#lib/doc/notes-text.ts';
import { sealedEntries } from '../records/chain.ts';
import { removedItems } from '../records/removals.ts';
import type { Db } from '../db/open.ts';
import type { CouncilRow } from '../db/schema.ts';
import type { WordsReader } from '../queries/words-reader.ts';
import { fileNo, safeName } from './file-names.ts';
import { csvLists } from './lists.ts';
import { oneLine } from './markdown.ts';
import { minutesFiles } from './minutes-files.ts';
import { nouns, readNoun, readPeople } from './records.ts';

/** Where an export reads from. */
export interface ExportSource {
  readonly db: Db;
  readonly words: WordsReader;
  /** The folder of stored files. */
  readonly blobs: string;
  /** ms since 1970 UTC */
  readonly now: number;
}

/** What was written of a council. */
export interface Exported {
  readonly files: number;
  /** Papers that records name and that are not there, by number and name. */
  readonly lost: readonly string[];
}

/**
 * Writes everything of one council below `folder`, which must not exist yet. `progress`: how much of it is done, 0–1; what
 * is read comes first, then the papers.
 */
export async function exportCouncil(
  source: ExportSource,
  council: CouncilRow,
  folder: string,
  progress: (share: number) => void = () => undefined,
): Promise<Exported> {
  const files = new Map<string, string>();
  const { db } = source;
  const all = Object.entries(nouns);
  for (const [done, [name, noun]] of all.entries()) {
    progress((done / all.length) * 0.3);
    files.set(`${name}.json`, json(await readNoun(db, noun, council.id)));
  }
  files.set('people.json', json(await readPeople(db, council.id)));
  for (const [name, text] of await csvLists(db, council.id)) files.set(`csv/${name}.csv`, text);
  for (const [name, text] of await minutesFiles(source, council.id)) files.set(`minutes/${name}.md`, text);
  for (const [name, value] of await agendas(source, council.id))
    files.set(`agendas/${name}.json`, json(value));
  progress(0.5);
  files.set('chain.ndjson', await chainNdjson(db, council.id));
  files.set('README.md', readme(council, source.now));
  for (const [name, text] of files) await write(path.join(folder, name), text);
  await copyFile(path.join(import.meta.dirname, 'verify.mjs'), path.join(folder, 'verify.mjs'));
  const papers = await copyMaterials(source, council.id, folder, (share) => progress(0.5 + share / 2));
  return { files: files.size + 1 + papers.files, lost: papers.lost };
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** One export line an entry, in order (contracts §8). */
async function chainNdjson(db: Db, councilId: string): Promise<string> {
  let text = '';
  for (let after = 0; ;) {
    const entries = await sealedEntries(db, councilId, after);
    text += entries.map(({ line }) => `${JSON.stringify(line)}\n`).join('');
    const last = entries.at(-1);
    if (!last) return text;
    after = last.seq;
  }
}

/** Live words that are in no record: agenda as written, notes of each item, the free memo. */
async function agendas({ db, words }: ExportSource, councilId: string): Promise<[string, unknown][]> {
  const meetings = await db
    .selectFrom('meeting')
    .select(['id', 'fiscal_year', 'seq'])
    .where('council_id', '=', councilId)
    .orderBy('fiscal_year')
    .orderBy('seq')
    .execute();
  const found: [string, unknown][] = [];
  for (const { id, fiscal_year, seq } of meetings) {
    const agenda = await words.look(agendaDoc(id), (doc) => ({
      items: readAgenda(doc).map((item) => ({ ...item, notes: notesAsText(doc, item.id) })),
      memo: memoOf(doc).toString(),
    }));
    if (!agenda) continue;
    const off = await removedItems(db, id);
    const items: unknown[] = [];
    for (const { notes, ...item } of agenda.items) {
      const own =
        item.visibility === 'closed'
          ? await words.look(closedItemDoc(id, item.id), (doc) => ({
              written: withClosedWords(item, readAgendaItem(doc, item.id)),
              notes: notesAsText(doc, item.id),
            }))
          : null;
      const removed = off.has(item.id) ? { removed: true } : {};
      items.push({ ...(own?.written ?? item), ...removed, notes: own?.notes ?? notes });
    }
    found.push([fileNo(fiscal_year, seq), { meetingId: id, items, memo: agenda.memo }]);
  }
  return found;
}

async function copyMaterials(
  { db, blobs }: ExportSource,
  councilId: string,
  folder: string,
  progress: (share: number) => void,
): Promise<Exported> {
  const rows = await db
    .selectFrom('material')
    .innerJoin('meeting', 'meeting.id', 'material.meeting_id')
    .select(['material.no', 'material.file_name', 'material.blob_hash', 'meeting.fiscal_year', 'meeting.seq'])
    .where('meeting.council_id', '=', councilId)
    .where('material.blob_hash', 'is not', null)
    .execute();
  const lost: string[] = [];
  for (const [done, row] of rows.entries()) {
    progress(done / rows.length);
    const meeting = fileNo(row.fiscal_year, row.seq);
    const name = `${row.no}-${safeName(row.file_name ?? '')}`;
    const target = path.join(folder, 'materials', meeting);
    await mkdir(target, { recursive: true });
    try {
      await copyFile(path.join(blobs, row.blob_hash ?? ''), path.join(target, name));
    } catch (error) {
      // what is lost is told; everything else is handed out all the more
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      lost.push(`${meeting}/${name}`);
    }
  }
  return { files: rows.length - lost.length, lost };
}

function readme(council: CouncilRow, now: number): string {
  const say = (o: { locale: Locale }) =>
    [
      `# ${oneLine(m.export_readme_title({ name: council.name }, o))}`,
      m.export_readme_when({ at: dateTimeWords(now, o.locale) }, o),
      m.export_readme_private({}, o),
      [
        m.export_readme_json({}, o),
        m.export_readme_csv({}, o),
        m.export_readme_minutes({}, o),
        m.export_readme_agendas({}, o),
        m.export_readme_materials({}, o),
        m.export_readme_chain({}, o),
      ]
        .map((line) => `- ${line}`)
        .join('\n'),
      m.export_readme_verify({}, o),
      m.export_readme_left_out({}, o),
    ].join('\n\n');
  return `${locales.map((locale) => say({ locale })).join('\n\n---\n\n')}\n`;
}
