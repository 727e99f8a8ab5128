import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { countdown, isMonth, lastDayOf, monthsBetween, readMonth } from './due.ts';
import { answerRefusal, entryRefusal, erratumRefusal, planRefusal, submissionRefusal } from './entry.ts';
import {
  consultationStates,
  isAnnouncedConsultation,
  isOut,
  nextConsultationState,
  writable,
  type ConsultationVerb,
} from './life.ts';

const why = (refusal: ReturnType<typeof entryRefusal>) =>
  refusal && `${refusal.field} ${refusal.params?.['why']}`;

describe('[CST1] what is entered', () => {
  test('a reply is due in the month it came at the earliest, ten years later at the latest', () => {
    const entered = (due: string) => why(entryRefusal('2020-08-20', due, '2020-08-21'));
    expect(entered('2021-06')).toBe(null);
    expect(entered('2020-08')).toBe(null);
    expect(entered('2020-07')).toBe('dueMonth due-before-received');
    expect(entered('2030-08')).toBe(null);
    expect(entered('2030-09')).toBe('dueMonth due-too-far');
    for (const none of ['2021-13', '2021-6', '令和3年6月', ''])
      expect(entered(none)).toBe('dueMonth no-month');
  });

  test('a month is read as people write it', () => {
    for (const written of ['2021-06', '2021/6', '２０２１年６月', '令和3年6月', 'R3.6', ' 2021年6月 '])
      expect(readMonth(written), written).toBe('2021-06');
    for (const none of ['6月ごろ', '2021', '2021-13', '']) expect(readMonth(none), none).toBe(null);
  });

  test('nothing comes tomorrow', () => {
    expect(why(entryRefusal('2020-08-22', '2021-06', '2020-08-21'))).toBe('receivedOn future');
  });
});

test('[CST2] one way from received to answered; adopting and answering can come again', () => {
  const verbs: ConsultationVerb[] = ['begin', 'draft', 'adopt', 'submit', 'answer'];
  const ways = consultationStates.flatMap((state) =>
    verbs.flatMap((verb) => {
      const next = nextConsultationState(state, verb);
      return isRefusal(next) ? [] : [`${state} ${verb} ${next}`];
    }),
  );
  expect(ways).toEqual([
    'received begin deliberating',
    'deliberating draft drafting',
    'drafting adopt agreed',
    'agreed adopt agreed',
    'agreed submit submitted',
    'submitted answer answered',
    'answered answer answered',
  ]);
  const refused = (state: (typeof consultationStates)[number], verb: ConsultationVerb) => {
    const next = nextConsultationState(state, verb);
    return isRefusal(next) && next.refused;
  };
  for (const state of ['received', 'deliberating', 'drafting'] as const)
    expect(refused(state, 'submit')).toBe('report-not-adopted');
  for (const verb of ['begin', 'draft', 'adopt', 'submit'] as const)
    expect(refused('submitted', verb)).toBe('report-submitted');
  expect(refused('deliberating', 'begin')).toBe('already-done');
  expect(refused('agreed', 'draft')).toBe('already-done');
  expect(refused('received', 'draft')).toBe('wrong-state');
  expect(refused('agreed', 'answer')).toBe('wrong-state');
});

describe('[CST3] the countdown', () => {
  const on = (today: string, state: (typeof consultationStates)[number] = 'drafting') =>
    countdown(state, '2021-06', today);

  test('by months up to its own, there by days, from the first day after it overdue', () => {
    expect(on('2020-08-31')).toEqual({ kind: 'months', months: 10 });
    expect(on('2021-04-30')).toEqual({ kind: 'months', months: 2 });
    expect(on('2021-05-31')).toEqual({ kind: 'months', months: 1 });
    expect(on('2021-06-01')).toEqual({ kind: 'days', days: 29 });
    expect(on('2021-06-30')).toEqual({ kind: 'days', days: 0 });
    expect(on('2021-07-01')).toEqual({ kind: 'overdue' });
  });

  test('nothing is counted once the reply is out', () => {
    expect(on('2021-06-10', 'submitted')).toBe(null);
    expect(on('2021-07-01', 'answered')).toBe(null);
  });

  test('months are counted across years, and end on their last day', () => {
    expect(monthsBetween('2020-11', '2021-02')).toBe(3);
    expect(monthsBetween('2021-02', '2020-11')).toBe(-3);
    expect(lastDayOf('2024-02')).toBe('2024-02-29');
    expect(isMonth('2021-00')).toBe(false);
  });
});

describe('[CST4] the plan', () => {
  const step = (month: string, purpose = '審議', meetingId: string | null = null) => ({
    month,
    purpose,
    meetingId,
  });
  const plan = (...steps: ReturnType<typeof step>[]) => why(planRefusal(steps, '2020-08-20', '2021-06'));

  test('lies between the month it came and the month it is due', () => {
    expect(plan(step('2020-08'), step('2021-06'))).toBe(null);
    expect(plan(step('2020-09'), step('2020-07'))).toBe('steps[1].month due-before-received');
    expect(plan(step('2021-07'))).toBe('steps[0].month after-due');
    expect(plan(step('2021-1'))).toBe('steps[0].month no-month');
    expect(plan(step('2021-01', ''))).toBe('steps[0].purpose empty');
  });

  test('names a meeting once', () => {
    expect(plan(step('2020-09', 'a', 'm1'), step('2020-10', 'b', 'm1'))).toBe(
      'steps[1].meetingId meeting-twice',
    );
    expect(plan(step('2020-09'), step('2020-10'))).toBe(null);
  });
});

test('[CST5] [CST12] the draft takes words while it is drafted or adopted; the street reads from the deliberation on', () => {
  expect(consultationStates.filter(writable)).toEqual(['drafting', 'agreed']);
  expect(consultationStates.filter(isOut)).toEqual(['submitted', 'answered']);
  expect(consultationStates.filter(isAnnouncedConsultation)).toEqual(consultationStates.slice(1));
});

test('[CST8] a reply goes out between its decision and today', () => {
  expect(submissionRefusal('2021-06-10', '2021-06-10', '2021-06-12')).toBe(null);
  expect(why(submissionRefusal('2021-06-09', '2021-06-10', '2021-06-12'))).toBe('submittedOn before-adopted');
  expect(why(submissionRefusal('2021-06-13', '2021-06-10', '2021-06-12'))).toBe('submittedOn future');
});

test('[CST9] an erratum corrects what the reply says', () => {
  expect(erratumRefusal('年2回開く。', '年2回', '年3回')).toBe(null);
  expect(why(erratumRefusal('年2回開く。', '年4回', '年3回'))).toBe('wrong not-in-text');
  expect(why(erratumRefusal('年2回開く。', '年2回', '年2回'))).toBe('right same-words');
});

test('[CST10] an answer comes after the reply', () => {
  expect(answerRefusal('2021-09-01', '2021-06-10', '2021-09-02')).toBe(null);
  expect(why(answerRefusal('2021-06-09', '2021-06-10', '2021-09-02'))).toBe('answeredOn before-submitted');
  expect(why(answerRefusal('2021-09-03', '2021-06-10', '2021-09-02'))).toBe('answeredOn future');
});
