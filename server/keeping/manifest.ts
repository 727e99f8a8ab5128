import * as v from 'valibot';

/*
 * The last file in a backup: what else is in it, and what the house said of itself when it was kept. A backup without it
 * was not written to its end.
 */

const hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const manifestSchema = v.object({
  format: v.literal('yoriai-backup'),
  v: v.literal(1),
  version: v.string(),
  at: v.pipe(v.string(), v.isoTimestamp()),
  house: v.object({
    councils: v.array(v.object({ council: v.string(), entries: count, head: v.nullable(hex) })),
    acts: count,
    documents: v.object({ count, state: hex, damaged: v.array(v.string()) }),
    papers: v.object({ count, damaged: v.array(v.string()) }),
  }),
  files: v.array(v.object({ name: v.string(), size: count, sha256: hex })),
});

export type Manifest = v.InferOutput<typeof manifestSchema>;
/** What a house says of itself: equal before it is kept and after it is restored. */
export type HouseSays = Manifest['house'];

/** A manifest from its text; undefined where it is none. */
export function readManifest(text: string): Manifest | undefined {
  try {
    const read = v.safeParse(manifestSchema, JSON.parse(text));
    return read.success ? read.output : undefined;
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
