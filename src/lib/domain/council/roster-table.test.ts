import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldedName } from '../canonical/names.ts';
import { writeRow } from '../tables/read-table.ts';
import { readRoster, standingOf } from './roster-table.ts';

const said = (text: string) =>
  readRoster(text).rows.map(({ organization, name, kana }) => [organization, name, kana]);

describe('a pasted roster', () => {
  it('[CNC17] three columns without heads, parted by tabs or commas; empty lines are none', () => {
    const { rows } = readRoster(
      '団体\t氏名\tよみ\n町会連合会\t大沢 文江\tおおさわ\n\nPTA、小松 亮\r\n商店会, 田所 弘 ,たどころ\n公募住民',
    );
    expect(rows.map(({ no, organization, name, kana }) => [no, organization, name, kana])).toEqual([
      [2, '町会連合会', '大沢 文江', 'おおさわ'],
      [4, 'PTA', '小松 亮', ''],
      [5, '商店会', '田所 弘', 'たどころ'],
      [6, '公募住民', '', ''],
    ]);
    expect(said('公募\tグエン・ティ・ホア')).toEqual([['公募', 'グエン・ティ・ホア', '']]);
  });

  it('[F-P24] heads in any spelling are no seat, and say which column is which', () => {
    for (const heads of [
      '団体名\t氏　名\tフリガナ',
      '所属団体\t委員氏名\tﾌﾘｶﾞﾅ',
      '選出母体\tお名前\tよみがな',
      'Organisation\tName\tReading',
      '所属（役職）\t氏名（敬称略）\tふりがな',
    ])
      expect(said(`${heads}\n町会\t大沢 文江\tおおさわ ふみえ`), heads).toEqual([
        ['町会', '大沢 文江', 'おおさわ ふみえ'],
      ]);
    expect(said('Ｎｏ．\t役職\tふりがな\t氏名\t団体\t電話\n1\t会長\tおおさわ\t大沢\t町会\t048-000')).toEqual([
      ['町会', '大沢', 'おおさわ'],
    ]);
    expect(said('番号\t団体\t氏名\t\n\t\t姓\t名\n1\t町会\t大沢\t文江')).toEqual([['町会', '大沢 文江', '']]);
    // a head nobody foresaw
    expect(said('番号\tご推せん元\t氏名\n1\t町会\t大沢')).toEqual([['町会', '大沢', '']]);
  });

  it('[F-P24] titles, numbers and offices are passed over and told', () => {
    const text =
      'みずき台中学校区 委員名簿\n令和4年4月1日現在\n№\t役職名\t団体名\t氏名\t備考\n１\t会長\t町会\t大沢\t新任';
    expect(readRoster(text)).toMatchObject({
      headed: true,
      titles: ['みずき台中学校区 委員名簿', '令和4年4月1日現在'],
      unused: [
        { head: '№', no: 1 },
        { head: '役職名', no: 2 },
        { head: '備考', no: 5 },
      ],
    });
    expect(said(text)).toEqual([['町会', '大沢', '']]);
    // without heads, too
    const bare = '委員名簿\n1\t会長\t町会\t大沢\tおおさわ\t090\n2\t委員\t商店会\t田所\tたどころ\t';
    expect(said(bare)).toEqual([
      ['町会', '大沢', 'おおさわ'],
      ['商店会', '田所', 'たどころ'],
    ]);
    expect(readRoster(bare)).toMatchObject({ headed: false, titles: ['委員名簿'] });
    expect(readRoster(bare).unused.map(({ no }) => no)).toEqual([1, 2, 6]);
    // a heading that every printed page repeats
    expect(said('団体\t氏名\n町会\t大沢\n団体\t氏名\n商店会\t田所')).toHaveLength(2);
  });

  it('[F-P24] merged cells are filled and marked; before the first organisation there is none', () => {
    const { rows } = readRoster('団体\t氏名\n\t名無し\n町会\t大沢\n\t田所\n〃\t今泉\n');
    expect(rows.map(({ organization, name, filled }) => [organization, name, filled])).toEqual([
      ['', '名無し', false],
      ['町会', '大沢', false],
      ['町会', '田所', true],
      ['町会', '今泉', true],
    ]);
    // what is put back into the field reads the same again
    expect(said(rows.map(({ text }) => text).join('\n'))).toEqual(
      said('\t名無し\n町会\t大沢\n町会\t田所\n町会\t今泉'),
    );
  });

  it('[F-P24] cells with breaks and quotation marks are whole, half-width kana full, an empty seat a seat', () => {
    expect(said('"緑ヶ丘\n町会"\t"大沢\n文江"\tｵｵｻﾜ ﾌﾐｴ\n"子ども食堂 ""ぽかぽか"""\t空席\nPTA\t－')).toEqual([
      ['緑ヶ丘町会', '大沢 文江', 'オオサワ フミエ'],
      ['子ども食堂 "ぽかぽか"', '', ''],
      ['PTA', '', ''],
    ]);
  });

  it('[CNC18] a seat answers one row, whoever is named first', () => {
    const seat = (id: string, organization: string, name: string | null) => ({
      id,
      label: organization,
      organization: { name: organization },
      member: name === null ? null : { name },
    });
    const seats = [seat('a', '町会', '大沢 文江'), seat('b', '町会', null), seat('c', 'PTA', '小松 亮')];
    const row = (organization: string, name: string) => ({ organization, name });
    expect(
      standingOf(
        [
          row('町会', ''),
          row('町　会', '大沢文江'),
          row('町会', '今泉'),
          row('ＰＴＡ', ''),
          row('町会', '大沢　文江'),
        ],
        seats,
      ),
    ).toEqual([
      { is: 'new' },
      { is: 'here' },
      { is: 'vacant', seatId: 'b' },
      { is: 'here' },
      { is: 'twice' },
    ]);
  });
});

