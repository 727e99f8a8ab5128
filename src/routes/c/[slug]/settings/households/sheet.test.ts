import { expect, test } from 'vitest';
import { readHouseholds } from '#lib/domain/council/household-table.ts';
import { spreadsheet, type SheetCell } from '#tests/fixtures/spreadsheet.ts';
import { readTableFile } from './sheet.ts';

const read = async (bytes: Uint8Array, of?: 'members') => {
  const table = await readTableFile(new File([new Uint8Array(bytes)], 'meibo.xlsx'));
  if (table === null) throw new Error('not read');
  return readHouseholds(table, of);
};
const head: SheetCell[] = ['班', '世帯番号', '世帯主氏名', 'ふりがな', '電話'];

test('[HHT3] [AT-5.1] a sheet with a title, an empty row, merged blocks, numbers and formulas is read with the rows of the sheet', async () => {
  const table = await read(
    spreadsheet(
      [
        [],
        ['令和4年度 会員名簿'],
        [],
        head,
        ['1班', 101, '佐藤 一', 'さとう はじめ', '042-000-0000'],
        [null, 102, '鈴木 二'],
        [],
        [null, { formula: 'B6+1', value: '103' }, '高橋 三'],
        ['2班', 101, '田中 四'],
        [null, { formula: 'B9+1', value: null }, '伊藤 五'],
        [null, 202, { formula: 'D11', value: '渡辺 六' }],
        [null, 203, '渡辺　六'],
      ],
      ['A2:E2', 'A5:A8', 'A9:A12'],
    ),
  );
  expect(table.households.map(({ no, block, code, name }) => [no, block, code, name])).toEqual([
    [5, '1班', '101', '佐藤 一'],
    [6, '1班', '102', '鈴木 二'],
    [8, '1班', '103', '高橋 三'],
    [11, '2班', '202', '渡辺 六'],
  ]);
  // the number of a block's first household stands in line 5 already; a formula nobody has reckoned says nothing
  expect(table.faults.map(({ no, why, other }) => [no, why, other])).toEqual([
    [9, 'double-code', 5],
    [10, 'no-code', undefined],
    [12, 'double-name', 11],
  ]);
  expect(table.unused.map(({ head: word }) => word)).toEqual(['電話']);
});

test('[HHT5] a list of members: the number of a household stands once, in a merged cell', async () => {
  const table = await read(
    spreadsheet(
      [
        ['班', '世帯番号', '氏名'],
        ['1班', 1, '佐藤 一'],
        [null, null, '佐藤 花'],
        [null, 2, '鈴木 二'],
        [null, 2, '鈴木 二'],
      ],
      ['A2:A5', 'B2:B3'],
    ),
    'members',
  );
  expect(table.households.map(({ block, code, name }) => [block, code, name])).toEqual([
    ['1班', '1', '佐藤 一'],
    ['1班', '1', '佐藤 花'],
    ['1班', '2', '鈴木 二'],
  ]);
  expect(table.blocks).toEqual([{ block: '1班', n: 2 }]);
  expect(table.faults).toMatchObject([{ no: 5, why: 'double-member', other: 4 }]);
});

test('[HHT3] what is no sheet is told as such: a damaged file, a program, one that is too big', async () => {
  const good = spreadsheet([head, ['1班', 1, '佐藤 一']]);
  const given = (bytes: Uint8Array) => readTableFile(new File([new Uint8Array(bytes)], 'x.xlsx'));
  expect(await given(good)).not.toBeNull();
  expect(await given(good.subarray(0, good.length - 60))).toBeNull();
  expect(await given(Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]))).toBeNull();
  expect(await given(Buffer.concat([good, Buffer.alloc(5_000_001)]))).toBeNull();
});
