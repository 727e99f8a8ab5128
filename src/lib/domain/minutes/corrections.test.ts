import { describe, expect, it } from 'vitest';
import { minutesChanges, placeWords } from './changes.ts';
import {
  corrected,
  holdingUp,
  isPlace,
  mostCorrections,
  passageIn,
  proposalRefusal,
  stillStands,
} from './corrections.ts';
import type { MinutesDocument } from './document.ts';
import { erratumRefusal } from './erratum.ts';
import { sealRefusal } from './signatures.ts';

describe('a passage in a text', () => {
  const text = '相馬 恵子が説明した。\n異議はなかった。';

  it('[COR3] stands where its signs stand, blanks aside, and only there', () => {
    expect(passageIn(text, '相馬恵子が説明した。')).toEqual({ start: 0, end: 11 });
    expect(passageIn(text, '異議は\nなかった。')).toEqual({ start: 12, end: 20 });
    expect(passageIn(text, '異議があった。')).toBeNull();
    expect(passageIn(text, ' ')).toBeNull();
    expect(stillStands(text, { quote: '', wording: '書き足す。' })).toBe(true);
  });

  it('[COR4] is replaced by its wording, left out without one, and added to without a passage', () => {
    expect(corrected(text, { quote: '異議はなかった。', wording: '異議が1件あった。' })).toBe(
      '相馬 恵子が説明した。\n異議が1件あった。',
    );
    expect(corrected(text, { quote: '異議はなかった。', wording: '' })).toBe('相馬 恵子が説明した。\n');
    expect(corrected(text, { quote: '', wording: '休憩をとった。' })).toBe(`${text}\n休憩をとった。`);
    expect(corrected('', { quote: '', wording: '休憩をとった。' })).toBe('休憩をとった。');
    expect(corrected(text, { quote: '異議があった。', wording: 'x' })).toBeNull();
  });

  it('[COR2] is in a place that the minutes have', () => {
    for (const place of ['facts', 'other', '1', '3']) expect(isPlace(place, 3)).toBe(true);
    for (const place of ['', '0', '4', '01', '1.5', 'item', '-1']) expect(isPlace(place, 3)).toBe(false);
  });
});

describe('when a correction may be proposed', () => {
  const now = {
    state: 'circulated',
    dueOn: '2023-03-01',
    today: '2023-03-01',
    keepsRecord: false,
    corrections: 0,
  } as const;

  it('[COR1] while the minutes go round, the day named included', () => {
    expect(proposalRefusal(now)).toBeNull();
    expect(proposalRefusal({ ...now, state: 'drafting' })).toEqual({ refused: 'minutes-not-circulated' });
    for (const state of ['sealed', 'published', 'erratum_added'] as const)
      expect(proposalRefusal({ ...now, state })).toEqual({ refused: 'minutes-sealed' });
    expect(proposalRefusal({ ...now, today: '2023-03-02' })).toEqual({ refused: 'correction-late' });
    expect(proposalRefusal({ ...now, today: '2023-03-02', keepsRecord: true })).toBeNull();
    expect(proposalRefusal({ ...now, corrections: mostCorrections })).toEqual({
      refused: 'corrections-full',
    });
  });
});

describe('what holds up the sealing', () => {
  it('[COR6] corrections that wait, then those taken since the text went round', () => {
    const found = holdingUp(
      [
        { state: 'open', answeredAt: null },
        { state: 'taken', answeredAt: 99 },
        { state: 'taken', answeredAt: 100 },
        { state: 'declined', answeredAt: 101 },
        { state: 'withdrawn', answeredAt: 102 },
      ],
      100,
    );
    expect(found).toEqual({ openCorrections: 1, takenSince: 1 });
    const signed = { person: 'a', capacity: 'chair', textHash: 'h' } as const;
    const minutes = { policy: 'chair', signatories: [signed], signed: [signed], textHash: 'h' } as const;
    expect(sealRefusal({ ...minutes, ...found })).toEqual({
      refused: 'corrections-open',
      params: { n: 1 },
    });
    expect(sealRefusal({ ...minutes, ...found, openCorrections: 0 })).toEqual({
      refused: 'corrections-uncirculated',
      params: { n: 1 },
    });
    expect(sealRefusal({ ...minutes, openCorrections: 0, takenSince: 0 })).toBeNull();
  });

  it('[ERT3] an erratum needs the chair, and two others where minutes do; the chair is none of them', () => {
    const erratum = { chair: 'c', signed: [] };
    expect(erratumRefusal({ ...erratum, policy: 'chair' })).toBeNull();
    expect(erratumRefusal({ ...erratum, policy: 'chair_plus_2' })).toMatchObject({ params: { n: 2 } });
    expect(erratumRefusal({ chair: 'c', signed: ['c', 'a'], policy: 'chair_plus_2' })).toMatchObject({
      refused: 'signatures-missing',
      params: { n: 1 },
    });
    expect(erratumRefusal({ chair: 'c', signed: ['a', 'b'], policy: 'chair_plus_2' })).toBeNull();
  });
});

describe('what a text changed', () => {
  const minutes = (notes: string, other: string, observers = 2): MinutesDocument =>
    ({
      v: 1,
      sections: [
        { key: 'observers', count: observers },
        {
          key: 'record',
          items: [
            { no: 1, visibility: 'open', title: '見守り', notes },
            { no: 2, visibility: 'closed', type: 'discussion', content: '{{p:closed/2}}' },
          ],
        },
        { key: 'other', text: other, signatories: [] },
      ],
    }) as unknown as MinutesDocument;
  const named = [{ name: 'attendee/3', value: '佐伯 大地' }];

  it('[COR7] is told by place, names filled in, closed items that are not disclosed left out', () => {
    const before = { document: minutes('{{p:attendee/3}}が述べた。', ''), disclosures: named };
    const after = { document: minutes('{{p:attendee/3}}が問うた。', ''), disclosures: named };
    expect(minutesChanges(before, after, '？')).toEqual({
      places: [{ place: '1', title: '見守り', text: '佐伯 大地が問うた。', before: '佐伯 大地が述べた。' }],
      facts: false,
    });
    expect(placeWords(after, '？').map(({ place }) => place)).toEqual(['1', 'other']);
  });

  it('[COR7] says that the records changed where they did, and nothing where nothing did', () => {
    const one = { document: minutes('同じ。', 'x'), disclosures: [] };
    expect(minutesChanges(one, { document: minutes('同じ。', 'x', 3), disclosures: [] }, '')).toEqual({
      places: [],
      facts: true,
    });
    expect(minutesChanges(one, structuredClone(one), '')).toEqual({ places: [], facts: false });
  });
});
