import { expect, test } from 'vitest';
import { lineFault, readRoster, shortLine } from './many.ts';

test('a pasted table is read with tabs, Japanese or Western commas, titles and empty lines left out', () => {
  const lines = readRoster(
    '団体\t氏名\tよみ\n町会連合会\t大沢 文江\tおおさわ\n\nPTA、小松 亮\r\n商店会, 田所 弘 ,たどころ\n公募住民',
    ['団体', '氏名'],
  );
  expect(lines.map(({ no, organization, name, kana }) => [no, organization, name, kana])).toEqual([
    [2, '町会連合会', '大沢 文江', 'おおさわ'],
    [4, 'PTA', '小松 亮', ''],
    [5, '商店会', '田所 弘', 'たどころ'],
    [6, '公募住民', '', ''],
  ]);
});

test('a name with a middle dot or a space stays whole', () => {
  expect(readRoster('公募\tグエン・ティ・ホア', ['団体', '氏名'])[0]?.name).toBe('グエン・ティ・ホア');
});

test('a line that would be refused in the middle is refused before anything of it is entered', () => {
  const [long, whole] = readRoster(`町会,${'山'.repeat(41)}\n町会,山田 花子`, ['団体', '氏名']);
  expect(lineFault(long!)).toMatchObject({ refused: 'bad-input', field: 'displayName' });
  expect(lineFault(whole!)).toBeUndefined();
  expect(lineFault({ ...whole!, organization: '' })).toMatchObject({ field: 'name' });
});

test('an empty organisation, as of a merged cell, is a fault: the name never becomes an organisation', () => {
  const lines = readRoster('町会\t山田 花子\n\t名無し\t\n,名無し\n\t\t', ['団体', '氏名']);
  expect(lines.map(({ no, organization, name }) => [no, organization, name])).toEqual([
    [1, '町会', '山田 花子'],
    [2, '', '名無し'],
    [3, '', '名無し'],
  ]);
  expect(lines.map((line) => lineFault(line)?.field)).toEqual([undefined, 'name', 'name']);
  // what is put back into the field reads the same again
  expect(readRoster(lines[1]!.text, ['団体', '氏名'])[0]?.organization).toBe('');
});

test('an over-long line is named by its first twenty characters', () => {
  expect(shortLine('山'.repeat(400))).toBe(`${'山'.repeat(20)}…`);
  expect(shortLine('\t町会\t山田')).toBe('町会 山田');
});
