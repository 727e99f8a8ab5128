import type { Generated } from 'kysely';
import type {
  AmendmentState,
  CastingChoice,
  DecisionState,
  EntryWay,
  ObjectionState,
  ProposalState,
  ProxyChoice,
  RoundMode,
  RoundState,
  Via,
  VoiceKind,
} from '#lib/domain/deciding/index.ts';
import type { PowerNoticeKind } from '#lib/domain/council/power-notices.ts';
import type { ItemState, ItemType } from '#lib/domain/meeting/agenda.ts';
import type { MeetingKind } from '#lib/domain/meeting/kind.ts';
import type { MeetingState } from '#lib/domain/meeting/state.ts';
import type { AnnouncingAct } from '#lib/domain/meeting/announcement.ts';
import type { ConsultationState } from '#lib/domain/consultation/life.ts';
import type { CriterionAnswer } from '#lib/domain/consultation/criteria.ts';
import type { LotState } from '#lib/domain/lots/life.ts';
import type { LotKind, LotSource } from '#lib/domain/lots/lot.ts';
import type { CorrectionState } from '#lib/domain/minutes/corrections.ts';
import type { ErratumState } from '#lib/domain/minutes/erratum.ts';
import type { MinutesState } from '#lib/domain/minutes/state.ts';
import type { AnswerWay, Procedure, SentWay } from '#lib/domain/writing/standing.ts';

/*
 * The rows of records.db as of the newest migration. Times `…_at` are integer ms since 1970 UTC, dates
 * `…_on` are 'YYYY-MM-DD' in Asia/Tokyo; columns that hold JSON text are read in decode.ts and records/.
 */

export interface CouncilRow {
  id: string;
  slug: string;
  name: string;
  city: string;
  district: string;
  founded_on: string;
  rule_set_id: string;
  created_at: number;
}

/** An address the council had until it came to this server under another one. */
export interface CouncilFormerSlugRow {
  council_id: string;
  slug: string;
  until_at: number;
}

/** A council that lives on another server now. */
export interface CouncilMovedRow {
  council_id: string;
  /** Its home there. */
  url: string;
  at: number;
}

export interface RuleSetRow {
  id: string;
  council_id: string;
  version: number;
  body: string;
  decision_id: string | null;
  created_at: number;
  /** The day from which it holds; '': from its adoption. */
  from_on: Generated<string>;
}

/** Rules a council is still talking about. */
export interface RuleDraftRow {
  id: string;
  council_id: string;
  title: string;
  body: string;
  made_by: string;
  made_at: number;
  changed_at: number;
  /** What it was adopted as; null: it may still be changed. */
  version: number | null;
}

export interface OrganizationRow {
  id: string;
  council_id: string;
  name: string;
  kind: string;
  party: 'community' | 'administration' | 'partner';
  fields: Generated<string>;
  created_at: number;
}

export interface SeatRow {
  id: string;
  council_id: string;
  organization_id: string | null;
  no: number;
  label: string;
  weight: Generated<string>;
  from_on: string;
  to_on: string | null;
  /** A seat of the council, or a place at the open table of one meeting. */
  kind: Generated<'seat' | 'comer'>;
}

export interface PersonRow {
  id: string;
  display_name: string;
  kana: Generated<string>;
  login_name: string | null;
  password_hash: string | null;
  locale: Generated<string>;
  created_at: number;
  erased_at: number | null;
}

export interface MandateRow {
  id: string;
  council_id: string;
  person_id: string;
  seat_id: string | null;
  organization_id: string | null;
  role:
    | 'member'
    | 'alternate'
    | 'chair'
    | 'vice_chair'
    | 'facilitator'
    | 'recorder'
    | 'treasurer'
    | 'secretariat'
    | 'officer'
    | 'auditor'
    | 'translator'
    | 'subcommittee_head'
    | 'resident'
    | 'observer'
    | 'delegate';
  powers: Generated<string>;
  from_on: string;
  to_on: string | null;
  created_at: number;
  ended_at: number | null;
}

export interface InvitationRow {
  id: string;
  council_id: string | null;
  person_id: string | null;
  purpose: 'setup' | 'member' | 'password' | 'resident';
  token_hash: string;
  created_by: string | null;
  created_at: number;
  expires_at: number;
  used_at: number | null;
  revoked_at: number | null;
  /** With set-up slips: for which council; '' is the link of a start. */
  note: Generated<string>;
}

