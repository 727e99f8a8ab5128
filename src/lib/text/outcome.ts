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

function notYet(outcome: OutcomeFigures, locale: Locale): string {
  const o = { locale };
  const n = votes(outcome, locale);
  switch (outcome.reason) {
    case 'talk':
      return m.outcome_not_yet_talk({ n: n ?? '0' }, o);
    case 'block':
      return m.outcome_not_yet_block({ n: n ?? '0' }, o);
    case 'too_few_positions':
      return m.outcome_not_yet_too_few_positions({}, o);
    default:
      return n === null
        ? m.outcome_not_yet_objection({ n: outcome.openObjections }, o)
        : m.outcome_not_yet_strong({ n }, o);
  }
}

/**
 * The result in one sentence, the first thing anybody reads (domain §5.8 ①). Only CONSENSUS and
 * CONSENSUS_WITH_CONCERNS say 合意; a majority says that it is not one (I7). `turnout` gives the figures
 * of compiled opinions.
 */
export function outcomeSentence(outcome: OutcomeFigures, turnout: Turnout | null, locale: Locale): string {
  const o = { locale };
  const n = votes(outcome, locale);
  switch (outcome.code) {
    case 'CONSENSUS':
      return m.outcome_consensus({}, o);
    case 'CONSENSUS_WITH_CONCERNS':
      return m.outcome_consensus_with_concerns({ n: n ?? '0' }, o);
    case 'NOT_YET':
      return notYet(outcome, locale);
    case 'AGREED':
      return n === null ? m.outcome_agreed_in_writing({}, o) : m.outcome_agreed({ n }, o);
    case 'AGREED_STRONG':
      return m.outcome_agreed_strong({}, o);
    case 'AGREED_WEAK':
      return m.outcome_agreed_weak({}, o);
    case 'UNCLEAR':
      return m.outcome_unclear({}, o);
    case 'PASSED_UNANIMOUSLY':
      return m.outcome_passed_unanimously({}, o);
    case 'PASSED_BY_MAJORITY':
      return m.outcome_passed_by_majority({}, o);
    case 'REJECTED':
      return m.outcome_rejected({}, o);
    case 'TIED':
      return m.outcome_tied({}, o);
    case 'PASSED_BY_CASTING_VOTE':
      return m.outcome_passed_by_casting_vote({}, o);
    case 'REJECTED_BY_CASTING_VOTE':
      return m.outcome_rejected_by_casting_vote({}, o);
    case 'NO_QUORUM':
      return m.outcome_no_quorum(
        {
          attended: weightWords(outcome.quorum.attended, locale),
          needed: weightWords(outcome.quorum.needed ?? '0', locale),
        },
        o,
      );
    case 'MEETING_REQUIRED':
      return m.outcome_meeting_required({}, o);
    case 'COMPILED':
      return turnout ? m.outcome_compiled({ ...turnout }, o) : m.outcome_compiled_plain({}, o);
    case 'RANKED':
      return m.outcome_ranked({}, o);
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
