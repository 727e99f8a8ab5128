import { describe, expect, it } from 'vitest';
import { minutesDue, noticeDaysGiven, noticeRefusal, replyBy } from './notice.ts';
import { eraOf, eraOfFiscalYear, fiscalYearDays, fiscalYearOf } from './year.ts';

describe('fiscal years and eras', () => {
  it('[CAL4] February 2023 still belongs to fiscal year 2022', () => {
    expect(fiscalYearOf('2023-02-15')).toBe(2022);
    expect(fiscalYearOf('2023-03-31')).toBe(2022);
    expect(fiscalYearOf('2023-04-01')).toBe(2023);
    expect(fiscalYearDays(2022)).toEqual({ first: '2022-04-01', last: '2023-03-31' });
  });

  it('[CAL5] eras change within a year, on their day', () => {
    expect(eraOf('2019-04-30')).toEqual({ era: 'heisei', year: 31 });
    expect(eraOf('2019-05-01')).toEqual({ era: 'reiwa', year: 1 });
    expect(eraOf('1989-01-07')).toEqual({ era: 'showa', year: 64 });
    expect(eraOf('1989-01-08')).toEqual({ era: 'heisei', year: 1 });
    expect(eraOf('1926-12-25')).toEqual({ era: 'showa', year: 1 });
    expect(eraOf('1926-12-24')).toBeNull();
    expect(eraOf('2023-02-15')).toEqual({ era: 'reiwa', year: 5 });
  });

  it('[CAL6] a fiscal year has one era name', () => {
    expect(eraOfFiscalYear(2022)).toEqual({ era: 'reiwa', year: 4 });
    expect(eraOfFiscalYear(2019)).toEqual({ era: 'reiwa', year: 1 });
    expect(eraOfFiscalYear(2018)).toEqual({ era: 'heisei', year: 30 });
    expect(eraOfFiscalYear(1989)).toEqual({ era: 'heisei', year: 1 });
    expect(eraOfFiscalYear(1988)).toEqual({ era: 'showa', year: 63 });
  });
});

describe('notice and deadlines', () => {
  const call = { calledOn: '2023-02-09', meetingOn: '2023-02-15', noticeDays: 7 };

  it('[CAL7] [CAL8] six days are not seven (AT-1.3), and the refusal names the last day for the call', () => {
    expect(noticeDaysGiven(call.calledOn, call.meetingOn)).toBe(6);
    expect(noticeRefusal(call)).toEqual({
      refused: 'notice-too-short',
      field: 'startsAt',
      params: { days: 7, given: 6, latest: '2023-02-08' },
    });
    expect(noticeRefusal({ ...call, calledOn: '2023-02-08' })).toBeNull();
  });

  it('[CAL8] an urgent reason opens the way; blanks are no reason; nothing opens the past', () => {
    expect(noticeRefusal({ ...call, urgentReason: '台風の被害のため' })).toBeNull();
    expect(noticeRefusal({ ...call, urgentReason: ' \u3000' })).toMatchObject({
      refused: 'notice-too-short',
    });
    expect(noticeRefusal({ ...call, urgentReason: null })).toMatchObject({ refused: 'notice-too-short' });
    expect(noticeRefusal({ ...call, calledOn: '2023-02-16', urgentReason: '急ぎ' })).toMatchObject({
      refused: 'bad-input',
      field: 'startsAt',
    });
  });

  it('[CAL11] replies are due three days before the meeting, or as soon as a late call leaves time for', () => {
    expect(replyBy('2023-02-01', '2023-02-15')).toBe('2023-02-12');
    expect(replyBy('2023-02-12', '2023-02-15')).toBe('2023-02-13');
    expect(replyBy('2023-02-14', '2023-02-15')).toBe('2023-02-15');
    expect(replyBy('2023-02-15', '2023-02-15')).toBe('2023-02-15');
  });

  it('[CAL9] the outline is due after 2 days, the minutes after 45, or as the rule set says', () => {
    expect(minutesDue('2023-02-15')).toEqual({ outlineOn: '2023-02-17', minutesOn: '2023-04-01' });
    expect(minutesDue('2023-02-15', { outlineDays: 0, publishDays: 30 })).toEqual({
      outlineOn: '2023-02-15',
      minutesOn: '2023-03-17',
    });
  });
});
