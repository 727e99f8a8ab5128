import type { Sharp } from 'sharp';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import { inLine, lineFull } from './in-line.ts';

/*
 * Pictures from outside, drawn again: what is kept is made by us from the points alone, so that neither place nor
 * camera nor anything hidden beside the picture comes along (safety B64). The library is loaded with the first picture.
 * One picture at a time: a few large ones at once would take every thread from pages and disk.
 */

export interface Picture {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** More points than any phone takes; a small file that unfolds into more is refused before it does. */
const mostPoints = 100_000_000;
const edge = 1600;
/** How many wait behind the one that is drawn, and how long one may take, s. */
const mostWaiting = 12;
const longest = 20;
/** When somebody who found the line full may try again, s. */
const tryAgain = 30;
const enter = inLine(mostWaiting);

/**
 * A photo as it is shown on pages: upright, at most 1600 points wide or high, WebP. null: no picture. Refuses
 * `too-many-requests` while too many wait.
 */
export function redrawPhoto(bytes: Uint8Array): Promise<Picture | null | Refusal> {
  return redraw(bytes, (picture) =>
    picture
      .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 }),
  );
}

/** A picture handed in as a file, in its own kind and size. null: no picture. Refuses as `redrawPhoto` does. */
export function redrawAs(kind: 'png' | 'jpg' | 'webp', bytes: Uint8Array): Promise<Picture | null | Refusal> {
  return redraw(bytes, (picture) => {
    if (kind === 'png') return picture.png();
    return kind === 'jpg' ? picture.jpeg({ quality: 92 }) : picture.webp({ quality: 92 });
  });
}

async function redraw(bytes: Uint8Array, how: (picture: Sharp) => Sharp): Promise<Picture | null | Refusal> {
  const drawn = await enter(() => drawnAgain(bytes, how));
  return drawn === lineFull ? refuse('too-many-requests', { params: { seconds: tryAgain } }) : drawn;
}

async function drawnAgain(bytes: Uint8Array, how: (picture: Sharp) => Sharp): Promise<Picture | null> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  try {
    const picture = sharp(bytes, { limitInputPixels: mostPoints, failOn: 'error' });
    const { data, info } = await how(picture.rotate())
      .timeout({ seconds: longest })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height };
  } catch {
    return null; // cut off, not what it says, or too many points
  }
}

export const pictures = { redrawPhoto, redrawAs };
export type Pictures = typeof pictures;
