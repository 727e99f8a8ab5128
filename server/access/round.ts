import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { may, type Facts, type Subject } from '#lib/domain/policy/decide.ts';
import { isSealed } from '#lib/domain/minutes/state.ts';
import type { Db, Trx } from '../db/open.ts';
import { itemNamed, type MeetingRecord } from './meeting.ts';
import { subjectOf, type Actor } from './subject.ts';

/*
 * Proposals, rounds and objections as requests may have them. `…Named` load what a command names; `readRound`
 * loads and decides. Absent, foreign and hidden are one answer.
 */

export type RoundRecord = NonNullable<Awaited<ReturnType<typeof loadRound>>>;
export type ProposalRecord = NonNullable<Awaited<ReturnType<typeof loadProposal>>>;
type ItemRecord = Exclude<Awaited<ReturnType<typeof itemNamed>>, Refusal>['item'];

export interface NamedProposal {
  readonly councilId: string;
  readonly meetingId: string;
  readonly facts: Facts;
  readonly meeting: MeetingRecord;
  readonly item: ItemRecord;
  readonly proposal: ProposalRecord;
  /** The input field that named it. */
  readonly field: string;
}

export interface NamedRound extends NamedProposal {
  readonly round: RoundRecord;
}

/** A proposal with its item and meeting. */
export async function proposalNamed(
  db: Db | Trx,
  proposalId: string,
  field = 'proposalId',
): Promise<NamedProposal | Refusal> {
  const proposal = await loadProposal(db, proposalId);
  const named = proposal && (await itemNamed(db, proposal.item_id, field));
  if (!named || isRefusal(named)) return refuse('not-found', { field });
  return { ...named, facts: { ...named.facts, inside: true }, proposal };
}

/** A round with its proposal, item and meeting. */
export async function roundNamed(
  db: Db | Trx,
  roundId: string,
  field = 'roundId',
): Promise<NamedRound | Refusal> {
  const round = await loadRound(db, roundId);
  const named = round && (await proposalNamed(db, round.proposal_id, field));
  if (!named || isRefusal(named)) return refuse('not-found', { field });
  return { ...named, round };
}

/** For who steers a round: whoever presides has the right beside the offices; strangers are told nothing. */
export function asPresiding<T extends { readonly facts: Facts; readonly meeting: MeetingRecord }>(
  named: T | Refusal,
): T | Refusal {
  return isRefusal(named) ? named : { ...named, facts: presidingFacts(named) };
}

/** What a round is about for who steers it: it is also the affair of whoever presides. */
export function presidingFacts({ facts, meeting }: { facts: Facts; meeting: MeetingRecord }): Facts {
  const presiding = meeting.presiding_person_id;
  return { ...facts, inside: true, ...(presiding !== null && { personId: presiding }) };
}

/** An objection or concern, its round, and the seat whose own it is. */
export async function objectionNamed(db: Db | Trx, objectionId: string) {
  const objection = await db
    .selectFrom('objection')
    .selectAll()
    .where('id', '=', objectionId)
    .executeTakeFirst();
  const named = objection && (await roundNamed(db, objection.round_id, 'objectionId'));
  if (!named || isRefusal(named)) return refuse('not-found', { field: 'objectionId' });
  return { ...named, facts: { ...named.facts, seatId: objection.seat_id }, objection };
}

export interface ReadRound extends NamedRound {
  readonly subject: Subject;
  /** False for the street: it has closed rounds of sealed minutes, without what anybody said (I12). */
  readonly follows: boolean;
}

/** A round for a page or the API: for people of the council; for all others once its minutes are sealed. */
export async function readRound(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  roundId: string,
): Promise<ReadRound | Refusal> {
  const named = await roundNamed(db, roundId);
  if (isRefusal(named)) return refuse('not-found');
  const subject = await subjectOf(db, actor, named.councilId, named.meetingId);
  if (may(subject, 'round.read', named.facts)) return { ...named, subject, follows: true };
  const sealed = named.round.state !== 'open' && (await minutesAreSealed(db, named.meetingId));
  const open = named.meeting.visibility !== 'closed' && named.item.visibility === 'open';
  if (sealed && open) return { ...named, subject, follows: false };
  return refuse('not-found');
}

/** Whether what happened in a meeting can't be touched any more (I8). */
export async function minutesAreSealed(db: Db | Trx, meetingId: string): Promise<boolean> {
  const minutes = await db
    .selectFrom('minutes')
    .select('state')
    .where('meeting_id', '=', meetingId)
    .executeTakeFirst();
  return minutes !== undefined && isSealed(minutes.state);
}

/** Null while what a round left behind may still be answered. */
export async function sealedRefusal(db: Db | Trx, meetingId: string): Promise<Refusal | null> {
  return (await minutesAreSealed(db, meetingId)) ? refuse('minutes-sealed') : null;
}

function loadProposal(db: Db | Trx, id: string) {
  return db.selectFrom('proposal').selectAll().where('id', '=', id).executeTakeFirst();
}

function loadRound(db: Db | Trx, id: string) {
  return db.selectFrom('round').selectAll().where('id', '=', id).executeTakeFirst();
}
