import * as v from 'valibot';
import { photoMostBytes } from '#lib/domain/issues/photo.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { newId } from '../../db/ids.ts';
import { command } from '../define.ts';
import { id, optionalLine } from '../fields.ts';
import { fileKindOf } from '../file-kind.ts';
import { throughLink } from './through-link.ts';

const dayMs = 86_400_000;

interface KeptPhoto {
  readonly hash: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A photo for an issue that is about to be sent (jpg, png, webp by its first bytes, at most 10 MiB): drawn again without
 * place or camera (ISS34). Until its issue is sent only the holder of its id sees it; one that no issue took goes after a
 * day. Refuses `photo-not-accepted` and `body-too-large`.
 */
export const keepPhoto = command({
  name: 'keep-photo',
  summary: 'Keeps a photo for an issue about to be sent; drawn again without place or camera.',
  input: v.strictObject({
    councilId: id,
    /** Mark of the link it came through; one that is none is the form itself. */
    link: optionalLine(12),
    base64: v.pipe(v.string(), v.minLength(1), v.maxLength(17_000_000)),
  }),
  action: 'issue.submit',
  limited: 'photo',
  about: throughLink,
  async prepare({ blobs, pictures }, input): Promise<KeptPhoto | Refusal> {
    const given = Buffer.from(input.base64, 'base64');
    if (given.toString('base64') !== input.base64) return refuse('bad-input', { field: 'base64' });
    if (given.byteLength > photoMostBytes)
      return refuse('body-too-large', { field: 'base64', params: { mb: photoMostBytes / 1_048_576 } });
    const kind = fileKindOf(given, '');
    const picture = kind?.mime.startsWith('image/') ? await pictures.redrawPhoto(given) : null;
    if (picture && isRefusal(picture)) return picture;
    if (!picture) return refuse('photo-not-accepted', { field: 'base64' });
    const { bytes, width, height } = picture;
    return { hash: await blobs.put(bytes), bytes: bytes.byteLength, width, height };
  },
  async handle(ctx, input, _, photo) {
    const old = await ctx.trx
      .deleteFrom('issue_photo')
      .where('issue_id', 'is', null)
      .where('created_at', '<', ctx.now - dayMs)
      .returning('blob_hash')
      .execute();
    for (const { blob_hash } of old) ctx.effects.dropFile(blob_hash);
    const photoId = newId();
    await ctx.trx
      .insertInto('issue_photo')
      .values({
        id: photoId,
        council_id: input.councilId,
        blob_hash: photo.hash,
        mime: 'image/webp',
        bytes: photo.bytes,
        width: photo.width,
        height: photo.height,
        created_at: ctx.now,
      })
      .execute();
    await ctx.audit('issue_photo', photoId, { bytes: photo.bytes });
    return { photoId };
  },
});
