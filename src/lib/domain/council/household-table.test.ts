import { expect, test } from 'vitest';
import { csvText, householdLabel, readHouseholds } from './household-table.ts';

const head = '班,世帯番号,世帯主氏名,ふりがな,住所\n';

test('[HHT1] [AT-5.1] a list of 750 households in 18 blocks is read by its heads, merged cells of a block say what stands above', () => {
  const rows = Array.from({ length: 750 }, (_, i) => {
    const block = i % 42 === 0 || i === 0 ? `${Math.floor(i / 42) + 1}班` : '';
    return `${block},${String(i + 1).padStart(4, '0')},世帯主 ${i + 1},せたいぬし ${i + 1},みずき台1-${i}`;
  });
  const table = readHouseholds(head + rows.join('\n'));
  expect(table.households).toHaveLength(750);
  expect(table.faults).toEqual([]);
  expect(table.blocks).toHaveLength(18);
  expect(table.blocks.reduce((sum, { n }) => sum + n, 0)).toBe(750);
  expect(table.households[43]).toEqual({
    no: 45,
    block: '2班',
    code: '0044',
    name: '世帯主 44',
    kana: 'せたいぬし 44',
  });
  expect(householdLabel(table.households[43]!)).toBe('2班 0044');
  // addresses are not read
  expect(table.unused).toEqual([{ head: '住所', no: 5 }]);
  expect(JSON.stringify(table.households)).not.toContain('みずき台');
});

test('[HHT2] [AT-5.1] doubles and what is missing are told with their lines, and those lines are no household', () => {
  const table = readHouseholds(
    `${head}1班,0001,佐藤 一,,\n1班,0002,鈴木 二,,\n1班,0001,高橋 三,,\n1班,,田中 四,,\n1班,0005,,,\n1班,０００２,伊藤 六,,\n1班,0007,佐藤　一,,\n2班,0008,佐藤 一,,\n2班,=A1,渡辺 九,,\n2班,0010,${'長'.repeat(41)},,`,
  );
  expect(table.faults.map(({ no, why, other }) => [no, why, other])).toEqual([
    [4, 'double-code', 2],
    [5, 'no-code', undefined],
    [6, 'no-name', undefined],
    [7, 'double-code', 3],
    [8, 'double-name', 2],
    [10, 'formula', undefined],
    [11, 'too-long', undefined],
  ]);
  expect(table.households.map(({ no }) => no)).toEqual([2, 3, 9]);
});

test('[HHT3] a CSV of a Japanese spreadsheet is read whatever it is written in', () => {
  const utf8 = new TextEncoder().encode('\ufeff班,世帯番号,氏名\n1班,1,髙橋');
  expect(csvText(utf8)).toContain('1班,1,髙橋');
  // 班,世帯番号,氏名 / 1班,1,佐藤 in Shift_JIS
  const sjis = Uint8Array.from([
    0x94, 0xc7, 0x2c, 0x90, 0xa2, 0x91, 0xd1, 0x94, 0xd4, 0x8d, 0x86, 0x2c, 0x8e, 0x81, 0x96, 0xbc, 0x0d,
    0x0a, 0x31, 0x94, 0xc7, 0x2c, 0x31, 0x2c, 0x8d, 0xb2, 0x93, 0xa1,
  ]);
  expect(readHouseholds(csvText(sjis)).households).toMatchObject([{ block: '1班', code: '1', name: '佐藤' }]);
});
