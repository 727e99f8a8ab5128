import type { CriterionAnswer } from '#lib/domain/consultation/criteria.ts';
import { criterionWords } from './consultation.ts';
import { m } from '#lib/paraglide/messages.js';
import { spokenHash } from '#lib/domain/canonical/text.ts';
import type { MinutesDecision, MinutesItem, OpenItem } from '#lib/domain/minutes/document.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { itemStateWord, itemTypeWord, type ItemState, type ItemType } from './meeting.ts';
import { sayDivision, sayRound, type SaidDivision, type SaidRound } from './minutes-results.ts';
import { recordDateWords, timeWords } from './dates.ts';
import { recordLabel, type SaidCode } from './outcome.ts';
import { decisionWords } from './states.ts';

/** The record of each item in words: gist, what was put to a decision, how it ended, who does what. */

export interface SaidLine {
  readonly text: string;
  /** An entry of a list keeps its mark and stands in by so many steps; null: a paragraph. */
  readonly entry: number | null;
}

/** A text as it was frozen; `decision`: it is what was decided. */
export interface SaidText {
  readonly kind: 'text';
  readonly version: string;
  readonly decision: { readonly no: string; readonly title: string } | null;
  readonly lines: readonly string[];
  readonly words: string;
}

export type SaidBlock =
  | SaidText
  | ({ readonly kind: 'round' } & SaidRound)
  | { readonly kind: 'remark'; readonly text: string }
  | ({ readonly kind: 'division' } & SaidDivision);

export interface SaidItem {
  readonly no: number;
  readonly heading: string;
  /** What became of it, in a tag. */
  readonly tag: { readonly decided: boolean; readonly label: string } | null;
  readonly closed: boolean;
  readonly gist: readonly SaidLine[];
  readonly blocks: readonly SaidBlock[];
}

/** What the record knows of the meeting: how many seats, for 「25人のうち22人」, and when it was opened and closed, 'HH:MM'. */
export interface ItemsOf {
  readonly seats: number;
  readonly from: string;
  readonly to: string;
}

/** Texts are filled in already. */
export function sayItems(items: readonly MinutesItem[], of: ItemsOf, locale: Locale): SaidItem[] {
  return items.map((item) =>
    item.visibility === 'open' ? sayItem(item, of, locale) : closedItem(item.no, locale),
  );
}

function closedItem(no: number, locale: Locale): SaidItem {
  return {
    no,
    heading: m.minutes_item_closed({ no }, { locale }),
    tag: null,
    closed: true,
    gist: [{ text: m.minutes_closed_words({}, { locale }), entry: null }],
    blocks: [],
  };
}

function sayItem(item: OpenItem, { seats, ...times }: ItemsOf, locale: Locale): SaidItem {
  const title = item.title || itemTypeWord(item.type as ItemType, locale);
  const tag = tagOf(item, times, locale);
  const gist = sayLines(item.notes);
  const blocks = blocksOf(item, seats, locale);
  const bare = tag === null && gist.length + blocks.length === 0 && !ceremonies.includes(item.type);
  return {
    no: item.no,
    heading: m.minutes_item({ no: item.no, title }, { locale }),
    tag,
    closed: false,
    gist: bare ? [{ text: bareWords(item.state, locale), entry: null }] : gist,
    blocks,
  };
}

/** Their heading says all there is to say. */
const ceremonies = ['opening', 'greeting', 'closing', 'post_session'];

/** What stands below a heading that has nothing else: never a heading alone (MIN18). */
function bareWords(state: string, locale: Locale): string {
  return state === 'untouched'
    ? m.minutes_item_untouched({}, { locale })
    : m.minutes_item_silent({}, { locale });
}

const reportable = ['report', 'discussion', 'decision'];

function tagOf(
  { decisions, state, type }: OpenItem,
  { from, to }: Omit<ItemsOf, 'seats'>,
  locale: Locale,
): SaidItem['tag'] {
  if (decisions.length > 0)
    return {
      decided: true,
      label: decisions.map(({ no }) => decisionWords(no, locale)).join(m.ui_list_comma({}, { locale })),
    };
  // the record knows when: nobody types the hour a second time (MIN19)
  if (type === 'opening') return { decided: false, label: timeWords(from, locale) };
  if (type === 'closing') return { decided: false, label: timeWords(to, locale) };
  if (state !== 'decided' && state !== 'reported' && state !== 'carried_over') return null;
  // that an opening was opened needs no tag
  if (state === 'reported' && !reportable.includes(type)) return null;
  return { decided: false, label: itemStateWord(state as ItemState, locale) };
}

