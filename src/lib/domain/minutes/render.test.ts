import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../canonical/json.ts';
import { textHash } from '../canonical/text.ts';
import { buildEntry, firstPrev } from '../chain/entry.ts';
import type { ExportLine } from '../chain/entry.ts';
import { verifyChain } from '../chain/verify.ts';
import type { Outcome } from '../deciding/outcome.ts';
import { sha256Hex, utf8 } from '../sha256.ts';
import { filled, itemsOf, publicDisclosures } from './disclose.ts';
import { sectionKeys, sectionOf } from './document.ts';
import { namesLeft, placeholdersIn } from './names.ts';
import { renderDecisions, renderMinutes } from './render.ts';
import type { MinutesRecord } from './record.ts';

const outcome: Outcome = {
  code: 'CONSENSUS_WITH_CONCERNS',
  reason: null,
  quorum: { attended: '22', needed: '13', met: true },
  base: null,
  needed: null,
  total: {
    for: '21',
    against: '0',
    abstain: '0',
    invalid: '0',
    notCast: '0',
    byChoice: { consent: '19', concern: '2', objection: '0', stand_aside: '0' },
  },
  inRoom: {
    code: 'CONSENSUS_WITH_CONCERNS',
    for: '21',
    against: '0',
    abstain: '0',
    invalid: '0',
    notCast: '0',
  },
  ranking: [],
  winner: null,
  steps: [],
  objections: [],
  late: [],
  wrongText: ['k7'],
  superseded: [],
  unanswered: ['k22', 'k23', 'k24'],
  flags: [],
};
const text = '民生委員が週1回、町会が月2回おこないます。';
const record: MinutesRecord = {
  city: 'ことのは市',
  district: 'みずき台中学校区',
  council: '地域づくり推進会議',
  fiscalYear: 2022,
  seq: 4,
  kind: 'hybrid',
  openedAt: Date.UTC(2023, 1, 15, 10),
  closedAt: Date.UTC(2023, 1, 15, 11, 58),
  place: 'みずき台団地 第1集会所',
  online: true,
  visibility: 'partly',
  closedReason: '個人に関わる相談のため',
  persons: [
    { id: 'id-o', name: '大沢 文江' },
    { id: 'id-s', name: '相馬 里佳' },
    { id: 'id-e', name: '佐伯 恵' },
    { id: 'id-a', name: '芦田 健' },
    { id: 'id-h', name: '平賀 誠' },
    { id: 'id-g', name: 'グエン・ティ・ホア' },
    { id: 'id-k', name: '片岡 美佐' },
  ],
  offices: [
    { office: 'chair', person: 'id-o' },
    { office: 'facilitator', person: 'id-s' },
  ],
  seats: [
    { no: 1, label: '町会連合会', person: 'id-o', standing: 'present' },
    { no: 2, label: '公募住民', person: 'id-s', standing: 'online' },
    { no: 8, label: 'みずき台団地自治会', person: 'id-k', standing: 'proxy' },
    { no: 13, label: '学校運営協議会', person: 'id-e', standing: 'alternate', alternate: 'id-a' },
    { no: 14, label: '老人クラブ連合会', person: null, standing: 'absent' },
  ],
  quorum: { attended: '4', needed: '3', met: true },
  staff: [{ person: 'id-h', section: '協働推進課' }],
  observers: 6,
  materials: [{ no: 1, title: '見守りの現状' }],
  items: [
    {
      no: 3,
      type: 'discussion',
      title: '高齢者の見守り',
      presenter: '今泉',
      visibility: 'open',
      state: 'decided',
      issueNo: 3,
      notes: '大沢文江さんが説明した。\r\n坂の上の班への応援に意見があった。{{p:attendee/1}}',
      proposals: [
        {
          versions: [{ n: 2, text, textHash: textHash(text) }],
          rounds: [
            {
              no: 2,
              version: 2,
              mode: 'consent',
              rule: { quorum: { op: 'gt', num: 1, den: 2 } },
              outcome,
              remarks: [
                {
                  kind: 'concern',
                  seatLabel: '公募住民',
                  person: 'id-s',
                  reason: '二人で回るのは大変です。',
                  wouldAgreeIf: '',
                  state: 'answered',
                  response: '学生会が同行します。',
                },
              ],
            },
          ],
        },
      ],
      decisions: [
        {
          no: '2022-08',
          title: '見守りの役割分担',
          text,
          textHash: textHash(text),
          outcomeCode: 'CONSENSUS_WITH_CONCERNS',
          declaredCode: 'CONSENSUS_WITH_CONCERNS',
          declaredReason: null,
          scope: 'district',
          reviewOn: '2023-08-15',
          division: {
            title: '声かけ訪問',
            level: 3,
            comparison: '月2回増える',
            cost: '',
            fromOn: '2023-04-01',
            toOn: null,
            tasks: [
              {
                title: '声かけ訪問',
                detail: '',
                scope: 'district',
                level: 3,
                requestToCity: false,
                dueOn: '2023-04-01',
                frequency: '週1回',
                parties: [
                  { name: '町会連合会', party: 'community', responsibility: 'lead', state: 'accepted' },
                  { name: '福祉総務課', party: 'administration', responsibility: 'support', state: 'asked' },
                ],
              },
            ],
          },
        },
      ],
    },
    {
      no: 4,
      type: 'discussion',
      title: 'ある世帯のこと',
      presenter: '',
      visibility: 'closed',
      state: 'carried_over',
      notes: 'グエン・ティ・ホアさんから相談。',
      proposals: [],
      decisions: [],
    },
  ],
  signatories: [
    { capacity: 'chair', person: 'id-o' },
    { capacity: 'signatory', person: 'id-k' },
  ],
  speakerNames: true,
  other: '次回は5月17日',
};
const { document, disclosures } = renderMinutes(record);
const whole = JSON.stringify(document);

