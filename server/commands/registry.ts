import { acceptInvitation } from './council/accept-invitation.ts';
import { acceptRole } from './roles/accept-role.ts';
import { addClosedItem } from './meeting/add-closed-item.ts';
import { addMaterial } from './meeting/add-material.ts';
import { addOrganization } from './council/add-organization.ts';
import { addSeat } from './council/add-seat.ts';
import { addTerm } from './issues/add-term.ts';
import { adoptRuleSet } from './council/adopt-rule-set.ts';
import { askAnotherParty } from './roles/ask-another-party.ts';
import { askRoleAgain } from './roles/ask-role-again.ts';
import { announceLot } from './deciding/announce-lot.ts';
import { answerHelpRequest } from './issues/answer-help-request.ts';
import { answerIssue } from './issues/answer-issue.ts';
import { answerObjection } from './deciding/answer-objection.ts';
import { answerSuggestion } from './meeting/answer-suggestion.ts';
import { proposeRemoval } from './meeting/propose-removal.ts';
import { removeItem } from './meeting/remove-item.ts';
import { restoreItem } from './meeting/restore-item.ts';
import { askForHelp } from './issues/ask-for-help.ts';
import { assignRole } from './council/assign-role.ts';
import { callMeeting } from './meeting/call-meeting.ts';
import { cancelMeeting } from './meeting/cancel-meeting.ts';
import { carryOverItem } from './meeting/carry-over-item.ts';
import { castBallot } from './deciding/cast-ballot.ts';
import { changeMeeting } from './meeting/change-meeting.ts';
import { changeOrganization } from './council/change-organization.ts';
import { changePassword } from './council/change-password.ts';
import { changeSeat } from './council/change-seat.ts';
import { chooseLanguage } from './council/choose-language.ts';
import { circulateMinutes } from './minutes/circulate-minutes.ts';
import { confirmReading } from './minutes/confirm-reading.ts';
import { answerCorrection, withdrawCorrection } from './minutes/answer-correction.ts';
import { declineErratum, signErratum } from './minutes/answer-erratum.ts';
import { requestCorrection } from './minutes/request-correction.ts';
import { addErratum } from './minutes/add-erratum.ts';
import { sealErratum } from './minutes/seal-erratum.ts';
import { closeMeeting } from './meeting/close-meeting.ts';
import { closeRound } from './deciding/close-round.ts';
import { correctBallot } from './deciding/correct-ballot.ts';
import { correctName } from './council/correct-name.ts';
import { countPapers } from './deciding/count-papers.ts';
import { createCouncil } from './council/create-council.ts';
import { createMeeting } from './meeting/create-meeting.ts';
import { declareDecision } from './deciding/declare-decision.ts';
import { declareInquorate } from './meeting/declare-inquorate.ts';
import { declineRole } from './roles/decline-role.ts';
import { divideRoles } from './roles/divide-roles.ts';
import { discardRuleDraft } from './council/discard-rule-draft.ts';
import { drawLot } from './deciding/draw-lot.ts';
import { dropCandidate } from './issues/drop-candidate.ts';
import { endIssueLink } from './issues/end-issue-link.ts';
import { endCalendarAddress, makeCalendarAddress } from './council/calendar-address.ts';
import { endMandate } from './council/end-mandate.ts';
import { endSeat } from './council/end-seat.ts';
import { eraseComer } from './meeting/erase-comer.ts';
import { finishTask } from './roles/finish-task.ts';
import { freezeProposal } from './deciding/freeze-proposal.ts';
import { hideIssue, showIssue } from './issues/hide-issue.ts';
import { correctIssue } from './issues/correct-issue.ts';
import { removeIssuePhoto } from './issues/remove-issue-photo.ts';
import { chooseStrategy } from './issues/choose-strategy.ts';
import { importHouseholds } from './council/import-households.ts';
import { importStrategy } from './issues/import-strategy.ts';
import { takeBackStrategy } from './issues/take-back-strategy.ts';
import { inviteMember } from './council/invite-member.ts';
import { issuePasswordSlip } from './council/issue-password-slip.ts';
import { keepRuleDraft } from './council/keep-rule-draft.ts';
import { keepPhoto } from './issues/keep-photo.ts';
import { mergeIssues } from './issues/merge-issues.ts';
import { moveAmendment } from './deciding/move-amendment.ts';
import { moveIssue } from './issues/move-issue.ts';
import { openMeeting } from './meeting/open-meeting.ts';
import { openIssueLink } from './issues/open-issue-link.ts';
import { openResidentLink } from './council/open-resident-link.ts';
import { openRound } from './deciding/open-round.ts';
import { pauseMeeting } from './meeting/pause-meeting.ts';
import { placeCandidate } from './meeting/place-candidate.ts';
import { postponeMeeting } from './meeting/postpone-meeting.ts';
import { proposeCandidate } from './issues/propose-candidate.ts';
import { publishMinutes } from './minutes/publish-minutes.ts';
import { putIssueOnAgenda } from './meeting/put-issue-on-agenda.ts';
import { reclassObjection } from './deciding/reclass-objection.ts';
import { recordAttendance } from './meeting/record-attendance.ts';
import { recordHands } from './deciding/record-hands.ts';
import { recordProxy } from './meeting/record-proxy.ts';
import { removeTerm } from './issues/remove-term.ts';
import { resumeMeeting } from './meeting/resume-meeting.ts';
import { renewHelpCode, renewIssueCode } from './issues/renew-code.ts';
import { returnIssues } from './issues/return-issues.ts';
import { revokeInvitation } from './council/revoke-invitation.ts';
import { screenIssue } from './issues/screen-issue.ts';
import { sealMinutes } from './minutes/seal-minutes.ts';
import { seePowerNotices } from './council/see-power-notices.ts';
import { setOffice } from './council/set-office.ts';
import { setLotAside } from './deciding/set-lot-aside.ts';
import { setCurrentItem } from './meeting/set-current-item.ts';
import { signInComer } from './meeting/sign-in-comer.ts';
import { signOutComer } from './meeting/sign-out-comer.ts';
import { signMinutes } from './minutes/sign-minutes.ts';
import { submitIssue } from './issues/submit-issue.ts';
import { suggestEdit } from './meeting/suggest-edit.ts';
import { supportIssue } from './issues/support-issue.ts';
import { takeBackHands } from './deciding/take-back-hands.ts';
import { takeBackReply } from './deciding/take-back-reply.ts';
import { takeChair } from './meeting/take-chair.ts';
import { tagIssue } from './issues/tag-issue.ts';
import { trackPapers } from './deciding/track-papers.ts';
import { withdrawAmendment } from './deciding/withdraw-amendment.ts';
import { withdrawMaterial } from './meeting/withdraw-material.ts';
import { withdrawObjection } from './deciding/withdraw-objection.ts';
import { withdrawProposal } from './deciding/withdraw-proposal.ts';
import { beginDeliberation } from './consultation/begin-deliberation.ts';
import { beginReportDraft } from './consultation/begin-report-draft.ts';
import { changeConsultation } from './consultation/change-consultation.ts';
import { correctReport } from './consultation/correct-report.ts';
import { enterConsultation } from './consultation/enter-consultation.ts';
import { planConsultation } from './consultation/plan-consultation.ts';
import { recordReportAnswer } from './consultation/record-report-answer.ts';
import { submitReport } from './consultation/submit-report.ts';
import { putReportOnAgenda } from './meeting/put-report-on-agenda.ts';
import { freezeReport } from './deciding/freeze-report.ts';
import { answerCriteria } from './deciding/answer-criteria.ts';
import { setCriteria } from './council/set-criteria.ts';
import { answerByLink } from './writing/answer-by-link.ts';
import { answerWriting } from './writing/answer-writing.ts';
import { answerQuery, askAboutWriting } from './writing/ask-about-writing.ts';
import { closeWriting } from './writing/close-writing.ts';
import { createWrittenMeeting } from './writing/create-written-meeting.ts';
import { enterAnswer } from './writing/enter-answer.ts';
import { extendWriting } from './writing/extend-writing.ts';
import { noteSent } from './writing/note-sent.ts';
import { openWrittenLink } from './writing/open-written-link.ts';
import { placeCompiled } from './writing/place-compiled.ts';
import { reviseQuestionnaire } from './writing/revise-questionnaire.ts';
import { sendWriting } from './writing/send-writing.ts';
import { writeQuestion } from './writing/write-question.ts';
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
  discardRuleDraft,
  endCalendarAddress,
  endMandate,
  endSeat,
  importHouseholds,
  inviteMember,
  issuePasswordSlip,
  keepRuleDraft,
  makeCalendarAddress,
  openResidentLink,
  openIssueLink,
  endIssueLink,
  revokeInvitation,
  seePowerNotices,
  setOffice,
  // deciding
  announceLot,
  answerObjection,
  castBallot,
  closeRound,
  correctBallot,
  countPapers,
  declareDecision,
  drawLot,
  freezeProposal,
  moveAmendment,
  openRound,
  reclassObjection,
  recordHands,
  setLotAside,
  takeBackHands,
  trackPapers,
  withdrawAmendment,
  withdrawObjection,
  withdrawProposal,
  // consultations and criteria
  answerCriteria,
  beginDeliberation,
  beginReportDraft,
  changeConsultation,
  correctReport,
  enterConsultation,
  freezeReport,
  planConsultation,
  putReportOnAgenda,
  recordReportAnswer,
  setCriteria,
  submitReport,
  // issues
  answerIssue,
  addTerm,
  answerHelpRequest,
  askForHelp,
  dropCandidate,
  chooseStrategy,
  importStrategy,
  takeBackStrategy,
  keepPhoto,
  hideIssue,
  showIssue,
  correctIssue,
  removeIssuePhoto,
  mergeIssues,
  moveIssue,
  placeCandidate,
  proposeCandidate,
  putIssueOnAgenda,
  removeTerm,
  renewHelpCode,
  renewIssueCode,
  returnIssues,
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
  eraseComer,
  openMeeting,
  pauseMeeting,
  postponeMeeting,
  proposeRemoval,
  recordAttendance,
  recordProxy,
  removeItem,
  restoreItem,
  resumeMeeting,
  setCurrentItem,
  signInComer,
  signOutComer,
  suggestEdit,
  takeBackReply,
  takeChair,
  withdrawMaterial,
  // minutes
  circulateMinutes,
  confirmReading,
  answerCorrection,
  declineErratum,
  requestCorrection,
  addErratum,
  publishMinutes,
  sealErratum,
  sealMinutes,
  signErratum,
  signMinutes,
  withdrawCorrection,
  // roles
  acceptRole,
  askAnotherParty,
  askRoleAgain,
  declineRole,
  divideRoles,
  finishTask,
  // meetings in writing
  answerByLink,
  answerQuery,
  answerWriting,
  askAboutWriting,
  closeWriting,
  createWrittenMeeting,
  enterAnswer,
  extendWriting,
  noteSent,
  openWrittenLink,
  placeCompiled,
  reviseQuestionnaire,
  sendWriting,
  writeQuestion,
];

export const registry: ReadonlyMap<string, Command> = new Map(list.map((entry) => [entry.name, entry]));
