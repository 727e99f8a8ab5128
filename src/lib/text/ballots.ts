import { m } from '#lib/paraglide/messages.js';
import type { Mode, Via } from '#lib/domain/deciding/modes.ts';
import type { Outcome } from '#lib/domain/deciding/outcome.ts';
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
};

/** 同意, 懸念あり, 異議, 保留, 賛成, 反対, 棄権; levels and options are said as they are. */
export function choiceWord(choice: string, locale: Locale): string {
  return Object.hasOwn(choices, choice) ? choices[choice as keyof typeof choices]({}, { locale }) : choice;
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
  readonly value: string;
}

/** The numbers of a result with their words, in their fixed order (domain §5.8 ③). */
export function resultNumbers(outcome: Outcome, mode: Mode, locale: Locale): SaidNumber[] {
  const said = (choice: string, value: string): SaidNumber => ({
    choice,
    label: choiceWord(choice, locale),
    value: weightWords(value, locale),
  });
  if (mode === 'consent') {
    return (['consent', 'concern', 'objection', 'stand_aside'] as const).map((choice) =>
      said(choice, outcome.total.byChoice[choice] ?? '0'),
    );
  }
  if (outcome.ranking.length > 0) return outcome.ranking.map(({ option, score }) => said(option, score));
  if (Object.keys(outcome.total.byChoice).some((choice) => /^\d$/.test(choice)))
    return Object.entries(outcome.total.byChoice)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([choice, value]) => said(choice, value));
  return (['for', 'against', 'abstain', 'invalid'] as const).map((choice) =>
    said(choice, outcome.total[choice]),
  );
}

/** Who was there and gave no reply; null when nobody (I6: silence is never consent). */
export function notCastNote(outcome: Outcome, locale: Locale): string | null {
  return outcome.total.notCast === '0'
    ? null
    : m.result_not_cast({ n: weightWords(outcome.total.notCast, locale) }, { locale });
}
