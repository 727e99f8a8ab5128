import * as v from 'valibot';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Tools } from './define.ts';
import { fileKindOf, safeFileName } from './file-kind.ts';

const tenMiB = 10 * 1_048_576;

export interface StoredFile {
  readonly file_name: string;
  readonly mime: string;
  readonly bytes: number;
  readonly blob_hash: string;
}

/** A file as a command takes it. */
export const fileFields = {
  fileName: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(300))),
  mime: v.optional(v.pipe(v.string(), v.maxLength(200))),
  base64: v.optional(v.pipe(v.string(), v.maxLength(17_000_000))),
};

/**
 * The file as kept: told by its bytes, a picture drawn again without place or camera (safety B64), stored before the
 * transaction. Refuses `file-not-accepted` and `body-too-large`.
 */
export async function storedFile(
  blobs: Tools['blobs'],
  pictures: Tools['pictures'],
  base64: string,
  fileName: string,
): Promise<StoredFile | Refusal> {
  const bytes = Buffer.from(base64, 'base64');
  // spelled again instead of matched: an expression over 14 million characters overflows
  if (bytes.toString('base64') !== base64) return refuse('bad-input', { field: 'base64' });
  if (bytes.byteLength === 0)
    return refuse('file-not-accepted', { field: 'base64', params: { why: 'empty-file' } });
  if (bytes.byteLength > tenMiB) return refuse('body-too-large', { field: 'base64', params: { mb: 10 } });
  const kind = fileKindOf(bytes, fileName);
  if (!kind) return refuse('file-not-accepted', { field: 'base64' });
  const { extension } = kind;
  const picture = extension === 'png' || extension === 'jpg' || extension === 'webp';
  const drawn = picture ? await pictures.redrawAs(extension, bytes) : { bytes };
  if (isRefusal(drawn)) return drawn;
  const kept = drawn?.bytes;
  if (!kept) return refuse('file-not-accepted', { field: 'base64' });
  const hash = await blobs.put(kept);
  return {
    file_name: safeFileName(fileName, kind),
    mime: kind.mime,
    bytes: kept.byteLength,
    blob_hash: hash,
  };
}
