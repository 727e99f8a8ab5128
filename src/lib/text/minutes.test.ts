import { describe, expect, it } from 'vitest';
import type { MinutesDocument } from '#lib/domain/minutes/document.ts';
import type { NamedValue } from '#lib/domain/minutes/scribe.ts';
import { sayLines, sayItems } from './minutes-items.ts';
import { sayDivision } from './minutes-results.ts';
import { sayMinutes } from './minutes.ts';

const item = {
  no: 1,
  type: 'report',
  visibility: 'open' as const,
  title: '前回の決定事項',
  presenter: '',
  state: 'reported',
  issueNo: null,
  notes: '{{p:attendee/1}}さんが説明した。\n・坂の上の班\n　・応援がいる\n☑ 名簿',
  proposals: [],
  decisions: [],
};
const document: MinutesDocument = {
  v: 1,
  sections: [
    {
      key: 'body',
      city: 'ことのは市',
      district: 'みずき台中学校区',
      council: 'みずき台中学校区 地域づくり推進会議',
      fiscalYear: 2022,
      seq: 4,
      kind: 'hybrid',
    },
    { key: 'items', items: [] },
    {
      key: 'date_place',
      day: '2023-02-15',
      from: '19:00',
      endDay: '2023-02-16',
      to: '00:10',
      place: '第1集会所',
      online: true,
    },
    { key: 'openness', visibility: 'partly', reason: '個人に関わる相談のため' },
    {
      key: 'members',
      counts: { present: 1, online: 0, alternate: 1, proxy: 1, written: 0, absent: 1, seats: 4 },
      quorum: { attended: '13/6', needed: null, met: true },
      offices: [
        { office: 'chair', name: '{{p:attendee/1}}' },
        { office: 'recorder', name: '{{p:person/9}}' },
      ],
      present: [
        { no: 1, label: '町会連合会', name: '{{p:attendee/1}}', standing: 'present', alternate: null },
        {
          no: 2,
          label: '学校',
          name: '{{p:attendee/2}}',
          standing: 'alternate',
          alternate: '{{p:alternate/2}}',
        },
      ],
      absent: [
        { no: 3, label: '商店会', name: '{{p:attendee/3}}', standing: 'proxy', alternate: null },
        { no: 4, label: 'PTA', name: null, standing: 'absent', alternate: null },
      ],
    },
    { key: 'staff', staff: [] },
    { key: 'observers', count: 6 },
    { key: 'materials', materials: [{ no: 2, title: '{{p:closed/material/2}}' }] },
    {
      key: 'record',
      items: [item, { no: 2, type: 'discussion', visibility: 'closed', content: '{{p:closed/2}}' }],
    },
    {
      key: 'other',
      text: '{{p:closed/other}}',
      signatories: [{ capacity: 'chair', name: '{{p:attendee/1}}' }],
    },
  ],
};
const names = [
  { name: 'attendee/1', value: '大沢 文江' },
  { name: 'attendee/2', value: '佐伯 恵' },
  { name: 'alternate/2', value: '芦田' },
  { name: 'attendee/3', value: '田所 弘' },
];
const known = { seats: 4, from: '19:00', to: '20:10' };
const factOf = (said: ReturnType<typeof sayMinutes>, key: string) =>
  said.facts.find((fact) => fact.key === key)?.text;

