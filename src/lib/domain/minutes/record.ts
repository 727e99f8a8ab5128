/**
 * What the records say about a meeting, as minutes need it: plain data without rows, texts as people wrote them.
 * Persons are named by ids of the caller's, which never reach the document. Source: domain §3.1 step 9.
 */
import type { AnsweredCriterion } from '../consultation/criteria.ts';
import type { HouseholdFigures } from '../deciding/households.ts';
import type { CanonicalObject } from '../canonical/json.ts';
import type { Outcome } from '../deciding/outcome.ts';
import type { MeetingKind } from '../meeting/kind.ts';
import type { SeatStanding } from '../meeting/attendance.ts';
import type { TableSides } from '../meeting/open-table.ts';
import type { Stretch } from '../meeting/stays.ts';
import type { ItemState, ItemType } from '../meeting/agenda.ts';
import type { MinutesReplies } from './document.ts';
import type { AssignmentState } from '../roles/assignment.ts';
import type { PartyKind, Responsibility, Scope } from '../roles/level.ts';

export interface MinutesRecord {
  readonly city: string;
  readonly district: string;
  readonly council: string;
  readonly fiscalYear: number;
  readonly seq: number;
  readonly kind: MeetingKind;
  /** ms UTC; of a meeting held in writing when it was sent, and the minute named as its deadline. */
  readonly openedAt: number;
  readonly closedAt: number;
  readonly place: string;
  readonly online: boolean;
  readonly visibility: 'open' | 'partly' | 'closed';
  readonly closedReason: string | null;
  /** Everybody referred to below and everybody on the roster whose name might stand in a text. */
  readonly persons: readonly { readonly id: string; readonly name: string }[];
  readonly offices: readonly {
    readonly office: 'chair' | 'facilitator' | 'recorder';
    readonly person: string;
    /** Who took the office during the meeting: from when on, ms UTC. */
    readonly from?: number;
  }[];
  readonly seats: readonly RecordSeat[];
  readonly quorum: {
    readonly attended: string;
    readonly needed: string | null;
    readonly met: boolean;
    /** Left out where people were counted. */
    readonly households?: HouseholdFigures;
  };
  /** Of a meeting held in writing (WRT14); left out where people met. */
  readonly replies?: MinutesReplies;
  /** `section`: 職, else the organisation. */
  readonly staff: readonly {
    readonly person: string;
    readonly section: string;
    readonly stays?: readonly Stretch[];
  }[];
  readonly observers: number;
  /** People at an open table; left out where it was not open. */
  readonly comers?: number;
  /** `closed`: the title is not public (MIN6). */
  readonly materials: readonly {
    readonly no: number;
    readonly title: string;
    readonly visibility?: 'open' | 'closed';
  }[];
  readonly items: readonly RecordItem[];
  readonly signatories: readonly { readonly capacity: 'chair' | 'signatory'; readonly person: string }[];
  /** Whether objections and concerns carry names; otherwise the seat's label alone stands there (要点筆記). */
  readonly speakerNames: boolean;
  readonly other: string;
}

export interface RecordSeat {
  readonly no: number;
  /** Organisation or seat. */
  readonly label: string;
  /** null: vacant */
  readonly person: string | null;
  readonly standing: SeatStanding;
  /** Who sat there instead. */
  readonly alternate?: string | null;
  /** When somebody sat there (REG11); left out: all the time or never. */
  readonly stays?: readonly Stretch[];
}

export interface RecordItem {
  readonly no: number;
  readonly type: ItemType;
  readonly title: string;
  readonly presenter: string;
  /** `closed`: dealt with behind closed doors, so its content is not public (MIN6). */
  readonly visibility: 'open' | 'closed';
  /** `untouched`: listed, and never taken up (MIN18). */
  readonly state: ItemState | 'untouched';
  /** The gist as people wrote it in the draft. */
  readonly notes: string;
  readonly issueNo?: number | null;
  readonly proposals: readonly RecordProposal[];
  readonly decisions: readonly RecordDecision[];
}

export interface RecordProposal {
  /** What was answered to the council's criteria (CRI4); left out where nothing was. */
  readonly criteria?: readonly AnsweredCriterion[];
  /** Why it was taken off the table; left out where it was not. */
  readonly withdrawn?: string;
  readonly versions: readonly { readonly n: number; readonly text: string; readonly textHash: string }[];
  readonly rounds: readonly RecordRound[];
}

export interface RecordRound {
  readonly no: number;
  /** The amendment it asked about, by its number; left out: the original. */
  readonly amendment?: number;
  /** The quorum of the seats when it opened; left out for rounds of before. */
  readonly opening?: { readonly attended: string; readonly needed: string | null; readonly eligible: string };
  /** Seats that could not reply all the time, and when they could, ms UTC (MTG23); left out where all could. */
  readonly reach?: readonly {
    readonly label: string;
    readonly stays: readonly { readonly from: number; readonly to: number }[];
  }[];
  /** Households and members where households were counted; left out otherwise. */
  readonly households?: HouseholdFigures;
  /** Members and comers side by side, and the seats alone; left out where the table was not open. */
  readonly sides?: TableSides;
  readonly seatsAlone?: { readonly attended: string; readonly needed: string | null; readonly met: boolean };
  readonly version: number;
  readonly mode: string;
  /** The rule frozen into the round, as in contracts §7. */
  readonly rule: CanonicalObject;
  readonly outcome: Outcome;
  /** How the counted replies came (WAY7). */
  readonly channels?: RecordChannels;
  readonly remarks: readonly RecordRemark[];
}

/** Counted replies by how they came, proxies, and what the papers went through. Counts only: it names nobody. */
export interface RecordChannels {
  readonly live: number;
  readonly electronic: number;
  readonly slip: number;
  readonly telephone: number;
  readonly proxies: number;
  readonly superseded: number;
  readonly corrections: number;
  /** Piles that two people counted together. */
  readonly piles: number;
}

export interface RecordRemark {
  readonly kind: 'objection' | 'concern';
  readonly seatLabel: string;
  readonly person: string | null;
  readonly reason: string;
  readonly wouldAgreeIf: string;
  readonly state: 'open' | 'answered' | 'withdrawn' | 'integrated' | 'overruled';
  readonly response: string;
}

export interface RecordDecision {
  /** Like '2022-08'. */
  readonly no: string;
  readonly title: string;
  readonly text: string;
  readonly textHash: string;
  readonly outcomeCode: string;
  readonly declaredCode: string;
  readonly declaredReason: string | null;
  readonly scope: Scope;
  readonly reviewOn: string | null;
  readonly division: RecordDivision | null;
}

export interface RecordDivision {
  readonly title: string;
  readonly level: number;
  readonly comparison: string;
  readonly cost: string;
  readonly fromOn: string | null;
  readonly toOn: string | null;
  readonly tasks: readonly {
    readonly title: string;
    readonly detail: string;
    readonly scope: Scope;
    readonly level: number;
    readonly requestToCity: boolean;
    readonly dueOn: string | null;
    readonly frequency: string;
    readonly parties: readonly {
      readonly name: string;
      readonly party: PartyKind;
      readonly responsibility: Responsibility;
      readonly state: AssignmentState;
    }[];
  }[];
}
