import { plainForms } from './letter-forms.ts';

/*
 * Text as searches compare it (ISS26): how something is written must not keep it from being found. Nothing folded is
 * stored or shown as what somebody wrote.
 */

/** 〜 and ～, ∼ and the waves beside them. */
const tildes = /[\u301c\u223c\u223e\u2053\u3030\uff5e]/gu;
/** They choose between forms of one letter. */
const selectors = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
/** Every dash, minus and prolonged sound mark; − is typed for ー as often as ー for −. */
const dashes = /[-\u2010-\u2015\u2043\u2212\u2500\u2501\u30fc\ufe58\ufe63\uff0d]/gu;

/**
 * `text` folded. The same again when folded again. Width, kana, case and forms of kanji are one (ゴミ = ｺﾞﾐ = ごみ, 髙 = 高);
 * so are the tildes, and the dashes: after kana they are the prolonged sound mark, elsewhere a dash. Selectors of
 * variants are left out, ヶ is け, 佐々木 is 佐佐木.
 */
export function foldWords(text: string): string {
  const letters = text.replace(selectors, '').normalize('NFKC').toLowerCase();
  return (
    plainForms(letters)
      // ァ…ヶ to ぁ…ゖ
      .replace(/[\u30a1-\u30f6]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0x60))
      .replaceAll('ゖ', 'け')
      .replaceAll('ゕ', 'か')
      .replace(/((?!々)\p{Script=Han})(々+)/gu, (_, letter: string, again: string) =>
        letter.repeat(1 + again.length),
      )
      .replace(tildes, '~')
      .replace(dashes, '-')
      .replace(/([\u3041-\u3096])(-+)/g, (_, kana: string, marks: string) => kana + 'ー'.repeat(marks.length))
      .replace(/[\p{C}\s]+/gu, ' ')
      .trim()
  );
}

/**
 * Folded words with the kana between two kanji left out where they are the ending of a verb: 買い物 as 買物, 話し合い as
 * 話合い. A text is looked through in both spellings, a query asks in this one.
 */
export function withoutEndings(folded: string): string {
  return folded.replace(/(?<=\p{Script=Han})[いきぎしちびみりえけげせてべめれ](?=\p{Script=Han})/gu, '');
}

/** A text as it is looked through: folded, and once more without endings where that differs. */
export function searchable(text: string): string {
  const folded = foldWords(text);
  const bare = withoutEndings(folded);
  return bare === folded ? folded : `${folded}\n${bare}`;
}
