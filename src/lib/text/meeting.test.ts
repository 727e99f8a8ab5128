import { describe, expect, it } from 'vitest';
import { itemStateWord, itemTypeKeys, itemTypeWord, meetingTitle, meetingTitleShort } from './meeting.ts';
import { asLevel, assignmentWord, levels, levelWord, responsibilities, responsibilityMark } from './roles.ts';
import { decisionTitle, issueTitle } from './states.ts';

describe('what meetings and their parts are called', () => {
  it('[R-HAC-01] a meeting by fiscal year in both calendars and number', () => {
    const meeting = { fiscalYear: 2022, seq: 4 };
    expect(meetingTitle(meeting, 'みずき台中学校区地域づくり推進会議', 'ja')).toBe(
      '令和4年度（2022年度）第4回 みずき台中学校区地域づくり推進会議',
    );
    expect(meetingTitleShort(meeting, 'ja')).toBe('令和4年度（2022年度）第4回 会議');
    expect(meetingTitleShort(meeting, 'en')).toBe('Meeting 4 of FY2022 (Reiwa 4)');
  });
  it('[domain §2] a mere report is 報告済み, never 承認', () => {
    expect(itemStateWord('reported', 'ja')).toBe('報告済み');
    expect(itemTypeKeys.map((type) => itemTypeWord(type, 'ja')).join()).not.toContain('承認');
  });
  it('decisions and issues carry their gapless numbers', () => {
    expect(decisionTitle(2022, 7, 'ja')).toBe('令和4年度 決定第7号');
    expect(issueTitle(3, 'ja')).toBe('課題 03');
  });
  it('[domain §4.5] five levels, three of them collaboration', () => {
    expect(levels.map((level) => levelWord(level, 'ja'))).toEqual([
      '住民の責任と主体性',
      '住民が主体・行政が協力',
      '対等に協力',
      '行政が主体・住民が協力',
      '行政の責任と主体性',
    ]);
    expect(asLevel(3)).toBe(3);
    expect(asLevel(6)).toBeNull();
  });
  it('responsibilities have one character each, none alike', () => {
    for (const locale of ['ja', 'en'] as const)
      expect(new Set(responsibilities.map((r) => responsibilityMark(r, locale))).size).toBe(4);
    expect(assignmentWord('asked', 'ja')).toBe('回答待ち');
  });
});
