import { acceptInvitation } from './accept-invitation.ts';
import { addOrganization } from './add-organization.ts';
import { addSeat } from './add-seat.ts';
import { adoptRuleSet } from './adopt-rule-set.ts';
import { assignRole } from './assign-role.ts';
import { chooseLanguage } from './choose-language.ts';
import { createCouncil } from './create-council.ts';
import { endMandate } from './end-mandate.ts';
import { inviteMember } from './invite-member.ts';
import { issuePasswordSlip } from './issue-password-slip.ts';
import { moveIssue } from './move-issue.ts';
import { openResidentLink } from './open-resident-link.ts';
import { putIssueOnAgenda } from './put-issue-on-agenda.ts';
import { revokeInvitation } from './revoke-invitation.ts';
import { screenIssue } from './screen-issue.ts';
import { submitIssue } from './submit-issue.ts';
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
];

export const registry: ReadonlyMap<string, Command> = new Map(list.map((entry) => [entry.name, entry]));
