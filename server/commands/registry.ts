import { acceptInvitation } from './accept-invitation.ts';
import { acceptRole } from './accept-role.ts';
import { addClosedItem } from './add-closed-item.ts';
import { addMaterial } from './add-material.ts';
import { addOrganization } from './add-organization.ts';
import { addSeat } from './add-seat.ts';
import { addTerm } from './add-term.ts';
import { adoptRuleSet } from './adopt-rule-set.ts';
import { answerHelpRequest } from './answer-help-request.ts';
import { answerObjection } from './answer-objection.ts';
import { answerSuggestion } from './answer-suggestion.ts';
import { askForHelp } from './ask-for-help.ts';
import { assignRole } from './assign-role.ts';
import { callMeeting } from './call-meeting.ts';
import { cancelMeeting } from './cancel-meeting.ts';
import { carryOverItem } from './carry-over-item.ts';
import { castBallot } from './cast-ballot.ts';
import { changeMeeting } from './change-meeting.ts';
import { changeOrganization } from './change-organization.ts';
import { changePassword } from './change-password.ts';
import { changeSeat } from './change-seat.ts';
import { chooseLanguage } from './choose-language.ts';
import { circulateMinutes } from './circulate-minutes.ts';
import { closeMeeting } from './close-meeting.ts';
import { closeRound } from './close-round.ts';
import { correctName } from './correct-name.ts';
import { createCouncil } from './create-council.ts';
import { createMeeting } from './create-meeting.ts';
import { declareDecision } from './declare-decision.ts';
import { declareInquorate } from './declare-inquorate.ts';
import { declineRole } from './decline-role.ts';
import { divideRoles } from './divide-roles.ts';
import { dropCandidate } from './drop-candidate.ts';
import { endIssueLink } from './end-issue-link.ts';
import { endMandate } from './end-mandate.ts';
import { endSeat } from './end-seat.ts';
import { finishTask } from './finish-task.ts';
import { freezeProposal } from './freeze-proposal.ts';
import { importStrategy } from './import-strategy.ts';
import { inviteMember } from './invite-member.ts';
import { issuePasswordSlip } from './issue-password-slip.ts';
import { keepPhoto } from './keep-photo.ts';
import { mergeIssues } from './merge-issues.ts';
import { moveIssue } from './move-issue.ts';
import { openMeeting } from './open-meeting.ts';
import { openIssueLink } from './open-issue-link.ts';
import { openResidentLink } from './open-resident-link.ts';
import { openRound } from './open-round.ts';
import { pauseMeeting } from './pause-meeting.ts';
import { placeCandidate } from './place-candidate.ts';
import { postponeMeeting } from './postpone-meeting.ts';
import { proposeCandidate } from './propose-candidate.ts';
import { publishMinutes } from './publish-minutes.ts';
import { putIssueOnAgenda } from './put-issue-on-agenda.ts';
import { recordAttendance } from './record-attendance.ts';
import { recordProxy } from './record-proxy.ts';
import { removeTerm } from './remove-term.ts';
import { resumeMeeting } from './resume-meeting.ts';
import { revokeInvitation } from './revoke-invitation.ts';
import { screenIssue } from './screen-issue.ts';
import { sealMinutes } from './seal-minutes.ts';
import { setCurrentItem } from './set-current-item.ts';
import { signMinutes } from './sign-minutes.ts';
import { submitIssue } from './submit-issue.ts';
import { suggestEdit } from './suggest-edit.ts';
import { supportIssue } from './support-issue.ts';
import { tagIssue } from './tag-issue.ts';
import { withdrawMaterial } from './withdraw-material.ts';
import { withdrawObjection } from './withdraw-objection.ts';
import type { Command } from './define.ts';

/** Every command there is. A new one is written in its own file and listed here. */
const list: readonly Command[] = [
  // getting in: councils, people, slips
  acceptInvitation,
  addOrganization,
  addSeat,
  adoptRuleSet,
  assignRole,
  changeOrganization,
  changePassword,
  changeSeat,
  chooseLanguage,
  correctName,
  createCouncil,
  endMandate,
  endSeat,
  inviteMember,
  issuePasswordSlip,
  openResidentLink,
  openIssueLink,
  endIssueLink,
  revokeInvitation,
  // deciding
  answerObjection,
  castBallot,
  closeRound,
  declareDecision,
  freezeProposal,
  openRound,
  withdrawObjection,
  // issues
  addTerm,
  answerHelpRequest,
  askForHelp,
  dropCandidate,
  importStrategy,
  keepPhoto,
  mergeIssues,
  moveIssue,
  placeCandidate,
  proposeCandidate,
  putIssueOnAgenda,
  removeTerm,
  screenIssue,
  submitIssue,
  supportIssue,
  tagIssue,
  // meetings
  addClosedItem,
  addMaterial,
  answerSuggestion,
  callMeeting,
  cancelMeeting,
  carryOverItem,
  changeMeeting,
  closeMeeting,
  createMeeting,
  declareInquorate,
  openMeeting,
  pauseMeeting,
  postponeMeeting,
  recordAttendance,
  recordProxy,
  resumeMeeting,
  setCurrentItem,
  suggestEdit,
  withdrawMaterial,
  // minutes
  circulateMinutes,
  publishMinutes,
  sealMinutes,
  signMinutes,
  // roles
  acceptRole,
  declineRole,
  divideRoles,
  finishTask,
];

export const registry: ReadonlyMap<string, Command> = new Map(list.map((entry) => [entry.name, entry]));
