import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filledDown, findColumns } from './columns.ts';
import { joinedLines, partedLines, readTable, writeRow } from './read-table.ts';
import { cpuOf } from '#tests/fixtures/took.ts';

const cellsOf = (text: string) => readTable(text).map(({ cells }) => cells);

describe('a pasted table', () => {
  it('[F-P24] [TAB1] is read as a spreadsheet writes it: breaks, tabs and quotation marks inside cells', () => {
    const copied = '団体\t氏名\r\n"緑ヶ丘\n町会"\t大沢\r\n"子ども食堂 ""ぽかぽか"""\t"a\tb"\r\n';
    expect(readTable(copied)).toEqual([
      { line: 1, cells: ['団体', '氏名'] },
      { line: 2, cells: ['緑ヶ丘\n町会', '大沢'] },
      { line: 4, cells: ['子ども食堂 "ぽかぽか"', 'a\tb'] },
    ]);
  });

  it('[TAB2] a line without tabs is parted by commas of any kind; marks that are no cell stay', () => {
    expect(cellsOf('PTA、小松 亮\n商店会, 田所 弘 ,たどころ\n"a, b", "c"\n公募住民')).toEqual([
      ['PTA', '小松 亮'],
      ['商店会', '田所 弘', 'たどころ'],
      ['a, b', 'c'],
      ['公募住民'],
    ]);
    expect(cellsOf('"みなみ"会\t大沢\n「"」\tx"')).toEqual([
      ['"みなみ"会', '大沢'],
      ['「"」', 'x"'],
    ]);
    expect(cellsOf('"never closed\t大沢\n次\t田所')).toEqual([
      ['"never closed', '大沢'],
      ['次', '田所'],
    ]);
    expect(cellsOf('\ufeff団体\t氏名\n\t\n \u3000\t')).toEqual([['団体', '氏名']]);
  });

  it('[TAB1] what is written is read again, whatever stands in it', () => {
    const letters = fc.constantFrom(
      '町',
      '会',
      'ー',
      '"',
      '""',
      '\n',
      '\t',
      ',',
      '、',
      ' ',
      '　',
      'A',
      '1',
      "'",
      '=',
    );
    const cell = fc
      .array(letters, { maxLength: 8 })
      .map((parts) => parts.join(''))
      // blanks at the ends of lines and empty lines are not kept
      .map((text) =>
        text
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean)
          .join('\n'),
      );
    const row = fc.array(cell, { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
        const filled = rows.filter((cells) => cells.some(Boolean));
        expect(cellsOf(filled.map(writeRow).join('\r\n'))).toEqual(filled);
      }),
      { numRuns: 500 },
    );
  });

  it('[TAB1] reads in one pass, whatever the text', () => {
    for (const text of ['"', '"a\n', '""\n', '"x""\n', '\t', ',"', '"\t"', '" ', '  "a" b\t'])
      for (const n of [20_000, 40_000]) {
        const long = text.repeat(n);
        expect(
          cpuOf(() => readTable(long)),
          JSON.stringify(text),
        ).toBeLessThan(2_000);
      }
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => readTable(text).length >= 0));
  });

  it('[TAB3] a break in a cell is taken out between Japanese letters and parts words elsewhere', () => {
    expect(joinedLines('緑ヶ丘\n町会')).toBe('緑ヶ丘町会');
    expect(joinedLines('みずき台\nPTA')).toBe('みずき台 PTA');
    expect(joinedLines('Green\nHill')).toBe('Green Hill');
    expect(partedLines('大沢\n文江')).toBe('大沢 文江');
  });

  it('[TAB7] a merged cell and a mark of repetition say what stands above', () => {
    expect(filledDown(['', '町会', '', '〃', '商店会', '同上'])).toEqual([
      { word: '', filled: false },
      { word: '町会', filled: false },
      { word: '町会', filled: true },
      { word: '町会', filled: true },
      { word: '商店会', filled: false },
      { word: '商店会', filled: true },
    ]);
  });

  it('[TAB5] [TAB6] without heads the columns stand in their order; a column that counts is none', () => {
    const found = findColumns<'word'>(
      readTable('1\tはい\n2\tいいえ'),
      [{ meaning: 'word', heads: /^ことば$/ }],
      /^no$/,
      ['word'],
      (cells) => cells.every((cell) => /^\d+$/.test(cell)),
    );
    expect([...found.columns]).toEqual([['word', 1]]);
    expect(found.unused).toEqual([{ head: '', no: 1 }]);
  });
});
