import { existsSync } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { comingIn } from '../db/words-alone.ts';
import { DataFolderFault } from '../db/folder-fault.ts';
import { strangeRows, strangerIn } from '../db/lone-council.ts';
import { migrate, openRecords, type Trx } from '../db/open.ts';
import { TakenHere } from '../db/take-council.ts';
import { renameCouncilDocs } from '../db/rename-docs.ts';
import { isCouncilDoc } from './council-docs.ts';
import type { CouncilTarget } from './council-target.ts';
import { draftOf, needSpace, sweepDrafts } from './drafts.ts';
import { KeepingFault } from './fault.ts';
import { readCouncilManifest, type CouncilManifest, type HouseSays } from './manifest.ts';
import { readPacked } from './read-backup.ts';
import type { Check } from './write-backup.ts';
import { papersNamed } from './write-council.ts';

export interface ImportPorts<Slips> {
  readonly file: string;
  readonly target: CouncilTarget;
  /** Another address than the one it comes with. */
  readonly slug: string | undefined;
  /** People who are here already under the same number are the same people. */
  readonly samePeople: boolean;
  readonly check: Check;
  /** Throws where a live document of the folder can't be opened. */
  readonly openDocuments: (folder: string) => void;
  /** What the council is given before it is let in: its address, how its people come in, an entry in its log of acts. */
  readonly admit: (db: Trx, council: CouncilManifest['council'], slugBefore: string) => Promise<Slips>;
  /** How much of the whole is done, 0–1. */
  readonly progress: (share: number) => void;
}

export interface Imported<Slips> {
  readonly manifest: CouncilManifest;
  /** Its address here. */
  readonly slug: string;
  readonly slips: Slips;
  /** Names of people who were here already. */
  readonly known: readonly string[];
}

/**
 * Takes one council into a house: beside it first, every file compared with the manifest, nothing in it but the one
 * council, the whole of it verified; then in one transaction. Throws KeepingFault or DataFolderFault, and then the house
 * is as it was.
 */
export async function importCouncil<Slips>(ports: ImportPorts<Slips>): Promise<Imported<Slips>> {
  const { file, target, progress, check, samePeople } = ports;
  const size = await stat(file).then(
    (is) => is.size,
    (error: unknown) => {
      throw new KeepingFault({ code: 'not-a-council', file, what: (error as Error).message });
    },
  );
  await target.look();
  const kept = comingIn(target.workplace);
  await mkdir(path.dirname(kept), { recursive: true, mode: 0o700 });
  if (!target.needsDrafts()) await sweepDrafts(kept);
  await needSpace(path.dirname(kept), 3 * size);
  const house = draftOf(kept);
  try {
    await mkdir(house, { mode: 0o700 });
    let done = 0;
    const onBytes = (bytes: number) => progress(Math.min(read, (read * (done += bytes)) / size));
    const { manifest } = await readPacked(file, readCouncilManifest, { into: house, onBytes }).catch(
      ofCouncil,
    );
    await believe(ports, house, manifest);
    await refuseDamaged(ports);
    progress(verified);
    const slug = ports.slug ?? manifest.council.slug;
    const slips = await prepare(ports, house, { ...manifest.council, slug }, manifest.council.slug);
    await check(house);
    const papers = await papersNamed(house);
    const { known } = await target.take({ from: house, papers, samePeople }).catch(takenHere);
    await sweepDrafts(kept);
    progress(1);
    return { manifest, slug, slips, known };
  } finally {
    await rm(house, { recursive: true, force: true });
  }
}

/** What is wrong with the file, said of a council and not of a backup. */
function ofCouncil(error: unknown): never {
  if (!(error instanceof KeepingFault)) throw error;
  const { why } = error;
  if (why.code === 'not-a-backup') throw new KeepingFault({ ...why, code: 'not-a-council' });
  if (why.code === 'incomplete' || why.code === 'altered') throw new KeepingFault({ ...why, of: 'council' });
  throw error;
}

/** Parts of the way. */
const read = 0.6;
const verified = 0.9;

/** A house that is damaged itself takes nobody in. */
async function refuseDamaged({
  target,
  check,
}: Pick<ImportPorts<unknown>, 'target' | 'check'>): Promise<void> {
  const says = await target.says(check).catch((error: unknown) => {
    if (error instanceof KeepingFault && 'what' in error.why)
      throw new KeepingFault({ code: 'target-damaged', what: error.why.what });
    throw error;
  });
  const [damaged] = damagedIn(says);
  if (damaged !== undefined) throw new KeepingFault({ code: 'target-damaged', what: damaged });
}

function damagedIn({ documents, papers }: HouseSays): string[] {
  return [...documents.damaged, ...papers.damaged];
}

/** Everything that can be known of it by itself: what is in it is the council it says, whole and as it was sealed. */
async function believe(
  { file, check, openDocuments }: ImportPorts<unknown>,
  house: string,
  manifest: CouncilManifest,
): Promise<void> {
  if (!existsSync(path.join(house, 'words.db')))
    throw new KeepingFault({ code: 'incomplete', file, what: 'words.db', of: 'council' });
  const stranger = await strangerIn(house).catch((error: unknown) => {
    if (error instanceof DataFolderFault && error.why.code === 'newer')
      throw new KeepingFault({ code: 'newer', what: manifest.version });
    throw error;
  });
  if (stranger !== null) throw new KeepingFault({ code: 'not-alone', what: stranger });
  const says = await check(house);
  const [damaged] = damagedIn(says);
  if (damaged !== undefined) throw new KeepingFault({ code: 'part-damaged', what: damaged });
  if (JSON.stringify(says) !== JSON.stringify(manifest.house))
    throw new KeepingFault({ code: 'not-verified', what: 'manifest.json' });
  const db = openRecords(house);
  try {
    await migrate(db);
    const council = await db.selectFrom('council').select(['id', 'slug', 'name']).executeTakeFirst();
    if (JSON.stringify(council) !== JSON.stringify(manifest.council))
      throw new KeepingFault({ code: 'not-verified', what: 'council' });
  } finally {
    await db.destroy();
  }
  const strange = strangeRows(house, isCouncilDoc) ?? (await strangePaper(house, manifest));
  if (strange !== null) throw new KeepingFault({ code: 'not-alone', what: strange });
  openDocuments(house);
}

/** A paper that no record names. */
async function strangePaper(house: string, { files }: CouncilManifest): Promise<string | null> {
  const named = new Set((await papersNamed(house)).map((name) => `blobs/${name}`));
  return files.map(({ name }) => name).find((name) => name.startsWith('blobs/') && !named.has(name)) ?? null;
}

/** Its new address, if it gets one, and what its people come in with. */
async function prepare<Slips>(
  { admit }: ImportPorts<Slips>,
  house: string,
  council: CouncilManifest['council'],
  before: string,
): Promise<Slips> {
  const db = openRecords(house);
  try {
    const slips = await db.transaction().execute((trx) => admit(trx, council, before));
    if (council.slug !== before) renameCouncilDocs(house, before, council.slug);
    return slips;
  } finally {
    await db.destroy();
  }
}

function takenHere(error: unknown): never {
  if (!(error instanceof TakenHere)) throw error;
  const codes = {
    slug: 'slug-taken',
    council: 'council-here',
    people: 'people-here',
    rows: 'rows-taken',
  } as const;
  throw new KeepingFault({ code: codes[error.what], what: error.which });
}