export interface SessionRow {
  id: string;
  person_id: string;
  created_at: number;
  expires_at: number;
  absolute_expires_at: number;
  device: Generated<string>;
}

/** Where a person's calendar reads his meetings (FEE2); the address itself is nowhere. */
export interface CalendarAddressRow {
  person_id: string;
  token_hash: string;
  created_at: number;
}

export interface IdempotencyRow {
  scope: string;
  key: string;
  command: string;
  body_hash: string;
  answer: string;
  at: number;
}

export interface AuditEventRow {
  seq: Generated<number>;
  at: number;
  council_id: string | null;
  person_id: string | null;
  command: string;
  entity: string;
  entity_id: string;
  detail: string;
  prev_hash: string;
  hash: string;
  /** Number in the chain of the council, from 1; null before the chains were separate. */
  no: number | null;
}

/** Where the chains of acts begin: at most one row. */
export interface AuditStartRow {
  seq: number;
  hash: string;
}

/** What the first act of a council that came from another house follows. */
export interface AuditOriginRow {
  council_id: string;
  hash: string;
}

/** An act of such a council from before the chains were separate. */
export interface AuditEarlierRow {
  council_id: string;
  seq: number;
  at: number;
  person_id: string | null;
  command: string;
  entity: string;
  entity_id: string;
  detail: string;
  prev_hash: string;
  hash: string;
}

export interface MeetingRow {
  id: string;
  council_id: string;
  fiscal_year: number;
  seq: number;
  kind: MeetingKind;
  starts_at: number;
  ends_at: number;
  place: string;
  online_url: string | null;
  visibility: 'open' | 'partly' | 'closed';
  closed_reason: string | null;
  observer_capacity: number | null;
  state: MeetingState;
  called_at: number | null;
  urgent_reason: string | null;
  cancel_reason: string | null;
  opened_at: number | null;
  closed_at: number | null;
  presiding_person_id: string | null;
  current_item_id: string | null;
  current_since: number | null;
  created_by: string;
  created_at: number;
  /** The rules it was held by, from its closing on. */
  rule_set_id: string | null;
}

/** A voting seat of a meeting: as it was at the opening, who sat on it as of the closing. */
export interface MeetingRollRow {
  meeting_id: string;
  seat_id: string;
  no: number;
  organization_id: string | null;
  /** Name of the organisation, or the seat's own label. */
  organization: string;
  weight: string;
  chair: 0 | 1;
  person_id: string | null;
}

/** What was done to the announcement of a meeting, numbered from 1. */
export interface MeetingActRow {
  meeting_id: string;
  no: number;
  act: AnnouncingAct;
  at: number;
  /** When the meeting was to begin after the act, ms UTC. */
  starts_at: number;
  reason: Generated<string>;
}

/** Who presided from when on. */
export interface MeetingPresidingRow {
  meeting_id: string;
  at: number;
  person_id: string;
}

export interface AgendaItemRow {
  id: string;
  meeting_id: string;
  position: number;
  type: ItemType;
  title: string;
  presenter: Generated<string>;
  minutes_planned: number;
  visibility: 'open' | 'closed';
  state: ItemState;
  issue_id: string | null;
  decision_id: string | null;
  started_at: number | null;
  spent_ms: Generated<number>;
  /** Where it was carried over to; null: it waits for the next meeting made. */
  carried_to: string | null;
}

export interface AgendaRevisionRow {
  id: string;
  meeting_id: string;
  at: number;
  person_id: string;
  occasion: string;
  items: string;
  text_hash: string;
}

export interface MaterialRow {
  id: string;
  meeting_id: string;
  item_id: string | null;
  no: number;
  title: string;
  file_name: string | null;
  mime: string | null;
  bytes: number | null;
  blob_hash: string | null;
  url: string | null;
  visibility: 'open' | 'closed';
  created_by: string;
  created_at: number;
  withdrawn_at: number | null;
}

