/*
 * Who sits in the sample council (domain §7.2): organisations with their fields, 25 seats, and those without
 * a seat. All people and places are fictional.
 */

export interface SampleOrganization {
  readonly name: string;
  /** Kind of domain §2.1. */
  readonly kind: string;
  readonly party: 'community' | 'administration' | 'partner';
  readonly fields: readonly string[];
}

export const sampleOrganizations: readonly SampleOrganization[] = [
  { name: '町会連合会', kind: 'association_federation', party: 'community', fields: ['organisation'] },
  { name: 'まちづくりNPO「ことのは工房」', kind: 'npo', party: 'partner', fields: ['organisation'] },
  { name: '民生委員・児童委員協議会', kind: 'welfare_commissioner', party: 'community', fields: ['elderly'] },
  {
    name: 'みずき台一丁目町会',
    kind: 'neighborhood_association',
    party: 'community',
    fields: ['organisation'],
  },
  {
    name: 'みずき台二丁目町会',
    kind: 'neighborhood_association',
    party: 'community',
    fields: ['organisation'],
  },
  {
    name: 'みずき台三丁目自治会',
    kind: 'neighborhood_association',
    party: 'community',
    fields: ['organisation'],
  },
  {
    name: 'みずき台団地自治会',
    kind: 'neighborhood_association',
    party: 'community',
    fields: ['organisation'],
  },
  { name: '自主防災組織連絡会', kind: 'disaster_group', party: 'community', fields: ['safety'] },
  { name: 'みずき台小学校PTA', kind: 'pta', party: 'community', fields: ['childcare'] },
  { name: 'みずき台中学校PTA', kind: 'pta', party: 'community', fields: ['childcare'] },
  { name: '学校運営協議会', kind: 'school_council', party: 'community', fields: [] },
  { name: '老人クラブ連合会', kind: 'senior_club', party: 'community', fields: ['elderly'] },
  { name: '地域包括支援センター', kind: 'community_support_center', party: 'partner', fields: ['elderly'] },
  { name: '社会福祉協議会', kind: 'social_welfare_council', party: 'partner', fields: [] },
  { name: '商店会', kind: 'business', party: 'community', fields: [] },
  { name: '子ども食堂「みずきの木」', kind: 'civic_group', party: 'community', fields: ['childcare'] },
  { name: '障がい者福祉事業所', kind: 'disability_service', party: 'partner', fields: ['disability'] },
  { name: '学生団体「かけはし学生会」', kind: 'student_group', party: 'partner', fields: ['youth'] },
  { name: 'みずき台保育園', kind: 'childcare', party: 'partner', fields: ['childcare'] },
  { name: '青少年対策地区委員会', kind: 'civic_group', party: 'community', fields: ['youth'] },
  { name: 'スポーツ・文化クラブ', kind: 'civic_group', party: 'community', fields: [] },
  { name: '市 協働推進課', kind: 'section', party: 'administration', fields: [] },
  { name: '市 福祉総務課', kind: 'section', party: 'administration', fields: [] },
  { name: '市 防災課', kind: 'section', party: 'administration', fields: [] },
];

export interface SampleMember {
  /** Row of domain §7.2 and number of the seat. */
  readonly no: number;
  readonly name: string;
  readonly kana: string;
  /** Absent: a seat for residents chosen by open call. */
  readonly organization?: string;
  /** Seat label where it is not the organisation's name. */
  readonly label?: string;
  /** A second mandate beside the seat. */
  readonly role?:
    'chair' | 'vice_chair' | 'facilitator' | 'recorder' | 'treasurer' | 'translator' | 'subcommittee_head';
}

