/**
 * The self-hosted face (BIZ UDPGothic, OFL), for devices that have no Japanese face of their own. Windows,
 * Apple, Android and most Linux desktops do, and then nothing is loaded. Asked for after the page has
 * loaded and rests; `optional`, so that lines already read do not move: it shows from the next page on.
 */
const local = [
  'BIZ UDPGothic',
  'Hiragino Sans',
  'Yu Gothic UI',
  'Meiryo',
  'Noto Sans JP',
  'Noto Sans CJK JP',
];

/** A face is there when it draws Japanese differently wide than at least one generic fallback. */
function isInstalled(family: string, draw: CanvasRenderingContext2D): boolean {
  const width = (font: string) => {
    draw.font = `48px ${font}`;
    return draw.measureText('りしい、あ 12 mil').width;
  };
  return ['monospace', 'serif'].some((other) => width(`"${family}", ${other}`) !== width(other));
}

/** Adds the face if it is needed; runs once, in the browser, when the page is idle. */
export function offerWebFont(): void {
  const whenIdle = globalThis.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 2_000));
  whenIdle(() => {
    const draw = document.createElement('canvas').getContext('2d');
    if (!draw || local.some((family) => isInstalled(family, draw))) return;
    void import('./webfont-faces.ts').then(({ faces }) => {
      for (const { url, weight, range } of faces()) {
        document.fonts.add(
          new FontFace('BIZ UDPGothic', `url(${url})`, {
            weight,
            unicodeRange: range,
            display: 'optional',
          }),
        );
      }
    });
  });
}
