/*
 * What the recorder wrote into the minutes of the sample where notes were empty, by heading of the section: the
 * headings are those every new agenda begins with.
 */

export const firstMinutes: Readonly<Record<string, string>> = {
  開会: '会長が開会を宣言した。出席は委員25人のうち21人（会場18・オンライン2・代理1）で、会議は成立した。',
  '前回の決定事項の進捗（報告）':
    '昨年度に決めた回覧の見直しは、四つの町会・自治会すべてで始まったと、事務局から報告があった。',
  その他: '傍聴の方から、会場の入口に段差があるとの声があった。次回までに板を用意する。',
  閉会: '副会長が閉会のことばを述べ、閉会した。',
};

export const thirdMinutes: Readonly<Record<string, string>> = {
  開会: '会長が開会を宣言した。出席は委員25人のうち20人（会場16・オンライン3・代理1）で、会議は成立した。',
  '前回の決定事項の進捗（報告）':
    '議事録の署名人を置いたこと、入口の段差に板を用意したことが報告された。登下校の見守りは21世帯が加わった。',
  その他: '次回は2月を予定している。日時は事務局が調整する。',
  閉会: '副会長が閉会のことばを述べ、閉会した。',
};
