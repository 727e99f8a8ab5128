import { m } from '#lib/paraglide/messages.js';
import {
  rulesOf,
  type Asked,
  type Mode,
  type OutcomeFigures,
  type Said,
  type Via,
} from '#lib/domain/deciding/index.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { weightWords } from './weights.ts';

const choices = {
  consent: m.choice_consent,
  concern: m.choice_concern,
  objection: m.choice_objection,
  stand_aside: m.choice_stand_aside,
  for: m.choice_for,
  against: m.choice_against,
  abstain: m.choice_abstain,
  blank: m.choice_blank,
  invalid: m.choice_invalid,
  notCast: m.choice_not_cast,
  // fingers: pages hold no other rounds whose choices are figures
  5: m.choice_fist_5,
  4: m.choice_fist_4,
  3: m.choice_fist_3,
  2: m.choice_fist_2,
  1: m.choice_fist_1,
  0: m.choice_fist_0,
};

/** 同意, 懸念あり, 異議, 保留, 賛成, 反対, 棄権, 4本 賛成; options are said as they are. */
export function choiceWord(choice: string, locale: Locale): string {
  return Object.hasOwn(choices, choice) ? choices[choice as keyof typeof choices]({}, { locale }) : choice;
}

/** What a reply chose, in words: the choice, or the options with their dots. */
export function saidWords(choice: Said, locale: Locale): string {
  if (typeof choice === 'string') return choiceWord(choice, locale);
  return Object.entries(choice)
    .map(([option, n]) => m.dots_put({ option, n }, { locale }))
    .join(m.ui_list_comma({}, { locale }));
}

/** That a reply was received, and by whose hand where it was not one's own. */
export function replyReceived(enteredBy: string, at: string, choice: string): string {
  return enteredBy === '' ? m.reply_mine({ at, choice }) : m.reply_entered({ at, choice, name: enteredBy });
}

const modes = {
  consent: m.mode_consent,
  majority: m.mode_majority,
  gradients: m.mode_gradients,
  fist: m.mode_fist,
  dots: m.mode_dots,
  borda: m.mode_borda,
  irv: m.mode_irv,
  'written-opinion': m.mode_written_opinion,
  'written-resolution': m.mode_written_resolution,
  'deemed-unanimity': m.mode_deemed_unanimity,
} satisfies Record<Mode, unknown>;

/** 合意の確認, 採決（多数決） … */
export function modeWord(mode: Mode, locale: Locale): string {
  return modes[mode]({}, { locale });
}

/** 合意の確認（第2回）. */
export function roundTitle(mode: Mode, no: number, locale: Locale): string {
  return m.round_title({ mode: modeWord(mode, locale), no }, { locale });
}

const vias = { live: m.via_live, electronic: m.via_electronic, paper: m.via_paper } satisfies Record<
  Via,
  unknown
>;

/** How a ballot came in: 会議の場で, 電磁的方法で, 紙で. */
export function viaWord(via: Via, locale: Locale): string {
  return vias[via]({}, { locale });
}

/** One figure with its word; `choice` decides the shape that is drawn before it. */
export interface SaidNumber {
  readonly choice: string;
  readonly label: string;
  /** The exact weight, as in the outcome, and in words. */
  readonly weight: string;
  readonly value: string;
  /** 人, 枚. */
  readonly unit: string;
  /** 1位; only where options are put in order. */
  readonly rank?: string;
}

const sides = ['for', 'against', 'abstain', 'invalid'] as const;

/** The numbers of a result with their words, in their fixed order (domain §5.8 ③). */
export function resultNumbers(outcome: OutcomeFigures, locale: Locale): SaidNumber[] {
  const { offered, shown } = rulesOf(outcome.mode);
  const o = { locale };
  const said = (choice: string, value: string): SaidNumber => ({
    choice,
    label: choiceWord(choice, locale),
    weight: value,
    value: weightWords(value, locale),
    unit: m.result_people_unit({}, o),
  });
  switch (shown) {
    case 'choices':
      return offered.map((choice) => said(choice, outcome.total.byChoice[choice] ?? '0'));
    case 'options':
      return outcome.ranking.map(({ option, score, rank }) => ({
        choice: '',
        label: option,
        weight: score,
        value: weightWords(score, locale),
        unit: m.dots_unit({}, o),
        rank: m.dots_rank({ rank }, o),
      }));
    case 'sides':
      return sides.map((side) => said(side, outcome.total[side]));
  }
}

/** Who was there and gave no reply; null when nobody (I6: silence is never consent). */
export function notCastNote({ total }: Pick<OutcomeFigures, 'total'>, locale: Locale): string | null {
  return total.notCast === '0'
    ? null
    : m.result_not_cast({ n: weightWords(total.notCast, locale) }, { locale });
}

const reasonLabels = {
  concern: m.reply_reason_concern,
  objection: m.reply_reason_objection,
  against: m.reply_reason_against,
  5: m.reply_reason_offer,
  2: m.reply_reason_worry,
  1: m.reply_reason_worry,
  0: m.reply_reason_worry,
};

/** The question beside a choice with which something is said (DEC7). */
export function reasonLabel(choice: string, locale: Locale): string {
  return Object.hasOwn(reasonLabels, choice)
    ? reasonLabels[choice as keyof typeof reasonLabels]({}, { locale })
    : choiceWord(choice, locale);
}

/** What a reason is for: a concern or objection must give one, a vote may. */
export function reasonHint({ reason }: Asked, locale: Locale): string {
  return reason === 'required'
    ? m.reply_reason_hint({}, { locale })
    : m.reply_reason_hint_vote({}, { locale });
}
