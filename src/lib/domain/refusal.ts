/**
 * A refusal is a value: a code from one closed list, the input field it concerns and figures for its
 * sentence. Words and next step live in the catalogues (`refusal_<code>`, `refusal_<code>_next`),
 * HTTP statuses in server/commands/status.ts. Others test against the codes: extend, never rename.
 */
export const refusalCodes = [
  'agenda-empty',
  'already-answered',
  'already-done',
  'amendment-conflict',
  'amendment-round',
  'amendments-first',
  'amendments-full',
  'answer-changed',
  'answer-empty',
  'bad-input',
  'bad-json',
  'ballot-needs-reason',
  'body-too-large',
  'chair-absent',
  'chair-missing',
  'city-wide-service',
  'comer-minor',
  'comparison-missing',
  'conflict',
  'consent-exhausted',
  'corrections-open',
  'council-moved',
  'count-differs',
  'decision-not-consensus',
  'decision-required',
  'disk-full',
  'document-degraded',
  'door-full',
  'drafts-full',
  'entered-already',
  'file-damaged',
  'file-not-accepted',
  'forbidden',
  'foreign-origin',
  'idempotency-key-missing',
  'idempotency-key-reused',
  'internal',
  'invitation-used',
  'issue-finished',
  'item-begun',
  'item-called',
  'item-closed',
  'last-assigner',
  'lead-missing',
  'majority-too-small',
  'meeting-begun',
  'meeting-closed',
  'meeting-in-writing',
  'meeting-not-open',
  'meeting-not-yet-called',
  'meeting-running',
  'minutes-not-circulated',
  'minutes-sealed',
  'name-not-recognised',
  'name-taken',
  'names-left',
  'no-fallback',
  'no-quorum',
  'not-found',
  'not-on-roll',
  'not-on-seat',
  'not-open-table',
  'notice-too-short',
  'observers-full',
  'outcome-missing',
  'password-too-easy',
  'password-wrong',
  'personal-data-left',
  'photo-not-accepted',
  'proxy-circle',
  'proxy-limit',
  'questionnaire-faulty',
  'questions-changed',
  'questions-unchanged',
  'quorum-met',
  'reason-required',
  'records-unreachable',
  'referral-needs-lead',
  'replied-already',
  'roll-empty',
  'round-closed',
  'round-open',
  'rules-impossible',
  'seat-has-replied',
  'seat-taken',
  'second-person',
  'session-required',
  'sign-in-failed',
  'signatory-twice',
  'signatures-missing',
  'text-changed',
  'text-empty',
  'text-unchanged',
  'too-many-requests',
  'unknown-command',
  'writing-not-open',
  'written-not-allowed',
  'wrong-state',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

export interface Refusal {
  readonly refused: RefusalCode;
  /** Path of the input field, e.g. `ballots[3].choice`. */
  readonly field?: string;
  /** Figures and names for the sentence, by the parameter names of its message. */
  readonly params?: Readonly<Record<string, string | number>>;
}

/** A refusal with its code; `field` and `params` only where they say something. */
export function refuse(refused: RefusalCode, more: Omit<Refusal, 'refused'> = {}): Refusal {
  return { refused, ...more };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'refused');
}
