/**
 * What is better told in private (ISS30): words of harm, care in the family, money and despair in what is about
 * to be published, in the languages of those who live here. The writer is offered the private path once; nothing is
 * refused. Words of despair and danger show whom to call at once (ISS40). A misreading costs one question, so the words
 * are few and plain. Source: R-HAC-14, R-HAC-15, F-R21.
 */

/** Japanese, also in kana and with the blanks of やさしい日本語. */
const inJapanese =
  /虐待|ヤングケアラー|ダブルケア|8050|老老介護|介護疲れ|介護うつ|子どもの貧困|家庭内|暴力|殴|なぐられ|たたかれ|ぶたれ|死にたい|しにたい|消えたい|きえたい|自殺|じさつ|自傷|借金|しゃっきん|滞納|生活保護|(?:お金|おかね|かね)が(?:ない|ありません|なくて)|(?:食べる|たべる)(?:物|もの)が(?:ない|ありません)|ひきこもり|引きこもり|いじめ|不登校|認知症の(?:母|父|妻|夫|親)|離婚|りこん|妊娠|にんしん|中絶|性的/u;

/** Simplified and traditional. */
const inChinese =
  /家暴|自[杀殺残殘]|想死|不想活|活不下去|打我|[欠负負][债債]|[债債][务務]|霸凌|欺凌|[离離]婚|[怀懷]孕|[堕墮]胎|性[侵骚騷]|[忧憂][郁鬱]|抑[郁鬱]|[没沒](?:有)?[钱錢]/u;

const inKorean =
  /학대|폭력|죽고싶|자살|자해|때려요|때립니다|때린다|때려서|빚이|빚을|빚때문|괴롭힘|왕따|이혼|임신|낙태|성폭|우울|돈이없|생활보호/u;

/** English, Portuguese and Vietnamese, without accents: few phones of the street are set to type them. */
const inLatin = new RegExp(
  `(?:^|[^a-z])(?:${[
    'dv',
    // English
    'abus(?:e|ed|es|ing|ive)|violen(?:t|ce)|(?:beats?|hits?|hurts?|hitting|beating) (?:me|us|her|him|them)|suicid(?:e|al)',
    'kill (?:myself|me)|want to die|self-?harm|in debt|debts|bull(?:ied|ying)|divorce|pregnan(?:t|cy)|abortion|raped?',
    'depress(?:ed|ion)|no money|cannot pay|can.t pay|nothing to eat',
    // Portuguese
    'violencia|abus(?:o|ada|ado)|me bate|bate em mim|suicidio|quero morrer|me matar|divida(?:s)?|divorcio|gravida',
    'aborto|depressao|sem dinheiro|maus.?tratos|agressao',
    // Vietnamese
    'bao hanh|bao luc|nguoc dai|danh dap|bi danh|muon chet|tu tu|tu sat|no nan|mac no|bat nat|ly hon|mang thai|pha thai',
    'xam hai|lam dung|tram cam|khong co tien|het tien',
  ].join('|')})(?![a-z])`,
);

const urgentInSigns =
  /虐待|暴力|殴|なぐられ|たたかれ|死にたい|しにたい|消えたい|きえたい|自殺|じさつ|自傷|性的|家暴|自[杀殺残殘]|想死|不想活|活不下去|打我|性侵|학대|폭력|죽고싶|자살|자해|때려요|때립니다|성폭/u;
const urgentInLatin = new RegExp(
  `(?:^|[^a-z])(?:${[
    'dv|abus(?:e|ed|es|ing|ive)|violen(?:t|ce)|(?:beats?|hits?|hurts?|hitting|beating) (?:me|us|her|him|them)',
    'suicid(?:e|al)|kill (?:myself|me)|want to die|self-?harm|raped?',
    'violencia|me bate|bate em mim|suicidio|quero morrer|me matar|maus.?tratos|agressao',
    'bao hanh|bao luc|nguoc dai|danh dap|bi danh|muon chet|tu tu|tu sat|xam hai',
  ].join('|')})(?![a-z])`,
);

/** Whether a text sounds as if it were about one person or family. */
export function soundsPrivate(text: string): boolean {
  const { signs, latin } = folded(text);
  return inJapanese.test(signs) || inChinese.test(signs) || inKorean.test(signs) || inLatin.test(latin);
}

/** Whether a text sounds as if somebody's life or body were in danger: whom to call is shown at once. */
export function soundsUrgent(text: string): boolean {
  const { signs, latin } = folded(text);
  return urgentInSigns.test(signs) || urgentInLatin.test(latin);
}

/** For scripts without blanks: without any. For Latin letters: lower case, without accents, blanks as one. */
function folded(text: string): { readonly signs: string; readonly latin: string } {
  const plain = text
    .slice(0, 20_000)
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '');
  return {
    signs: plain.replace(/\s/g, ''),
    latin: plain
      .toLowerCase()
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/đ/g, 'd')
      .replace(/\s+/g, ' '),
  };
}
