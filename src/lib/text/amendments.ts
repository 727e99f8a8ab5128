import { m } from '#lib/paraglide/messages.js';
import type { AmendmentState, Mode } from '#lib/domain/deciding/index.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { roundTitle } from './ballots.ts';

const states = {
  waiting: m.amendment_state_waiting,
  asked: m.amendment_state_asked,
  carried: m.amendment_state_carried,
  lost: m.amendment_state_lost,
  withdrawn: m.amendment_state_withdrawn,
} satisfies Record<AmendmentState, unknown>;

/** 採決待ち, 可決, 否決 … */
export function amendmentStateWord(state: AmendmentState, locale?: Locale): string {
  return states[state]({}, locale === undefined ? {} : { locale });
}

/** 採決（多数決）第2回　修正案1 */
export function askedTitle(mode: Mode, no: number, amendment: number | null, locale: Locale): string {
  const title = roundTitle(mode, no, locale);
  return amendment === null ? title : m.round_title_amendment({ title, n: amendment }, { locale });
}
