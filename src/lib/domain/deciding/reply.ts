/**
 * Replies in a round: who has a vote (T8), what a reply must say (DEC7), until when it comes in time (T2), which of
 * several counts (T3). Asked by the command that takes a reply, by the floor, and by every form.
 */
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { comesLate, precedes } from './ballots.ts';
import { instantOfMs } from './instant.ts';
import type { Asked } from './modes/mode.ts';
import { rulesOf } from './modes/registry.ts';
import type { DotsRule } from './round.ts';
import type { ChairVote, Mode, Via, VoiceKind } from './words.ts';

/** A round as far as votes hang on it: its mode and its frozen rule. */
export interface AskedRound {
  readonly mode: Mode;
  readonly rule: { readonly chairVote?: ChairVote };
}

/** A seat on the frozen roll. */
export interface OnRoll {
  readonly chair: boolean;
}

/** Whether the rule takes the chair out of a vote: `casting_only` and `never` do, in modes that are votes (T8). */
export function leavesChairOut({ mode, rule }: AskedRound): boolean {
  return rulesOf(mode).vote && (rule.chairVote === 'casting_only' || rule.chairVote === 'never');
}

/** Whether a seat of the roll has a vote: every one but a chair who is left out (T8). */
export function hasVote(round: AskedRound, seat: OnRoll): boolean {
  return !(seat.chair && leavesChairOut(round));
}

/**
 * The seat a reply is for, of those of `seats` that are on the roll: the one the caller named, or his own. Refuses
 * `not-on-roll` where there is none or it is a chair without a vote, `bad-input` at `for` where he holds one seat,
 * stands in on another and named neither.
 */
export function seatReplying<S extends OnRoll>(
  round: AskedRound,
  seats: readonly S[],
  named: boolean,
): S | Refusal {
  const field = named ? { field: 'for' } : {};
  const [seat] = seats;
  if (!seat) return refuse('not-on-roll', field);
  if (seats.length > 1) return refuse('bad-input', { field: 'for' });
  return hasVote(round, seat) ? seat : refuse('not-on-roll', field);
}

/** What is said along with a choice; null where nothing is. */
export function askedWith(mode: Mode, choice: string | undefined): Asked | null {
  const { asks } = rulesOf(mode);
  return choice !== undefined && Object.hasOwn(asks, choice) ? (asks[choice] ?? null) : null;
}

/** Every choice of the mode with which something is said, in the order it is offered. */
export function choicesAsked(mode: Mode): readonly { readonly choice: string; readonly asked: Asked }[] {
  return rulesOf(mode).offered.flatMap((choice) => {
    const asked = askedWith(mode, choice);
    return asked ? [{ choice, asked }] : [];
  });
}

/** What a reply chooses: a word of the mode, or dots by option. */
export type Said = string | Readonly<Record<string, number>>;

/** A reply as somebody sends it; '' where nothing was written. */
export interface Reply {
  readonly choice: Said;
  readonly reason: string;
  readonly wouldAgreeIf: string;
}

/** What dots can be put on, and how many (domain §5.7). */
export interface Board {
  readonly options: readonly string[];
  readonly dots: DotsRule;
}

/** The choice as the word it is; undefined where dots were given. */
export function wordOf(choice: Said): string | undefined {
  return typeof choice === 'string' ? choice : undefined;
}

/** How many dots a reply has put. */
export function dotsIn(choice: Said): number {
  return typeof choice === 'string' ? 0 : Object.values(choice).reduce((sum, dots) => sum + dots, 0);
}

/** A choice as a row holds it: the word itself, or the dots as JSON without those that were not put. */
export function choiceText(choice: Said): string {
  if (typeof choice === 'string') return choice;
  return JSON.stringify(Object.fromEntries(Object.entries(choice).filter(([, dots]) => dots > 0)));
}

/** The choice of a row of a round in `mode`. Throws where it is no JSON: this program wrote it. */
export function choiceOf(mode: Mode, text: string): Said {
  return rulesOf(mode).ballot === 'word' ? text : (JSON.parse(text) as Said);
}

/**
 * Null when the dots fit the board (DEC16). Refuses `bad-input` at `choice`: an option there is not, more dots than
 * each has (`why` too-many-dots), none at all (no-dots).
 */
