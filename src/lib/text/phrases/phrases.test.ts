import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptParts } from './kept.ts';
import { phrasesOf } from './pieces.ts';

const drawn = (parts: readonly { text: string; kept: boolean }[]) =>
  parts.map(({ text, kept }) => (kept ? `[${text}]` : text)).join('');

describe('[F-W11] lines break between phrases', () => {
  it.each([
    ['3月31日までに回答', '[3月31日]までに回答'],
    ['令和5年2月15日（水）19:00〜21:00', '[令和5年][2月15日（水）][19:00〜21:00]'],
    ['グエン・ティ・ホアさんから', '[グエン・ティ・ホアさん]から'],
    ['相馬 里佳さんが第3回に', '[相馬 里佳さん]が[第3回]に'],
    ['自転車置き場を10台分増やす', '自転車置き場を[10台分]増やす'],
    ['公園の水飲み場', '公園の[水飲み場]'],
    ['民生委員は週3日', '[民生委員]は[週3日]'],
    ['令和4年度 決定第3号', '[令和4年度] [決定第3号]'],
    ['令和4年度 招集第3号の2', '[令和4年度] [招集第3号の2]'],
    ['課題 03　見守り', '[課題 03]　[見守り]'],
    ['委員5', '委員5'],
    ['Room 3', 'Room 3'],
  ])('%s keeps what belongs together', (text, parts) => expect(drawn(keptParts(text))).toBe(parts));

  it.each([
    ['みずき台公園の水飲み場の修理について', '[みずき台公園の][水飲み場の][修理について]'],
    ['みずき台中学校区地域づくり推進会議', 'みずき台[中学校区][地域づくり][推進会議]'],
    ['通学路の街灯が暗い', '[通学路の][街灯が暗い]'],
    ['集会所の鍵の貸し出しを見直す', '[集会所の][鍵の][貸し出しを][見直す]'],
    ['多様な活動主体による見守り', '[多様な][活動主体による][見守り]'],
    ['A plain title', 'A plain title'],
    ['', ''],
  ])('%s in phrases', (text, parts) => expect(drawn(phrasesOf(text))).toBe(parts));

  it('never changes, drops or adds a sign', () => {
    const signs = [...'第3回月日年令和グエン・ー水飲み場をのが（）〜: 19aさん'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...signs), { maxLength: 40 }), (typed) => {
        const text = typed.join('');
        for (const parts of [keptParts(text), phrasesOf(text)])
          expect(parts.map((part) => part.text).join('')).toBe(text);
      }),
    );
  });
});