describe('minutes in words', () => {
  it('[MIN1] says the record of the meeting in the order of the guideline', () => {
    const said = sayMinutes(document, names, 'ja');
    expect(said.kicker).toBe('令和4年度（2022年度）第4回');
    expect(said.facts.map(({ key }) => key)).toEqual([
      'when',
      'where',
      'open',
      'attendance',
      'offices',
      'present',
      'absent',
      'staff',
      'observers',
      'materials',
    ]);
    expect(factOf(said, 'when')).toBe(
      '令和5年（2023年）2月15日（水）午後7時〜令和5年（2023年）2月16日（木）午前0時10分',
    );
    expect(factOf(said, 'open')).toBe('一部非公開（理由：個人に関わる相談のため）');
    expect(factOf(said, 'attendance')).toBe(
      '出席2人（会場1人、オンライン0人、代理1人）、委任1人、書面0人、欠席1人。委員4人。定足数の定めはない。',
    );
    expect(factOf(said, 'present')).toBe('大沢 文江（町会連合会）、芦田（学校、佐伯 恵の代理）');
    expect(factOf(said, 'absent')).toBe('田所 弘（商店会・委任）、PTA（空席）');
    expect(factOf(said, 'staff')).toBe('なし');
  });

  it('[MIN8] what is not disclosed is said to be withheld, and keeps its place', () => {
    const said = sayMinutes(document, [], 'ja');
    expect(factOf(said, 'offices')).toBe('議長 （氏名非公開）（町会連合会）、書記 （氏名非公開）');
    expect(factOf(said, 'materials')).toBe('資料2 （非公開）');
    expect(said.other.map(({ text }) => text)).toEqual(['（非公開）']);
    expect(said.signatories).toEqual([{ capacity: '議長', name: '（氏名非公開）' }]);
  });

  it('[MIN6] a closed item shows its number; opened, it reads like any other, names and all', () => {
    expect(sayMinutes(document, names, 'ja').items[1]).toMatchObject({
      heading: '議題2　非公開の議題',
      closed: true,
      blocks: [],
    });
    const opened: NamedValue[] = [
      ...names,
      {
        name: 'closed/2',
        value: { ...item, no: 2, title: 'ある世帯のこと', notes: '{{p:attendee/3}}さんの話。' },
      },
      { name: 'closed/other', value: { text: '{{p:attendee/1}}が連絡する。' } },
    ];
    const said = sayMinutes(document, opened, 'ja');
    expect(said.items[1]).toMatchObject({
      heading: '議題2　ある世帯のこと',
      gist: [{ text: '田所 弘さんの話。', entry: null }],
    });
    expect(said.other).toEqual([{ text: '大沢 文江が連絡する。', entry: null }]);
  });

  it('[MIN5] a hidden text that looks like a placeholder is not filled', () => {
    const said = sayMinutes(document, [...names, { name: 'closed/other', value: '{{p:attendee/1}}' }], 'ja');
    expect(said.other[0]?.text).toBe('{{p:attendee/1}}');
  });

  it('keeps list marks and their steps; an opening needs no tag, a report has one', () => {
    expect(sayMinutes(document, names, 'ja').items[0]).toMatchObject({
      tag: { decided: false, label: '報告済み' },
      gist: [
        { text: '大沢 文江さんが説明した。', entry: null },
        { text: '・坂の上の班', entry: 0 },
        { text: '・応援がいる', entry: 1 },
        { text: '☑ 名簿', entry: 0 },
      ],
    });
    expect(sayItems([{ ...item, type: 'greeting' }], known, 'ja')[0]?.tag).toBeNull();
    expect(sayLines(' \n\n  x  ')).toEqual([{ text: 'x', entry: null }]);
  });

  it('[MIN18] no heading stands alone: what was not taken up says so, and what nothing was kept of', () => {
    const bare = { ...item, notes: '', type: 'discussion' };
    const lines = (more: object) =>
      sayItems([{ ...bare, ...more }], known, 'ja')[0]?.gist.map(({ text }) => text);
    expect(lines({ state: 'untouched' })).toEqual(['（審議に至らず）']);
    expect(lines({ state: 'listed' })).toEqual(['（発言の記録なし）']);
    expect(lines({ state: 'untouched', type: 'closing' })).toEqual([]);
    expect(lines({ state: 'carried_over' })).toEqual([]);
    expect(lines({ state: 'untouched', notes: '次回に回すこととした。' })).toEqual([
      '次回に回すこととした。',
    ]);
  });

  it('[MIN7] a task without a day reads in the minutes as in the table of roles', () => {
    const task = {
      title: '声かけ訪問',
      detail: '',
      scope: 'district',
      level: 3,
      requestToCity: false,
      dueOn: null,
      frequency: '',
      parties: [],
    };
    const division = { title: '見守り', level: 3, comparison: '', cost: '', fromOn: null, toOn: null };
    const dueOf = (more: object) =>
      sayDivision({ ...division, tasks: [{ ...task, ...more }] }, 'ja').rows[0]?.due;
    expect(dueOf({})).toBe('通年');
    expect(dueOf({ frequency: '週1回' })).toBe('週1回');
  });

  it('[MIN19] opening and closing carry their hours from the record', () => {
    const at = (type: string) => sayItems([{ ...item, type }], known, 'ja')[0]?.tag?.label;
    expect([at('opening'), at('closing')]).toEqual(['午後7時', '午後8時10分']);
  });

  it('says the same in English', () => {
    const said = sayMinutes(document, names, 'en');
    expect(said.kicker).toContain('meeting 4');
    expect(factOf(said, 'attendance')).toContain('No quorum is required.');
    expect(JSON.stringify(said)).not.toContain('undefined');
  });
});
