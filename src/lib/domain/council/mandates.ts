import type { Power, Role } from '../policy/actions.ts';

/*
 * What a mandate may be (CNC1–CNC6): who needs a seat, who speaks for a section, which roles only those
 * may give and take who may assign roles. Source: domain §4.1, §4.3, R-HAC-19.
 */

const onASeat: readonly Role[] = ['member', 'alternate'];
const besideASeat: readonly Role[] = [
  'chair',
  'vice_chair',
  'facilitator',
  'recorder',
  'treasurer',
  'translator',
  'subcommittee_head',
];

/** Whether a mandate of this role stands on a seat of the council (CNC2). */
export function seatOf(role: Role): 'needed' | 'possible' | 'none' {
  if (onASeat.includes(role)) return 'needed';
  return besideASeat.includes(role) ? 'possible' : 'none';
}

/** Roles that decide over others' work; a plain roster entry never gives them (CNC4). */
const trusted: readonly Role[] = [
  'chair',
  'vice_chair',
  'facilitator',
  'recorder',
  'treasurer',
  'secretariat',
  'auditor',
  'subcommittee_head',
];

/** True where giving or taking the mandate needs the right to assign roles (CNC4). */
export function isTrusted(role: Role, powers: readonly Power[]): boolean {
  return trusted.includes(role) || powers.length > 0;
}

/** Roles held by one person at a time: naming another ends the earlier mandate (CNC5). */
export function isHeldByOne(role: Role): boolean {
  return role === 'chair';
}

/** Roles nobody takes for himself while another may give them (CNC33). */
export function needsSecondPerson(role: Role): boolean {
  return role === 'chair' || role === 'auditor';
}

/** Roles that may assign roles; the council keeps at least one who can sign in (CNC6). */
export const assigners = ['chair', 'secretariat'] as const satisfies readonly Role[];

/** Roles a resident may take by himself with the council's open link (CNC10, R-HAC-03). */
export const openRoles = ['resident', 'observer'] as const satisfies readonly Role[];