export interface AttendanceRow {
  id: string;
  meeting_id: string;
  seat_id: string | null;
  person_id: string | null;
  name: Generated<string>;
  mode: 'in_person' | 'online' | 'alternate' | 'absent' | 'observer' | 'staff';
  via: 'self' | 'recorded' | 'paper';
  arrived_at: number;
  left_at: number | null;
  recorded_by: string;
  /** 1: said beforehand, which is no presence (REG1). */
  announced: Generated<0 | 1>;
  /** The day of the meeting when it was entered; entries of another day count nothing (REG1). */
  for_day: string | null;
  /** 職, as the minutes name it. */
  office: Generated<string>;
}

export interface ProxyGrantRow {
  id: string;
  meeting_id: string;
  from_seat_id: string;
  to_seat_id: string | null;
  choice: ProxyChoice | null;
  source: 'paper' | 'app';
  recorded_by: string;
  at: number;
  revoked_at: number | null;
  for_day: string | null;
}

export interface ProposalRow {
  id: string;
  council_id: string;
  meeting_id: string;
  item_id: string;
  state: ProposalState;
  created_at: number;
}

export interface ProposalVersionRow {
  id: string;
  proposal_id: string;
  n: number;
  text: string;
  text_hash: string;
  frozen_at: number;
  frozen_by: string;
}

export interface RoundRow {
  id: string;
  council_id: string;
  meeting_id: string;
  item_id: string;
  proposal_id: string;
  version_id: string;
  no: number;
  mode: RoundMode;
  rule: string;
  rule_version: number;
  text_hash: string;
  opened_at: number;
  opened_by: string;
  closes_at: number | null;
  state: RoundState;
  closed_at: number | null;
  closed_by: string | null;
  chair_casts: CastingChoice | null;
  input: string | null;
  outcome: string | null;
  void_reason: string | null;
}

/** The quorum of the council's seats when a round opened, and how many comers were on its roll. */
export interface RoundMeterRow {
  round_id: string;
  /** Exact rationals as text; needed is null where no quorum is asked. */
  attended: string;
  needed: string | null;
  eligible: string;
  comers: number;
}

/** An amendment to a frozen text: the whole text as it would read. */
export interface AmendmentRow {
  id: string;
  proposal_id: string;
  /** 1, 2, … in the order they are asked about. */
  no: number;
  text: string;
  text_hash: string;
  against_version_id: string;
  /** The frozen text it was asked about as. */
  version_id: string | null;
  /** Organisation or seat of who brought it; '' where the meeting did. */
  label: string;
  moved_by: string;
  moved_at: number;
  state: AmendmentState;
}

export interface RoundAmendmentRow {
  round_id: string;
  amendment_id: string;
}

export interface ProposalWithdrawalRow {
  proposal_id: string;
  at: number;
  reason: string;
  withdrawn_by: string;
}

/** An objection that its own seat made a concern. */
export interface ObjectionReclassedRow {
  objection_id: string;
  at: number;
}

/** Somebody signed in at an open table; `no`: 1, 2, … in the meeting. Name and person are erasable. */
export interface ComerRow {
  seat_id: string;
  meeting_id: string;
  no: number;
  name: string;
  person_id: string | null;
  signed_at: number;
  signed_by: string;
  erased_at: number | null;
}

export interface RoundRollRow {
  round_id: string;
  seat_id: string;
  key: string;
  weight: string;
  chair: Generated<number>;
  label: string;
  person_id: string | null;
}

export interface BallotRow {
  id: string;
  round_id: string;
  seat_id: string;
  choice: string;
  reason: Generated<string>;
  would_agree_if: Generated<string>;
  via: Via;
  at: number;
  text_hash: string;
  entered_by: string;
}

/** A reply somebody typed for another and took back (DEC15). */
export interface BallotTakenBackRow {
  ballot_id: string;
  taken_back_by: string;
  at: number;
}

/** A draw (LOT1): what was announced, and once it is made, what it was made from. */
export interface LotDrawRow {
  id: string;
  council_id: string;
  fiscal_year: number;
  seq: number;
  title: string;
  kind: LotKind;
  drawn_count: number | null;
  names: string;
  source: LotSource;
  figure: string;
  figure_on: string | null;
  visibility: 'open' | 'council';
  secret_hash: string;
  list_hash: string;
  announced_by: string;
  announced_at: number;
  state: LotState;
  secret: string | null;
  said: string | null;
  seed: string | null;
  reason: Generated<string>;
  ended_by: string | null;
  ended_at: number | null;
}

