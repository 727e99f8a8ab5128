/**
 * The closed sets of words a round is made of (contracts §7): modes, choices, rule values. Each mode is a row of
 * data: which words a ballot may say, or that it gives dots or ranks options. Decides nothing.
 */
export const modes = [
  'consent',
  'majority',
  'gradients',
  'fist',
  'dots',
  'borda',
  'irv',
  'written-opinion',
  'written-resolution',
  'deemed-unanimity',
] as const;
export type Mode = (typeof modes)[number];

export const consentChoices = ['consent', 'concern', 'objection', 'stand_aside'] as const;
export const voteChoices = ['for', 'against', 'abstain', 'blank', 'invalid'] as const;
export const gradientLevels = ['1', '2', '3', '4', '5', '6', '7', '8'] as const;
export const fistLevels = ['0', '1', '2', '3', '4', '5'] as const;

/** The words a ballot of the mode may say; null where a ballot speaks of options. */
export const choicesOf: Readonly<Record<Mode, readonly string[] | null>> = {
  consent: consentChoices,
  majority: voteChoices,
  gradients: gradientLevels,
  fist: fistLevels,
  dots: null,
  borda: null,
  irv: null,
  'written-opinion': voteChoices,
  'written-resolution': voteChoices,
  'deemed-unanimity': voteChoices,
};

/** A round that puts options in an order: advisory, answers RANKED (T16). */
export function isRanking(mode: Mode): boolean {
  return choicesOf[mode] === null;
}

/** A round held wholly in writing: no quorum is asked, nobody is in a room (T15). */
export function isWritten(mode: Mode): boolean {
  return mode === 'written-opinion' || mode === 'written-resolution' || mode === 'deemed-unanimity';
}

/** How a ballot came in; the first wins over the later ones (T3). */
export const vias = ['live', 'electronic', 'paper'] as const;
export type Via = (typeof vias)[number];

export const attendanceModes = ['in_person', 'online', 'alternate'] as const;
export type AttendanceMode = (typeof attendanceModes)[number];

/** What a grantor may have written on the proxy form for the item. */
export const proxyChoices = ['for', 'against', 'abstain'] as const;
export type ProxyChoice = (typeof proxyChoices)[number];

export const castingChoices = ['for', 'against'] as const;
export type CastingChoice = (typeof castingChoices)[number];

export const quorumOps = ['gt', 'ge', 'none'] as const;
export const majorityOps = ['gt', 'ge'] as const;
export const bases = ['cast', 'ballots', 'present', 'eligible'] as const;
export const chairVotes = ['casting_only', 'votes_no_casting', 'votes_and_casting', 'never'] as const;
export const tieRules = ['chair_casts', 'rejected', 'revote', 'continue'] as const;
export const proxyMeanings = ['instructed', 'holder_decides', 'follows_result', 'quorum_only'] as const;
export type QuorumOp = (typeof quorumOps)[number];
export type MajorityOp = (typeof majorityOps)[number];
export type Base = (typeof bases)[number];
export type ChairVote = (typeof chairVotes)[number];
export type TieRule = (typeof tieRules)[number];
export type ProxyMeaning = (typeof proxyMeanings)[number];
