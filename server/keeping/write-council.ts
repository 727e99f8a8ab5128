import { existsSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { copyCouncil, rowsToCopy } from '../db/copy-council.ts';
import { holdPair } from '../db/held-pair.ts';
import { ownIds } from '../db/lone-council.ts';
import { namedFiles } from '../db/named-files.ts';
import { openRecords, refuseOtherVersion } from '../db/open.ts';
import { isCouncilDoc } from './council-docs.ts';
import { draftOf, needSpace, settled, sweepDrafts } from './drafts.ts';
import { KeepingFault } from './fault.ts';
import { councilFormat, councilFormatVersion, manifestName, readCouncilManifest } from './manifest.ts';
import type { CouncilManifest } from './manifest.ts';
import { Rests } from '../db/rests.ts';
import { packHouse } from './pack-house.ts';
import { readPacked } from './read-backup.ts';
import { tarBytes } from './tar.ts';
import { holdPapers, type BackupPorts } from './write-backup.ts';

export interface CouncilPorts extends BackupPorts {
  readonly slug: string;
}

/**
 * Writes one council into one file for another server: its rows, documents and papers of one instant, also beside a
 * running server; verified as a house of its own before it has its name, and read back once it is written. Throws
 * KeepingFault or DataFolderFault, and then there is nothing new.
 */
export async function writeCouncil(
  ports: CouncilPorts,
): Promise<CouncilManifest & { readonly bytes: number }> {
  const { dataDir, file, progress } = ports;
  const folder = path.dirname(file);
  if (!existsSync(folder)) throw new KeepingFault({ code: 'no-folder', path: folder });
  // a folder that is no house stays as it is
  holdPair(dataDir).close();
  const kept = path.join(dataDir, 'backups', 'council');
  await mkdir(path.dirname(kept), { recursive: true, mode: 0o700 });
  await sweepDrafts(kept);
  await sweepDrafts(file);
  const house = draftOf(kept);
  const draft = draftOf(file);
  try {
    const { council, papers } = await copyOut(ports, house);
    const says = await ports.check(house);
    const [damaged] = [...says.documents.damaged, ...says.papers.damaged];
    if (damaged !== undefined) throw new KeepingFault({ code: 'part-damaged', what: damaged });
    const bytes = await sizeOf(house, papers);
    await needSpace(folder, bytes);
    let done = 0;
    const rests = new Rests();
    const more = (n: number) => {
      progress(Math.min(1, copied + ((1 - copied) * (done += n)) / (2 * bytes)));
      rests.take();
    };
    const { version, now } = ports;
    const at = new Date(now).toISOString();
    const made = await packHouse({ house, papers, draft, now, progress: more }, (files): CouncilManifest => {
      return { format: councilFormat, v: councilFormatVersion, council, version, at, house: says, files };
    });
    const written = await readPacked(draft, readCouncilManifest, { onBytes: more });
    if (JSON.stringify(written.manifest) !== JSON.stringify(made))
      throw new KeepingFault({ code: 'altered', file, what: manifestName });
    await rename(draft, file);
    await settled(folder);
    return { ...made, bytes: (await stat(file)).size };
  } finally {
    await rm(draft, { force: true });
    await rm(house, { recursive: true, force: true });
  }
}

/** Part of the way that is done when all rows are copied. */
const copied = 0.5;

/** The council as a small house of its own, with the papers its records name. */
async function copyOut({ dataDir, slug, progress }: CouncilPorts, house: string) {
  await mkdir(path.join(house, 'blobs'), { recursive: true, mode: 0o700 });
  const pair = holdPair(dataDir);
  try {
    await refuseOtherVersion(pair.records);
    const council = await pair.records
      .selectFrom('council')
      .select(['id', 'slug', 'name'])
      .where('slug', '=', slug)
      .executeTakeFirst();
    if (!council) throw new KeepingFault({ code: 'no-council', what: slug });
    const ids = ownIds(pair.connections.records, council.id);
    const all = rowsToCopy(pair, council.id) || 1;
    let rows = 0;
    await copyCouncil(pair, house, {
      councilId: council.id,
      isOwn: (name) => isCouncilDoc(ids, name),
      onRows: (n) => progress(Math.min(copied, (copied * (rows += n)) / all)),
    });
    // while the pair is held: papers may be taken away meanwhile, and are told as damaged then
    const papers = await papersNamed(house);
    await holdPapers(path.join(dataDir, 'blobs'), path.join(house, 'blobs'), papers);
    return { council, papers };
  } finally {
    pair.close();
  }
}

/** The papers that the records of a folder name. */
export async function papersNamed(folder: string): Promise<string[]> {
  const db = openRecords(folder, { readonly: true });
  try {
    return await namedFiles(db);
  } finally {
    await db.destroy();
  }
}

async function sizeOf(house: string, papers: readonly string[]): Promise<number> {
  const names = ['records.db', 'words.db', ...papers.map((name) => path.join('blobs', name))];
  const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(house, name))).size));
  return sizes.reduce((sum, size) => sum + tarBytes(size), 0);
}
