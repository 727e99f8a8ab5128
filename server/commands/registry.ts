import { acceptInvitation } from './accept-invitation.ts';
import { addMaterial } from './add-material.ts';
import { addOrganization } from './add-organization.ts';
import { addSeat } from './add-seat.ts';
import { adoptRuleSet } from './adopt-rule-set.ts';
import { answerSuggestion } from './answer-suggestion.ts';
import { assignRole } from './assign-role.ts';
import { callMeeting } from './call-meeting.ts';
import { cancelMeeting } from './cancel-meeting.ts';
import { carryOverItem } from './carry-over-item.ts';
import { changeMeeting } from './change-meeting.ts';
import { chooseLanguage } from './choose-language.ts';
import { closeMeeting } from './close-meeting.ts';
import { createCouncil } from './create-council.ts';
import { createMeeting } from './create-meeting.ts';
import { endMandate } from './end-mandate.ts';
import { inviteMember } from './invite-member.ts';
import { issuePasswordSlip } from './issue-password-slip.ts';
import { moveIssue } from './move-issue.ts';
import { openMeeting } from './open-meeting.ts';
import { openResidentLink } from './open-resident-link.ts';
import { pauseMeeting } from './pause-meeting.ts';
import { putIssueOnAgenda } from './put-issue-on-agenda.ts';
import { recordAttendance } from './record-attendance.ts';
import { recordProxy } from './record-proxy.ts';
import { resumeMeeting } from './resume-meeting.ts';
import { revokeInvitation } from './revoke-invitation.ts';
import { screenIssue } from './screen-issue.ts';
import { setCurrentItem } from './set-current-item.ts';
import { submitIssue } from './submit-issue.ts';
import { suggestEdit } from './suggest-edit.ts';
import { withdrawMaterial } from './withdraw-material.ts';
import { circulateMinutes } from './circulate-minutes.ts';
import { publishMinutes } from './publish-minutes.ts';
import { sealMinutes } from './seal-minutes.ts';
import { signMinutes } from './sign-minutes.ts';
import type { Command } from './define.ts';

/** Every command there is. A new one is written in its own file and listed here. */
const list: readonly Command[] = [
  // getting in: councils, people, slips
  acceptInvitation,
  addOrganization,
  addSeat,
  adoptRuleSet,
  assignRole,
  chooseLanguage,
  createCouncil,
  endMandate,
  inviteMember,
  issuePasswordSlip,
  openResidentLink,
  revokeInvitation,
  // issues
  moveIssue,
  putIssueOnAgenda,
  screenIssue,
  submitIssue,
  // meetings
  addMaterial,
  answerSuggestion,
  callMeeting,
  cancelMeeting,
  carryOverItem,
  changeMeeting,
  closeMeeting,
  createMeeting,
  openMeeting,
  pauseMeeting,
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
];

export const registry: ReadonlyMap<string, Command> = new Map(list.map((entry) => [entry.name, entry]));