/** Lines of a text; marks of lists and checkboxes keep their step. Empty lines only part paragraphs. */
export function sayLines(text: string): SaidLine[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, indent = '', rest] = /^([\s\u3000]*)([・☑☐].*)$/u.exec(line) ?? [];
      return rest === undefined ? { text: line.trim(), entry: null } : { text: rest, entry: indent.length };
    });
}

/** Each text before the rounds about it; the one decided carries its decision; roles come last. */
function blocksOf(item: OpenItem, seats: number, locale: Locale): SaidBlock[] {
  const blocks: SaidBlock[] = [];
  const shown = new Set<MinutesDecision>();
  for (const { versions, rounds, withdrawn, criteria = [] } of item.proposals) {
    const seen = new Set<number>();
    for (const round of rounds) {
      const version = versions.find(({ n }) => n === round.version);
      if (version && !seen.has(version.n)) {
        seen.add(version.n);
        const decision = item.decisions.find(({ textHash }) => textHash === version.textHash);
        if (decision) shown.add(decision);
        blocks.push(sayText(version, decision, version.n, locale));
      }
      blocks.push({ kind: 'round', ...sayRound(round, seats, locale) });
    }
    for (const { criterion, answer, sentence } of criteria) {
      const said = criterionWords({ criterion, answer: answer as CriterionAnswer, sentence }, locale);
      blocks.push({ kind: 'remark', text: m.minutes_criterion({ text: said }, { locale }) });
    }
    if (withdrawn !== undefined)
      blocks.push({ kind: 'remark', text: m.minutes_withdrawn({ reason: withdrawn }, { locale }) });
  }
  for (const decision of item.decisions) {
    if (!shown.has(decision)) blocks.push(sayText(decision, decision, null, locale));
    for (const text of remarksOn(decision, locale)) blocks.push({ kind: 'remark', text });
    if (decision.division) blocks.push({ kind: 'division', ...sayDivision(decision.division, locale) });
  }
  return blocks;
}

function sayText(
  { text, textHash }: { readonly text: string; readonly textHash: string },
  decision: MinutesDecision | undefined,
  version: number | null,
  locale: Locale,
): SaidText {
  const o = { locale };
  return {
    kind: 'text',
    version: version === null ? '' : m.minutes_version_of({ n: version }, o),
    // a title that only repeats the text is not said twice
    decision: decision
      ? {
          no: decisionWords(decision.no, locale),
          title: text.startsWith(decision.title) ? '' : decision.title,
        }
      : null,
    lines: text.split('\n').filter((line) => line.trim() !== ''),
    words: spokenWithHex(textHash, 8, locale),
  };
}

/** 合言葉　さくら・みなと・ことり（7c1f 9a04）, with so many hex digits. */
export function spokenWithHex(hash: string, digits: number, locale: Locale): string {
  const words = spokenHash(hash).join(m.ui_word_dot({}, { locale }));
  return m.minutes_spoken_of({ words, hex: hexGroups(hash.slice(0, digits), 4) }, { locale });
}

/** Hex in groups that an eye can compare. */
export function hexGroups(hex: string, size: number): string {
  return hex.match(new RegExp(`.{1,${size}}`, 'g'))?.join(' ') ?? '';
}

function remarksOn(decision: MinutesDecision, locale: Locale): string[] {
  const o = { locale };
  const { declaredCode, declaredReason, outcomeCode, reviewOn, scope } = decision;
  return [
    declaredCode !== outcomeCode || declaredReason
      ? m.minutes_declared_other(
          { label: recordLabel(declaredCode as SaidCode, locale), reason: declaredReason ?? '' },
          o,
        )
      : '',
    scope === 'city_wide' ? m.minutes_scope_city({}, o) : '',
    reviewOn ? m.minutes_review_on({ date: recordDateWords(reviewOn, locale) }, o) : '',
  ].filter(Boolean);
}
