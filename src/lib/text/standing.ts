import { m } from '#lib/paraglide/messages.js';
import { timeOf } from '#lib/domain/calendar/jst.ts';
import type { FrozenRule, HouseholdFigures, HouseholdRule } from '#lib/domain/deciding/index.ts';
import type { MinutesRound } from '#lib/domain/minutes/document.ts';
import type { TableSide, TableSides } from '#lib/domain/meeting/open-table.ts';
import { choiceWord } from './ballots.ts';
import { intlTag, sentences } from './customs.ts';
import { timeWords } from './dates.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { householdWords } from './quorum.ts';
import { categoryWord } from './rule-categories.ts';
import { weightWords } from './weights.ts';

/* How a round stood beside its count, in sentences: for its page, its print and the minutes. */

/** The quorum of the seats when a round opened. */
export interface SaidMeter {
  readonly attended: string;
  readonly needed: string | null;
  readonly eligible: string;
}

/** 受付を始めた時点で、名簿の25人のうち出席・委任は20人でした（必要13人）。 */
export function meterSentence(
  meter: SaidMeter,
  locale: Locale,
  figures: HouseholdFigures | null = null,
): string {
  const { attended, needed, eligible } = meter;
  const households = householdWords(figures, meter, locale);
  if (households)
    return needed === null
      ? m.standing_meter_households_free({ ...households }, { locale })
      : m.standing_meter_households({ ...households }, { locale });
  const said = { attended: weightWords(attended, locale), eligible: weightWords(eligible, locale) };
  return needed === null
    ? m.standing_meter_free(said, { locale })
    : m.standing_meter({ ...said, needed: weightWords(needed, locale) }, { locale });
}

/** Seats that could not reply all the time, with when they could, 'HH:MM'. */
type ReachAt = NonNullable<MinutesRound['reach']>;

/** So many seats of the same hours are named on a page; the others are counted. */
const mostNamed = 5;

/** Who could reply when, a sentence for all of the same hours: 浜町町会、緑町自治会は、午後7時20分から会場にいました。 */
function reachSentences(reach: ReachAt, locale: Locale): string[] {
  const o = { locale };
  return sameHours(reach, locale).map(([times, labels]) => {
    const named = labels.slice(0, mostNamed).join(m.ui_list_comma({}, o));
    const n = labels.length - mostNamed;
    return m.standing_reach(
      { label: n > 0 ? m.standing_reach_more({ names: named, n }, o) : named, times },
      o,
    );
  });
}

/** The same as minutes say it, with every name. */
export function reachInMinutes(reach: ReachAt, locale: Locale): string[] {
  const o = { locale };
  return sameHours(reach, locale).map(([times, labels]) =>
    m.minutes_reach({ label: labels.join(m.ui_list_comma({}, o)), times }, o),
  );
}

/** Hours as words with the seats they hold for, in the order of their first. */
function sameHours(reach: ReachAt, locale: Locale): [string, string[]][] {
  const found = Map.groupBy(reach, ({ stays }) => staysWords(stays, locale));
  return [...found].map(([times, seats]) => [times, seats.map(({ label }) => label)]);
}

/** Stretches of 'HH:MM' as words. */
function staysWords(
  stays: readonly { readonly from: string; readonly to: string }[],
  locale: Locale,
): string {
  const times = stays.map(({ from, to }) =>
    m.standing_stay({ from: timeWords(from, locale), to: timeWords(to, locale) }, { locale }),
  );
  return new Intl.ListFormat(intlTag(locale), { type: 'conjunction' }).format(times);
}

/** Members and comers side by side, a sentence each. */
export function sidesSentences(sides: TableSides, locale: Locale): string[] {
  return [
    m.standing_members(said(sides.members, locale), { locale }),
    m.standing_comers(said(sides.comers, locale), { locale }),
  ];
}

