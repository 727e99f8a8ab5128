import { m } from '#lib/paraglide/messages.js';
import type { LotState } from '#lib/domain/lots/life.ts';
import { lotLimits, type Announcement, type LotKind, type LotSource } from '#lib/domain/lots/lot.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { dateWords } from './dates.ts';

/* Draws in words (LOT1–LOT9). */

const kinds = { some: m.lot_kind_some, groups: m.lot_kind_groups, turns: m.lot_kind_turns } satisfies Record<
  LotKind,
  unknown
>;

/** 何人かを選ぶ, 班に分ける, 順番を決める. */
export function lotKindWord(kind: LotKind, locale: Locale): string {
  return kinds[kind]({}, { locale });
}

const sources = { room: m.lot_source_room, published: m.lot_source_published } satisfies Record<
  LotSource,
  unknown
>;

/** その場で出す数字, 後で公表される数字. */
export function lotSourceWord(source: LotSource, locale: Locale): string {
  return sources[source]({}, { locale });
}

const states = {
  announced: m.lot_state_announced,
  drawn: m.lot_state_drawn,
  set_aside: m.lot_state_set_aside,
} satisfies Record<LotState, unknown>;

/** 名簿を固定, 抽選済み, 取りやめ. */
export function lotStateWord(state: LotState, locale: Locale): string {
  return states[state]({}, { locale });
}

/** What is drawn, in one sentence: 5件から2件を選びます. */
export function lotSentence({ kind, count, names }: Announcement, locale: Locale): string {
  const o = { locale };
  const all = names.length;
  switch (kind) {
    case 'some':
      return m.lot_sentence_some({ all, n: count ?? 0 }, o);
    case 'groups':
      return m.lot_sentence_groups({ all, n: count ?? 0 }, o);
    case 'turns':
      return m.lot_sentence_turns({ all }, o);
  }
}

/** Which figure it will be: of the room, or of others with its day. */
export function figureWords({ source, figure, on }: Announcement, locale: Locale): string {
  return source === 'room' || on === null
    ? m.lot_figure_room({}, { locale })
    : m.lot_figure_published({ figure, date: dateWords(on, locale) }, { locale });
}

type Params = Readonly<Record<string, string | number>>;
const whys: Readonly<Record<string, (params: Params, locale: Locale) => string>> = {
  'few-names': (_, locale) => m.refusal_why_few_names({}, { locale }),
  'many-names': (_, locale) => m.refusal_why_many_names({ most: lotLimits.most }, { locale }),
  'same-name': (p, locale) => m.refusal_why_same_name({ name: p.name ?? '' }, { locale }),
  'no-figure': (_, locale) => m.refusal_why_no_figure({ most: lotLimits.digits }, { locale }),
  'not-yet-published': (_, locale) => m.refusal_why_not_yet_published({}, { locale }),
};

/** Why a draw is refused; undefined where the refusal is about something else. */
export function lotWhy(params: Params, locale: Locale): string | undefined {
  return typeof params.why === 'string' && Object.hasOwn(whys, params.why)
    ? whys[params.why]?.(params, locale)
    : undefined;
}
