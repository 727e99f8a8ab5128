import { describe, expect, it } from 'vitest';
import { defused, fillNames, hideNames, namesLeft } from './names.ts';

const names = [
  { path: 'attendee/20', name: '林 子晴' },
  { path: 'attendee/1', name: '大沢 文江' },
  { path: 'person/1', name: '小林 子晴' },
  { path: 'person/2', name: 'Ann Li' },
  { path: 'person/3', name: '林' },
  { path: 'person/4', name: '王 (雪梅)' },
];

describe('names in texts', () => {
  it('[MIN4] finds full names with a blank, a wide blank or none, the longest first', () => {
    expect(hideNames('大沢文江、大沢　文江、大沢 文江さん', names)).toBe(
      '{{p:attendee/1}}、{{p:attendee/1}}、{{p:attendee/1}}さん',
    );
    expect(hideNames('小林子晴と林子晴', names)).toBe('{{p:person/1}}と{{p:attendee/20}}');
    expect(hideNames('王(雪梅)', names)).toBe('{{p:person/4}}');
    expect(hideNames('ナ', [])).toBe('ナ');
  });

  it('[MIN4] leaves surnames, short names and Latin names inside words alone', () => {
    expect(hideNames('大沢さん、林の中、Joann Liam', names)).toBe('大沢さん、林の中、Joann Liam');
    expect(hideNames('by Ann Li.', names)).toBe('by {{p:person/2}}.');
  });

  it('[MIN4] reports names that stand in plain text anywhere in a value', () => {
    expect(
      namesLeft({ a: [{ b: '大沢文江' }], c: '相馬さん', n: 1 }, ['大沢 文江', '相馬 里佳', '相馬さん']),
    ).toEqual(['大沢 文江', '相馬さん']);
  });

  it('[F-P25] [MIN4] a name with a rare letter is found where it was typed with the usual one, and filled as typed', () => {
    const rare = [
      { path: 'attendee/1', name: '\ufa10田 \ufa1a子' },
      { path: 'attendee/2', name: '辻\u{e0101} 美咲' },
    ];
    for (const typed of ['\u585a田\u7965子', '\u585a\ufe00田 \u7965\ufe00子'])
      expect(hideNames(`${typed}、辻美咲`, rare)).toBe('{{p:attendee/1}}、{{p:attendee/2}}');
    expect(fillNames('{{p:attendee/1}}', () => '\u585a\ufe00田', '')).toBe('\ufa10田');
  });

  it('[MIN5] what people type never passes for a placeholder', () => {
    const typed = defused('{{p:attendee/1}} {{p:{{p:x}}');
    expect(fillNames(typed, () => 'だれか', '')).toBe(typed);
    expect(fillNames('{{p:attendee/1}}{{p:}}{{p:A}}', () => 'x', '')).toBe('x{{p:}}{{p:A}}');
  });
});
