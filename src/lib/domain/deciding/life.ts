/**
 * The lives of what is decided (DEC13): proposal, round, objection, decision. Which act leads from which state to
 * which, and why another does not. Every command asks here; none compares states itself. Source: domain §4.2.
 */
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

/** From state and act to the next state, or to why not. What is not in the table is `wrong-state`. */
type Life<State extends string, Verb extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Verb, State | Refusal>>>>
>;

export const proposalStates = [
  'draft',
  'frozen',
  'round_open',
  'round_closed',
  'not_yet',
  'decided',
  'deferred',
  'withdrawn',
] as const;
export type ProposalState = (typeof proposalStates)[number];
export const proposalVerbs = [
  'freeze',
  'open_round',
  /** The round ended with anything but NOT_YET, or the chair's casting vote settled it. */
  'close_round',
  /** It ended with NOT_YET. */
  'close_not_yet',
  'decide',
  /** Its item is put off. */
  'defer',
  /** An amendment to its frozen text is brought (AMD4). */
  'amend',
  /** An amendment that was asked about is carried, lost or withdrawn: its text is the one to go on with. */
  'settle_amendment',
  /** Nobody wants it decided any more. */
  'withdraw',
] as const;
export type ProposalVerb = (typeof proposalVerbs)[number];

const proposals: Life<ProposalState, ProposalVerb> = {
  draft: { freeze: 'frozen', defer: 'deferred' },
  frozen: {
    freeze: 'frozen',
    open_round: 'round_open',
    defer: 'deferred',
    amend: 'frozen',
    settle_amendment: 'frozen',
    withdraw: 'withdrawn',
  },
  round_open: {
    freeze: refuse('round-open'),
    open_round: refuse('round-open'),
    close_round: 'round_closed',
    close_not_yet: 'not_yet',
    defer: refuse('round-open'),
    amend: refuse('round-open'),
    settle_amendment: 'frozen',
    withdraw: refuse('round-open'),
  },
  // a tie stands here: the chair decides it, or another vote does
  round_closed: {
    freeze: 'frozen',
    open_round: 'round_open',
    close_round: 'round_closed',
    decide: 'decided',
    defer: 'deferred',
    settle_amendment: 'frozen',
    withdraw: 'withdrawn',
  },
  not_yet: {
    freeze: 'frozen',
    open_round: 'round_open',
    defer: 'deferred',
    amend: 'not_yet',
    settle_amendment: 'frozen',
    withdraw: 'withdrawn',
  },
  decided: {
    decide: refuse('already-done'),
    amend: refuse('already-done'),
    withdraw: refuse('already-done'),
  },
  // the council may come back to an item it put off: its texts and rounds stand as they were
  deferred: {
    freeze: 'frozen',
    open_round: 'round_open',
    close_round: 'round_closed',
    decide: 'decided',
    defer: 'deferred',
    amend: 'deferred',
    settle_amendment: 'frozen',
    withdraw: 'withdrawn',
  },
  // a new text may be put in its place
  withdrawn: { freeze: 'frozen', withdraw: refuse('already-done') },
};

export const roundStates = ['open', 'closed', 'declared', 'void'] as const;
export type RoundState = (typeof roundStates)[number];
export const roundVerbs = ['reply', 'close', 'cast', 'declare'] as const;
export type RoundVerb = (typeof roundVerbs)[number];

const over = refuse('round-closed');
const rounds: Life<RoundState, RoundVerb> = {
  open: { reply: 'open', close: 'closed', declare: refuse('outcome-missing') },
  // `cast`: the chair's vote on a tie that stands
  closed: { reply: over, close: over, cast: 'closed', declare: 'declared' },
  declared: { reply: over, close: over, cast: over, declare: refuse('already-done') },
  void: { reply: over, close: over, cast: over, declare: refuse('outcome-missing') },
};

export const objectionStates = ['open', 'answered', 'withdrawn', 'integrated', 'overruled'] as const;
export type ObjectionState = (typeof objectionStates)[number];
export const objectionVerbs = ['answer', 'withdraw', 'overrule'] as const;
export type ObjectionVerb = (typeof objectionVerbs)[number];

// an answer is no withdrawal, and can be bettered (DEC11)
const objections: Life<ObjectionState, ObjectionVerb> = {
  open: { answer: 'answered', withdraw: 'withdrawn', overrule: 'overruled' },
  answered: { answer: 'answered', withdraw: 'withdrawn', overrule: 'overruled' },
  withdrawn: { withdraw: refuse('already-done') },
  integrated: { answer: 'integrated' },
  overruled: { answer: 'overruled' },
};

export const decisionStates = ['recorded', 'in_effect', 'completed', 'superseded', 'rescinded'] as const;
export type DecisionState = (typeof decisionStates)[number];
export const decisionVerbs = [
  /** Its roles are divided. */
  'divide',
  /** Everybody asked has accepted (DIV2). */
  'take_effect',
] as const;
export type DecisionVerb = (typeof decisionVerbs)[number];

const decisions: Life<DecisionState, DecisionVerb> = {
  recorded: { divide: 'recorded', take_effect: 'in_effect' },
  in_effect: { divide: 'in_effect', take_effect: 'in_effect' },
  completed: {},
  superseded: {},
  rescinded: {},
};

/** State of a proposal after `verb`; refuses `round-open`, `already-done`, `wrong-state`. */
export function nextProposalState(state: ProposalState, verb: ProposalVerb): ProposalState | Refusal {
  return next(proposals, state, verb);
}

/** State of a round after `verb`; refuses `round-closed`, `outcome-missing`, `already-done`, `wrong-state`. */
export function nextRoundState(state: RoundState, verb: RoundVerb): RoundState | Refusal {
  return next(rounds, state, verb);
}

/** State of an objection or concern after `verb`; refuses `already-done`, `wrong-state`. */
export function nextObjectionState(state: ObjectionState, verb: ObjectionVerb): ObjectionState | Refusal {
  return next(objections, state, verb);
}

/** State of a decision after `verb`; refuses `wrong-state`. */
export function nextDecisionState(state: DecisionState, verb: DecisionVerb): DecisionState | Refusal {
  return next(decisions, state, verb);
}

/** A round whose outcome is known: closed, declared or not. A void round never has one. */
export function hasOutcome(state: RoundState): boolean {
  return state === 'closed' || state === 'declared';
}

/** Objections a vote overrules: those nobody took back (DEC11). */
export const overruledStates = statesBefore(objections, objectionStates, 'overrule');

/** Neither taken back nor overruled: it may still be answered and withdrawn. */
export function isUnsettled(state: ObjectionState): boolean {
  return overruledStates.includes(state);
}

/** Proposals that go with an item that is put off. */
export const deferrableStates = statesBefore(proposals, proposalStates, 'defer').filter(
  (state) => state !== 'deferred',
);

/** Decisions that a later act may rest on: neither superseded nor rescinded. */
export const standingDecisions = ['recorded', 'in_effect', 'completed'] as const satisfies DecisionState[];

function next<State extends string, Verb extends string>(
  life: Life<State, Verb>,
  state: State,
  verb: Verb,
): State | Refusal {
  return life[state][verb] ?? refuse('wrong-state', { params: { state, verb } });
}

function statesBefore<State extends string, Verb extends string>(
  life: Life<State, Verb>,
  states: readonly State[],
  verb: Verb,
): State[] {
  return states.filter((state) => typeof life[state][verb] === 'string');
}
