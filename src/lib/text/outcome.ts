import { m } from '#lib/paraglide/messages.js';
import { rulesOf, type OutcomeCode, type OutcomeFigures } from '#lib/domain/deciding/index.ts';
import { parseRational, sum, toText, ZERO } from '#lib/domain/rational.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { weightWords } from './weights.ts';

/** An outcome as said: `VOID` is the state of a round whose text changed, not of its tally. */
export type SaidCode = OutcomeCode | 'VOID';

/** What the sentence needs besides the outcome itself; only written opinions do. */
export interface Turnout {
  readonly eligible: string | number;
  readonly replied: string | number;
}

/** The weight behind a code or reason, as its mode counts it; null where the mode counts nothing for it. */
function votes(outcome: OutcomeFigures, locale: Locale): string | null {
  const choices = rulesOf(outcome.mode).counted[outcome.reason ?? outcome.code];
  if (!choices) return null;
  const weights = choices.map((choice) => parseRational(outcome.total.byChoice[choice] ?? '0') ?? ZERO);
  return weightWords(toText(sum(weights)), locale);
}

const onScreen = {
  not_yet_talk: m.outcome_not_yet_talk,
  not_yet_block: m.outcome_not_yet_block,
  not_yet_too_few_positions: m.outcome_not_yet_too_few_positions,
  not_yet_objection: m.outcome_not_yet_objection,
  not_yet_strong: m.outcome_not_yet_strong,
  consensus: m.outcome_consensus,
  consensus_with_concerns: m.outcome_consensus_with_concerns,
  agreed_in_writing: m.outcome_agreed_in_writing,
  agreed: m.outcome_agreed,
  agreed_strong: m.outcome_agreed_strong,
  agreed_weak: m.outcome_agreed_weak,
  unclear: m.outcome_unclear,
  passed_unanimously: m.outcome_passed_unanimously,
  passed_by_majority: m.outcome_passed_by_majority,
  rejected: m.outcome_rejected,
  tied: m.outcome_tied,
  passed_by_casting_vote: m.outcome_passed_by_casting_vote,
  rejected_by_casting_vote: m.outcome_rejected_by_casting_vote,
  no_quorum: m.outcome_no_quorum,
  meeting_required: m.outcome_meeting_required,
  compiled: m.outcome_compiled,
  compiled_plain: m.outcome_compiled_plain,
  ranked: m.outcome_ranked,
};

/** One sentence for each way a round can end; minutes have their own, in the style of a record. */
export type OutcomeWords = typeof onScreen;

function notYet(outcome: OutcomeFigures, words: OutcomeWords, locale: Locale): string {
  const o = { locale };
  const n = votes(outcome, locale);
  switch (outcome.reason) {
    case 'talk':
      return words.not_yet_talk({ n: n ?? '0' }, o);
    case 'block':
      return words.not_yet_block({ n: n ?? '0' }, o);
    case 'too_few_positions':
      return words.not_yet_too_few_positions({}, o);
    default:
      return n === null
        ? words.not_yet_objection({ n: outcome.openObjections }, o)
        : words.not_yet_strong({ n }, o);
  }
}

/**
 * The result in one sentence, the first thing anybody reads (domain §5.8 ①). Only CONSENSUS and
 * CONSENSUS_WITH_CONCERNS say 合意; a majority says that it is not one (I7). `turnout` gives the figures
 * of compiled opinions, `words` the sentences of a paper that has its own.
 */
export function outcomeSentence(
  outcome: OutcomeFigures,
  turnout: Turnout | null,
  locale: Locale,
  words: OutcomeWords = onScreen,
): string {
  const o = { locale };
  const n = votes(outcome, locale);
  switch (outcome.code) {
    case 'CONSENSUS':
      return words.consensus({}, o);
    case 'CONSENSUS_WITH_CONCERNS':
      return words.consensus_with_concerns({ n: n ?? '0' }, o);
    case 'NOT_YET':
      return notYet(outcome, words, locale);
    case 'AGREED':
      return n === null ? words.agreed_in_writing({}, o) : words.agreed({ n }, o);
    case 'AGREED_STRONG':
      return words.agreed_strong({}, o);
    case 'AGREED_WEAK':
      return words.agreed_weak({}, o);
    case 'UNCLEAR':
      return words.unclear({}, o);
    case 'PASSED_UNANIMOUSLY':
      return words.passed_unanimously({}, o);
    case 'PASSED_BY_MAJORITY':
      return words.passed_by_majority({}, o);
    case 'REJECTED':
      return words.rejected({}, o);
    case 'TIED':
      return words.tied({}, o);
    case 'PASSED_BY_CASTING_VOTE':
      return words.passed_by_casting_vote({}, o);
    case 'REJECTED_BY_CASTING_VOTE':
      return words.rejected_by_casting_vote({}, o);
    case 'NO_QUORUM':
      return words.no_quorum(
        {
          attended: weightWords(outcome.quorum.attended, locale),
          needed: weightWords(outcome.quorum.needed ?? '0', locale),
        },
        o,
      );
    case 'MEETING_REQUIRED':
      return words.meeting_required({}, o);
    case 'COMPILED':
      return turnout ? words.compiled({ ...turnout }, o) : words.compiled_plain({}, o);
    case 'RANKED':
      return words.ranked({}, o);
  }
}

/** Said of a round whose text changed while it was open. */
export function voidSentence(locale: Locale): string {
  return m.outcome_void({}, { locale });
}

const labels = {
  CONSENSUS: m.outcome_label_consensus,
  CONSENSUS_WITH_CONCERNS: m.outcome_label_consensus_with_concerns,
  NOT_YET: m.outcome_label_not_yet,
  AGREED: m.outcome_label_agreed,
  AGREED_STRONG: m.outcome_label_agreed_strong,
  AGREED_WEAK: m.outcome_label_agreed_weak,
  UNCLEAR: m.outcome_label_unclear,
  PASSED_UNANIMOUSLY: m.outcome_label_passed_unanimously,
  PASSED_BY_MAJORITY: m.outcome_label_passed_by_majority,
  REJECTED: m.outcome_label_rejected,
  TIED: m.outcome_label_tied,
  PASSED_BY_CASTING_VOTE: m.outcome_label_passed_by_casting_vote,
  REJECTED_BY_CASTING_VOTE: m.outcome_label_rejected_by_casting_vote,
  NO_QUORUM: m.outcome_label_no_quorum,
  MEETING_REQUIRED: m.outcome_label_meeting_required,
  COMPILED: m.outcome_label_compiled,
  RANKED: m.outcome_label_ranked,
  VOID: m.outcome_label_void,
} satisfies Record<SaidCode, unknown>;

/** A result in a few words, for tables and tags: 懸念を付けて合意, 多数決で決定, 議長決裁（可決）. */
export function outcomeLabel(code: SaidCode, locale: Locale): string {
  return labels[code]({}, { locale });
}

/** The same in tables and records, where a sentence has no room: 合意に至らず. */
export function recordLabel(code: SaidCode, locale: Locale): string {
  return code === 'NOT_YET' ? m.outcome_label_not_reached({}, { locale }) : outcomeLabel(code, locale);
}
