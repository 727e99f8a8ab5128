import { m } from '#lib/paraglide/messages.js';
import type { Refusal, RefusalCode } from '#lib/domain/refusal.ts';
import type { Role } from '#lib/domain/policy/actions.ts';
import { consultationWhy } from './consultation.ts';
import { divisionWords, having, sayWhat, type Words } from './division-faults.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { lotWhy } from './lots.ts';
import { optionsWhy } from './options.ts';
import { mandateWord } from './roles.ts';
import { ruleFaultWords } from './rule-faults.ts';
import { questionFaultWords } from './writing.ts';

/** A refusal in words: what and why in `message`, the way on in `next`. */
export interface SaidRefusal {
  readonly code: RefusalCode;
  readonly field?: string;
  readonly message: string;
  readonly next?: string;
}

// a new code of the domain gets its line here, its sentences in the catalogues and its status in server/commands
const words = {
  ...divisionWords,
  'bad-input': {
    ...divisionWords['bad-input'],
    figures: (p, locale) =>
      optionsWhy(p, locale) ??
      lotWhy(p, locale) ??
      consultationWhy(p, locale) ??
      divisionWords['bad-input'].figures(p, locale),
  },
  'agenda-empty': { what: m.refusal_agenda_empty, next: m.refusal_agenda_empty_next },
  'answer-changed': { what: m.refusal_answer_changed, next: m.refusal_answer_changed_next },
  'answer-empty': { what: m.refusal_answer_empty, next: m.refusal_answer_empty_next },
  'meeting-in-writing': { what: m.refusal_meeting_in_writing, next: m.refusal_meeting_in_writing_next },
  'name-not-recognised': { what: m.refusal_name_not_recognised, next: m.refusal_name_not_recognised_next },
  'questions-changed': { what: m.refusal_questions_changed, next: m.refusal_questions_changed_next },
  'questions-unchanged': { what: m.refusal_questions_unchanged, next: m.refusal_questions_unchanged_next },
  'writing-not-open': { what: m.refusal_writing_not_open, next: m.refusal_writing_not_open_next },
  'questionnaire-faulty': {
    what: m.refusal_questionnaire_faulty,
    next: m.refusal_questionnaire_faulty_next,
    figures: (p, locale) => questionFaultWords(String(p.why ?? ''), Number(p.no ?? 0), locale),
  },
  'already-answered': { what: m.refusal_already_answered, next: m.refusal_already_answered_next },
  'already-done': { what: m.refusal_already_done, next: m.refusal_already_done_next },
  'amendment-conflict': { what: m.refusal_amendment_conflict, next: m.refusal_amendment_conflict_next },
  'amendment-round': { what: m.refusal_amendment_round, next: m.refusal_amendment_round_next },
  'amendments-first': { what: m.refusal_amendments_first, next: m.refusal_amendments_first_next },
  'amendments-full': { what: m.refusal_amendments_full, next: m.refusal_amendments_full_next },
  'bad-json': { what: m.refusal_bad_json, next: m.refusal_bad_json_next },
  'ballot-needs-reason': { what: m.refusal_ballot_needs_reason, next: m.refusal_ballot_needs_reason_next },
  'body-too-large': {
    what: m.refusal_body_too_large,
    next: m.refusal_body_too_large_next,
    figures: (p, locale) =>
      having(p, ['mb'], () => m.refusal_body_too_large_figures({ num: p.mb! }, { locale })),
  },
  'chair-absent': {
    what: m.refusal_chair_absent,
    next: m.refusal_chair_absent_next,
    figures: (p, locale) =>
      having(p, ['name', 'role'], () =>
        m.refusal_chair_absent_figures(
          { name: p.name!, role: mandateWord(p.role as Role, locale) },
          { locale },
        ),
      ),
  },
  'chair-missing': { what: m.refusal_chair_missing, next: m.refusal_chair_missing_next },
  'comer-minor': { what: m.refusal_comer_minor, next: m.refusal_comer_minor_next },
  conflict: { what: m.refusal_conflict, next: m.refusal_conflict_next },
  'consent-exhausted': {
    what: m.refusal_consent_exhausted,
    next: m.refusal_consent_exhausted_next,
    figures: (p, locale) =>
      having(p, ['maxRounds'], () => m.refusal_consent_exhausted_figures({ n: p.maxRounds! }, { locale })),
  },
  'correction-empty': { what: m.refusal_correction_empty, next: m.refusal_correction_empty_next },
  'correction-late': { what: m.refusal_correction_late, next: m.refusal_correction_late_next },
  'corrections-full': { what: m.refusal_corrections_full, next: m.refusal_corrections_full_next },
  'corrections-uncirculated': {
    what: m.refusal_corrections_uncirculated,
    next: m.refusal_corrections_uncirculated_next,
  },
  'corrections-open': {
    what: m.refusal_corrections_open,
    next: m.refusal_corrections_open_next,
    figures: (p, locale) =>
      having(p, ['n'], () => m.refusal_corrections_open_figures({ n: p.n! }, { locale })),
  },
  'council-moved': {
    what: m.refusal_council_moved,
    next: m.refusal_council_moved_next,
    figures: (p, locale) =>
      having(p, ['url'], () => m.refusal_council_moved_figures({ url: p.url! }, { locale })),
  },
  'count-differs': {
    what: m.refusal_count_differs,
    next: m.refusal_count_differs_next,
    figures: (p, locale) =>
      having(p, ['counted', 'typed'], () =>
        m.refusal_count_differs_figures({ counted: p.counted!, n: p.typed! }, { locale }),
      ),
  },
  'decision-not-consensus': {
    what: m.refusal_decision_not_consensus,
    next: m.refusal_decision_not_consensus_next,
  },
  'decision-required': { what: m.refusal_decision_required, next: m.refusal_decision_required_next },
  'disk-full': { what: m.refusal_disk_full, next: m.refusal_disk_full_next },
  'document-degraded': { what: m.refusal_document_degraded, next: m.refusal_document_degraded_next },
  'door-full': { what: m.refusal_door_full, next: m.refusal_door_full_next },
  'drafts-full': { what: m.refusal_drafts_full, next: m.refusal_drafts_full_next },
  'entered-already': { what: m.refusal_entered_already, next: m.refusal_entered_already_next },
  'file-damaged': { what: m.refusal_file_damaged, next: m.refusal_file_damaged_next },
  'file-not-accepted': {
    what: m.refusal_file_not_accepted,
    next: m.refusal_file_not_accepted_next,
    figures: (p, locale) => (p.why === 'empty-file' ? m.refusal_why_empty_file({}, { locale }) : undefined),
  },
  forbidden: { what: m.refusal_forbidden, next: m.refusal_forbidden_next },
  'foreign-origin': { what: m.refusal_foreign_origin, next: m.refusal_foreign_origin_next },
  'idempotency-key-missing': {
    what: m.refusal_idempotency_key_missing,
    next: m.refusal_idempotency_key_missing_next,
  },
  'idempotency-key-reused': {
    what: m.refusal_idempotency_key_reused,
    next: m.refusal_idempotency_key_reused_next,
  },
  internal: { what: m.refusal_internal, next: m.refusal_internal_next },
  'invitation-used': { what: m.refusal_invitation_used, next: m.refusal_invitation_used_next },
  'issue-finished': { what: m.refusal_issue_finished, next: m.refusal_issue_finished_next },
  'item-begun': { what: m.refusal_item_begun, next: m.refusal_item_begun_next },
  'item-called': { what: m.refusal_item_called, next: m.refusal_item_called_next },
  'item-closed': { what: m.refusal_item_closed, next: m.refusal_item_closed_next },
  'last-assigner': { what: m.refusal_last_assigner, next: m.refusal_last_assigner_next },
  'list-full': { what: m.refusal_list_full, next: m.refusal_list_full_next },
  'majority-too-small': { what: m.refusal_majority_too_small, next: m.refusal_majority_too_small_next },
  'meeting-begun': { what: m.refusal_meeting_begun, next: m.refusal_meeting_begun_next },
  'meeting-closed': { what: m.refusal_meeting_closed, next: m.refusal_meeting_closed_next },
  'meeting-not-open': { what: m.refusal_meeting_not_open, next: m.refusal_meeting_not_open_next },
  'meeting-not-yet-called': {
    what: m.refusal_meeting_not_yet_called,
    next: m.refusal_meeting_not_yet_called_next,
  },
  'meeting-running': { what: m.refusal_meeting_running, next: m.refusal_meeting_running_next },
  'minutes-not-circulated': {
    what: m.refusal_minutes_not_circulated,
    next: m.refusal_minutes_not_circulated_next,
  },
  'minutes-sealed': { what: m.refusal_minutes_sealed, next: m.refusal_minutes_sealed_next },
  'name-taken': { what: m.refusal_name_taken, next: m.refusal_name_taken_next },
  'names-left': {
    what: m.refusal_names_left,
    next: m.refusal_names_left_next,
    figures: (p, locale) => having(p, ['n'], () => m.refusal_names_left_figures({ n: p.n! }, { locale })),
  },
  'no-fallback': { what: m.refusal_no_fallback, next: m.refusal_no_fallback_next },
  'no-quorum': {
    what: m.refusal_no_quorum,
    next: m.refusal_no_quorum_next,
    figures: (p, locale) =>
      having(p, ['attended', 'needed'], () =>
        m.refusal_no_quorum_figures({ attended: p.attended!, needed: p.needed! }, { locale }),
      ),
  },
  'not-found': { what: m.refusal_not_found, next: m.refusal_not_found_next },
  'not-on-roll': { what: m.refusal_not_on_roll, next: m.refusal_not_on_roll_next },
  'not-on-seat': { what: m.refusal_not_on_seat, next: m.refusal_not_on_seat_next },
  'not-open-table': { what: m.refusal_not_open_table, next: m.refusal_not_open_table_next },
  'notice-too-short': {
    what: m.refusal_notice_too_short,
    next: m.refusal_notice_too_short_next,
    figures: (p, locale) =>
      having(p, ['days', 'given'], () =>
        m.refusal_notice_too_short_figures({ days: p.days!, given: p.given! }, { locale }),
      ),
  },
  'observers-full': { what: m.refusal_observers_full, next: m.refusal_observers_full_next },
  'outcome-missing': { what: m.refusal_outcome_missing, next: m.refusal_outcome_missing_next },
  'passage-absent': { what: m.refusal_passage_absent, next: m.refusal_passage_absent_next },
  'password-too-easy': { what: m.refusal_password_too_easy, next: m.refusal_password_too_easy_next },
  'password-wrong': { what: m.refusal_password_wrong, next: m.refusal_password_wrong_next },
  'personal-data-left': {
    what: m.refusal_personal_data_left,
    next: m.refusal_personal_data_left_next,
  },
  'photo-not-accepted': { what: m.refusal_photo_not_accepted, next: m.refusal_photo_not_accepted_next },
  'proxy-circle': { what: m.refusal_proxy_circle, next: m.refusal_proxy_circle_next },
  'proxy-limit': {
    what: m.refusal_proxy_limit,
    next: m.refusal_proxy_limit_next,
    figures: (p, locale) =>
      having(p, ['max'], () => m.refusal_proxy_limit_figures({ max: p.max! }, { locale })),
  },
  'quorum-met': { what: m.refusal_quorum_met, next: m.refusal_quorum_met_next },
  'reason-required': { what: m.refusal_reason_required, next: m.refusal_reason_required_next },
  'records-unreachable': {
    what: m.refusal_records_unreachable,
    next: m.refusal_records_unreachable_next,
  },
  'referral-needs-lead': {
    what: m.refusal_referral_needs_lead,
    next: m.refusal_referral_needs_lead_next,
  },
  'replied-already': {
    what: m.refusal_replied_already,
    next: m.refusal_replied_already_next,
    figures: (p, locale) => (p.what === 'role' ? m.refusal_replied_already_role({}, { locale }) : undefined),
  },
  'report-not-adopted': { what: m.refusal_report_not_adopted, next: m.refusal_report_not_adopted_next },
  'report-not-on-agenda': {
    what: m.refusal_report_not_on_agenda,
    next: m.refusal_report_not_on_agenda_next,
  },
  'report-submitted': { what: m.refusal_report_submitted, next: m.refusal_report_submitted_next },
  'roll-empty': { what: m.refusal_roll_empty, next: m.refusal_roll_empty_next },
  'round-closed': { what: m.refusal_round_closed, next: m.refusal_round_closed_next },
  'round-open': { what: m.refusal_round_open, next: m.refusal_round_open_next },
  'rules-impossible': {
    what: m.refusal_rules_impossible,
    next: m.refusal_rules_impossible_next,
    figures: ruleFaultWords,
  },
  'seat-has-replied': { what: m.refusal_seat_has_replied, next: m.refusal_seat_has_replied_next },
  'seat-taken': { what: m.refusal_seat_taken, next: m.refusal_seat_taken_next },
  'second-person': { what: m.refusal_second_person, next: m.refusal_second_person_next },
  'session-required': { what: m.refusal_session_required, next: m.refusal_session_required_next },
  'sign-in-failed': { what: m.refusal_sign_in_failed, next: m.refusal_sign_in_failed_next },
  'signatory-twice': { what: m.refusal_signatory_twice, next: m.refusal_signatory_twice_next },
  'signatures-missing': {
    what: m.refusal_signatures_missing,
    next: m.refusal_signatures_missing_next,
    figures: (p, locale) =>
      having(p, ['n'], () => m.refusal_signatures_missing_figures({ missing: p.n! }, { locale })),
  },
  'text-changed': { what: m.refusal_text_changed, next: m.refusal_text_changed_next },
  'text-unchanged': { what: m.refusal_text_unchanged, next: m.refusal_text_unchanged_next },
  'too-many-requests': {
    what: m.refusal_too_many_requests,
    next: m.refusal_too_many_requests_next,
    figures: (p, locale) => having(p, ['seconds'], () => tooManyWords(Number(p.seconds), locale)),
  },
  'unknown-command': { what: m.refusal_unknown_command, next: m.refusal_unknown_command_next },
  'written-not-allowed': { what: m.refusal_written_not_allowed, next: m.refusal_written_not_allowed_next },
  'wrong-state': { what: m.refusal_wrong_state, next: m.refusal_wrong_state_next },
} satisfies Record<RefusalCode, Words>;

/** How long it is paused: whole minutes from two on, as nobody counts 240 seconds. */
function tooManyWords(seconds: number, locale: Locale): string {
  return seconds < 120
    ? m.refusal_too_many_requests_figures({ seconds }, { locale })
    : m.refusal_too_many_requests_minutes({ minutes: Math.ceil(seconds / 60) }, { locale });
}

/** Says a refusal: what was refused and why, with its figures where it has them, and what to do next. */
export function sayRefusal(refusal: Refusal, locale: Locale): SaidRefusal {
  const say: Words = words[refusal.refused];
  return {
    code: refusal.refused,
    ...(refusal.field === undefined ? {} : { field: refusal.field }),
    message: sayWhat(say, refusal, locale),
    next: say.next({}, { locale }),
  };
}
