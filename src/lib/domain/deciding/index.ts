/**
 * The door of the consensus room: check a round, count it, explain the result. Other rooms import from here.
 */
export { quorumOf } from './attendance.ts';
export { sortBallots } from './ballots.ts';
export { declarationRefusal, mayReopen } from './declare.ts';
export { explain } from './explain.ts';
export type { Explanation, RoomFacts, RuleFacts, SentenceKey } from './explain.ts';
export { inputError, inputErrorCodes, isInputError } from './input-error.ts';
export type { InputError, InputErrorCode } from './input-error.ts';
export { parseInstant } from './instant.ts';
export * from './modes.ts';
export { byCodePoint } from './order.ts';
export { agrees, outcomeCodes } from './outcome.ts';
export type * from './outcome.ts';
export { parseRound } from './parse.ts';
export type * from './round.ts';
export { outcomeOf, tally } from './tally.ts';
