import ranges from '@fontsource/biz-udpgothic/unicode.json';

/* Loaded only where it is needed: some 250 small files, each for a range of characters. */
const files = import.meta.glob<string>(
  [
    '/node_modules/@fontsource/biz-udpgothic/files/*-normal.woff2',
    '!/node_modules/@fontsource/biz-udpgothic/files/biz-udpgothic-japanese-*',
  ],
  {
    eager: true,
    query: '?url',
    import: 'default',
  },
);

/** Every piece of the face with its address, weight and characters. */
export function faces(): { url: string; weight: string; range: string }[] {
  return Object.entries(files).flatMap(([path, url]) => {
    const [, subset = '', weight = ''] = /biz-udpgothic-(.+)-(400|700)-normal/.exec(path) ?? [];
    const range =
      (ranges as Record<string, string>)[subset] ?? (ranges as Record<string, string>)[`[${subset}]`];
    return range ? [{ url, weight, range }] : [];
  });
}
