/**
 * What a human may do with an outcome (DEC1–DEC4): open another round on the text, and declare a decision. The
 * machine proposes; nobody may make more of a result than it was (I7). Source: domain §5.0, §5.1.
 */
import { addMonths } from '../calendar/day.ts';
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { agrees } from './outcome.ts';
import type { OutcomeCode } from './outcome.ts';
import { rulesOf } from './modes/registry.ts';
import type { RoundMode } from './words.ts';

/** What claims less than a code and may be declared in its place. A majority never becomes a consensus. */
const less: Readonly<Partial<Record<OutcomeCode, readonly OutcomeCode[]>>> = {
  CONSENSUS: ['CONSENSUS_WITH_CONCERNS', 'PASSED_BY_MAJORITY'],
  CONSENSUS_WITH_CONCERNS: ['PASSED_BY_MAJORITY'],
  PASSED_UNANIMOUSLY: ['PASSED_BY_MAJORITY'],
};

/**
 * null when `declared` may be said of `outcome` (DEC1, DEC2). Refuses `decision-not-consensus` where nothing was
 * agreed to or more is claimed than came out, `reason-required` at `declaredReason` where it differs without one.
 */
export function declarationRefusal(
  outcome: OutcomeCode,
  declared: OutcomeCode,
  reason: string,
): Refusal | null {
  const params = { outcome, declared };
  if (!agrees(outcome)) return refuse('decision-not-consensus', { field: 'roundId', params });
  if (declared === outcome) return null;
  if (!less[outcome]?.includes(declared))
    return refuse('decision-not-consensus', { field: 'declaredCode', params });
  return reason.trim() === '' ? refuse('reason-required', { field: 'declaredReason' }) : null;
}

/** A round that has been closed. */
export interface ClosedRound {
  readonly mode: RoundMode;
  readonly code: OutcomeCode;
  /** On the text that is to be put to a round now. */
  readonly sameText: boolean;
}

/** How often consent is tried, and what may follow it (domain §5.1). */
export interface WayOn {
  /** The way begun with: where that is a vote, nothing is fallen back to. */
  readonly defaultMode: RoundMode;
  readonly maxRounds: number;
  /** The way of deciding the meeting may fall back to; `none`: it puts off or withdraws. */
  readonly fallback: RoundMode | 'none';
}

/**
 * null when a round in `mode` may be opened after these (DEC3, DEC4). Refuses `already-done` on a text that was
 * agreed to, `text-unchanged` on one that was refused, `consent-exhausted` where consent was tried as often as the rules
 * say (DEC30), `wrong-state` for a vote that would cut consent short, `no-fallback` for a vote where the rules know none.
 */
export function mayReopen(
  mode: RoundMode,
  before: readonly ClosedRound[],
  { defaultMode, maxRounds, fallback }: WayOn,
): Refusal | null {
  const same = before.filter((round) => round.sameText);
  if (same.some((round) => agrees(round.code))) return refuse('already-done', { field: 'proposalId' });
  // a vote may follow on the text that consent did not carry, and people may show their hands again once they have
  // talked; nothing follows on a text that was voted down
  const lost: readonly OutcomeCode[] = ['REJECTED', 'REJECTED_BY_CASTING_VOTE'];
  const once = !rulesOf(mode).sameTextAgain;
  if (
    same.some(
      (round) => lost.includes(round.code) || (once && round.mode === mode && round.code === 'NOT_YET'),
    )
  )
    return refuse('text-unchanged', { field: 'proposalId' });
  const tried = consentTried(before);
  if (mode === 'consent' && tried >= maxRounds)
    return refuse('consent-exhausted', {
      field: 'mode',
      params: { maxRounds },
    });
  if (tried === 0 || !rulesOf(mode).vote) return null;
  if (tried < maxRounds)
    return refuse('wrong-state', { field: 'mode', params: { rounds: tried, maxRounds } });
  return fallback === 'none' && mode !== defaultMode ? refuse('no-fallback', { field: 'mode' }) : null;
}

/** A round with what came of it; null while it is open, and where it was void. */
interface TriedRound {
  readonly mode: RoundMode;
  readonly code: OutcomeCode | null;
}

/** How often consent was tried in vain; a void round, and one without a quorum, were no try (DEC4). */
function consentTried(rounds: readonly TriedRound[]): number {
  return rounds.filter(({ mode, code }) => mode === 'consent' && code === 'NOT_YET').length;
}

/** Whether consent was tried as often as the rules say, so that the meeting is asked how to go on (DEC30). */
export function isConsentExhausted(rounds: readonly TriedRound[], maxRounds: number): boolean {
  return rounds.at(-1)?.mode === 'consent' && consentTried(rounds) >= maxRounds;
}

/** Rounds of consent that are left before the meeting may vote or put off (DEC4). */
export function consentRoundsLeft(rounds: readonly TriedRound[], maxRounds: number): number {
  return Math.max(0, maxRounds - consentTried(rounds));
}

/** Months until a decision is looked at again, unless the council says another day (DEC12, R-HAC-20). */
const REVIEW_MONTHS = 6;

/** The day a decision of `today` is looked at again ('YYYY-MM-DD'). */
export function reviewDay(today: string): string {
  return addMonths(today, REVIEW_MONTHS);
}
