import type { Reply, SampleMeeting } from './script.ts';

/** Issues of domain §7.5 M2 with their dots: 55 of the 57 that 19 people have. */
const priorities = [
  ['一人暮らし高齢者の見守り', 14],
  ['ごみ出しの案内', 11],
  ['災害時の声かけ', 9],
  ['通学路の見守り', 8],
  ['たまり場', 6],
  ['町会の役員のなり手', 4],
  ['買物の足', 2],
  ['団地の夜の生活音', 1],
] as const;

/** Who puts which: each nineteenth dot, so that nobody puts two on one issue. */
function dotReplies(): Readonly<Record<number, Reply>> {
  const dots = priorities.flatMap(([option, n]) => Array.from({ length: n }, () => option));
  // those who are there but the chair, who presides and leaves the choice to the others
  const voters = Array.from({ length: 25 }, (_, i) => i + 1).filter(
    (no) => no !== 1 && ![11, 17, 22, 24, 25].includes(no),
  );
  return Object.fromEntries(
    voters.map((no, i) => [
      no,
      {
        choice: Object.fromEntries(
          dots.filter((_, at) => at % voters.length === i).map((option) => [option, 1]),
        ),
      },
    ]),
  );
}

/**
 * M3 of domain §7.5 (D−90): the watching over is divided in two rounds, a tie is decided by the chair, the
 * drop-in place passes by two thirds.
 */
