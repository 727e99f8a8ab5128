import type { Role } from '../policy/actions.ts';

/*
 * Who is told at once when powers change hands or an account is opened by a slip (CNC32): the one concerned, and whoever
 * leads. An act that one person alone can do is at least seen by others the same day.
 */

export const powerNoticeKinds = ['given', 'ended', 'slip_issued', 'slip_used'] as const;
export type PowerNoticeKind = (typeof powerNoticeKinds)[number];

/** Roles that watch over one another. */
export const watching = ['chair', 'facilitator', 'secretariat'] as const satisfies readonly Role[];

/** Days for which an unread notice stands on every page; afterwards it is only in the list. */
export const shownDays = 90;

/** Whether those who watch are told, beside the person concerned: of the chair, the secretariat, and of every account. */
export function watchersAreTold(kind: PowerNoticeKind, role: string): boolean {
  return kind === 'slip_issued' || kind === 'slip_used' || role === 'chair' || role === 'secretariat';
}
