/*
 * Who may do what (P…): one table, asked by pages, API, CLI and sync alike. Rows follow domain §4.3.
 * A right hangs on a mandate in this council, never on the account alone; what no row grants is refused.
 */

/** Roles of domain §4.3 as mandates hold them; `anyone` is the street. */
export const roles = [
  'member',
  'alternate',
  'chair',
  'vice_chair',
  'facilitator',
  'recorder',
  'treasurer',
  'secretariat',
  'officer',
  'auditor',
  'translator',
  'subcommittee_head',
  'resident',
  'observer',
  'delegate',
] as const;
export type Role = (typeof roles)[number];

/** The secretariat's powers, each of which a council can hand to a resident (R-HAC-19). */
export const powers = ['roster', 'call', 'agenda', 'record', 'screen', 'minutes', 'publish'] as const;
export type Power = (typeof powers)[number];

/** Everybody who takes part in the council's work beyond reading. */
const council: Role[] = [
  'member',
  'alternate',
  'chair',
  'vice_chair',
  'facilitator',
  'recorder',
  'treasurer',
  'secretariat',
  'subcommittee_head',
];
const insiders: Role[] = [...council, 'officer', 'auditor', 'translator'];
const everybodyWithMandate: Role[] = [...insiders, 'resident', 'observer', 'delegate'];

interface Rule {
  /** Roles that have the right in any case. */
  readonly roles: readonly Role[];
  /** Roles that have it for what is their own: seat, organisation, person. */
  readonly own?: readonly Role[];
  /** The street has it too. */
  readonly anyone?: true;
  /** The secretariat's power that carries it, for delegates. */
  readonly power?: Power;
}

const presiding: Role[] = ['facilitator', 'chair'];

