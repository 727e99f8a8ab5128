/**
 * How a written meeting stands (WRT1, WRT2) and how each seat's reply does (WRT7). Source: domain §4.2 Meeting (written),
 * §5.6, R-KAW-01, G19.
 */
import { isLate, minuteMs } from '../deciding/index.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { MeetingState } from '../meeting/state.ts';

/** W2 of the dossier: opinions are collected, nothing is decided (WRT13). W1, W3 and W4 need ballots. */
export const procedures = ['opinion'] as const;
export type Procedure = (typeof procedures)[number];

/** How a form went out to a seat, and how an answer came back. */
export const sentWays = ['link', 'post', 'handed'] as const;
export type SentWay = (typeof sentWays)[number];
export const answerWays = ['link', 'account', 'slip', 'telephone'] as const;
export type AnswerWay = (typeof answerWays)[number];

/** Link and account are electronic, what was typed in from paper or telephone is paper (T3). */
export function viaOf(way: AnswerWay): 'electronic' | 'paper' {
  return way === 'link' || way === 'account' ? 'electronic' : 'paper';
}

export const writingPhases = ['draft', 'open', 'ended', 'cancelled'] as const;
export type WritingPhase = (typeof writingPhases)[number];

export interface WritingTimes {
  readonly state: MeetingState;
  /** The minute named as the deadline, ms since 1970 UTC; it belongs to the time. */
  readonly closesAt: number;
}

/** Where a written meeting is at an instant: the clock ends it, whether or not anything has been written down yet (WRT2). */
export function writingPhase({ state, closesAt }: WritingTimes, now: number): WritingPhase {
  if (state === 'cancelled') return 'cancelled';
  if (state === 'closed') return 'ended';
  if (state === 'called') return isLate(closesAt, now) ? 'ended' : 'open';
  return 'draft';
}

/** The first instant at which an answer is late: the named minute is over (WRT2). */
export function endsAt(closesAt: number): number {
  return closesAt + minuteMs;
}

const dayMs = 86_400_000;
/** A questionnaire is out so long at most. */
export const longestDays = 92;

/** A new deadline is later than the one that holds, no more than a year ahead, and set while answers are in time (WRT9). */
export function extensionRefusal(times: WritingTimes, to: number, now: number): Refusal | null {
  if (writingPhase(times, now) !== 'open') return refuse('writing-not-open');
  if (to <= times.closesAt) return refuse('bad-input', { field: 'closesAt', params: { why: 'not-later' } });
  if (to - now > longestDays * dayMs)
    return refuse('bad-input', { field: 'closesAt', params: { why: 'far' } });
  return null;
}

export const replyStates = [
  'unsent',
  'sent',
  'opened',
  'writing',
  'answered',
  'no_opinion',
  'late',
  'none',
] as const;
export type ReplyState = (typeof replyStates)[number];

export interface ReplyFacts {
  readonly sent: boolean;
  readonly opened: boolean;
  readonly drafted: boolean;
  /** The answer that counts; null: none. */
  readonly counted: { readonly noOpinion: boolean } | null;
  readonly late: boolean;
  readonly ended: boolean;
}

/** How a seat's reply stands (WRT7). Without an answer it ends as 未回答, never as agreement (I6). */
export function replyState({ sent, opened, drafted, counted, late, ended }: ReplyFacts): ReplyState {
  if (counted) return counted.noOpinion ? 'no_opinion' : 'answered';
  if (late) return 'late';
  if (ended) return 'none';
  if (drafted) return 'writing';
  if (opened) return 'opened';
  return sent ? 'sent' : 'unsent';
}

/** Seats by reply: those in time, 意見なし among them; late; none. They add up to the roll. */
export interface ReplyCounts {
  readonly asked: number;
  readonly inTime: number;
  readonly noOpinion: number;
  readonly late: number;
  readonly none: number;
}

export function replyCounts(states: readonly ReplyState[]): ReplyCounts {
  const n = (...wanted: ReplyState[]) => states.filter((state) => wanted.includes(state)).length;
  const inTime = n('answered', 'no_opinion');
  const late = n('late');
  return {
    asked: states.length,
    inTime,
    noOpinion: n('no_opinion'),
    late,
    none: states.length - inTime - late,
  };
}
