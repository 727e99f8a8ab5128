import { describe, expect, it } from 'vitest';
import { helpLines, helpLinesCheckedOn } from './help-lines.ts';
import { dialled, readTelephone } from '../council/office.ts';
import { isDay } from '../calendar/day.ts';
import { soundsPrivate, soundsUrgent } from './sensitive.ts';

describe('what is better told in private', () => {
  it.each([
    'となりの家で虐待があるようです',
    '兄弟の世話で休む子（ヤングケアラー）がいる',
    '認知症の母のことで',
    '生活保護を受けたい',
    'ＤＶ のこと',
  ])('[ISS30] %s', (text) => {
    expect(soundsPrivate(text)).toBe(true);
  });

  it.each([
    ['やさしい日本語', 'お金が ない です。'],
    ['やさしい日本語', 'しに\u200bたい です'],
    ['简体中文', '丈夫打我，我不想活了'],
    ['繁體中文', '欠債還不起，想自殺'],
    ['한국어', '죽고 싶어요'],
    ['한국어', '남편이 때려요'],
    ['Tiếng Việt', 'Chồng tôi đánh đập tôi'],
    ['Tiếng Việt', 'muon chet'],
    ['Português', 'Meu marido me bate. Violência em casa'],
    ['Português', 'Estou sem dinheiro e com dívidas'],
    ['English', 'My husband hits me'],
    ['English', 'I have no money, I want to die'],
  ])('[ISS30] [F-R21] %s: %s', (_language, text) => {
    expect(soundsPrivate(text)).toBe(true);
  });

  it.each([
    '通学路の街路灯が暗い',
    '一人暮らし高齢者の見守りが町会ごとに違う',
    '認知症の勉強会をしたい',
    '河岸の道が狭い',
    '垃圾分类的说明看不懂',
    '쓰레기 버리는 날을 모르겠어요',
    'Không biết ngày đổ rác',
    'Não sei o dia do lixo',
    'The street light at the corner is broken; cars beat the lights',
    '',
  ])('[ISS30] not: %s', (text) => {
    expect(soundsPrivate(text)).toBe(false);
  });

  it('[ISS40] [F-R21] despair and danger are told from what can wait', () => {
    for (const text of [
      '死にたい',
      'しにたい です',
      '夫に殴られています',
      '我不想活了',
      '죽고 싶어',
      'quero morrer',
      'muốn chết',
    ])
      expect(soundsUrgent(text)).toBe(true);
    for (const text of ['借金の相談', '離婚したい', '不登校の子がいる', '街灯が暗い', 'no money'])
      expect(soundsUrgent(text)).toBe(false);
  });

  it('[ISS40] what is urgent is also better told in private', () => {
    for (const text of [
      '虐待',
      '死にたい',
      'しにたい',
      '自殺',
      '家暴',
      '打我',
      '자살',
      'rape',
      'me bate',
      'tự tử',
      'suicide',
      'violência',
    ])
      expect([text, soundsUrgent(text), soundsPrivate(text)]).toEqual([text, true, true]);
  });

  it('[ISS40] every line can be dialled, and says when it was checked', () => {
    expect(isDay(helpLinesCheckedOn)).toBe(true);
    expect(helpLines.length).toBeGreaterThan(2);
    for (const { telephone } of helpLines) {
      expect(readTelephone(telephone)).toBe(telephone);
      expect(dialled(telephone)).toMatch(/^#?\d{3,10}$/);
    }
  });
});
