/*
 * The twelve issues of the sample council (domain §7.3) and one that waits for screening: who brought them,
 * what was written, and what became of them by hand. Deciding moves I-03 and I-06 through the meetings.
 * Days are relative to the day of the demonstration; published in the order of their numbers.
 */

export interface SampleMove {
  readonly day: number;
  /** Who does it: those who screen route it (`in_progress`), any member says what became of it. */
  readonly by: string;
  readonly to: 'in_progress' | 'resolved';
  readonly route?: SampleRoute;
  readonly reason?: string;
  /** Who leads it from now on: a name of the sample's organisations. */
  readonly lead?: string;
  readonly result?: string;
}

export type SampleRoute = 'self' | 'joint' | 'referred' | 'professional';

export interface SampleIssue {
  readonly no: number;
  readonly title: string;
  readonly body: string;
  readonly place?: string;
  readonly fields: readonly string[];
  readonly lifeStages: readonly string[];
  readonly measure: string;
  /** Absent: an anonymous resident through the form. */
  readonly by?: string;
  readonly via: 'form' | 'phone' | 'paper' | 'bridge' | 'meeting';
  /** Written for somebody else. */
  readonly onBehalf?: true;
  readonly submittedDay: number;
  readonly publishedDay: number;
  readonly route: SampleRoute;
  readonly moves: readonly SampleMove[];
}

