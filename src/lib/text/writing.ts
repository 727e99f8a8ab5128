import { m } from '#lib/paraglide/messages.js';
import type { AnswerView, QuestionFaultKind, QuestionKind } from '#lib/domain/writing/questionnaire.ts';
import type {
  AnswerWay,
  Procedure,
  ReplyState,
  SentWay,
  WritingPhase,
} from '#lib/domain/writing/standing.ts';
import type { Locale } from '#lib/i18n/locale.ts';

/* Written meetings in words (WRT1–WRT14). */

const faults = {
  none: m.questionfault_none,
  'too-many': m.questionfault_too_many,
  text: m.questionfault_text,
  long: m.questionfault_long,
  options: m.questionfault_options,
  'option-twice': m.questionfault_option_twice,
  ends: m.questionfault_ends,
} satisfies Record<QuestionFaultKind, unknown>;

/** What keeps a questionnaire from being sent; `no`: which question, from 1. */
export function questionFaultWords(why: string, no: number, locale: Locale): string | undefined {
  return Object.hasOwn(faults, why) ? faults[why as QuestionFaultKind]({ no }, { locale }) : undefined;
}

const kinds = {
  free: m.question_kind_free,
  single: m.question_kind_single,
  multiple: m.question_kind_multiple,
  scale: m.question_kind_scale,
} satisfies Record<QuestionKind, unknown>;

/** 自由記述, 一つ選ぶ, いくつでも選ぶ, 5段階. */
export function questionKindWord(kind: QuestionKind, locale: Locale): string {
  return kinds[kind]({}, { locale });
}

const views = {
  named: m.question_view_named,
  anonymous: m.question_view_anonymous,
  secretariat: m.question_view_secretariat,
} satisfies Record<AnswerView, unknown>;

/** Who will read the answer, as it is said before one answers (WRT8). */
export function answerViewWords(view: AnswerView, locale: Locale): string {
  return views[view]({}, { locale });
}

const phases = {
  draft: m.writing_phase_draft,
  open: m.writing_phase_open,
  ended: m.writing_phase_ended,
  cancelled: m.writing_phase_cancelled,
} satisfies Record<WritingPhase, unknown>;

/** 準備中, 回答受付中, 締切り, 取りやめ. */
export function writingPhaseWord(phase: WritingPhase, locale: Locale): string {
  return phases[phase]({}, { locale });
}

const replies = {
  unsent: m.reply_state_unsent,
  sent: m.reply_state_sent,
  opened: m.reply_state_opened,
  writing: m.reply_state_writing,
  answered: m.reply_state_answered,
  no_opinion: m.reply_state_no_opinion,
  late: m.reply_state_late,
  none: m.reply_state_none,
} satisfies Record<ReplyState, unknown>;

/** 未送付, 送付済み, 閲覧, 記入中, 回答, 意見なし, 期限後, 未回答. */
export function replyStateWord(state: ReplyState, locale: Locale): string {
  return replies[state]({}, { locale });
}

const sent = {
  link: m.sent_way_link,
  post: m.sent_way_post,
  handed: m.sent_way_handed,
} satisfies Record<SentWay, unknown>;

/** リンク, 郵送, 手渡し. */
export function sentWayWord(way: SentWay, locale: Locale): string {
  return sent[way]({}, { locale });
}

const ways = {
  link: m.answer_way_link,
  account: m.answer_way_account,
  slip: m.answer_way_slip,
  telephone: m.answer_way_telephone,
} satisfies Record<AnswerWay, unknown>;

/** リンクから, ログインして, 用紙, 電話. */
export function answerWayWord(way: AnswerWay, locale: Locale): string {
  return ways[way]({}, { locale });
}

const procedureWords = {
  opinion: { name: m.procedure_opinion, means: m.procedure_opinion_means },
} satisfies Record<Procedure, unknown>;

/** What kind of written meeting it is, and in a sentence what comes of it. */
export function procedureWord(procedure: Procedure, locale: Locale): string {
  return procedureWords[procedure].name({}, { locale });
}
export function procedureMeans(procedure: Procedure, locale: Locale): string {
  return procedureWords[procedure].means({}, { locale });
}
