import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf } from './csv.ts';

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