export const sampleIssues: readonly SampleIssue[] = [
  {
    no: 1,
    title: 'ごみの分別案内が日本語だけで伝わらない',
    body: '団地のごみ置き場の案内が日本語だけです。引っ越してきたばかりの方が曜日をまちがえ、注意されて困っています。責める前に、読める案内がほしいです。',
    place: 'みずき台団地のごみ置き場',
    fields: ['multicultural', 'environment'],
    lifeStages: ['parents', 'mid_career'],
    measure: 'appeal_2',
    by: 'member21',
    via: 'bridge',
    onBehalf: true,
    submittedDay: -258,
    publishedDay: -255,
    route: 'self',
    moves: [
      {
        day: -246,
        by: 'facilitator',
        to: 'in_progress',
        lead: 'みずき台団地自治会',
        route: 'self',
        reason: '団地自治会とかけはし学生会で、絵と5つのことばの案内板を作ることにしました。',
      },
      {
        day: -208,
        by: 'member9',
        to: 'resolved',
        route: 'self',
        result:
          '絵と5つのことばの案内板を、団地の12か所のごみ置き場に取り付けました。費用は自治会の掲示板費でまかないました。',
      },
    ],
  },
  {
    no: 2,
    title: '団地の夜の生活音でもめている',
    body: '夜遅くの足音や話し声で、上下の階の方どうしの関係が悪くなっています。働く時間がちがう家庭が増え、直接言い合うとこじれます。',
    place: 'みずき台団地',
    fields: ['environment'],
    lifeStages: ['parents', 'seniors'],
    measure: 'appeal_2',
    by: 'member8',
    via: 'form',
    submittedDay: -243,
    publishedDay: -240,
    route: 'joint',
    moves: [
      {
        day: -120,
        by: 'facilitator',
        to: 'in_progress',
        lead: 'みずき台団地自治会',
        route: 'joint',
        reason: '団地自治会と市の住宅担当で、生活音の伝え方の見本と話し合いの場を用意しています。',
      },
    ],
  },
  {
    no: 3,
    title: '一人暮らし高齢者の見守りが町会ごとに違う',
    body: '町会によって、見守りの回数も連絡の先もちがいます。町会に入っていない方は、だれも訪ねていません。民生委員だけでは回りきれないので、受け持ちを決めたいです。',
    fields: ['elderly', 'health'],
    lifeStages: ['seniors'],
    measure: 'safe_1',
    by: 'member4',
    via: 'form',
    submittedDay: -230,
    publishedDay: -228,
    route: 'joint',
    moves: [],
  },
  {
    no: 4,
    title: '登下校の見守りの人が足りない',
    body: '朝の見守りに立つ人が減り、大きな交差点に立てない日があります。働く保護者が多く、毎週同じ人に頼っています。',
    place: '小学校の通学路',
    fields: ['childcare'],
    lifeStages: ['children'],
    measure: 'safe_1',
    by: 'member11',
    via: 'form',
    submittedDay: -218,
    publishedDay: -215,
    route: 'self',
    moves: [
      {
        day: -200,
        by: 'facilitator',
        to: 'in_progress',
        lead: 'みずき台小学校PTA',
        route: 'self',
        reason: 'PTAと老人クラブで、月に1回だけ立つ「ちょこっと見守り」の人を募ります。',
      },
      {
        day: -152,
        by: 'member11',
        to: 'resolved',
        route: 'self',
        result: '21世帯が月1回の当番に加わり、5つの交差点すべてに毎朝2人が立てるようになりました。',
      },
    ],
  },
  {
    no: 5,
    title: '災害のとき一人で逃げられない人への声かけ役',
    body: '大雨の避難のとき、だれがどの家に声をかけるのかが決まっていません。名簿はあっても、実際に動く人と手順がありません。',
    fields: ['elderly', 'disability', 'safety'],
    lifeStages: ['seniors'],
    measure: 'safe_3',
    by: 'member10',
    via: 'form',
    submittedDay: -207,
    publishedDay: -205,
    route: 'referred',
    moves: [
      {
        day: -160,
        by: 'facilitator',
        to: 'in_progress',
        lead: '市 防災課',
        route: 'referred',
        reason:
          '名簿の渡し方は市の決まりによるため、防災課につなぎました。防災課が町会ごとの手順案を作っています。',
      },
    ],
  },
  {
    no: 6,
    title: '集会所の空き時間をたまり場にしたい',
    body: '第1集会所は、昼のあいだ空いている日が多いです。お年寄りも小さい子の親も、用がなくても寄れる場所がほしいです。',
    place: 'みずき台団地 第1集会所',
    fields: ['elderly', 'childcare'],
    lifeStages: ['seniors', 'parents', 'children'],
    measure: 'base_3',
    by: 'resident',
    via: 'form',
    submittedDay: -193,
    publishedDay: -190,
    route: 'joint',
    moves: [
      {
        day: -61,
        by: 'member18',
        to: 'resolved',
        route: 'joint',
        result:
          '第1集会所で、月・水・金の週3日、たまり場を開きました。鍵の当番は団地自治会、机といすは市の補助でそろえました。',
      },
    ],
  },
  {
    no: 7,
    title: '坂の上の家から買物に行けない',
    body: 'バスが1日4本に減りました。坂の上に住む80歳をこえた方は、重い荷物を持って坂を上がれません。買物のたびに近所の方に頼むのも気が引けるそうです。',
    place: 'みずき台二丁目のあたり',
    fields: ['elderly', 'transport_shopping'],
    lifeStages: ['seniors'],
    measure: 'safe_4',
    by: 'secretariat',
    via: 'phone',
    onBehalf: true,
    submittedDay: -152,
    publishedDay: -150,
    route: 'joint',
    moves: [
      {
        day: -96,
        by: 'facilitator',
        to: 'in_progress',
        lead: '商店会',
        route: 'joint',
        reason: '商店会の配達と市の移動支援を組み合わせる案を、二丁目町会と作りはじめました。',
      },
    ],
  },
  {
    no: 8,
    title: '中学生が地域行事で役をもてない',
    body: 'お祭りや防災訓練で、中学生は手伝いを頼まれるだけです。準備の話し合いから入って、自分たちで考えた係をやってみたいです。',
    fields: ['youth'],
    lifeStages: ['children', 'high_school'],
    measure: 'appeal_1',
    via: 'form',
    submittedDay: -121,
    publishedDay: -118,
    route: 'self',
    moves: [],
  },
  {
    no: 9,
    title: '家族の世話で休みがちな子の相談先が分からない',
    body: '家族の世話や家事で学校を休みがちな子がいたとき、学校も近所も、どこに相談すればよいか分かりません。相談先がひと目で分かるものがほしいです。',
    fields: ['childcare', 'independence'],
    lifeStages: ['children', 'high_school'],
    measure: 'safe_2',
    by: 'secretariat',
    via: 'paper',
    onBehalf: true,
    submittedDay: -116,
    publishedDay: -112,
    route: 'referred',
    moves: [
      {
        day: -105,
        by: 'facilitator',
        to: 'in_progress',
        lead: '社会福祉協議会',
        route: 'referred',
        reason: '市の相談窓口と社会福祉協議会につなぎました。一人ひとりの事情は、この場では扱いません。',
      },
      {
        day: -72,
        by: 'member16',
        to: 'resolved',
        route: 'referred',
        result:
          '市と学校が「相談先カード」を作り、全校に配りました。受け付けた相談は専門の窓口が引き継ぎます（この場に記録は残しません）。',
      },
    ],
  },
  {
    no: 10,
    title: '町会の役員のなり手がいない',
    body: '町会の役員が9年続けて同じ人です。役の仕事が多く、若い世代に頼めません。仕事を小さく分けるか、期間を短くできないでしょうか。',
    fields: ['organisation'],
    lifeStages: ['mid_career', 'seniors'],
    measure: 'base_4',
    by: 'member5',
    via: 'form',
    submittedDay: -78,
    publishedDay: -75,
    route: 'self',
    moves: [],
  },
  {
    no: 11,
    title: '空き店舗を若者の職業体験に使いたい',
    body: '商店街の空き店舗が4軒あります。高校生や学生が、週末だけ店を開いて仕事を体験できる場にできないかと考えています。',
    place: 'みずき台商店街',
    fields: ['youth', 'independence'],
    lifeStages: ['young_adults', 'high_school'],
    measure: 'appeal_3',
    by: 'member17',
    via: 'form',
    submittedDay: -64,
    publishedDay: -62,
    route: 'self',
    moves: [],
  },
  {
    no: 12,
    title: '通学路の街路灯が暗い',
    body: '部活動の帰りの時間、中学校から団地までの道が暗くて怖いです。街路灯が3本つづけて切れかかっています。',
    place: '中学校から団地までの道',
    fields: ['safety'],
    lifeStages: ['children', 'high_school'],
    measure: 'base_2',
    via: 'form',
    submittedDay: -60,
    publishedDay: -58,
    route: 'referred',
    moves: [
      {
        day: -51,
        by: 'secretariat',
        to: 'in_progress',
        lead: '市 協働推進課',
        route: 'referred',
        reason: '協働推進課を通じて市の道路課につなぎ、現地を見てもらう日を決めました。',
      },
      {
        day: -19,
        by: 'secretariat',
        to: 'resolved',
        route: 'referred',
        result: '道路課が街路灯3本を明るいものに取り替えました。夜に委員2人が歩いて確かめました。',
      },
    ],
  },
];

/** Waits for screening, with a number in it that must not be published (domain §7.5). */
export const unscreenedIssue = {
  title: '公園の水飲み場がこわれている',
  body: '二丁目の公園の水飲み場から水が出ません。小さい子が遊んでいるので、早く直してほしいです。連絡は 000-0000-0000 までお願いします。',
  place: '二丁目の公園',
  fields: ['environment'],
  lifeStages: ['children', 'parents'],
} as const;
