import { describe, expect, it } from 'vitest';
import { personNamesIn } from './person-names.ts';
import { cpuOf } from '#tests/fixtures/took.ts';

const found = (text: string) => personNamesIn(text).map(({ start, end }) => text.slice(start, end));

describe('names of people', () => {
  it.each([
    ['二軒となりの田中さんが夜にさわぐ', '田中さん'],
    ['土屋さんの家の前', '土屋さん'],
    ['佐々木様のお宅', '佐々木様'],
    ['鈴木先生がいつも', '鈴木先生'],
    ['山田くんと遊べない', '山田くん'],
    ['グエンさんが困っている', 'グエンさん'],
    ['大沢氏によると', '大沢氏'],
    ['林さん', '林さん'],
  ])('[ISS31] %s', (text, name) => {
    expect(found(text)).toEqual([name]);
  });

  it.each([
    '町会の皆さん、皆様',
    'お母さんとお父さん、お子さん、お孫さん、娘さん、息子さん、奥さん、赤ちゃん',
    '会長さん、町会長さん、民生委員さん、店員さん、業者さん、外国人の方、住民さん',
    '校長先生、担任の先生、先生方、保健の先生',
    '様子、様々、多様、模様、同様、仕様、氏名、君が代',
    '公園さんぽ、三角、八百屋さん、コンビニさん、ヘルパーさん、市役所さん、社協さん',
    'たくさんの人、みなさん、おじいちゃん',
  ])('[ISS31] leaves in peace: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('[ISS13] takes linear time on 100,000 hostile characters', () => {
    for (const piece of ['漢', '漢さ', 'カ', 'さん', '々様', 'アー']) {
      const long = piece.repeat(Math.ceil(100_000 / piece.length));
      expect(
        cpuOf(() => personNamesIn(long)),
        piece,
      ).toBeLessThan(1_000);
    }
  });
});
