/**
 * Who is in the room, who counts as attending, and whether they are enough (T4, T6, T12). Attendance serves the
 * quorum; who is in the base of a vote is decided in stand.ts.
 */
import { toText } from '../rational.ts';
import type { QuorumFigures } from './outcome.ts';
import { standingProxies } from './proxies.ts';
import type { Attendance, Ballot, Proxy, QuorumRule, Voter } from './round.ts';
import { needed, passes } from './threshold.ts';
import { Scale } from './weights.ts';

/** Present in person (出席者): in the register, or with a counted live ballot (T4). */
export function inPersonKeys(
  attendance: readonly Attendance[],
  counted: ReadonlyMap<string, Ballot>,
): ReadonlySet<string> {
  const keys = new Set(attendance.map((entry) => entry.key));
  for (const ballot of counted.values()) if (ballot.via === 'live') keys.add(ballot.key);
  return keys;
}

export interface Attending {
  readonly quorum: QuorumRule;
  readonly attendance: readonly Attendance[];
  readonly inPerson: ReadonlySet<string>;
  readonly counted: ReadonlyMap<string, Ballot>;
  /** Proxies that are not void (T5). */
  readonly standing: readonly Proxy[];
}

/** Keys that attend for the quorum, nobody twice (T6). */
export function attendedKeys(from: Attending): ReadonlySet<string> {
  const keys = new Set(from.inPerson);
  if (from.quorum.countWritten) for (const key of from.counted.keys()) keys.add(key);
  if (from.quorum.countProxy) for (const proxy of from.standing) keys.add(proxy.from);
  if (!from.quorum.countAlternate) for (const key of onlyByAlternate(from.attendance)) keys.delete(key);
  return keys;
}

/** A seat that attends in person or online as well is there itself, whatever another entry says. */
function onlyByAlternate(attendance: readonly Attendance[]): ReadonlySet<string> {
  const keys = new Set(attendance.filter((a) => a.mode === 'alternate').map((a) => a.key));
  for (const entry of attendance) if (entry.mode !== 'alternate') keys.delete(entry.key);
  return keys;
}

/**
 * Whether a quorum is asked of the count alone and not of the room before it (WAY11): where written replies serve it, they
 * are still to come when a round opens.
 */
export function awaitsWritten({ op, countWritten }: QuorumRule): boolean {
  return op !== 'none' && countWritten;
}

/** Asked over the whole roll, the chair included (T12). */
export function quorumFigures(
  quorum: QuorumRule,
  roll: readonly Voter[],
  attended: ReadonlySet<string>,
  scale: Scale,
): QuorumFigures {
  const eligible = scale.of(roll.map((voter) => voter.key));
  const there = scale.of(attended);
  const { op, num, den } = quorum;
  if (op === 'none') return { attended: toText(there), needed: null, met: true };
  return {
    attended: toText(there),
    needed: needed({ op, num, den }, eligible, scale.whole),
    met: passes(there, { op, num, den }, eligible),
  };
}

/**
 * The live quorum meter: the figures of an outcome before any ballot is cast, with `eligible`, the weight of the
 * whole roll. A proxy whose holder is named and not there carries nothing (T5a). Attendance and proxies of keys that are not on the roll weigh nothing.
 */
export function quorumOf(meeting: {
  readonly quorum: QuorumRule;
  readonly roll: readonly Voter[];
  readonly attendance: readonly Attendance[];
  readonly proxies: readonly Proxy[];
}): QuorumFigures & { eligible: string } {
  const scale = new Scale(meeting.roll);
  const counted = new Map<string, Ballot>();
  const inPerson = inPersonKeys(meeting.attendance, counted);
  const standing = standingProxies(meeting.proxies, inPerson, counted, null, null);
  const attended = attendedKeys({ ...meeting, inPerson, counted, standing });
  const eligible = toText(scale.of(meeting.roll.map((voter) => voter.key)));
  return { ...quorumFigures(meeting.quorum, meeting.roll, attended, scale), eligible };
}
