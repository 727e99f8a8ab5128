import type { Sharp } from 'sharp';

/*
 * Pictures from outside, drawn again: what is kept is made by us from the points alone, so that neither place nor
 * camera nor anything hidden beside the picture comes along (safety B64). The library is loaded with the first picture.
 */

export interface Picture {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** More points than any phone takes; a small file that unfolds into more is refused before it does. */
const mostPoints = 100_000_000;
const edge = 1600;

/** A photo as it is shown on pages: upright, at most 1600 points wide or high, WebP. null: no picture. */
export function redrawPhoto(bytes: Uint8Array): Promise<Picture | null> {
  return redraw(bytes, (picture) =>
    picture
      .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 }),
  );
}

/** A picture handed in as a file, in its own kind and size. null: no picture. */
export function redrawAs(kind: 'png' | 'jpg' | 'webp', bytes: Uint8Array): Promise<Picture | null> {
  return redraw(bytes, (picture) => {
    if (kind === 'png') return picture.png();
    return kind === 'jpg' ? picture.jpeg({ quality: 92 }) : picture.webp({ quality: 92 });
  });
}

async function redraw(bytes: Uint8Array, how: (picture: Sharp) => Sharp): Promise<Picture | null> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  try {
    const picture = sharp(bytes, { limitInputPixels: mostPoints, failOn: 'error' });
    const { data, info } = await how(picture.rotate()).toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height };
  } catch {
    return null; // cut off, not what it says, or too many points
  }
}

export const pictures = { redrawPhoto, redrawAs };
export type Pictures = typeof pictures;
