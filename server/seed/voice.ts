/*
 * What people of a synthetic council say: the same words for the same seed. Only ids, keys and salts are never the same
 * twice, because nobody may be able to guess them.
 */

const subjects = [
  '一人暮らし高齢者の見守り',
  '通学路の街路灯が暗い',
  '坂の上の家から買物に行けない',
  'ごみの分別が伝わらない',
  '集会所の空き時間を居場所に',
  '町会の役員のなり手',
  '防災倉庫の鍵と名簿',
];
const sentences = [
  '一人暮らしの方への声かけは、民生委員が週に一度、町会が月に二度おこないます。',
  '半年たったところで、無理がないかどうかを皆で確かめます。',
  '坂の上の家からは、店までの道が遠いという声が続いています。',
  '費用は年に九万六千円ほどで、市の補助を申し込みます。',
  '当番の表は班長会で作り、集会所と回覧板でお知らせします。',
];

export interface Voice {
  /** A subject of the neighbourhood, another one for each `n`. */
  subject(n: number): string;
  /** So many characters of what people say, not the same for every `n`. */
  said(n: number, length: number): string;
  /** One of a list, another one for each `n`. */
  one<T>(list: readonly T[], n: number): T;
}

/** The voice of one council: what it says follows from the seed and from which council it is. */
export function voiceOf(seed: number, council: number): Voice {
  const one = <T>(list: readonly T[], n: number): T => list[shift(seed, council, n) % list.length]!;
  return {
    one,
    subject: (n) => one(subjects, n),
    said(n, length) {
      const from = shift(seed, council, n) % sentences.length;
      const all = [...sentences.slice(from), ...sentences.slice(0, from)].join('');
      return all.repeat(Math.ceil(length / all.length)).slice(0, length);
    },
  };
}

/** Seeds move the order of what is said; a council of seed 0 says everything in turn. */
function shift(seed: number, council: number, n: number): number {
  const step = 1 + ((seed + council) % 3);
  return (seed + 3 * council + step * Math.floor(n)) % 1_000_003;
}
