/**
 * Words of a role division: responsibilities, kinds of parties, scope, and the five steps of collaboration
 * (ROL1–ROL3). Source: domain §4.5, R-HAC-07. Labels are in the catalogues.
 */

export const responsibilities = ['lead', 'support', 'consulted', 'informed'] as const;
export type Responsibility = (typeof responsibilities)[number];

export const partyKinds = ['community', 'administration', 'partner'] as const;
export type PartyKind = (typeof partyKinds)[number];

/** `city_wide`: offered alike in the whole city (R-HAC-09). */
export const scopes = ['district', 'city_wide'] as const;
export type Scope = (typeof scopes)[number];

/** From residents alone to administration alone. */
export const levels = [
  { level: 1, meaning: 'residents_alone' },
  { level: 2, meaning: 'residents_lead' },
  { level: 3, meaning: 'equal' },
  { level: 4, meaning: 'administration_leads' },
  { level: 5, meaning: 'administration_alone' },
] as const;
export type Level = (typeof levels)[number]['level'];

export function isLevel(value: unknown): value is Level {
  return levels.some(({ level }) => level === value);
}

/** Whether a party is asked and has to accept (ROL3, I10). The consulted and the informed are only told. */
export function mustAccept(responsibility: Responsibility): boolean {
  return responsibility === 'lead' || responsibility === 'support';
}