export function dotsRefusal(choice: Said, { options, dots }: Board): Refusal | null {
  const wrong = (params = {}) => refuse('bad-input', { field: 'choice', ...params });
  if (typeof choice === 'string') return wrong();
  const put = Object.entries(choice);
  if (put.some(([option, n]) => !options.includes(option) || !Number.isSafeInteger(n) || n < 0))
    return wrong();
  const figures = { perVoter: dots.perVoter, maxPerOption: dots.maxPerOption };
  if (dotsIn(choice) > dots.perVoter || put.some(([, n]) => n > dots.maxPerOption))
    return wrong({ params: { why: 'too-many-dots', ...figures } });
  return dotsIn(choice) === 0 ? wrong({ params: { why: 'no-dots' } }) : null;
}

const noBoard: Board = { options: [], dots: { perVoter: 0, maxPerOption: 0 } };

/**
 * Null when the reply says what its mode asks for (DEC7). `board`: what dots are put on, in the mode that has them.
 * Refuses `bad-input` and `ballot-needs-reason`.
 */
export function replyRefusal(mode: Mode, reply: Reply, board: Board = noBoard): Refusal | null {
  if (rulesOf(mode).ballot === 'dots') return dotsRefusal(reply.choice, board);
  if (typeof reply.choice !== 'string' || !rulesOf(mode).choices.includes(reply.choice))
    return refuse('bad-input', { field: 'choice' });
  const asked = askedWith(mode, reply.choice);
  if (asked?.reason === 'required' && reply.reason === '')
    return refuse('ballot-needs-reason', { field: 'reason' });
  if (asked?.wouldAgreeIf === 'required' && reply.wouldAgreeIf === '')
    return refuse('ballot-needs-reason', { field: 'wouldAgreeIf' });
  return null;
}

/** What becomes something to answer with the close (DEC9); null for every other choice. */
export function voiceIn(mode: Mode, choice: Said): VoiceKind | null {
  return rulesOf(mode).voices.find((kind) => kind === choice) ?? null;
}

/**
 * Null where a round takes a reply by this channel: rules that ask the room alone take none from outside it (RUL1). Refuses
 * `written-not-allowed`.
 */
export function channelRefusal(rule: { readonly writtenAllowed?: boolean }, via: Via): Refusal | null {
  return rule.writtenAllowed === false && via !== 'live' ? refuse('written-not-allowed') : null;
}

/** Whether the reason given with a choice stands with the result, though nothing answers it (DEC17). */
export function isHeard(mode: Mode, choice: Said): boolean {
  return typeof choice === 'string' && rulesOf(mode).heard.includes(choice);
}

/** Whether what is written with a choice is an offer to take something on (DEC17). */
export function isOffer(mode: Mode, choice: Said): boolean {
  return typeof choice === 'string' && rulesOf(mode).offers.includes(choice);
}

/** Whether something that came at `at` came after the end of a round (T2). Both in ms since 1970 UTC. */
export function isLate(closesAt: number | null, at: number): boolean {
  return comesLate(instantOfMs(at), closesAt === null ? null : instantOfMs(closesAt));
}

/** The first moment that is too late for a round (T2). Both in ms since 1970 UTC. */
export function lateFrom(closesAt: number): number {
  return closesAt + 60_000;
}

/** The reply that counts of several of one seat (T3): by channel, then the latest. Times in ms since 1970 UTC. */
export function replyCounted<B extends { readonly via: Via; readonly at: number }>(
  replies: readonly B[],
): B | undefined {
  return replies.reduce<B | undefined>(
    (held, reply) => (held && precedes(held, reply) ? held : reply),
    undefined,
  );
}

/** An earlier reply of a seat: the channel it came by, and whether whoever sits there gave it with his own hand. */
export interface EarlierReply {
  readonly via: Via;
  readonly own: boolean;
}

/**
 * Null unless somebody enters for another what that person has said himself by the same channel: nobody's own reply is
 * replaced by a stranger's hand (DEC14). Refuses `replied-already` at `for`.
 */
export function entryRefusal(via: Via, earlier: readonly EarlierReply[]): Refusal | null {
  return earlier.some((reply) => reply.own && reply.via === via)
    ? refuse('replied-already', { field: 'for' })
    : null;
}

/**
 * Of the replies of a seat, in the order they came, the one that is taken back: the latest that somebody typed for it
 * (DEC15). What the person has said himself is nobody's to take back: `replied-already` where there is nothing else,
 * `not-found` where nothing was said, both at `for`.
 */
export function entryTakenBack<R extends { readonly own: boolean }>(replies: readonly R[]): R | Refusal {
  const typed = replies.findLast((reply) => !reply.own);
  return typed ?? refuse(replies.length > 0 ? 'replied-already' : 'not-found', { field: 'for' });
}
