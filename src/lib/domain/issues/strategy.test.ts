import { describe, expect, it } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { parseStrategy, presetStrategy, strategyOf } from './strategy.ts';

const read = (text: string) => {
  const groups = parseStrategy(text);
  return isRefusal(groups)
    ? groups
    : groups.map((group) => [group.title, group.measures.map((measure) => measure.title)]);
};
const tree = [
  ['安心', ['見守り活動の充実', '災害時の救助体制づくり']],
  ['魅力', ['子どもの社会体験']],
];

describe('importing a strategy', () => {
  it.each([
    ['bullets', '安心\n・見守り活動の充実\n・災害時の救助体制づくり\n\n魅力\n・子どもの社会体験'],
    [
      'indented',
      '安心\r\n  見守り活動の充実\r\n　災害時の救助体制づくり\r\n魅力\r\n\t子どもの社会体験'.replace(
        '\t',
        '  ',
      ),
    ],
    ['numbers', '安心\n① 見守り活動の充実\n2. 災害時の救助体制づくり\n魅力\n(1) 子どもの社会体験'],
    [
      'columns of a spreadsheet',
      '分類\t取組\n安心\t見守り活動の充実\n\t災害時の救助体制づくり\n魅力\t子どもの社会体験',
    ],
    ['comma separated', '安心,見守り活動の充実\n,"災害時の救助体制づくり"\n魅力,子どもの社会体験'],
  ])('[COV7] %s', (_name, text) => {
    expect(read(text)).toEqual(tree);
  });

  it('[COV7] headings that an extraction repeated are one', () => {
    const four = (words: string) => words.repeat(4);
    expect(read(`${four('つながりと支え合い')}\n・${four('見守り活動の充実')}\n・見守り活動の充実`)).toEqual([
      ['つながりと支え合い', ['見守り活動の充実']],
    ]);
  });

  it('[COV8] the same title has the same key, however wide', () => {
    const key = (text: string) => {
      const groups = parseStrategy(text);
      return isRefusal(groups) ? '' : groups[0]?.measures[0]?.key;
    };
    expect(key('安心\n・ＡＢＣの会')).toBe(key('別の柱\n・ABCの会'));
    expect(key('安心\n・ABCの会')).not.toBe(key('安心\n・ABDの会'));
  });

  it('[COV9] faults are refused with their line', () => {
    expect(read('・見守り')).toMatchObject({ refused: 'bad-input', params: { line: 1 } });
    expect(read('安心\n・見守り\n魅力\n・見守り')).toMatchObject({ params: { line: 4 } });
    expect(read(`安心\n・${'あい'.repeat(20)}う${'え'.repeat(60)}`)).toMatchObject({ params: { line: 2 } });
    expect(read('安心\n魅力')).toMatchObject({ refused: 'text-empty' });
    expect(read('\n \n')).toMatchObject({ refused: 'text-empty' });
    const many = Array.from({ length: 101 }, (_, i) => `・取組${i}番`).join('\n');
    expect(read(`安心\n${many}`)).toMatchObject({ refused: 'bad-input' });
  });

  it('[COV7] without an import the preset of twelve stands', () => {
    expect(strategyOf(null)).toBe(presetStrategy);
    expect(presetStrategy.map((group) => group.measures.length)).toEqual([4, 4, 4]);
    const groups = parseStrategy('安心\n・見守り');
    expect(strategyOf(JSON.stringify(groups))).toEqual(groups);
  });
});