/** The secret of a draw that is not made yet. */
export interface LotSecretRow {
  draw_id: string;
  secret: string;
}

/** How a reply came that somebody entered for others (WAY3). */
export interface BallotEntryRow {
  ballot_id: string;
  how: EntryWay;
  batch_id: string | null;
  /** The paper it corrects (WAY4). */
  corrects: string | null;
  /** Why; '' where it corrects nothing. */
  reason: Generated<string>;
}

/** Hands seen together, or a pile of papers that two people counted, numbered from 1 in its round. */
export interface BallotBatchRow {
  id: string;
  round_id: string;
  no: number;
  kind: 'hands' | 'papers';
  entered_by: string;
  at: number;
  counted_by: string | null;
  counted_with: string | null;
}

/** A paper that goes out to a seat and comes back (WAY9). */
export interface PaperSheetRow {
  id: string;
  meeting_id: string;
  kind: 'ballot' | 'proxy';
  /** The frozen text a ballot paper asks about. */
  version_id: string | null;
  seat_id: string;
  sent_at: number | null;
  sent_by: string | null;
  returned_at: number | null;
  returned_by: string | null;
}

export interface ObjectionRow {
  id: string;
  round_id: string;
  ballot_id: string;
  seat_id: string;
  kind: VoiceKind;
  reason: string;
  would_agree_if: Generated<string>;
  state: ObjectionState;
  response: Generated<string>;
  answered_by: string | null;
  answered_at: number | null;
  withdrawn_at: number | null;
}

export interface DecisionRow {
  id: string;
  council_id: string;
  fiscal_year: number;
  seq: number;
  meeting_id: string;
  item_id: string | null;
  round_id: string | null;
  title: string;
  text: string;
  text_hash: string;
  outcome_code: string;
  declared_code: string;
  declared_reason: string | null;
  declared_by: string;
  declared_at: number;
  scope: 'district' | 'city_wide';
  review_on: string | null;
  minority: Generated<string>;
  state: DecisionState;
}

export interface RoleDivisionRow {
  id: string;
  council_id: string;
  decision_id: string;
  title: string;
  level: number;
  from_on: string | null;
  to_on: string | null;
  cost: Generated<string>;
  comparison: Generated<string>;
  review_on: string | null;
  created_by: string;
  created_at: number;
}

export interface RoleTaskRow {
  id: string;
  division_id: string;
  position: number;
  title: string;
  detail: Generated<string>;
  scope: 'district' | 'city_wide';
  level: number;
  due_on: string | null;
  frequency: Generated<string>;
  request_to_city: Generated<number>;
  done_at: number | null;
}

export interface RoleAssignmentRow {
  id: string;
  task_id: string;
  division_id: string;
  organization_id: string;
  responsibility: 'lead' | 'support' | 'consulted' | 'informed';
  state: 'asked' | 'accepted' | 'declined' | 'negotiating' | 'informed' | 'done';
  asked_at: number;
  answered_at: number | null;
  answered_by: string | null;
  note: Generated<string>;
  /** How the answer came where somebody else typed it; null: from an account of the party. */
  via: 'paper' | 'phone' | null;
  /** The role another party was asked to take on in its place. */
  replaced_by: string | null;
  asked_again_at: number | null;
  ask_note: Generated<string>;
}

/** An answer to a role that was asked for anew since. */
export interface RoleEarlierAnswerRow {
  id: string;
  assignment_id: string;
  state: 'accepted' | 'declined';
  answered_at: number;
  answered_by: string | null;
  via: 'paper' | 'phone' | null;
  note: Generated<string>;
}

export interface MinutesRow {
  id: string;
  council_id: string;
  meeting_id: string;
  state: MinutesState;
  drafted_at: number;
  circulated_at: number | null;
  due_on: string | null;
  signatories: Generated<string>;
  document: string | null;
  text_hash: string | null;
  chain_seq: number | null;
  sealed_at: number | null;
  sealed_by: string | null;
  published_at: number | null;
}

export interface MinutesSignatureRow {
  minutes_id: string;
  person_id: string;
  capacity: 'chair' | 'signatory';
  text_hash: string;
  at: number;
}