describe('minutes grown from the record', () => {
  it('[MIN1] has the sections of the guideline in their order', () => {
    expect(document.sections.map((s) => s.key)).toEqual(sectionKeys);
    expect(sectionOf(document, 'date_place')).toMatchObject({
      day: '2023-02-15',
      from: '19:00',
      to: '20:58',
      endDay: '2023-02-15',
      online: true,
    });
    expect(sectionOf(document, 'openness')).toEqual({
      key: 'openness',
      visibility: 'partly',
      reason: '個人に関わる相談のため',
    });
    expect(sectionOf(document, 'observers')).toEqual({ key: 'observers', count: 6 });
    expect(sectionOf(document, 'materials').materials).toEqual([{ no: 1, title: '見守りの現状' }]);
  });

  it('[MIN1] counts members in the fixed order; present and absent stand apart', () => {
    const members = sectionOf(document, 'members');
    expect(members.counts).toEqual({
      present: 1,
      online: 1,
      alternate: 1,
      proxy: 1,
      written: 0,
      absent: 1,
      seats: 5,
    });
    expect(members.present.map((s) => s.no)).toEqual([1, 2, 13]);
    expect(members.absent).toEqual([
      { no: 8, label: 'みずき台団地自治会', name: '{{p:attendee/8}}', standing: 'proxy', alternate: null },
      { no: 14, label: '老人クラブ連合会', name: null, standing: 'absent', alternate: null },
    ]);
  });

  it('[MIN2] is canonical JSON, the same each time, and holds no id of a person', () => {
    expect(typeof canonicalJson(document)).toBe('string');
    expect(renderMinutes(structuredClone(record))).toEqual({ document, disclosures });
    for (const { id } of record.persons) expect(whole).not.toContain(id);
  });

  it('[MIN3] names are placeholders by part played, and every one is disclosed once', () => {
    expect(
      disclosures.filter((d) => typeof d.value === 'string').map((d) => `${d.name} ${String(d.value)}`),
    ).toEqual([
      'closed/4/title ある世帯のこと',
      'attendee/1 大沢 文江',
      'attendee/2 相馬 里佳',
      'attendee/13 佐伯 恵',
      'alternate/13 芦田 健',
      'attendee/8 片岡 美佐',
      'staff/1 平賀 誠',
      'person/6 グエン・ティ・ホア',
    ]);
    expect(placeholdersIn(document)).toEqual(disclosures.map((d) => d.name).filter((n) => n !== 'person/6'));
    expect(
      namesLeft(
        document,
        record.persons.map((p) => p.name),
      ),
    ).toEqual([]);
  });

  it('[MIN4] [MIN5] full names in notes are hidden; a placeholder that somebody typed is only text', () => {
    const item = sectionOf(document, 'record').items[0];
    expect(item).toMatchObject({
      notes: '{{p:attendee/1}}さんが説明した。\n坂の上の班への応援に意見があった。｛｛p:attendee/1}}',
    });
  });

  it('[MIN4] a frozen text with a full name goes behind one placeholder as a whole; its hash stays', () => {
    const [item, ...rest] = record.items;
    const decisions = item!.decisions.map((d) => ({ ...d, text: '受付は片岡美佐とする。', textHash: 'x' }));
    const rendered = renderMinutes({ ...record, items: [{ ...item!, decisions }, ...rest] });
    expect(sectionOf(rendered.document, 'record').items[0]).toMatchObject({
      decisions: [{ text: '{{p:decision/2022-08}}', textHash: 'x' }],
    });
    expect(rendered.disclosures).toContainEqual({
      name: 'decision/2022-08',
      value: '受付は片岡美佐とする。',
    });
  });

  it('[MIN6] of a closed item only number and kind stand in the document; the rest can be opened for insiders', () => {
    expect(sectionOf(document, 'record').items[1]).toEqual({
      no: 4,
      type: 'discussion',
      visibility: 'closed',
      content: '{{p:closed/4}}',
    });
    expect(sectionOf(document, 'items').items[1]).toEqual({
      no: 4,
      type: 'discussion',
      title: '{{p:closed/4/title}}',
    });
    expect(whole).not.toContain('世帯のこと');
    expect(itemsOf(document, disclosures)[1]).toMatchObject({
      visibility: 'open',
      title: 'ある世帯のこと',
      notes: '{{p:person/6}}さんから相談。',
    });
    expect(itemsOf(document, publicDisclosures(document, disclosures))[1]).toMatchObject({
      visibility: 'closed',
    });
  });

  it('[MIN7] rounds carry numbers, rule and remarks, never the keys of voters; decisions carry their role division', () => {
    const item = sectionOf(document, 'record').items[0];
    expect(item).toMatchObject({
      proposals: [
        {
          rounds: [
            {
              figures: {
                code: 'CONSENSUS_WITH_CONCERNS',
                quorum: { attended: '22' },
                unanswered: 3,
                wrongText: 1,
              },
              remarks: [{ name: '{{p:attendee/2}}' }],
            },
          ],
        },
      ],
      decisions: [
        {
          no: '2022-08',
          division: { level: 3, tasks: [{ parties: [{ name: '町会連合会' }, { state: 'asked' }] }] },
        },
      ],
    });
    expect(whole).not.toMatch(/k22|k7/);
    const quiet = renderMinutes({ ...record, speakerNames: false });
    expect(sectionOf(quiet.document, 'record').items[0]).toMatchObject({
      proposals: [{ rounds: [{ remarks: [{ seatLabel: '公募住民', name: null }] }] }],
    });
    expect(renderDecisions(record)).toMatchObject([
      { no: '2022-08', document: { text, division: { level: 3 } }, disclosures: [] },
    ]);
  });

  it('[MIN8] names are filled in where disclosed; of whoever was erased a word remains', () => {
    const line = '{{p:attendee/1}}さん（{{p:attendee/2}}、{{p:closed/4}}）';
    expect(
      filled(
        line,
        disclosures.filter((d) => d.name !== 'attendee/2'),
        '［削除］',
      ),
    ).toBe('大沢 文江さん（［削除］、［削除］）');
  });

  it('[MIN9] the street sees names of those in office, in open items only, or none at all', () => {
    expect(publicDisclosures(document, disclosures).map((d) => d.name)).toEqual([
      'attendee/1',
      'attendee/2',
      'attendee/13',
      'alternate/13',
      'attendee/8',
      'staff/1',
    ]);
    expect(publicDisclosures(document, disclosures, false)).toEqual([]);
  });

  it('[MIN9] a resident whose name stands in a note only is not shown; the decision of an open item is', () => {
    const [item, ...rest] = record.items;
    const decisions = item!.decisions.map((d) => ({
      ...d,
      title: '大沢文江さんとグエン・ティ・ホアさんの提案',
    }));
    const named = {
      ...record,
      items: [{ ...item!, notes: 'グエン・ティ・ホアさんの声。', decisions }, ...rest],
    };
    const rendered = renderMinutes(named);
    expect(placeholdersIn(rendered.document)).toContain('person/6');
    expect(publicDisclosures(rendered.document, rendered.disclosures).map((d) => d.name)).not.toContain(
      'person/6',
    );
    const [decision] = renderDecisions(named);
    expect(
      publicDisclosures(rendered.document, decision!.disclosures, true, decision!.document).map(
        (d) => d.name,
      ),
    ).toEqual(['attendee/1']);
  });

  it('[MIN6] [MIN9] of a meeting closed as a whole no item, material or other word is public, and no name', () => {
    const closed: MinutesRecord = {
      ...record,
      visibility: 'closed',
      materials: [{ no: 1, title: '相談の記録' }],
      other: '平賀 誠さんから連絡があった。',
    };
    const rendered = renderMinutes(closed);
    const text = JSON.stringify(rendered.document);
    for (const word of ['見守り', '相談の記録', '連絡']) expect(text).not.toContain(word);
    expect(renderDecisions(closed)[0]!.document).toEqual({
      no: '2022-08',
      content: '{{p:closed/decision/2022-08}}',
    });
    expect(publicDisclosures(rendered.document, rendered.disclosures)).toEqual([]);
    expect(rendered.disclosures.find((d) => d.name === 'closed/other')?.value).toEqual({
      text: '{{p:staff/1}}さんから連絡があった。',
    });
    const open = renderMinutes({
      ...record,
      materials: [{ no: 2, title: '相談の記録', visibility: 'closed' }],
    });
    expect(sectionOf(open.document, 'materials').materials).toEqual([
      { no: 2, title: '{{p:closed/material/2}}' },
    ]);
  });

  it('[MIN2] [CHN4] sealed as rendered, the chain verifies, also after a person was erased', () => {
    const salted = disclosures.map((d) => ({ ...d, salt: sha256Hex(utf8(d.name)) }));
    const line = buildEntry(firstPrev, { v: 1, kind: 'minutes', public: document }, salted) as ExportLine;
    expect(line.body['public']).toEqual(document);
    const erased = { ...line, disclosures: line.disclosures.filter((d) => d.name !== 'attendee/2') };
    expect(verifyChain([JSON.parse(JSON.stringify(erased))], { head: line.hash })).toMatchObject({
      ok: true,
      erased: [{ field: 'attendee/2' }],
    });
  });
});
