/**
 * Names of people in what somebody writes (ISS31): what stands before さん, 氏, 様, 先生 and the like and is no word
 * for a duty, a relation or a place. It warns, so a miss is better than a nuisance: names without any form of
 * address are left to the person who screens. Used by privacy.ts.
 */

/** Before a form of address these are no names. */
const words = new Set(
  (
    '皆 皆々 母 父 兄 姉 弟 妹 爺 婆 祖父 祖母 孫 嫁 奥 娘 息子 旦那 主人 客 神 仏 王 子 赤 猫 犬 鳥 隣 両 諸 各 貴 ' +
    '大家 業者 店 学生 小学生 中学生 高校生 大学生 留学生 先生 担任 教頭 担当 本人 家族 保健 養護 市 区 町 村 国 県 ' +
    '役所 市役所 保健所 事業所 保育所 八百屋 魚屋 肉屋 花屋 本屋 酒屋 床屋 薬屋 米屋 電気屋 郵便屋 新聞屋 社協 ' +
    'ヘルパー ボランティア ドライバー スタッフ オーナー パート ママ パパ ケアマネ ケアマネジャー コンビニ スーパー ' +
    'サポーター リーダー メンバー ワンワン ニャンコ ピエロ サンタ'
  ).split(' '),
);
/** Nor is what ends like this. */
const endings =
  /(?:長|員|者|人|会|校|社|局|院|課|係|署|庁|隊|団|士|師|官|方|民|達|店|友|同|模|仕|異|多|屋外)$/u;
/** 様 and its like end other words too (模様, 多様): a name before them has two signs or more. */
const form =
  /([\p{Script=Han}々]{1,4}|[\p{Script=Katakana}ー]{2,10}) ?(さん(?![ぽごぜ]|か[くげ])|ちゃん|くん|様(?![々子式相])|氏(?![名神])|君(?![がの]代)|先生)/gu;

export interface NameFinding {
  readonly start: number;
  readonly end: number;
}

/** Places of names in `text`, in its order, in UTF-16 units. */
export function personNamesIn(text: string): NameFinding[] {
  const found: NameFinding[] = [];
  for (const match of text.matchAll(form)) {
    const [all, base = '', address = ''] = match;
    const short = address === '様' || address === '氏' || address === '君' || address === '先生';
    if ((short && base.length < 2) || words.has(base) || endings.test(base)) continue;
    // お母さん, ご主人様: a word of courtesy, never a name
    if (/[おご]$/u.test(text.slice(0, match.index)) && base.length === 1) continue;
    found.push({ start: match.index, end: match.index + all.length });
  }
  return found;
}
