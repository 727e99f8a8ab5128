/**
 * What is better told in private (ISS30): words of harm, care in the family, money and despair in what is about
 * to be published. The writer is offered the private path once; nothing is refused. Source: R-HAC-14, R-HAC-15.
 */

const words =
  /虐待|ヤングケアラー|ダブルケア|8050|老老介護|介護疲れ|介護うつ|子どもの貧困|家庭内|暴力|ＤＶ|DV|殴|死にたい|自殺|自傷|借金|滞納|生活保護|ひきこもり|引きこもり|いじめ|不登校|認知症の(?:母|父|妻|夫|親)|離婚|妊娠|中絶|性的/u;

/** Whether a text sounds as if it were about one person or family. */
export function soundsPrivate(text: string): boolean {
  return words.test(text.slice(0, 20_000));
}