export const thirdMeeting: SampleMeeting = {
  day: -90,
  createdDay: -112,
  calledDay: -100,
  online: [9, 19, 21],
  absent: [11, 17, 22, 24, 25],
  observers: [
    { handle: 'resident' },
    { name: '二丁目の住民' },
    { name: '三丁目の住民' },
    { name: '団地の住民' },
  ],
  staff: ['secretariat', 'officer'],
  items: [
    {
      type: 'decision',
      title: '先に取り組む課題',
      presenter: '相馬（進行役）',
      minutes: 20,
      notes: [
        '課題ボードの8件から、先に取り組むものを選んだ。一人3枚のシールを貼った。',
        'シールは優先順位の目安。順位をもとに案を書き、合意を確かめた。',
      ],
      rounds: [
        {
          text: [
            '来年度、先に取り組む課題はどれですか。',
            ...priorities.map(([option]) => `・${option}`),
          ].join('\n'),
          mode: 'dots',
          others: {},
          without: [1],
          replies: dotReplies(),
        },
        {
          text: '課題の優先順位を、見守り、ごみ案内、災害時の声かけの順とする。',
          mode: 'consent',
          others: 'consent',
          replies: {},
        },
      ],
      decision: { title: '課題の優先順位を、見守り・ごみ案内・災害時の声かけの順とする', reviewDay: 275 },
    },
    {
      type: 'decision',
      title: '一人暮らし高齢者の見守り：町会・民生委員・市の役割分担',
      presenter: '今泉（見守り・福祉部会長）',
      minutes: 45,
      issueNo: 3,
      notes: [
        '町会によって、見守りの回数が月1回から年2回までちがう。町会に入っていない方は98世帯ある。',
        '第1版（民生委員が週2回）には、負担が重いとの異議が1件。週1回なら同意できるとの意見。',
        '町会が月2回を引き受ける案。坂の上の班には応援が必要。',
        '市は名簿の様式をそろえ、急なときの対応と年1回の研修を受け持つ。',
        '訪問を望まない方への声のかけ方は、研修の中で手引きにする。',
      ],
      rounds: [
        {
          text: '一人暮らし高齢者の見守りを、町会は月1回、民生委員は週2回、市は緊急時対応と研修として分担する。',
          mode: 'consent',
          others: 'consent',
          replies: {
            4: {
              choice: 'objection',
              reason: '民生委員の負担が週2回では重いです。受け持ちの世帯が多い地区では回りきれません。',
              wouldAgreeIf: '民生委員を週1回とし、町会の訪問を増やすなら同意できます。',
              answer: '民生委員を週1回とし、町会を月2回に増やした第2版を作りました。',
              integrated: true,
            },
            2: {
              choice: 'concern',
              reason: '坂の上の班は世帯が多く、いまの人数では回りきれません。応援の人がほしいです。',
              answer: 'かけはし学生会が月1回、一緒に回ります。',
            },
            14: {
              choice: 'concern',
              reason: '訪問を望まない方への声のかけ方を、先に決めておきたいです。',
              answer: '研修の中で手引きを作り、望まない方には電話や回覧で代えます。',
            },
            20: { choice: 'stand_aside' },
          },
        },
        {
          text: '一人暮らし高齢者の見守りを、町会は月2回、民生委員は週1回、市は緊急時対応と研修として分担する。',
          mode: 'consent',
          others: 'consent',
          replies: {
            2: {
              choice: 'concern',
              reason: '坂の上の班は世帯が多く、月2回を二人で回るのは大変です。',
              answer: 'かけはし学生会が月1回同行し、年度のうちに分担表を作ります。',
            },
            14: {
              choice: 'concern',
              reason: '訪問を望まない方への声のかけ方を、先に決めておきたいです。',
              answer: '市の福祉総務課が研修で手引きを作り、望まない方には電話や回覧で代えます。',
            },
            20: { choice: 'stand_aside' },
          },
        },
      ],
      decision: {
        title: '一人暮らし高齢者の見守りを、町会は月2回、民生委員は週1回、市は緊急時対応と研修として分担する',
        reviewDay: 90,
        division: {
          title: '一人暮らし高齢者の見守り',
          level: 3,
          fromDay: -60,
          reviewDay: 90,
          cost: '見守り用品 年96,400円（市の補助金から）',
          comparison:
            'いまは民生委員だけが週1回ほど訪ね、町会ごとに回数がちがう。町会が月2回を受け持つと、町会に入っていない98世帯にも声がとどく。費用は見守り用品が年96,400円、手間は町会の班で1か月2時間ほど。',
          tasks: [
            {
              title: '声かけ訪問',
              detail: '一人暮らしの高齢の方を訪ね、変わりがないかを確かめる。急なときは市につなぐ。',
              scope: 'district',
              level: 3,
              frequency: '町会 月2回・民生委員 週1回',
              assignments: [
                {
                  organization: '町会連合会',
                  responsibility: 'lead',
                  accepts: { by: 'chair', day: -84, note: '各町会の班長会で確かめました。' },
                },
                {
                  organization: '民生委員・児童委員協議会',
                  responsibility: 'support',
                  accepts: { by: 'member4', day: -80, note: '週1回でお受けします。' },
                },
                { organization: '市 福祉総務課', responsibility: 'support' },
                {
                  organization: '地域包括支援センター',
                  responsibility: 'consulted',
                },
              ],
            },
          ],
        },
      },
    },
    {
      type: 'decision',
      title: '秋まつりの会場の変更',
      presenter: '宇野（副会長）',
      minutes: 20,
      notes: [
        'いまの会場の神社前は車の通りが多い。団地中央広場なら歩行者だけになる。',
        '移すと商店街から遠くなり、出店が減る心配がある。',
        '賛成と反対が同数になり、会則により議長が決めた。安全を先にしたいとの説明があった。',
      ],
      rounds: [
        {
          text: '秋まつりの会場を、神社前から団地中央広場に移す。',
          mode: 'majority',
          others: 'against',
          without: [1],
          replies: {
            2: { choice: 'for' },
            3: { choice: 'for' },
            5: { choice: 'for' },
            6: { choice: 'for' },
            7: { choice: 'for' },
            8: { choice: 'for' },
            10: { choice: 'for' },
            12: { choice: 'for' },
            18: { choice: 'for' },
            20: { choice: 'abstain' },
          },
          chairCasts: 'for',
        },
      ],
      decision: { title: '秋まつりの会場を団地中央広場に移す', reviewDay: 275 },
    },
    {
      type: 'decision',
      title: 'たまり場を開く',
      presenter: '千葉（子ども・多文化部会長）',
      minutes: 25,
      issueNo: 6,
      notes: [
        '第1集会所の空いている日に、月・水・金の週3日、10時から15時まで開く。',
        '鍵の当番は団地自治会、机といすは市の補助でそろえる。',
        '集会所の使い方を変えるため、3分の2以上の賛成で決める。',
        '反対の意見：夜の会合の準備と重なる日がある。当番の人が足りなくなる。',
      ],
      rounds: [
        {
          text: '第1集会所に、週3日のたまり場を開く。鍵の当番は団地自治会が受け持ち、半年後に続け方を見直す。',
          mode: 'majority',
          threshold: 'two_thirds',
          others: 'for',
          without: [1],
          replies: {
            5: { choice: 'against', reason: '夜の会合の準備と重なる日があります。' },
            14: { choice: 'against' },
            19: { choice: 'against' },
            23: { choice: 'against', reason: '当番の人が足りなくなると思います。' },
            20: { choice: 'abstain' },
            21: { choice: 'abstain' },
          },
        },
      ],
      decision: { title: '第1集会所に、週3日のたまり場を開く', reviewDay: 90 },
    },
  ],
  materials: [
    {
      title: '見守りの現状（町会ごとの回数）',
      fileName: '見守りの現状.docx',
      item: '一人暮らし高齢者の見守り：町会・民生委員・市の役割分担',
      paragraphs: [
        '見守りの現状（町会ごとの回数）',
        '一丁目町会　月1回　班長が訪問',
        '二丁目町会　年2回　敬老会の案内とあわせて',
        '三丁目自治会　月1回　電話',
        '団地自治会　決まりなし',
        '町会に入っていない世帯　98世帯（訪問なし）',
      ],
    },
    {
      title: '秋まつり会場の比べ表',
      fileName: '会場の比べ表.docx',
      item: '秋まつりの会場の変更',
      paragraphs: [
        '秋まつり会場の比べ表',
        '神社前　商店街に近い。車の通りが多く、警備が6人いる。',
        '団地中央広場　歩行者だけで安全。電気を引く費用が18,000円かかる。',
      ],
    },
  ],
};