export const sampleMembers: readonly SampleMember[] = [
  { no: 1, name: '大沢 文江', kana: 'おおさわ ふみえ', organization: '町会連合会', role: 'chair' },
  { no: 2, name: '相馬 里佳', kana: 'そうま りか', label: '公募住民', role: 'facilitator' },
  {
    no: 3,
    name: '野上 誠',
    kana: 'のがみ まこと',
    organization: 'まちづくりNPO「ことのは工房」',
    role: 'recorder',
  },
  {
    no: 4,
    name: '今泉 幸子',
    kana: 'いまいずみ さちこ',
    organization: '民生委員・児童委員協議会',
    role: 'subcommittee_head',
  },
  { no: 5, name: '宇野 隆', kana: 'うの たかし', organization: 'みずき台一丁目町会', role: 'vice_chair' },
  { no: 6, name: '江藤 良子', kana: 'えとう よしこ', organization: 'みずき台二丁目町会' },
  { no: 7, name: '岡部 修', kana: 'おかべ おさむ', organization: 'みずき台三丁目自治会', role: 'treasurer' },
  { no: 8, name: '片岡 美佐', kana: 'かたおか みさ', organization: 'みずき台団地自治会' },
  {
    no: 9,
    name: '王 雪梅',
    kana: 'ワン シュエメイ',
    organization: 'みずき台団地自治会',
    label: 'みずき台団地自治会（役員）',
  },
  {
    no: 10,
    name: '木下 健太',
    kana: 'きのした けんた',
    organization: '自主防災組織連絡会',
    role: 'subcommittee_head',
  },
  { no: 11, name: '黒田 直美', kana: 'くろだ なおみ', organization: 'みずき台小学校PTA' },
  { no: 12, name: '小松 亮', kana: 'こまつ りょう', organization: 'みずき台中学校PTA' },
  { no: 13, name: '佐伯 恵', kana: 'さえき めぐみ', organization: '学校運営協議会' },
  { no: 14, name: '柴田 一郎', kana: 'しばた いちろう', organization: '老人クラブ連合会' },
  { no: 15, name: '鈴村 圭', kana: 'すずむら けい', organization: '地域包括支援センター' },
  { no: 16, name: '瀬川 由紀', kana: 'せがわ ゆき', organization: '社会福祉協議会' },
  { no: 17, name: '田所 弘', kana: 'たどころ ひろし', organization: '商店会' },
  {
    no: 18,
    name: '千葉 あゆみ',
    kana: 'ちば あゆみ',
    organization: '子ども食堂「みずきの木」',
    role: 'subcommittee_head',
  },
  { no: 19, name: '土屋 学', kana: 'つちや まなぶ', organization: '障がい者福祉事業所' },
  { no: 20, name: '金 智恩', kana: 'キム ジウン', label: '公募住民' },
  {
    no: 21,
    name: '林 子晴',
    kana: 'リン ズーチン',
    organization: '学生団体「かけはし学生会」',
    role: 'translator',
  },
  { no: 22, name: '中尾 翔', kana: 'なかお しょう', label: '公募住民（学生）' },
  { no: 23, name: '西川 玲子', kana: 'にしかわ れいこ', organization: 'みずき台保育園' },
  { no: 24, name: '沼田 茂', kana: 'ぬまた しげる', organization: '青少年対策地区委員会' },
  { no: 25, name: '畑中 優', kana: 'はたなか ゆう', organization: 'スポーツ・文化クラブ' },
];

export interface SampleOther {
  /** Sign-in name is `sample-{handle}` (contracts §1). */
  readonly handle: string;
  readonly name: string;
  readonly kana: string;
  readonly role: 'alternate' | 'officer' | 'auditor';
  readonly organization?: string;
  /** Alternate of this seat. */
  readonly seatNo?: number;
}

/** Invited by the secretariat, without a seat of their own. */
export const sampleOthers: readonly SampleOther[] = [
  { handle: 'alternate', name: '芦田', kana: 'あしだ', role: 'alternate', seatNo: 13 },
  { handle: 'officer', name: '戸田', kana: 'とだ', role: 'officer', organization: '市 福祉総務課' },
  { handle: 'officer2', name: '三浦', kana: 'みうら', role: 'officer', organization: '市 防災課' },
  { handle: 'auditor', name: '渡会', kana: 'わたらい', role: 'auditor' },
];

/** Residents who registered themselves through the residents' link. */
export const sampleResidents = [
  { handle: 'resident', name: 'グエン・ティ・ホア' },
  { handle: 'resident2', name: '林 佳玲' },
] as const;

export const sampleSecretariat = { handle: 'secretariat', name: '平賀', section: '市 協働推進課' } as const;

export const sampleCouncil = {
  slug: 'mizukidai',
  name: 'みずき台中学校区 地域づくり推進会議',
  city: 'ことのは市',
  district: 'みずき台中学校区',
  place: 'みずき台団地 第1集会所',
} as const;
