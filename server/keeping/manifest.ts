import * as v from 'valibot';
import { KeepingFault } from './fault.ts';

/*
 * The last file in a backup: what else is in it, and what the house said of itself when it was kept. A backup without it
 * was not written to its end.
 */

export const councilFormat = 'yoriai-council';
/** A file of a later format is refused by name. */
export const councilFormatVersion = 1;

const hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const packed = {
  version: v.string(),
  at: v.pipe(v.string(), v.isoTimestamp()),
  house: v.object({
    councils: v.array(v.object({ council: v.string(), entries: count, head: v.nullable(hex) })),
    acts: count,
    documents: v.object({ count, state: hex, damaged: v.array(v.string()) }),
    papers: v.object({ count, damaged: v.array(v.string()) }),
  }),
  files: v.array(v.object({ name: v.string(), size: count, sha256: hex })),
};

const manifestSchema = v.object({ format: v.literal('yoriai-backup'), v: v.literal(1), ...packed });

/** The last file of one council for another server (council-file.ts). */
const councilSchema = v.object({
  format: v.literal(councilFormat),
  v: v.literal(councilFormatVersion),
  council: v.object({ id: v.string(), slug: v.string(), name: v.string() }),
  ...packed,
});

export type Manifest = v.InferOutput<typeof manifestSchema>;
/** What a house says of itself: equal before it is kept and after it is restored. */
export type HouseSays = Manifest['house'];

export type CouncilManifest = v.InferOutput<typeof councilSchema>;

/** A manifest from its text; undefined where it is none. */
export function readManifest(text: string): Manifest | undefined {
  const read = v.safeParse(manifestSchema, jsonOf(text));
  return read.success ? read.output : undefined;
}

/** The same of a council. Throws KeepingFault where a later version has written it. */
export function readCouncilManifest(text: string): CouncilManifest | undefined {
  const said = jsonOf(text);
  const later = v.safeParse(laterCouncil, said);
  if (later.success) throw new KeepingFault({ code: 'newer', what: later.output.version });
  const read = v.safeParse(councilSchema, said);
  return read.success ? read.output : undefined;
}

const laterCouncil = v.object({
  format: v.literal(councilFormat),
  v: v.pipe(v.number(), v.minValue(councilFormatVersion + 1)),
  version: v.string(),
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What may stand in a backup, by name. */
export function isHouseFile(name: string): boolean {
  return (
    name === manifestName ||
    name === 'records.db' ||
    name === 'words.db' ||
    /^blobs\/[0-9a-f]{64}$/.test(name)
  );
}

export const manifestName = 'manifest.json';
