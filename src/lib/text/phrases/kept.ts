/**
 * What a line of Japanese never breaks inside: a date, a time, a number with its unit, a name, and words that are known to be
 * parted wrongly. Found by rule, so that every page can afford it. Only how words are drawn knows of it: no sign is put
 * into them.
 */

export interface Part {
  readonly text: string;
  /** No line breaks inside. */
  readonly kept: boolean;
}

/** Longer ones would not fit a line of a small phone. */
export const longestKept = 11;

const units =
  '年度|年間|年前|年|か月|カ月|月|日間|日前|日|回目|回|人|名|件|号|時間|時|分間|分|秒|円|席|台分|台|枚|部|か所|箇所|丁目|番|歳|世帯|団体|票|割|点|次|期|条|項|階|棟|基|本|個|組|倍|行|ページ|メートル|キロ|代|km|cm|m|％|%';
/** Words of councils in which phrases are sought and not found. */
const words = [
  ...[
    '水飲み場',
    '推進会議',
    '地域づくり',
    '見守り',
    '話し合い',
    '申し合わせ',
    '寄り合い',
    '取り組み',
    '買い物',
    '障がい者',
    '期日',
  ],
  ...[
    '貸し出し',
    '問い合わせ',
    '引き継ぎ',
    '役割分担',
    '振り返り',
    '議事録',
    '集会所',
    '子ども会',
    '民生委員',
  ],
  ...['自治会', '町会連合会', '委員会', '協議会', '公民館', '中学校区', '小学校区', '中学校', '小学校'],
];

const kept = new RegExp(
  [
    // グエン・ティ・ホアさん, 相馬 里佳さん
    '[\\p{Script=Katakana}ー]+(?:・[\\p{Script=Katakana}ー]+)+(?:さん|様|氏)?',
    '[\\p{Script=Han}々]{1,4}(?: [\\p{Script=Han}々]{1,4})?(?:さん|様)',
    // 令和5年, 2月15日（水）, 19:00〜21:00
    '(?:令和|平成|昭和)(?:\\d{1,2}|元)年度?',
    '\\d{1,2}月\\d{1,2}日(?:（[日月火水木金土]）)?',
    '\\d{1,2}:\\d{2}(?:〜\\d{1,2}:\\d{2})?',
    // 決定第3号, 招集第3号の2
    '(?:決定|招集|議案)第\\d+号(?:の\\d+)?',
    // 課題 03
    '課題 \\d+',
    // 第3回, 1,200円
    `(?:第|約|全|計|毎?[年月週])?\\d[\\d,.]*(?:${units})|第\\d+`,
    ...words,
  ].join('|'),
  'gu',
);

/** The places of `text` inside which no line breaks, as [from, to). */
export function keptSpans(text: string): (readonly [number, number])[] {
  return [...text.matchAll(kept)].map(({ 0: found, index }) => [index, index + found.length] as const);
}

/** `text` in parts, of which some are kept whole; together they are the text. */
export function keptParts(text: string): Part[] {
  const parts: Part[] = [];
  let last = 0;
  for (const [from, to] of keptSpans(text)) {
    if (from > last) parts.push({ text: text.slice(last, from), kept: false });
    parts.push({ text: text.slice(from, to), kept: to - from <= longestKept });
    last = to;
  }
  if (last < text.length) parts.push({ text: text.slice(last), kept: false });
  return parts;
}