export const rules = {
  'council.read': { roles: everybodyWithMandate, anyone: true },
  'council.readInside': { roles: insiders, power: 'roster' },
  'roster.manage': { roles: ['secretariat'], power: 'roster' },
  // a draft is a proposal; it holds once a decision has adopted it
  'rules.propose': { roles: [...presiding, 'secretariat'], power: 'roster' },
  'office.manage': { roles: ['chair', 'secretariat'], power: 'roster' },
  'notice.see': { roles: everybodyWithMandate },
  'role.assign': { roles: ['chair', 'secretariat'] },
  'mandate.give': { roles: ['chair', 'secretariat'], power: 'roster' },
  'mandate.end': { roles: ['chair', 'secretariat'], own: everybodyWithMandate, power: 'roster' },
  'audit.read': { roles: ['secretariat', 'chair', 'auditor'] },

  'meeting.create': { roles: [...presiding, 'secretariat'], power: 'agenda' },
  'meeting.read': { roles: everybodyWithMandate, anyone: true },
  'meeting.follow': { roles: everybodyWithMandate },
  // before the call: whoever prepares, not everybody who will follow
  'meeting.prepare': { roles: [...insiders, 'delegate'] },
  'meeting.readClosed': { roles: insiders },
  'agenda.write': { roles: council, power: 'agenda' },
  'agenda.suggest': { roles: ['officer', 'resident', 'translator'] },
  'suggestion.answer': { roles: council, power: 'agenda' },
  'material.add': { roles: [...presiding, 'recorder', 'secretariat'], power: 'agenda' },
  'meeting.call': { roles: [...presiding, 'secretariat'], power: 'call' },
  'meeting.run': { roles: presiding },

  'attendance.record': { roles: ['facilitator', 'recorder', 'secretariat'], own: council, power: 'record' },
  'proxy.record': { roles: ['facilitator', 'recorder', 'secretariat'], own: council, power: 'record' },
  'observe.register': { roles: everybodyWithMandate },

  // a vice-chair has it where she presides
  'round.run': { roles: presiding, own: ['vice_chair'] },
  // on a tie: the chair's, and who presides has it
  'round.castVote': { roles: ['chair'], own: ['vice_chair', 'facilitator'] },
  'round.read': { roles: everybodyWithMandate },
  'ballot.cast': {
    roles: [],
    own: [
      'member',
      'alternate',
      ...presiding,
      'recorder',
      'vice_chair',
      'treasurer',
      'subcommittee_head',
      // at an open table, for the place they were signed in at
      'resident',
      'observer',
      'delegate',
      'translator',
    ],
  },
  'ballot.enter': { roles: ['recorder', 'secretariat'], power: 'record' },
  'ballots.readNamed': { roles: council },
  'objection.withdraw': { roles: [], own: council },
  'objection.answer': { roles: [...presiding, 'secretariat'] },

  'amendment.move': { roles: council },
  // a member's own answer in a written meeting, and his questions about it
  'answer.give': { roles: [], own: council },
  'query.answer': { roles: [...presiding, 'secretariat'], power: 'call' },

  'decision.declare': { roles: presiding },
  // announces a draw and makes it (LOT9)
  'lot.draw': { roles: [...presiding, 'secretariat'] },
  'lot.read': { roles: everybodyWithMandate },
  // what somebody asks the council, and its reply (CST1–CST10)
  'consultation.enter': { roles: ['secretariat'], power: 'agenda' },
  'consultation.run': { roles: [...presiding, 'secretariat'], power: 'agenda' },
  'consultation.read': { roles: everybodyWithMandate },
  'report.write': { roles: council },
  'report.submit': { roles: ['chair'] },
  // what the council asks of each proposal (CRI1–CRI4)
  'criteria.manage': { roles: [...presiding, 'secretariat'], power: 'agenda' },
  'criteria.answer': { roles: council },
  'roles.divide': { roles: presiding },
  // who looks after roles that were declined
  'role.ask': { roles: [...presiding, 'secretariat'] },
  // answers on paper and by telephone
  'role.enter': { roles: ['facilitator', 'secretariat'], power: 'record' },
  'role.answer': { roles: [], own: [...council, 'officer', 'resident'] },
  'task.finish': { roles: presiding, own: [...council, 'officer', 'resident'] },

  'minutes.readDraft': { roles: insiders, power: 'minutes' },
  // whose task they are: others may write them, and are not asked to
  'minutes.keep': { roles: ['recorder'] },
  'minutes.write': { roles: ['recorder', ...presiding, 'secretariat'], power: 'minutes' },
  'minutes.circulate': { roles: ['recorder', ...presiding, 'secretariat'], power: 'minutes' },
  // members who took part; those who made the record speak for whoever told them
  'minutes.correct': {
    roles: [...presiding, 'recorder', 'secretariat', 'officer'],
    own: [...council, 'officer', 'auditor', 'translator'],
  },
  'minutes.sign': { roles: [], own: [...council] },
  'minutes.seal': { roles: ['chair'] },
  'minutes.publish': { roles: ['chair', 'secretariat'], power: 'publish' },

  'issue.submit': { roles: everybodyWithMandate, anyone: true },
  'issue.submitFor': { roles: insiders, power: 'screen' },
  'issue.screen': { roles: [...presiding, 'secretariat'], power: 'screen' },
  'issue.readUnscreened': { roles: [...presiding, 'secretariat'], power: 'screen' },
  // the section an issue was referred to
  'issue.answer': { roles: [], own: ['officer'] },
  'issue.enterAnswer': { roles: ['facilitator', 'secretariat'], power: 'screen' },
  'issue.move': { roles: [...council], power: 'screen' },
  'issue.putOnAgenda': { roles: council, power: 'agenda' },
  'issue.write': { roles: council, power: 'screen' },
  'issue.support': { roles: [...council, 'officer', 'translator', 'resident', 'delegate'] },
  // the private path: no power carries it, so that nobody gets it by the way (R-HAC-15)
  'help.ask': { roles: everybodyWithMandate, anyone: true },
  'help.read': { roles: ['secretariat'] },
  'help.answer': { roles: ['secretariat'] },
  'canvas.write': { roles: council },
  'candidate.propose': { roles: council, power: 'agenda' },
  'lists.manage': { roles: [...presiding, 'secretariat'], power: 'agenda' },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof rules;

/** The rule of an action, widened to its shape. */
export function ruleOf(action: Action): Rule {
  return rules[action];
}
