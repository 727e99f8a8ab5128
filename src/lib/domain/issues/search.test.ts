import { describe, expect, it } from 'vitest';
import {
  alikeFrom,
  gramsOf,
  holdsWords,
  likeness,
  likenessGrams,
  searchTerms,
  tellingRuns,
} from './search.ts';

const told = (title: string, body = '') => tellingRuns({ title, body });

describe('finding issues', () => {
  it('[ISS27] terms of one and two signs are told apart from longer ones; a query is bounded', () => {
    expect(searchTerms('ゴミ　街路灯 灯、ごみ')).toEqual({ long: ['街路灯'], short: ['ごみ', '灯'] });
    expect(searchTerms('  ')).toEqual({ long: [], short: [] });
    expect(searchTerms('👵👵')).toEqual({ long: [], short: ['👵👵'] });
    expect(searchTerms('"a b" OR x*').short.length).toBeGreaterThan(0);
    const many = searchTerms(Array.from({ length: 1000 }, (_, i) => `k${i}`).join(' '));
    expect(many.long.length + many.short.length).toBeLessThanOrEqual(8);
    expect(searchTerms('あ'.repeat(100_000)).long[0]).toHaveLength(100);
  });

  it('[ISS28] the same worry in other words is alike, another one is not', () => {
    const light = told('通学路の街路灯が暗い', '中学校の前の道の灯りが切れています。');
    expect(likeness(light, light)).toBe(1);
    const again = told('中学校の前の街路灯が切れて暗い', '通学路が夜は真っ暗です。');
    expect(likeness(light, again)).toBeGreaterThan(alikeFrom);
    expect(likeness(light, again)).toBe(likeness(again, light));
    const other = told('団地の夜の生活音でもめている', '上の階の音が気になると相談がありました。');
    expect(likeness(light, other)).toBeLessThan(alikeFrom);
    expect(likeness(told(''), told(''))).toBe(0);
    expect(likeness(told('ごみ'), told('ゴミ'))).toBe(1);
  });

  it('[ISS28] endings in kana fetch no candidates; runs do not reach over punctuation', () => {
    expect(likenessGrams('困っています', '')).toEqual(['困って']);
    expect([...gramsOf('ごみ、分別', 2)]).toEqual(['ごみ', '分別']);
    expect(likenessGrams('漢'.repeat(9), '字'.repeat(100_000))).toEqual(['漢漢漢', '字字字']);
  });
});

it('[ISS26] a list is searched as issues are: every word, folded, in any order', () => {
  const entry = '決定 2022-03\nゴミの分別\nみずき台（第１集会所）';
  for (const query of ['ごみ', 'ｺﾞﾐ', '分別 ゴミ', '第1集会所', '2022-03', '、ごみ、'])
    expect(holdsWords(entry, query), query).toBe(true);
  for (const query of ['ごみ 資源', '第2集会所']) expect(holdsWords(entry, query), query).toBe(false);
});