/** A text of the minutes that went round (COR7). */
export interface MinutesCirculationRow {
  minutes_id: string;
  no: number;
  at: number;
  /** null: sent round before this was kept. */
  circulated_by: string | null;
  due_on: string;
  text_hash: string;
  /** JSON as in minutes.document; null once the minutes are sealed. */
  document: string | null;
}

/** A correction somebody proposes to minutes that go round (COR1). */
export interface MinutesCorrectionRow {
  id: string;
  minutes_id: string;
  no: number;
  /** Number of the text it is about. */
  circulation: number;
  /** 'facts', 'other', or the number of an item. */
  place: string;
  /** '' to add something. */
  quote: string;
  /** '' to leave the passage out. */
  wording: string;
  why: string;
  own_words: number;
  proposed_by: string;
  proposed_at: number;
  state: Generated<CorrectionState>;
  answer: Generated<string>;
  answered_by: string | null;
  answered_at: number | null;
}

/** Somebody has read the text that went round and asks for nothing (COR8). */
export interface MinutesReadingRow {
  minutes_id: string;
  person_id: string;
  text_hash: string;
  at: number;
}

/** A mistake in sealed minutes: asked for, then declined or sealed as an entry of its own (ERT1). */
export interface MinutesErratumRow {
  id: string;
  council_id: string;
  minutes_id: string;
  no: number;
  place: string;
  quote: string;
  wording: string;
  why: string;
  asked_by: string;
  asked_at: number;
  state: Generated<ErratumState>;
  answer: Generated<string>;
  answered_by: string | null;
  answered_at: number | null;
  chain_seq: number | null;
}

export interface ErratumSignatureRow {
  erratum_id: string;
  person_id: string;
  at: number;
}

export interface ChainEntryRow {
  council_id: string;
  seq: number;
  kind: 'minutes' | 'decision' | 'erratum' | 'report';
  ref_id: string;
  prev: string;
  hash: string;
  body: string;
  at: number;
}

export interface ChainDisclosureRow {
  council_id: string;
  seq: number;
  name: string;
  value: string;
  salt: string;
}

/** What an entry of minutes rests on (CHN17). */
export interface ChainRecordsRow {
  council_id: string;
  seq: number;
  /** JSON object: noun → digest of its rows */
  digests: string;
  /** 32 bytes, lower-case hex */
  salt: string;
}

export interface IssueRow {
  id: string;
  council_id: string;
  no: number | null;
  title: string;
  body: string;
  place: Generated<string>;
  fields: Generated<string>;
  life_stages: Generated<string>;
  measure: string | null;
  /** JSON: keys of measures of further strategies */
  more_measures: Generated<string>;
  submitted_via: 'form' | 'phone' | 'paper' | 'bridge' | 'meeting';
  submitter_person_id: string | null;
  submitter_name: Generated<string>;
  entered_by: string | null;
  route: 'self' | 'joint' | 'referred' | 'professional' | null;
  lead_organization_id: string | null;
  state:
    | 'submitted'
    | 'screening'
    | 'published'
    | 'on_agenda'
    | 'in_progress'
    | 'resolved'
    | 'closed_unresolved'
    | 'returned'
    | 'redirected_private'
    | 'merged';
  result: Generated<string>;
  flags: Generated<string>;
  submitted_at: number;
  published_at: number | null;
  resolved_at: number | null;
  moved_at: number | null;
  receipt_code: string | null;
  draft_id: string | null;
  merged_into: string | null;
  told_in: Generated<string>;
  original_body: Generated<string>;
  agenda_meeting_id: string | null;
  hidden_at: number | null;
  hidden_from: string | null;
  hidden_reason: Generated<string>;
  /** The link of one place it came by. */
  link_id: string | null;
}

/** How the office of the secretariat is reached; '' is not set. */
export interface CouncilOfficeRow {
  council_id: string;
  telephone: string;
  fax: string;
  hours: string;
  email: string;
  desks: string;
  changed_at: number;
}

/** What one person was told about powers and accounts. */
export interface PowerNoticeRow {
  id: string;
  council_id: string;
  person_id: string;
  kind: PowerNoticeKind;
  about_id: string;
  /** '' where it is about an account. */
  role: string;
  by_id: string | null;
  at: number;
  seen_at: number | null;
}

