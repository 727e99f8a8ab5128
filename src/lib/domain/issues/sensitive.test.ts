import { describe, expect, it } from 'vitest';
import { soundsPrivate } from './sensitive.ts';

describe('what is better told in private', () => {
  it.each([
    'となりの家で虐待があるようです',
    '兄弟の世話で休む子（ヤングケアラー）がいる',
    '認知症の母のことで',
    '生活保護を受けたい',
  ])('[ISS30] %s', (text) => {
    expect(soundsPrivate(text)).toBe(true);
  });

  it.each(['通学路の街路灯が暗い', '一人暮らし高齢者の見守りが町会ごとに違う', '認知症の勉強会をしたい', ''])(
    '[ISS30] not: %s',
    (text) => {
      expect(soundsPrivate(text)).toBe(false);
    },
  );
});
