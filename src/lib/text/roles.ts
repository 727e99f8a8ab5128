import { m } from '#lib/paraglide/messages.js';
import type { Role } from '#lib/domain/policy/actions.ts';
import type { Locale } from '#lib/i18n/locale.ts';

/** Who does what for a decision, in words: responsibility, level of collaboration, party, answer. */

export const responsibilities = ['lead', 'support', 'consulted', 'informed'] as const;
export type Responsibility = (typeof responsibilities)[number];

const responsibilityWords = {
  lead: { word: m.role_lead, mark: m.role_lead_mark, help: m.role_lead_help },
  support: { word: m.role_support, mark: m.role_support_mark, help: m.role_support_help },
  consulted: { word: m.role_consulted, mark: m.role_consulted_mark, help: m.role_consulted_help },
  informed: { word: m.role_informed, mark: m.role_informed_mark, help: m.role_informed_help },
} satisfies Record<Responsibility, unknown>;

/** 主担当, 協力, 相談先, 報告先. */
export function responsibilityWord(responsibility: Responsibility, locale: Locale): string {
  return responsibilityWords[responsibility].word({}, { locale });
}

/** One character for the cell of a table: 主 協 相 報. */
export function responsibilityMark(responsibility: Responsibility, locale: Locale): string {
  return responsibilityWords[responsibility].mark({}, { locale });
}

/** What the responsibility asks: 責任をもって進めます. */
export function responsibilityHelp(responsibility: Responsibility, locale: Locale): string {
  return responsibilityWords[responsibility].help({}, { locale });
}

/** The five steps of 協働の領域 (domain §4.5): 1 residents alone … 5 administration alone. */
export const levels = [1, 2, 3, 4, 5] as const;
export type Level = (typeof levels)[number];

const levelWords = {
  1: m.level_1,
  2: m.level_2,
  3: m.level_3,
  4: m.level_4,
  5: m.level_5,
} satisfies Record<Level, unknown>;

/** 住民の責任と主体性 … 行政の責任と主体性. */
export function levelWord(level: Level, locale: Locale): string {
  return levelWords[level]({}, { locale });
}

/** A number from a row or a form as a level; null when it is none. */
export function asLevel(value: number): Level | null {
  return levels.find((level) => level === value) ?? null;
}

export type Party = 'community' | 'administration' | 'partner';

const parties = {
  community: m.party_community,
  administration: m.party_administration,
  partner: m.party_partner,
} satisfies Record<Party, unknown>;

/** 地域, 市, 協働相手. */
export function partyWord(party: Party, locale: Locale): string {
  return parties[party]({}, { locale });
}

export type AssignmentState = 'asked' | 'accepted' | 'declined' | 'negotiating' | 'informed' | 'done';

const assignments = {
  asked: m.assignment_asked,
  accepted: m.assignment_accepted,
  declined: m.assignment_declined,
  negotiating: m.assignment_negotiating,
  informed: m.assignment_informed,
  done: m.assignment_done,
} satisfies Record<AssignmentState, unknown>;

/** 回答待ち, 引受け済み, 辞退, 相談中, お知らせ済み, 完了. */
export function assignmentWord(state: AssignmentState, locale: Locale): string {
  return assignments[state]({}, { locale });
}

const requestAnswers = {
  asked: m.request_asked,
  accepted: m.request_accepted,
  declined: m.request_declined,
  negotiating: m.request_negotiating,
  informed: m.assignment_informed,
  done: m.request_done,
} satisfies Record<AssignmentState, unknown>;

/** What the city says to a request: it is no part in a task, and no is an answer, not a withdrawal from one. */
export function requestAnswerWord(state: AssignmentState, locale: Locale): string {
  return requestAnswers[state]({}, { locale });
}

/** Part and answer of a party in a task, in words; who is asked for something by a request has no part in it (ROL8). */
export function partWords(
  role: {
    readonly responsibility: Responsibility;
    readonly state: AssignmentState;
    readonly requestToCity: boolean;
  },
  locale: Locale,
): { part: string; answer: string } {
  const { responsibility, state, requestToCity } = role;
  return requestToCity && responsibility === 'lead'
    ? { part: m.minutes_request_to_city({}, { locale }), answer: requestAnswerWord(state, locale) }
    : { part: responsibilityWord(responsibility, locale), answer: assignmentWord(state, locale) };
}

const mandates = {
  member: m.mandate_member,
  alternate: m.mandate_alternate,
  chair: m.mandate_chair,
  vice_chair: m.mandate_vice_chair,
  facilitator: m.mandate_facilitator,
  recorder: m.mandate_recorder,
  treasurer: m.mandate_treasurer,
  secretariat: m.mandate_secretariat,
  officer: m.mandate_officer,
  auditor: m.mandate_auditor,
  translator: m.mandate_translator,
  subcommittee_head: m.mandate_subcommittee_head,
  resident: m.mandate_resident,
  observer: m.mandate_observer,
  delegate: m.mandate_delegate,
} satisfies Record<Role, unknown>;

/** 会長, 進行役, 書記 …: the role a mandate gives. */
export function mandateWord(role: Role, locale: Locale): string {
  return mandates[role]({}, { locale });
}

/** 議長: whoever presides over a meeting. */
export function presidingWord(locale: Locale): string {
  return m.mandate_presiding_chair({}, { locale });
}