export interface IssueWordsBeforeRow {
  event_id: string;
  issue_id: string;
  title: string;
  body: string;
  place: string;
}

export interface IssueEventRow {
  id: string;
  issue_id: string;
  at: number;
  person_id: string | null;
  from_state: string | null;
  to_state: string;
  reason: Generated<string>;
  decision_id: string | null;
  route: 'self' | 'joint' | 'referred' | 'professional' | null;
  act: 'hide' | 'show' | 'correct' | 'remove_photo' | null;
}

/** What who leads an issue has answered; its words stand in the event. */
export interface IssueAnswerRow {
  event_id: string;
  issue_id: string;
  organization_id: string;
  via: 'paper' | 'phone' | null;
}

export interface SuggestionRow {
  id: string;
  meeting_id: string;
  item_id: string | null;
  field: string;
  text: string;
  person_id: string;
  at: number;
  state: 'open' | 'taken' | 'declined';
}

export interface AgendaRemovalRow {
  id: string;
  meeting_id: string;
  item_id: string;
  /** as it stood; '' for a closed item */
  title: string;
  removed_by: string;
  removed_at: number;
  restored_by: string | null;
  restored_at: number | null;
}

export interface OutboxRow {
  no: Generated<number>;
  id: string;
  doc: string;
  body: string;
  at: number;
}

export interface IssueSupportRow {
  issue_id: string;
  person_id: string;
  kind: 'too' | 'can';
  at: number;
}

export interface IssuePhotoRow {
  id: string;
  council_id: string;
  issue_id: string | null;
  blob_hash: string;
  mime: string;
  bytes: number;
  width: number;
  height: number;
  created_at: number;
  published_at: number | null;
}

export interface IssueLinkRow {
  id: string;
  council_id: string;
  mark: string;
  place: string;
  opened_by: string;
  opened_at: number;
  ended_at: number | null;
}

export interface HelpRequestRow {
  id: string;
  council_id: string;
  receipt_code: string;
  draft_id: string | null;
  title: string;
  body: Generated<string>;
  contact: Generated<string>;
  submitted_via: 'form' | 'phone' | 'paper' | 'bridge' | 'meeting';
  entered_by: string | null;
  submitted_at: number;
  state: 'received' | 'talking' | 'handed_on' | 'closed';
  reply: Generated<string>;
  moved_at: number;
  moved_by: string | null;
}

export interface HelpReplyRow {
  id: string;
  request_id: string;
  at: number;
  person_id: string | null;
  reply: string;
}

export interface IssueWordsRow {
  seq: Generated<number>;
  issue_id: string;
  council_id: string;
  words: string;
}

export interface CouncilTermRow {
  council_id: string;
  list: 'field' | 'life_stage';
  word: string;
  added_at: number;
  removed_at: number | null;
}

export interface StrategyRow {
  id: string;
  council_id: string;
  name: string;
  tree: string;
  imported_by: string;
  imported_at: number;
  replaced_at: number | null;
  /** 1: shown first of those in force */
  current: Generated<number>;
}

export interface AgendaCandidateRow {
  id: string;
  council_id: string;
  title: string;
  note: Generated<string>;
  fields: Generated<string>;
  life_stages: Generated<string>;
  measure: string | null;
  issue_ids: Generated<string>;
  origin: 'gap' | 'canvas';
  state: 'open' | 'placed' | 'dropped';
  meeting_id: string | null;
  item_id: string | null;
  created_by: string;
  created_at: number;
  moved_at: number;
}

/** What somebody asks the council about (諮問), and how far its reply (答申) is. */
export interface ConsultationRow {
  id: string;
  council_id: string;
  fiscal_year: number;
  seq: number;
  title: string;
  /** Who asked: 川口市長. */
  asked_by: string;
  /** The number of the paper it came on; '' where it had none. */
  asked_no: Generated<string>;
  text: string;
  /** 'YYYY-MM-DD' */
  received_on: string;
  /** 'YYYY-MM' */
  due_month: string;
  state: ConsultationState;
  /** The decision that adopted the reply, the newest. */
  decision_id: string | null;
  entered_by: string;
  entered_at: number;
}

