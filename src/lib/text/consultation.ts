import type { Day } from '#lib/domain/calendar/day.ts';
import { partsOfNumber } from '#lib/domain/calendar/numbers.ts';
import {
  criterionAnswers,
  type AnsweredCriterion,
  type CriterionAnswer,
} from '#lib/domain/consultation/criteria.ts';
import { countdown, type Month } from '#lib/domain/consultation/due.ts';
import type { ConsultationLine } from '#lib/domain/consultation/line.ts';
import type { ConsultationState } from '#lib/domain/consultation/life.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { dateWords, dayBox, fiscalYearName } from './dates.ts';
import { decisionWords } from './states.ts';

/* Consultations (諮問・答申) and criteria in words (CST1–CST12, CRI1–CRI4). */

const states = {
  received: m.consultation_state_received,
  deliberating: m.consultation_state_deliberating,
  drafting: m.consultation_state_drafting,
  agreed: m.consultation_state_agreed,
  submitted: m.consultation_state_submitted,
  answered: m.consultation_state_answered,
} satisfies Record<ConsultationState, unknown>;

/** 受付, 審議中, 答申案を作成中, 答申を決定, 答申済み, 答申への回答あり. */
export function consultationStateWord(state: ConsultationState, locale: Locale): string {
  return states[state]({}, { locale });
}

/** 令和2年度 諮問第1号 · Consultation 1 of FY2020. */
export function consultationNumber(no: string, locale: Locale): string {
  const parts = partsOfNumber(no);
  return parts
    ? m.consultation_number({ year: fiscalYearName(parts.fiscalYear, locale), n: parts.seq }, { locale })
    : no;
}

/** 令和3年6月 · June 2021. */
export function monthWords(month: Month, locale: Locale): string {
  return dayBox(`${month}-01`, locale).month;
}

/** あと2か月, 今月末まで（あと3日）, 本日が期限です, 期限を過ぎています; null once the reply is out (CST3). */
export function countdownWords(
  { state, dueMonth }: { readonly state: ConsultationState; readonly dueMonth: Month },
  today: Day,
  locale: Locale,
): { readonly words: string; readonly late: boolean } | null {
  const left = countdown(state, dueMonth, today);
  const o = { locale };
  switch (left?.kind) {
    case undefined:
      return null;
    case 'months':
      return { words: m.consultation_count_months({ n: left.months }, o), late: false };
    case 'days': {
      const words =
        left.days === 0 ? m.consultation_count_today({}, o) : m.consultation_count_days({ n: left.days }, o);
      return { words, late: false };
    }
    case 'overdue':
      return { words: m.consultation_count_overdue({}, o), late: true };
  }
}

/** 川口市長からの諮問「…」　答申の期限　令和3年6月（あと2か月）: one line on an agenda (CST11). */
export function consultationSentence(line: ConsultationLine, today: Day, locale: Locale): string {
  const o = { locale };
  const asked = m.consultation_line({ askedBy: line.askedBy, title: line.title }, o);
  const left = countdownWords(line, today, locale);
  const due = m.consultation_due_by({ month: monthWords(line.dueMonth, locale) }, o);
  const how =
    line.submittedOn !== null
      ? m.consultation_out({ date: dateWords(line.submittedOn, locale) }, o)
      : left
        ? m.consultation_due_left({ due, countdown: left.words }, o)
        : due;
  return m.consultation_sentence({ question: asked, due: how }, o);
}

/** An act in the history; `detail` as the record keeps it. */
export function consultationActWords(act: string, detail: string, locale: Locale): string {
  const o = { locale };
  switch (act) {
    case 'changed': {
      const [from, to] = detail.split('/');
      return from && to
        ? m.consultation_act_changed_due({ from: monthWords(from, locale), to: monthWords(to, locale) }, o)
        : m.consultation_act_changed({}, o);
    }
    case 'planned':
      return m.consultation_act_planned({}, o);
    case 'begun':
      return m.consultation_act_begun({}, o);
    case 'drafting':
      return m.consultation_act_drafting({}, o);
    case 'on_agenda':
      return m.consultation_act_on_agenda({}, o);
    case 'frozen':
      return m.consultation_act_frozen({}, o);
    case 'adopted':
      return m.consultation_act_adopted({ decision: decisionWords(detail, locale) }, o);
    case 'submitted':
      return m.consultation_act_submitted({}, o);
    case 'erratum':
      return m.consultation_act_erratum({ no: detail }, o);
    case 'answered':
      return m.consultation_act_answered({ no: detail }, o);
    default:
      return m.consultation_act_entered({}, o);
  }
}

/** 令和3年4月20日付け川協推第3号で諮問のありました…: how a reply begins. */
export function reportLead(
  { receivedOn, askedNo }: { readonly receivedOn: Day; readonly askedNo: string },
  locale: Locale,
): string {
  const date = dateWords(receivedOn, locale);
  return askedNo
    ? m.consultation_paper_lead_no({ date, no: askedNo }, { locale })
    : m.consultation_paper_lead({ date }, { locale });
}

const answers = {
  yes: m.criteria_answer_yes,
  partly: m.criteria_answer_partly,
  no: m.criteria_answer_no,
} satisfies Record<CriterionAnswer, unknown>;

/** はい, 一部, いいえ. */
export function criterionAnswerWord(answer: CriterionAnswer, locale: Locale): string {
  return answers[answer]({}, { locale });
}

/** 世代を超えて参加できるか　はい（昼と夜に開く）. */
export function criterionWords({ criterion, answer, sentence }: AnsweredCriterion, locale: Locale): string {
  const said = { criterion, answer: criterionAnswerWord(answer, locale) };
  return sentence
    ? m.criteria_says_more({ ...said, sentence }, { locale })
    : m.criteria_says(said, { locale });
}

/** What can be chosen for a criterion. */
export function criterionChoices(
  locale: Locale,
): readonly { readonly value: CriterionAnswer; readonly label: string }[] {
  return criterionAnswers.map((value) => ({ value, label: criterionAnswerWord(value, locale) }));
}

const whys: Readonly<Record<string, (params: Record<string, never>, options: { locale: Locale }) => string>> =
  {
    'no-month': m.refusal_why_no_month,
    'due-before-received': m.refusal_why_due_before_received,
    'due-too-far': m.refusal_why_due_too_far,
    'after-due': m.refusal_why_after_due,
    'plan-after': m.refusal_why_plan_after,
    'meeting-twice': m.refusal_why_meeting_twice,
    'before-adopted': m.refusal_why_before_adopted,
    'before-submitted': m.refusal_why_before_submitted,
    'not-in-text': m.refusal_why_not_in_text,
    'same-words': m.refusal_why_same_words,
    'many-criteria': m.refusal_why_many_criteria,
    'same-criterion': m.refusal_why_same_criterion,
  };

/** Why an entry about a consultation or a criterion is refused; undefined where the refusal is about something else. */
export function consultationWhy(
  params: Readonly<Record<string, string | number>>,
  locale: Locale,
): string | undefined {
  return typeof params.why === 'string' && Object.hasOwn(whys, params.why)
    ? whys[params.why]?.({}, { locale })
    : undefined;
}
