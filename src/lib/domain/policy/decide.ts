import { refuse, type Refusal } from '../refusal.ts';
import { ruleOf, type Action, type Power, type Role } from './actions.ts';

/*
 * The one place where permission is decided (P1–P5, SPEC.md). Pure: a subject, an action and what the
 * action is about go in; the right or a refusal comes out. Reads no document, no clock, no database.
 */

/** Somebody in one council: what active mandates give him there. No mandate: the street. */
export interface Subject {
  readonly personId: string | null;
  readonly roles: readonly Role[];
  readonly powers: readonly Power[];
  /** Seats he holds, or stands in for as the recorded alternate of this meeting. */
  readonly seatIds: readonly string[];
  /** Organisations he may answer for. */
  readonly organizationIds: readonly string[];
}

/** What an action is about. A field is absent where it does not apply. */
export interface Facts {
  /** Seats, organisation or person whose own affair it is. */
  readonly seatId?: string;
  readonly organizationId?: string;
  readonly personId?: string;
  /** Several seats or organisations whose own affair it is: the seats of a council, the leads of a task. */
  readonly seatIds?: readonly string[];
  readonly organizationIds?: readonly string[];
  /** Several persons whose own affair it is, e.g. the signatories of minutes. */
  readonly personIds?: readonly string[];
  /** Anything but 'open' hides the thing from those without the inside right. */
  readonly visibility?: 'open' | 'partly' | 'closed';
  /** Known to people of the council alone: a stranger is told that there is nothing. */
  readonly inside?: true;
  /** Known to nobody but those with the right: everybody else is told that there is nothing. */
  readonly hidden?: true;
}

export const street: Subject = { personId: null, roles: [], powers: [], seatIds: [], organizationIds: [] };

/** Whether somebody has no mandate in the council: he is told no more than the street. */
export function isStranger(subject: Pick<Subject, 'roles'>): boolean {
  return subject.roles.length === 0;
}

/** True: allowed. Otherwise why not: `session-required`, `not-found` (existence is hidden) or `forbidden`. */
export function decide(subject: Subject, action: Action, facts: Facts = {}): true | Refusal {
  if (
    facts.visibility === 'closed' &&
    action !== 'meeting.readClosed' &&
    !allowed(subject, 'meeting.readClosed', {})
  )
    return refuse('not-found');
  if (allowed(subject, action, facts)) return true;
  if (facts.hidden) return refuse('not-found');
  if (subject.personId === null) return refuse('session-required');
  if (facts.inside && isStranger(subject)) return refuse('not-found');
  return refuse('forbidden');
}

/** The same as a plain yes or no, for what a page draws. */
export function may(subject: Subject, action: Action, facts: Facts = {}): boolean {
  return decide(subject, action, facts) === true;
}

function allowed(subject: Subject, action: Action, facts: Facts): boolean {
  const rule = ruleOf(action);
  if (rule.anyone) return true;
  if (subject.roles.some((role) => rule.roles.includes(role))) return true;
  if (rule.power !== undefined && subject.powers.includes(rule.power)) return true;
  return owns(subject, facts) && subject.roles.some((role) => rule.own?.includes(role) ?? false);
}

function owns(subject: Subject, facts: Facts): boolean {
  return (
    (facts.seatId !== undefined && subject.seatIds.includes(facts.seatId)) ||
    (facts.seatIds?.some((seatId) => subject.seatIds.includes(seatId)) ?? false) ||
    (facts.organizationIds?.some((id) => subject.organizationIds.includes(id)) ?? false) ||
    (facts.organizationId !== undefined && subject.organizationIds.includes(facts.organizationId)) ||
    (subject.personId !== null &&
      (facts.personId === subject.personId || (facts.personIds?.includes(subject.personId) ?? false)))
  );
}
