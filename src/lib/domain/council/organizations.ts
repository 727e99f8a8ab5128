/* Kinds of organisations (domain §2.1) and the two sides of a role division with their partners. */

export const parties = ['community', 'administration', 'partner'] as const;
export type Party = (typeof parties)[number];

export const organizationKinds = [
  'neighborhood_association',
  'association_federation',
  'pta',
  'school_council',
  'school',
  'welfare_commissioner',
  'social_welfare_council',
  'community_support_center',
  'disaster_group',
  'senior_club',
  'childcare',
  'disability_service',
  'npo',
  'civic_group',
  'student_group',
  'business',
  'open_call',
  'community_center',
  'section',
  'other',
] as const;
export type OrganizationKind = (typeof organizationKinds)[number];
