/**
 * How many signs people count in a text: what is drawn as one is one, however it is composed (a family emoji, a letter
 * with its marks, a kanji with its variant). Fields hold code units (CAN10); told to people is this.
 */
export function signsIn(text: string): number {
  // older browsers: code points, which is near
  if (typeof Intl === 'undefined' || !('Segmenter' in Intl)) return [...text].length;
  let n = 0;
  for (const _ of new Intl.Segmenter('ja').segment(text)) n += 1;
  return n;
}