function said({ asked, byChoice, replied }: TableSide, locale: Locale) {
  const o = { locale };
  const numbers = Object.entries(byChoice).map(([choice, n]) =>
    m.minutes_count_of({ label: choiceWord(choice, locale), n: `${n}` }, o),
  );
  const silent = asked - replied;
  if (silent > 0)
    numbers.push(m.minutes_count_of({ label: choiceWord('notCast', locale), n: `${silent}` }, o));
  return { asked, numbers: numbers.join(m.ui_list_comma({}, o)) || m.standing_nobody({}, o) };
}

/** The quorum at the opening of a round, as minutes say it. */
export function openingInMinutes(
  meter: SaidMeter,
  locale: Locale,
  figures: HouseholdFigures | null = null,
): string {
  const { attended, needed, eligible } = meter;
  const households = householdWords(figures, meter, locale);
  if (households)
    return needed === null
      ? m.minutes_opening_households_free({ ...households }, { locale })
      : m.minutes_opening_households({ ...households }, { locale });
  const said = { attended: weightWords(attended, locale), eligible: weightWords(eligible, locale) };
  return needed === null
    ? m.minutes_opening_free(said, { locale })
    : m.minutes_opening({ ...said, needed: weightWords(needed, locale) }, { locale });
}

/** Members and comers side by side, as minutes say it. */
export function sidesInMinutes(sides: TableSides, locale: Locale): string[] {
  return [
    m.minutes_side_members(said(sides.members, locale), { locale }),
    m.minutes_side_comers(said(sides.comers, locale), { locale }),
  ];
}

/** How a round stood, as its page says it. */
export function standingSentences(
  standing: {
    readonly meter: SaidMeter | null;
    readonly reach: readonly {
      readonly label: string;
      readonly stays: readonly { readonly from: number; readonly to: number }[];
    }[];
    readonly sides: TableSides | null;
    readonly seatsAlone: {
      readonly attended: string;
      readonly needed: string | null;
      readonly met: boolean;
    } | null;
    readonly households: HouseholdFigures | null;
  },
  locale: Locale,
): string[] {
  const { meter, reach, sides, seatsAlone, households } = standing;
  return [
    ...(meter ? [meterSentence(meter, locale, households)] : []),
    ...reachSentences(
      reach.map(({ label, stays }) => ({
        label,
        stays: stays.map(({ from, to }) => ({ from: timeOf(from), to: timeOf(to) })),
      })),
      locale,
    ),
    ...(sides ? sidesSentences(sides, locale) : []),
    ...(seatsAlone && !seatsAlone.met
      ? [
          m.standing_seats_alone(
            {
              attended: weightWords(seatsAlone.attended, locale),
              needed: weightWords(seatsAlone.needed ?? '0', locale),
            },
            { locale },
          ),
        ]
      : []),
  ];
}

type HouseholdSaid = Partial<
  Record<HouseholdRule, (of: Record<never, never>, o: { locale: Locale }) => string>
>;

const heldHouseholds: HouseholdSaid = {
  one_per_household: m.rule_held_household_one,
  member_fraction: m.rule_held_household_fraction,
  one_per_person: m.rule_held_household_person,
};

const householdsRecorded: HouseholdSaid = {
  one_per_household: m.minutes_rule_household_one,
  member_fraction: m.minutes_rule_household_fraction,
  one_per_person: m.minutes_rule_household_person,
};

/** How households were asked, as minutes say it; '' where they were not. */
export function householdsInMinutes(rule: HouseholdRule | undefined, locale: Locale): string {
  return householdsRecorded[rule ?? 'none']?.({}, { locale }) ?? '';
}

/** What of the frozen rule is no matter of counting: who was asked, what was taken, whose matter it was. */
export function heldRuleWords(
  rule: Pick<FrozenRule, 'roll' | 'writtenAllowed' | 'category' | 'householdRule'>,
  locale: Locale,
): string {
  const o = { locale };
  return sentences(
    [
      rule.category ? m.rule_held_category({ category: categoryWord(rule.category, locale) }, o) : '',
      heldHouseholds[rule.householdRule ?? 'none']?.({}, o) ?? '',
      rule.roll === 'door' ? m.rule_held_door({}, o) : '',
      rule.writtenAllowed === false ? m.rule_held_room_only({}, o) : '',
    ],
    locale,
  );
}
