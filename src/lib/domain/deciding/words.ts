/**
 * The closed sets of words a round is made of (contracts §7), written here and nowhere else: modes, choices, rule
 * values. What a mode makes of them lies in `modes/`. Decides nothing.
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

/** The modes a meeting holds its rounds in. */
export const roundModes = ['consent', 'majority', 'fist', 'dots'] as const satisfies readonly Mode[];
export type RoundMode = (typeof roundModes)[number];

export const consentChoices = ['consent', 'concern', 'objection', 'stand_aside'] as const;
export const voteChoices = ['for', 'against', 'abstain', 'blank', 'invalid'] as const;
export const gradientLevels = ['1', '2', '3', '4', '5', '6', '7', '8'] as const;
export const fistLevels = ['0', '1', '2', '3', '4', '5'] as const;

/** What is said so that it must be answered (DEC9). */
export const voiceKinds = ['objection', 'concern'] as const;
export type VoiceKind = (typeof voiceKinds)[number];

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