/** A meeting planned for it. */
export interface ConsultationStepRow {
  consultation_id: string;
  position: number;
  /** 'YYYY-MM' */
  month: string;
  purpose: string;
  meeting_id: string | null;
}

/** An item by which its reply is on an agenda; the item's row is made with the agenda. */
export interface ConsultationItemRow {
  item_id: string;
  consultation_id: string;
  meeting_id: string;
  put_by: string;
  put_at: number;
}

/** The reply as it went out. */
export interface ConsultationReportRow {
  consultation_id: string;
  decision_id: string;
  document_no: Generated<string>;
  text: string;
  text_hash: string;
  submitted_on: string;
  submitted_by: string;
  submitted_at: number;
  chain_seq: number;
}

export interface ConsultationErratumRow {
  id: string;
  consultation_id: string;
  no: number;
  wrong: string;
  right_words: string;
  reason: string;
  added_by: string;
  added_at: number;
  chain_seq: number;
}

/** What whoever asked answered to the reply. */
export interface ConsultationAnswerRow {
  consultation_id: string;
  no: number;
  answered_by: string;
  answered_on: string;
  text: string;
  entered_by: string;
  entered_at: number;
}

export type ConsultationAct =
  | 'entered'
  | 'changed'
  | 'planned'
  | 'begun'
  | 'drafting'
  | 'on_agenda'
  | 'frozen'
  | 'adopted'
  | 'submitted'
  | 'erratum'
  | 'answered';

export interface ConsultationEventRow {
  id: string;
  consultation_id: string;
  at: number;
  person_id: string;
  act: ConsultationAct;
  detail: Generated<string>;
}

/** A question the council asks of each proposal. */
export interface CriterionRow {
  id: string;
  council_id: string;
  text: string;
  added_by: string;
  added_at: number;
  ended_at: number | null;
}

export interface CriterionAnswerRow {
  item_id: string;
  criterion_id: string;
  answer: CriterionAnswer;
  sentence: Generated<string>;
  answered_by: string;
  answered_at: number;
}

/** What is particular to a written meeting; its deadline is the meeting's end. */
export interface WritingRow {
  meeting_id: string;
  procedure: Procedure;
  /** When somebody asked to meet instead. */
  converted_at: number | null;
  converted_by: string | null;
  convert_reason: Generated<string>;
  /** The meeting that takes its place. */
  converted_to: string | null;
}

/** A deadline that was told, from 1; the last one holds. Append-only. */
export interface WritingDeadlineRow {
  meeting_id: string;
  no: number;
  closes_at: number;
  reason: Generated<string>;
  at: number;
  set_by: string;
}

/** A version of a questionnaire, as it was sent. Append-only. */
export interface QuestionnaireRow {
  id: string;
  meeting_id: string;
  n: number;
  body: string;
  body_hash: string;
  reason: Generated<string>;
  frozen_at: number;
  frozen_by: string;
}

/** The personal link of a seat, and how far its form has come. */
export interface WrittenLinkRow {
  id: string;
  meeting_id: string;
  seat_id: string;
  code: string;
  made_at: number;
  sent_way: SentWay | null;
  sent_at: number | null;
  sent_by: string | null;
  opened_at: number | null;
}

/** What a seat has begun to write and not sent. */
export interface WrittenDraftRow {
  meeting_id: string;
  seat_id: string;
  version: number;
  body: string;
  saved_at: number;
}

/** An answer as it was given. Append-only. */
export interface WrittenAnswerRow {
  id: string;
  meeting_id: string;
  seat_id: string;
  version: number;
  way: AnswerWay;
  body: string;
  /** When it came, and when it was entered here. */
  at: number;
  said_at: number;
  /** Who answered from his own account. */
  person_id: string | null;
  entered_by: string | null;
  note: Generated<string>;
  blob_hash: string | null;
  scan_name: string | null;
  scan_mime: string | null;
}

/** A question of a member about what is asked, and its answer for all. */
export interface WritingQueryRow {
  id: string;
  meeting_id: string;
  no: number;
  seat_id: string | null;
  asked_by: string | null;
  words: string;
  asked_at: number;
  answer: string | null;
  answered_by: string | null;
  answered_at: number | null;
}

