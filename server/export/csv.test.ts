import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf } from './csv.ts';
import { cpuOf } from '#tests/fixtures/took.ts';

/** RFC 4180 read back, as a spreadsheet does. */
function read(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = text.startsWith('\ufeff') ? 1 : 0; i < text.length; i++) {
    const char = text[i]!;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[i + 1] === '"') cell += text[++i]!;
      else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ',' || (char === '\r' && text[i + 1] === '\n')) {
      row.push(cell);
      cell = '';
      if (char === '\r') {
        rows.push(row);
        row = [];
        i++;
      }
    } else cell += char;
  }
  return rows;
}

describe('lists for spreadsheets', () => {
  it('[B65] begins with a byte order mark, ends its lines with CR LF and quotes what must be', () => {
    expect(
      csvOf(
        ['番号', '件名'],
        [
          [1, 'はい、"これ"\nです'],
          [2, null],
        ],
      ),
    ).toBe('\ufeff番号,件名\r\n1,"はい、""これ""\nです"\r\n2,\r\n');
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@A1',
    '＝1',
    '＋1',
    '－1',
    '＠A',
    '\t=1',
    '\r=1',
    '\0=1',
    ' =1',
    '　=1',
    '\n=1',
  ])('[B65] %j is text, not a formula', (cell) => {
    const [, [read0 = '']] = read(csvOf(['x'], [[cell]])) as [string[], string[]];
    expect(read0.startsWith("'")).toBe(true);
  });

  it.each([
    '2022-04',
    '0120',
    '007',
    '1234567890123456',
    '1'.repeat(400),
    '1,000',
    '(12)',
    '¥500',
    '50%',
    '1e5',
    '２０２２－０４',
    '٣',
    '1/2',
    '2/8',
    '10:30',
    '10:30 PM',
    '午後3時',
    '10時30分',
    '2月8日',
    '令和5年2月8日',
    '令和元年5月1日',
    'R5.2.8',
    'Mar-1',
    'SEPT2',
    '1 March 2023',
    'Wed 8 February 2023',
    '2023-02-08T19:00',
    'TRUE',
    'false',
    '#N/A',
    '+81 90',
  ])('[F-P27] %s stays what was written', (cell) => {
    const [, [read0 = '']] = read(csvOf(['x'], [[cell]])) as [string[], string[]];
    expect(read0).toBe(`'${cell}`);
  });

  it.each([
    '第3回',
    '3丁目',
    '決定 2022-04',
    '令和4年度 決定第4号',
    '令和5年2月8日（水）',
    '見守り',
    'May be',
    'marching 1',
    'e5',
    '見直し 2月8日',
    '',
  ])('[F-P27] 「%s」 is words to a spreadsheet too, and gets no mark', (cell) => {
    expect(csvOf([], [[cell]])).toBe(`\ufeff\r\n${cell}\r\n`);
  });

  it('[F-P27] counts and days stay numbers and days, for sorting', () => {
    expect(csvOf(['n', 'on', 'at'], [[7, { day: '2023-02-08' }, { at: Date.UTC(2023, 1, 8, 10) }]])).toBe(
      '\ufeffn,on,at\r\n7,2023-02-08,2023-02-08 19:00\r\n',
    );
  });

  it('[F-P27] long words are looked at once', () => {
    const long = 'sept1 a.m. (日) '.repeat(5_000);
    expect(cpuOf(() => csvOf([], [[`${long}x`], [`${long}`]]))).toBeLessThan(1_000);
  });

  it('[B65] whatever people write, no cell begins active and every cell reads back (seed 65)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 2 })),
        (rows) => {
          const back = read(csvOf(['a', 'b'], rows)).slice(1);
          expect(back.length).toBe(rows.length);
          back.forEach((row, y) =>
            row.forEach((cell, x) => {
              expect(cell).not.toMatch(/^[=+\-@\t\r\0＝＋－＠]/u);
              expect(cell.replace(/^'/, '')).toBe(rows[y]![x]!.replaceAll('\0', '').replace(/^'/, ''));
            }),
          );
        },
      ),
      { seed: 65, numRuns: 100 },
    );
  });
});