/** Rosters as councils have them, and the tables people keep them in. */
const organization = fc.constantFrom(
  '町会連合会',
  '第１町会',
  '緑ヶ丘\n自治会',
  '子ども食堂 "ぽかぽか"',
  'PTA',
  'ｺﾐｭﾆﾃｨ協議会',
  '商店会',
  '民生委員・児童委員',
  '(株)みずき',
  '大\ufa10町会',
);
const person = fc.constantFrom(
  '大沢 文江',
  '田所　弘',
  '小松\n亮',
  'グエン・ティ・ホア',
  '\ufa10田 \ufa1a子',
  '辻\u{e0101} 美咲',
  '髙橋 一',
  'Ann Li',
  '王 (雪梅)',
);
const kana = fc.constantFrom('', 'おおさわ ふみえ', 'タドコロ ヒロシ', 'ﾀﾄﾞｺﾛ ﾋﾛｼ');
const member = fc.record({ organization, person, kana });
const layout = fc.record({
  order: fc.shuffledSubarray(['organization', 'person', 'kana', 'no', 'office', 'note', 'empty'] as const, {
    minLength: 7,
    maxLength: 7,
  }),
  heads: fc.record({
    organization: fc.constantFrom(
      '団体',
      '団体名',
      '所　属',
      '選出団体',
      '所属団体名',
      '組織名（正式）',
      'Organization',
    ),
    person: fc.constantFrom('氏名', '氏　名', 'お名前', '委員氏名', '代表者', '氏名\n（敬称略）', 'Name'),
    kana: fc.constantFrom('フリガナ', 'ふりがな', 'ﾌﾘｶﾞﾅ', 'ふりがな', '読み仮名'),
    no: fc.constantFrom('No.', 'Ｎｏ', '№', '番号', '#'),
    office: fc.constantFrom('役職', '役職名', '職名', '肩書'),
    note: fc.constantFrom('備考', '摘要', '電話番号', 'メールアドレス'),
    empty: fc.constant(''),
  }),
  titles: fc.subarray(['令和4年度　みずき台中学校区 委員名簿', '令和4年4月1日現在', '（敬称略）']),
  merged: fc.constantFrom('', '〃', '同上', null),
  repeated: fc.boolean(),
  break: fc.constantFrom('\n', '\r\n'),
});

it('[F-P24] [TAB1] [TAB4] [TAB5] [TAB7] however a council keeps its roster, it is read as it is meant', () => {
  fc.assert(
    fc.property(fc.array(member, { minLength: 1, maxLength: 12 }), layout, (members, table) => {
      const cell = {
        organization: ({ organization }: (typeof members)[number], i: number) =>
          table.merged !== null && members[i - 1]?.organization === organization
            ? table.merged
            : organization,
        person: ({ person }: (typeof members)[number]) => person,
        kana: ({ kana }: (typeof members)[number]) => kana,
        no: (_: unknown, i: number) => String(i + 1),
        office: (_: unknown, i: number) => (i === 0 ? '会長' : '委員'),
        note: () => '048-000-0000',
        empty: () => '',
      };
      const heads = table.order.map((column) => table.heads[column]);
      const rows = members.map((one, i) => table.order.map((column) => cell[column](one, i)));
      const all = [
        ...table.titles.map((title) => [title, '', '']),
        heads,
        ...rows.slice(0, 5),
        ...(table.repeated ? [heads] : []),
        ...rows.slice(5),
      ];
      const read = readRoster(all.map(writeRow).join(table.break));
      expect(
        read.rows.map((row) => [foldedName(row.organization), foldedName(row.name), foldedName(row.kana)]),
      ).toEqual(
        members.map((one) => [foldedName(one.organization), foldedName(one.person), foldedName(one.kana)]),
      );
      for (const row of read.rows)
        expect(`${row.organization}${row.name}${row.kana}`).not.toMatch(/[\n\t｡-ﾟ]/);
      // letters of names are those that were typed
      expect(read.rows.map(({ name }) => name.replaceAll(' ', ''))).toEqual(
        members.map(({ person }) => person.replaceAll(/[ \n]/g, '')),
      );
      expect(read.titles).toHaveLength(table.titles.length);
      expect(read.unused).toHaveLength(3);
    }),
    { numRuns: 1000 },
  );
});
