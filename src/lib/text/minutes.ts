import { m } from '#lib/paraglide/messages.js';
import { filledThrough, itemsOf } from '#lib/domain/minutes/disclose.ts';
import {
  sectionOf,
  type MinutesDocument,
  type MinutesSeat,
  type MinutesStay,
} from '#lib/domain/minutes/document.ts';
import { fillNames } from '#lib/domain/minutes/names.ts';
import type { NamedValue } from '#lib/domain/minutes/scribe.ts';
import { sentences } from './customs.ts';
import { fiscalYearWords, recordDateWords, timeWords } from './dates.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { attendanceWord, visibilityWord, type Visibility } from './meeting.ts';
import { sayItems, sayLines, type SaidItem, type SaidLine } from './minutes-items.ts';
import { writtenFacts } from './minutes-written.ts';
import { mandateWord, presidingWord } from './roles.ts';
import { householdWords } from './quorum.ts';
import { weightWords } from './weights.ts';

/*
 * Minutes in a language: headings, sentences and lines, ready for the page, for paper and for Markdown. The
 * document itself holds facts only (MIN2); whoever shows it puts these words round them.
 */

export interface SaidFact {
  readonly key: string;
  readonly term: string;
  readonly text: string;
  /** The same as single entries, where it is a list of people or papers that should break between them. */
  readonly parts: readonly string[];
}

export interface SaidMinutes {
  /** 令和4年度（2022年度）第4回 */
  readonly kicker: string;
  readonly council: string;
  readonly facts: readonly SaidFact[];
  readonly items: readonly SaidItem[];
  readonly other: readonly SaidLine[];
  /** In the order of the document. */
  readonly signatories: readonly { readonly capacity: string; readonly name: string }[];
}

/** The document in words; names and closed items as far as `disclosures` open them (MIN8). */
export function sayMinutes(
  document: MinutesDocument,
  disclosures: readonly NamedValue[],
  locale: Locale,
): SaidMinutes {
  const o = { locale };
  const values = new Map(disclosures.map(({ name, value }) => [name, value]));
  const fill = (text: string): string =>
    fillNames(text, (path) => (path.startsWith('closed/') ? closed(path) : nameAt(path)), hidden);
  const hidden = m.minutes_name_hidden({}, o);
  const nameAt = (path: string) => {
    const value = values.get(path);
    return typeof value === 'string' ? value : undefined;
  };
  const closed = (path: string) => {
    const value = values.get(path);
    if (typeof value === 'string') return value;
    const text = typeof value === 'object' && value !== null && 'text' in value ? value.text : null;
    return typeof text === 'string' ? fill(text) : m.minutes_closed_word({}, o);
  };
  const filled = filledThrough(document, fill);
  const items = filledThrough([...itemsOf(document, disclosures)], fill);
  const body = sectionOf(filled, 'body');
  const other = sectionOf(filled, 'other');
  return {
    kicker: m.minutes_kicker({ year: fiscalYearWords(body.fiscalYear, locale), seq: body.seq }, o),
    council: body.council,
    facts: sayFacts(document, filled, locale),
    items: sayItems(
      items,
      { seats: sectionOf(filled, 'members').counts.seats, ...hoursOf(sectionOf(filled, 'date_place')) },
      locale,
    ),
    other: sayLines(other.text),
    signatories: other.signatories.map(({ capacity, name }) => ({
      capacity: capacity === 'chair' ? presidingWord(locale) : m.minutes_capacity_signatory({}, o),
      name,
    })),
  };
}

const hoursOf = ({ from, to }: { readonly from: string; readonly to: string }) => ({ from, to });

/** Those who watched, and beside them those who had a voice at an open table. */
function observersWords(
  { count, comers }: { readonly count: number; readonly comers?: number },
  locale: Locale,
): string {
  const watched = m.minutes_people_count({ n: count }, { locale });
  return comers === undefined ? watched : m.minutes_observers_and_comers({ watched, n: comers }, { locale });
}

function sayFacts(document: MinutesDocument, filled: MinutesDocument, locale: Locale): SaidFact[] {
  const o = { locale };
  const members = sectionOf(filled, 'members');
  const where = sectionOf(filled, 'date_place');
  const open = sectionOf(filled, 'openness');
  const openWord = visibilityWord(open.visibility as Visibility, locale);
  const { staff } = sectionOf(filled, 'staff');
  const { materials } = sectionOf(filled, 'materials');
  // by their placeholders: two people may have one name, and withheld names are all alike
  const raw = sectionOf(document, 'members');
  const labelOf = new Map(
    [...raw.present, ...raw.absent].map(({ name }, i) => [
      name,
      [...members.present, ...members.absent][i]?.label ?? '',
    ]),
  );
  const withLabel = (name: string, i: number) => {
    const label = labelOf.get(raw.offices[i]?.name ?? null);
    return label ? m.minutes_person_of({ name, label }, o) : name;
  };
  const opennessFact: Fact = [
    'open',
    m.minutes_fact_open({}, o),
    open.reason ? m.minutes_open_reason({ word: openWord, reason: open.reason }, o) : openWord,
  ];
  const officesFact: Fact = [
    'offices',
    m.minutes_fact_offices({}, o),
    members.offices.map(({ office, name, from }, i) => {
      const said = { office: officeWord(office, locale), name: withLabel(name, i) };
      return from === undefined
        ? m.minutes_office(said, o)
        : m.minutes_office_from({ ...said, time: timeWords(from, locale) }, o);
    }),
  ];
  const materialsFact: Fact = [
    'materials',
    m.minutes_fact_materials({}, o),
    materials.map(({ no, title }) => `${m.material_no({ no }, o)} ${title}`),
  ];
  const inWriting =
    members.replies &&
    writtenFacts(
      { replies: members.replies, seats: members.absent },
      (seat) => personOf(seat, locale),
      locale,
    );
  if (inWriting)
    return said(
      [
        ['when', m.minutes_fact_period({}, o), when(where, locale)],
        opennessFact,
        inWriting.replies,
        officesFact,
        ...inWriting.people,
        materialsFact,
      ],
      locale,
    );
  const facts: Fact[] = [
    ['when', m.minutes_fact_when({}, o), when(where, locale)],
    [
      'where',
      m.minutes_fact_where({}, o),
      where.online ? m.minutes_where_online({ place: where.place }, o) : where.place,
    ],
    opennessFact,
    ['attendance', m.minutes_fact_attendance({}, o), attendance(members, locale)],
    officesFact,
    [
      'present',
      m.minutes_fact_present({}, o),
      members.present.map((seat) => thereWhen(presentSeat(seat, o), seat.times, where, locale)),
    ],
    ['absent', m.minutes_fact_absent({}, o), members.absent.map((seat) => absentSeat(seat, locale))],
    [
      'staff',
      m.minutes_fact_staff({}, o),
      staff.map(({ name, section, times }) =>
        thereWhen(section ? m.minutes_person_of({ name, label: section }, o) : name, times, where, locale),
      ),
    ],
    ['observers', m.minutes_fact_observers({}, o), observersWords(sectionOf(filled, 'observers'), locale)],
    materialsFact,
  ];
  return said(facts, locale);
}

