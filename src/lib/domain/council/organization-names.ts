import type { OrganizationKind, Party } from './organizations.ts';

/*
 * What the name of an organisation says of its kind and party (CNC14, kinds: domain §2.1). The words are
 * those such bodies bear in Japan; the first row that fits is taken, so the narrower stands above.
 */

export interface OrganizationGuess {
  readonly kind: OrganizationKind;
  readonly party: Party;
}

const table: readonly (readonly [RegExp, OrganizationKind, Party])[] = [
  [/PTA|保護者会|父母会/i, 'pta', 'community'],
  [/学校運営協議会|コミュニティ・?スクール/, 'school_council', 'community'],
  [/社会福祉協議会|社協/, 'social_welfare_council', 'partner'],
  [/民生|児童委員|民児協/, 'welfare_commissioner', 'community'],
  [/地域包括|包括支援|あんしん(?:相談)?センター/, 'community_support_center', 'partner'],
  [/自主防災|防災会|防災隊|防災組織|消防団/, 'disaster_group', 'community'],
  [/老人クラブ|老人会|シニアクラブ|高齢者クラブ|長寿会|敬老会/, 'senior_club', 'community'],
  [
    /市役所|区役所|町役場|村役場|教育委員会|[課係]$|^[^会]*[市区][^会]*[部局室]$/,
    'section',
    'administration',
  ],
  [
    /町会連合|自治会連合|町内会連合|連合町会|連合自治会|連合町内会|区長会/,
    'association_federation',
    'community',
  ],
  [/自治会|町内会|町会/, 'neighborhood_association', 'community'],
  [/保育|幼稚園|こども園|子ども園/, 'childcare', 'partner'],
  [/学生/, 'student_group', 'partner'],
  [/NPO|特定非営利/i, 'npo', 'partner'],
  [/障がい|障害|就労支援|作業所/, 'disability_service', 'partner'],
  [/商店会|商店街|商工会|商業会/, 'business', 'community'],
  [
    /株式会社|有限会社|合同会社|\(株\)|\(有\)|農業協同組合|生活協同組合|信用金庫|銀行|郵便局/,
    'business',
    'partner',
  ],
  [/まちづくりセンター|市民センター|公民館|コミュニティセンター/, 'community_center', 'partner'],
  [/公募/, 'open_call', 'community'],
  [/学校(?!区)|高校|学園|大学/, 'school', 'partner'],
  [/(?:社団|財団|社会福祉|医療|宗教)法人/, 'civic_group', 'partner'],
  [
    /子ども会|子供会|子ども食堂|青少年|育成会|婦人会|女性会|ボランティア|サークル|クラブ/,
    'civic_group',
    'community',
  ],
];

/** Kind and party as the name suggests them; `other` and `community` where it suggests nothing. */
export function organizationNamed(name: string): OrganizationGuess {
  const plain = name.normalize('NFKC').replaceAll(/\s+/gu, '');
  const row = table.find(([words]) => words.test(plain));
  return row ? { kind: row[1], party: row[2] } : { kind: 'other', party: 'community' };
}
