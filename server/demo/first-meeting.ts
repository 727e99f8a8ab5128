import type { SampleMeeting } from './script.ts';

/** M1 of domain §7.5 (D−270): the rules are changed, the year's meetings are fixed. */
export const firstMeeting: SampleMeeting = {
  day: -270,
  createdDay: -291,
  calledDay: -280,
  online: [17, 21],
  absent: [19, 22, 24, 25],
  observers: [
    { handle: 'resident' },
    { handle: 'resident2' },
    { name: '一丁目の住民' },
    { name: '二丁目の住民' },
    { name: '団地の住民' },
    { name: '中学校の先生' },
  ],
  staff: ['secretariat'],
  items: [
    {
      type: 'decision',
      title: '会則の改正：議事録の署名人を置く',
      presenter: '相馬（進行役）',
      minutes: 30,
      notes: [
        '議事録は会長だけが確かめてきた。内容の食い違いが2回あり、確かめる人を増やしたい。',
        '署名人を会議ごとに2人選び、会長と3人で確かめる案。',
        '会則そのものを変えるときは、出席者の3分の2以上の賛成を要することも書き加える。',
        '署名に時間がかかり公開が遅れないか、との声。45日以内の公開は変えない。',
      ],
      rounds: [
        {
          text: '会則を改め、議事録に署名人2人を置く。署名人は、会議のたびに出席した委員から選ぶ。会則を改めるときは、出席者の3分の2以上の賛成を要する。',
          mode: 'consent',
          others: 'consent',
          replies: {
            6: {
              choice: 'concern',
              reason: '署名人の役が、いつも同じ人にならないようにしてほしいです。',
              answer: '名簿の順に回します。続けて2回はお願いしません。',
            },
            18: {
              choice: 'concern',
              reason: '署名がそろうまで、議事録の公開が遅れないか心配です。',
              answer:
                '会議から45日以内の公開は変えません。7日たっても確認がない方には、事務局から連絡します。',
            },
            20: {
              choice: 'concern',
              reason: '長い文を読んで署名するのは、日本語を学んでいる委員にはむずかしいことがあります。',
              answer: '事務局が短くまとめた説明を付け、橋渡し役の林さんも一緒に確かめます。',
            },
            12: { choice: 'stand_aside', reason: '案を読む時間が足りず、今回は判断を控えます。' },
          },
        },
      ],
      decision: {
        title: '会則を改め、議事録に署名人2人を置く',
        reviewDay: 95,
        adopts: 'consent_first_signed',
      },
    },
    {
      type: 'decision',
      title: '年間の会議の予定',
      presenter: '平賀（事務局）',
      minutes: 15,
      notes: [
        '年4回とし、8月は暑さをさけて書面で行う。',
        '夜7時からは、子育て中の委員も出やすいとの意見。保育の見守りを置く。',
      ],
      rounds: [
        {
          text: '年間の会議を5月・8月（書面）・11月・2月の4回とする。',
          mode: 'consent',
          others: 'consent',
          replies: {},
        },
      ],
      decision: { title: '年間の会議を5月・8月（書面）・11月・2月の4回とする', reviewDay: 95 },
    },
    {
      type: 'decision',
      title: '部会の設置',
      presenter: '相馬（進行役）',
      minutes: 20,
      notes: [
        '月1回ほど集まる小さな部会を置き、課題ごとに話し合う案。',
        '5本の指で、どこまで支持できるかを一度に示した。2本の方が二人いた。',
        '二つの部会を兼ねる方の負担が重いとの声。兼ねるのは一つまでとすることを確かめた。',
        'もう一度、同じ文面で示した。全員が3本以上だった。',
      ],
      rounds: [
        {
          text: '見守り・福祉、防災・安全、子ども・多文化の三つの部会を置く。',
          mode: 'fist',
          others: '4',
          replies: {
            1: { choice: '5' },
            4: { choice: '5', reason: '見守り・福祉部会のまとめ役をお受けできます。' },
            8: { choice: '5' },
            9: { choice: '5', reason: '子ども・多文化部会の会場を用意できます。' },
            15: { choice: '5' },
            21: { choice: '5' },
            5: { choice: '3' },
            10: { choice: '3' },
            14: { choice: '3' },
            16: { choice: '3' },
            20: { choice: '3' },
            7: { choice: '2', reason: '二つの部会を兼ねると、仕事のある委員には重いです。' },
            12: { choice: '2', reason: '部会だけで物事が決まってしまわないか気になります。' },
          },
        },
        {
          text: '見守り・福祉、防災・安全、子ども・多文化の三つの部会を置く。',
          again: true,
          mode: 'fist',
          others: '4',
          replies: {
            1: { choice: '5' },
            4: { choice: '5', reason: '見守り・福祉部会のまとめ役をお受けできます。' },
            8: { choice: '5' },
            9: { choice: '5', reason: '子ども・多文化部会の会場を用意できます。' },
            15: { choice: '5' },
            21: { choice: '5' },
            5: { choice: '3' },
            10: { choice: '3' },
            14: { choice: '3' },
            16: { choice: '3' },
            20: { choice: '3' },
            12: { choice: '3' },
          },
        },
      ],
      decision: { title: '見守り・福祉、防災・安全、子ども・多文化の三つの部会を置く', reviewDay: 95 },
    },
  ],
  materials: [
    {
      title: '会則改正案 新旧対照表',
      fileName: '会則改正案.docx',
      item: '会則の改正：議事録の署名人を置く',
      paragraphs: [
        '会則改正案 新旧対照表',
        '第9条（現行）　議事録は、会長が内容を確認する。',
        '第9条（改正案）　議事録は、会長および署名人2人が内容を確認する。署名人は、会議のたびに出席した委員から選ぶ。',
        '第15条（新設）　この会則を改めるときは、出席者の3分の2以上の賛成を要する。',
      ],
    },
    {
      title: '年間の会議の予定（案）',
      fileName: '年間予定案.docx',
      item: '年間の会議の予定',
      paragraphs: [
        '年間の会議の予定（案）',
        '第1回　5月　対面・オンライン併用',
        '第2回　8月　書面',
        '第3回　11月　対面・オンライン併用',
        '第4回　2月　対面・オンライン併用',
      ],
    },
  ],
};

/** What the recorder adds to the grown draft, by the heading of its section. */
export const firstMinutesWords = {
  greeting: '会長が開会を宣言した。議事録の書き方について、事務局から説明があった。',
  signatories: [7, 8],
} as const;