/** Key, term and what stands under it. */
type Fact = [string, string, string | readonly string[]];

function said(facts: readonly Fact[], locale: Locale): SaidFact[] {
  const o = { locale };
  const nobody = m.minutes_nobody({}, o);
  return facts.map(([key, term, words]) =>
    typeof words === 'string'
      ? { key, term, text: words, parts: [] }
      : { key, term, text: words.join(m.ui_list_comma({}, o)) || nobody, parts: words },
  );
}

/** Somebody with when he came late, left early and came back (REG11); `times` is left out where it was all the time. */
function thereWhen(
  who: string,
  times: readonly MinutesStay[] | undefined,
  meeting: { readonly from: string; readonly to: string },
  locale: Locale,
): string {
  const o = { locale };
  const words = (times ?? []).flatMap(({ from, to }, i) => [
    ...(i > 0 ? [m.minutes_stay_back({ time: timeWords(from, locale) }, o)] : []),
    ...(i === 0 && from !== meeting.from ? [m.minutes_stay_came({ time: timeWords(from, locale) }, o)] : []),
    ...(to === meeting.to ? [] : [m.minutes_stay_left({ time: timeWords(to, locale) }, o)]),
  ]);
  return words.length === 0 ? who : m.minutes_stay({ who, words: words.join(m.ui_list_comma({}, o)) }, o);
}

function when(
  at: { readonly day: string; readonly from: string; readonly endDay: string; readonly to: string },
  locale: Locale,
): string {
  const [from, to] = [timeWords(at.from, locale), timeWords(at.to, locale)];
  const date = recordDateWords(at.day, locale);
  return at.endDay === at.day
    ? m.minutes_when({ date, from, to }, { locale })
    : m.minutes_when_next({ date, from, end: recordDateWords(at.endDay, locale), to }, { locale });
}

function attendance({ counts, quorum }: ReturnType<typeof sectionOf<'members'>>, locale: Locale): string {
  const o = { locale };
  const n = counts.present + counts.online + counts.alternate;
  const figures = {
    seats: counts.seats,
    attended: weightWords(quorum.attended, locale),
    needed: weightWords(quorum.needed ?? '0', locale),
  };
  const households = householdWords(quorum.households, quorum, locale);
  const stood = households
    ? quorum.needed === null
      ? m.minutes_quorum_households_free({ ...households }, o)
      : quorum.met
        ? m.minutes_quorum_households_met({ ...households }, o)
        : m.minutes_quorum_households_unmet({ ...households }, o)
    : quorum.needed === null
      ? m.minutes_quorum_free({ seats: counts.seats }, o)
      : quorum.met
        ? m.minutes_quorum_met(figures, o)
        : m.minutes_quorum_unmet(figures, o);
  return sentences([m.minutes_counts({ ...counts, n }, o), stood], locale);
}

function presentSeat({ name, label, alternate }: MinutesSeat, o: { locale: Locale }): string {
  if (alternate !== null)
    return name === null
      ? m.minutes_alternate_vacant({ name: alternate, label }, o)
      : m.minutes_alternate_of({ name: alternate, label, member: name }, o);
  return name === null ? m.minutes_seat_vacant({ label }, o) : m.minutes_person_of({ name, label }, o);
}

function absentSeat({ name, label, standing }: MinutesSeat, locale: Locale): string {
  if (name === null || (standing !== 'proxy' && standing !== 'written'))
    return personOf({ name, label }, locale);
  return m.minutes_absent_way({ name, label, way: attendanceWord(standing, locale) }, { locale });
}

function personOf({ name, label }: Pick<MinutesSeat, 'name' | 'label'>, locale: Locale): string {
  return name === null
    ? m.minutes_seat_vacant({ label }, { locale })
    : m.minutes_person_of({ name, label }, { locale });
}

function officeWord(office: string, locale: Locale): string {
  if (office === 'chair') return presidingWord(locale);
  return mandateWord(office === 'recorder' ? 'recorder' : 'facilitator', locale);
}
