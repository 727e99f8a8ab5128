import { m } from '#lib/paraglide/messages.js';
import type { OutcomeWords } from './outcome.ts';
import type { RuleWords } from './rules.ts';

/*
 * Minutes are a record in one style (である), pages speak to people (です・ます): what both say has two sentences. These
 * are those of the record.
 */

export const outcomesInMinutes: OutcomeWords = {
  not_yet_talk: m.minutes_outcome_not_yet_talk,
  not_yet_block: m.minutes_outcome_not_yet_block,
  not_yet_too_few_positions: m.minutes_outcome_not_yet_too_few_positions,
  not_yet_objection: m.minutes_outcome_not_yet_objection,
  not_yet_strong: m.minutes_outcome_not_yet_strong,
  consensus: m.minutes_outcome_consensus,
  consensus_with_concerns: m.minutes_outcome_consensus_with_concerns,
  agreed_in_writing: m.minutes_outcome_agreed_in_writing,
  agreed: m.minutes_outcome_agreed,
  agreed_strong: m.minutes_outcome_agreed_strong,
  agreed_weak: m.minutes_outcome_agreed_weak,
  unclear: m.minutes_outcome_unclear,
  passed_unanimously: m.minutes_outcome_passed_unanimously,
  passed_by_majority: m.minutes_outcome_passed_by_majority,
  rejected: m.minutes_outcome_rejected,
  tied: m.minutes_outcome_tied,
  passed_by_casting_vote: m.minutes_outcome_passed_by_casting_vote,
  rejected_by_casting_vote: m.minutes_outcome_rejected_by_casting_vote,
  no_quorum: m.minutes_outcome_no_quorum,
  meeting_required: m.minutes_outcome_meeting_required,
  compiled: m.minutes_outcome_compiled,
  compiled_plain: m.minutes_outcome_compiled_plain,
  ranked: m.minutes_outcome_ranked,
};

export const rulesInMinutes: RuleWords = {
  abstentions: {
    cast: m.minutes_rule_abstain_cast,
    ballots: m.minutes_rule_abstain_ballots,
    present: m.minutes_rule_abstain_present,
    eligible: m.minutes_rule_abstain_eligible,
  },
  chairs: {
    casting_only: m.minutes_rule_chair_casting_only,
    votes_no_casting: m.minutes_rule_chair_votes_no_casting,
    votes_and_casting: m.minutes_rule_chair_votes_and_casting,
    never: m.minutes_rule_chair_never,
  },
  noCastingVote: m.minutes_rule_chair_never,
  ties: {
    chair_casts: m.minutes_rule_tie_chair_casts,
    rejected: m.minutes_rule_tie_rejected,
    revote: m.minutes_rule_tie_revote,
    continue: m.minutes_rule_tie_continue,
  },
  proxies: {
    instructed: m.minutes_rule_proxy_instructed,
    holder_decides: m.minutes_rule_proxy_holder_decides,
    follows_result: m.minutes_rule_proxy_quorum_only,
    quorum_only: m.minutes_rule_proxy_quorum_only,
  },
  majority: m.minutes_rule_majority,
  consent: m.minutes_rule_consent,
  consentProxy: m.minutes_rule_consent_proxy,
  gradients: m.minutes_rule_gradients,
  fist: m.minutes_rule_fist,
  dots: m.minutes_rule_dots,
  borda: m.minutes_rule_borda,
  irv: m.minutes_rule_irv,
  writtenOpinion: m.minutes_rule_written_opinion,
  writtenResolution: m.minutes_rule_written_resolution,
  deemedUnanimity: m.minutes_rule_deemed_unanimity,
};
