/**
 * The door of the room of deciding: check a round, count it, explain the result; who replies and how; the lives of what is decided. Other rooms import from here.
 */
export * from './amendment.ts';
export { awaitsWritten, quorumOf } from './attendance.ts';
export { sortBallots } from './ballots.ts';
export { awaitsCastingVote, givesCastingVote } from './casting-vote.ts';
export { channelsOf } from './channels.ts';
export type { Channels } from './channels.ts';
export { clauseChanges, clausesOf, mergeAmendment } from './clauses.ts';
export type { ClauseChange } from './clauses.ts';
export {
  consentRoundsLeft,
  declarationRefusal,
  isConsentExhausted,
  mayReopen,
  reviewDay,
} from './declare.ts';
export * from './entries.ts';
export { explain } from './explain.ts';
export type { Explanation, RoomFacts, RuleFacts, SentenceKey } from './explain.ts';
export { figuresOf, inMode } from './figures.ts';
export type { OutcomeFigures, RoundOutcome } from './figures.ts';
export * from './frozen-rule.ts';
export * from './grants.ts';
export { countsHouseholds, householdFigures, householdRoll, roundHouseholds } from './households.ts';
export type { HouseholdFigures } from './households.ts';
export { inputError, inputErrorCodes, isInputError } from './input-error.ts';
export type { InputError, InputErrorCode } from './input-error.ts';
export { instantOfMs, minuteMs, parseInstant } from './instant.ts';
export * from './life.ts';
export type { Asked } from './modes/mode.ts';
export { isRanking, isWritten, offeredIn, rulesOf } from './modes/registry.ts';
export type { OfferedChoice } from './modes/registry.ts';
export { defaultDots } from './parse-rule.ts';
export { boardOf, optionLimits, optionsIn, optionsRefusal, roundOptions } from './options.ts';
export type { AskedText } from './options.ts';
export { byCodePoint } from './order.ts';
export { agrees, outcomeCodes } from './outcome.ts';
export type * from './outcome.ts';
export { parseRound } from './parse.ts';
export { longestProposal } from './proposal.ts';
export { asPublished } from './published.ts';
export { reaches } from './reached.ts';
export * from './reply.ts';
export type * from './round.ts';
export * from './sheets.ts';
export { outcomeOf, tally } from './tally.ts';
export { needed } from './threshold.ts';
export * from './words.ts';