/** What a written meeting handed on to another one as its paper. Append-only. */
export interface CompiledPaperRow {
  material_id: string;
  from_meeting_id: string;
  body: string;
  body_hash: string;
  made_at: number;
  made_by: string;
}

export interface Records {
  council: CouncilRow;
  council_office: CouncilOfficeRow;
  council_former_slug: CouncilFormerSlugRow;
  council_moved: CouncilMovedRow;
  power_notice: PowerNoticeRow;
  rule_set: RuleSetRow;
  rule_draft: RuleDraftRow;
  organization: OrganizationRow;
  seat: SeatRow;
  person: PersonRow;
  mandate: MandateRow;
  invitation: InvitationRow;
  calendar_address: CalendarAddressRow;
  session: SessionRow;
  idempotency: IdempotencyRow;
  audit_event: AuditEventRow;
  audit_start: AuditStartRow;
  audit_origin: AuditOriginRow;
  audit_earlier: AuditEarlierRow;
  meeting: MeetingRow;
  meeting_roll: MeetingRollRow;
  meeting_act: MeetingActRow;
  meeting_presiding: MeetingPresidingRow;
  agenda_item: AgendaItemRow;
  agenda_revision: AgendaRevisionRow;
  material: MaterialRow;
  attendance: AttendanceRow;
  proxy_grant: ProxyGrantRow;
  proposal: ProposalRow;
  proposal_version: ProposalVersionRow;
  round: RoundRow;
  round_roll: RoundRollRow;
  round_meter: RoundMeterRow;
  round_amendment: RoundAmendmentRow;
  amendment: AmendmentRow;
  proposal_withdrawal: ProposalWithdrawalRow;
  objection_reclassed: ObjectionReclassedRow;
  comer: ComerRow;
  ballot: BallotRow;
  ballot_taken_back: BallotTakenBackRow;
  ballot_entry: BallotEntryRow;
  ballot_batch: BallotBatchRow;
  paper_sheet: PaperSheetRow;
  writing: WritingRow;
  writing_deadline: WritingDeadlineRow;
  questionnaire: QuestionnaireRow;
  written_link: WrittenLinkRow;
  written_draft: WrittenDraftRow;
  written_answer: WrittenAnswerRow;
  writing_query: WritingQueryRow;
  compiled_paper: CompiledPaperRow;
  /** A view: ballots that were not taken back; what counts is read here. */
  standing_ballot: BallotRow;
  objection: ObjectionRow;
  lot_draw: LotDrawRow;
  lot_secret: LotSecretRow;
  decision: DecisionRow;
  consultation: ConsultationRow;
  consultation_step: ConsultationStepRow;
  consultation_item: ConsultationItemRow;
  consultation_report: ConsultationReportRow;
  consultation_erratum: ConsultationErratumRow;
  consultation_answer: ConsultationAnswerRow;
  consultation_event: ConsultationEventRow;
  criterion: CriterionRow;
  criterion_answer: CriterionAnswerRow;
  role_division: RoleDivisionRow;
  role_task: RoleTaskRow;
  role_assignment: RoleAssignmentRow;
  role_earlier_answer: RoleEarlierAnswerRow;
  minutes: MinutesRow;
  minutes_signature: MinutesSignatureRow;
  minutes_circulation: MinutesCirculationRow;
  minutes_correction: MinutesCorrectionRow;
  minutes_reading: MinutesReadingRow;
  minutes_erratum: MinutesErratumRow;
  erratum_signature: ErratumSignatureRow;
  chain_entry: ChainEntryRow;
  chain_disclosure: ChainDisclosureRow;
  chain_records: ChainRecordsRow;
  issue: IssueRow;
  issue_event: IssueEventRow;
  issue_words_before: IssueWordsBeforeRow;
  issue_answer: IssueAnswerRow;
  help_reply: HelpReplyRow;
  suggestion: SuggestionRow;
  agenda_removal: AgendaRemovalRow;
  outbox: OutboxRow;
  issue_support: IssueSupportRow;
  issue_photo: IssuePhotoRow;
  issue_link: IssueLinkRow;
  help_request: HelpRequestRow;
  issue_words: IssueWordsRow;
  council_term: CouncilTermRow;
  strategy: StrategyRow;
  agenda_candidate: AgendaCandidateRow;
}
