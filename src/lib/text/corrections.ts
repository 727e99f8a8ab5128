import { m } from '#lib/paraglide/messages.js';
import { factsPlace, itemPlace, otherPlace, type CorrectionState } from '#lib/domain/minutes/corrections.ts';
import type { ErratumFacts } from '#lib/domain/minutes/erratum.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { dateWords } from './dates.ts';
import { mandateWord } from './roles.ts';

/* Corrections and errata in words: where they point, what became of them, what an erratum says. */

/** 「議題3　見守り」, 「その他」, 「出席・採決などの記録」; `title` '' where it is not for the reader. */
export function placeWord(place: string, title: string, locale: Locale): string {
  const o = { locale };
  if (place === factsPlace) return m.correction_place_facts({}, o);
  if (place === otherPlace) return m.minutes_other({}, o);
  return m.minutes_item({ no: Number(place), title }, o).trim();
}

const states = {
  open: m.correction_open,
  taken: m.correction_taken,
  declined: m.correction_declined,
  withdrawn: m.correction_withdrawn,
} satisfies Record<CorrectionState, unknown>;

/** 回答待ち, 反映済み, 反映しない, 取下げ. */
export function correctionStateWord(state: CorrectionState, locale: Locale): string {
  return states[state]({}, { locale });
}

/** An erratum as lines under its number, ready for page, paper and Markdown. */
export interface SaidErratum {
  readonly title: string;
  readonly lines: readonly { readonly term: string; readonly text: string }[];
}

/** What an erratum says (ERT2); `facts` null: behind closed doors. `where`: the place it is about, in words. */
export function sayErratum(
  erratum: {
    readonly no: number;
    readonly facts: ErratumFacts | null;
    readonly sealedAt: number;
    readonly seq: number;
  },
  where: string,
  locale: Locale,
): SaidErratum {
  const o = { locale };
  const { facts } = erratum;
  const names = (facts?.decidedBy ?? []).map(({ capacity, name }) =>
    m.erratum_decider(
      {
        capacity: capacity === 'chair' ? mandateWord('chair', locale) : m.erratum_stands_behind({}, o),
        name,
      },
      o,
    ),
  );
  const line = (term: string, text: string) => ({ term, text });
  return {
    title: m.erratum_no({ no: erratum.no }, o),
    lines: [
      line(m.erratum_place({}, o), where),
      ...(facts
        ? [
            line(m.erratum_wrong({}, o), facts.quote || m.erratum_nothing_there({}, o)),
            line(m.erratum_right({}, o), facts.wording || m.erratum_left_out({}, o)),
            line(m.erratum_why({}, o), facts.why),
            line(m.erratum_asked_by({}, o), facts.askedBy),
            line(m.erratum_decided_by({}, o), names.join(m.ui_list_comma({}, o))),
          ]
        : [line(m.erratum_content({}, o), m.minutes_closed_word({}, o))]),
      line(
        m.erratum_sealed({}, o),
        m.erratum_sealed_at({ date: dateWords(erratum.sealedAt, locale), seq: erratum.seq }, o),
      ),
    ],
  };
}

/** A place as the minutes head it: 「議題3　見守り」, closed items without their title. */
export function placeIn(
  said: { readonly items: readonly { readonly no: number; readonly heading: string }[] },
  place: string,
  locale: Locale,
): string {
  return said.items.find(({ no }) => itemPlace(no) === place)?.heading ?? placeWord(place, '', locale);
}
