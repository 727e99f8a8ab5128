import { expect, test } from 'vitest';
import { organizationNamed } from './organization-names.ts';

const said = (name: string) => {
  const { kind, party } = organizationNamed(name);
  return `${kind} ${party}`;
};

test.each([
  ['みずき台一丁目自治会', 'neighborhood_association community'],
  ['明神町町会', 'neighborhood_association community'],
  ['泉町内会', 'neighborhood_association community'],
  ['町会連合会', 'association_federation community'],
  ['長房地区町会自治会連合会', 'association_federation community'],
  ['みずき台小学校ＰＴＡ', 'pta community'],
  ['みずき台中学校 学校運営協議会', 'school_council community'],
  ['ことのは市立みずき台中学校', 'school partner'],
  ['民生委員・児童委員協議会', 'welfare_commissioner community'],
  ['ことのは市社会福祉協議会', 'social_welfare_council partner'],
  ['地域包括支援センター', 'community_support_center partner'],
  ['自主防災組織連絡会', 'disaster_group community'],
  ['老人クラブ連合会', 'senior_club community'],
  ['商店会', 'business community'],
  ['株式会社みずき', 'business partner'],
  ['まちづくりNPO「ことのは工房」', 'npo partner'],
  ['一般社団法人ことのは', 'civic_group partner'],
  ['障がい者福祉事業所', 'disability_service partner'],
  ['学生団体「かけはし学生会」', 'student_group partner'],
  ['みずき台保育園', 'childcare partner'],
  ['子ども食堂「みずきの木」', 'civic_group community'],
  ['青少年対策地区委員会', 'civic_group community'],
  ['公募委員', 'open_call community'],
  ['市 防災課', 'section administration'],
  ['ことのは市役所', 'section administration'],
  ['ことのは市教育委員会', 'section administration'],
  ['ことのは市福祉部', 'section administration'],
])('[CNC14] the name %s says %s', (name, expected) => {
  expect(said(name)).toBe(expected);
});

test('[CNC14] a district is no school, a young men’s section no section of the city', () => {
  expect(said('みずき台中学校区の会')).toBe('other community');
  expect(said('本町市場会青年部')).toBe('other community');
  expect(said('')).toBe('other community');
});
