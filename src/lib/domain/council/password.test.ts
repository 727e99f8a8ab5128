import { describe, expect, it } from 'vitest';
import { isEasilyGuessed, passwordFits } from './password.ts';

const common = (text: string) => ['password123', 'qwertyuiop'].includes(text);
const easy = (password: string, own: string[] = []) => isEasilyGuessed(password, own, common);

describe('new passwords', () => {
  it('[CNC15] ten characters, or eight with other than Latin letters; at most 200', () => {
    for (const fits of [
      'correct horse',
      'abcdefghi9',
      '合言葉はひみつです',
      'ひらがな八文字だ',
      'x'.repeat(200),
    ])
      expect(passwordFits(fits), fits).toBe(true);
    for (const wrong of [
      '',
      'abcdefghi',
      'password',
      'ａｂｃｄｅｆｇｈｉ',
      '七文字の合言葉',
      'x'.repeat(201),
    ])
      expect(passwordFits(wrong), wrong).toBe(false);
  });

  it('[CNC16] common ones are refused, however they are spelled', () => {
    for (const known of ['password123', 'PassWord123', 'ｐａｓｓｗｏｒｄ１２３', 'qwertyuiop'])
      expect(easy(known), known).toBe(true);
  });

  it('[CNC16] so are repetitions, rows of neighbours, and one’s own name with figures', () => {
    for (const known of [
      'aaaaaaaaaa',
      '          ',
      'abababababab',
      '0123456789',
      'jihgfedcba',
      'あいあいあいあい',
    ])
      expect(easy(known), known).toBe(true);
    expect(easy('hiraga.satoko2024', ['hiraga.satoko'])).toBe(true);
    expect(easy('  Mizukidai!!', ['mizukidai'])).toBe(true);
    for (const fine of ['とても長い合言葉です1', 'three blue herons', 'みずき台の夏は暑い'])
      expect(easy(fine, ['mizukidai', 'みずき台']), fine).toBe(false);
  });
});
