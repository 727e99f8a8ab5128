/**
 * The minutes as a tree without language (MIN1, MIN2): sections in the order of the guideline, keys and numbers;
 * words are put round them where they are shown or printed. Names and what is not public are placeholders like
 * `{{p:attendee/3}}`. These are types, not interfaces, so that a document is canonical JSON by its type.
 */
import type { CanonicalObject } from '../canonical/json.ts';
import type { AttendanceCounts } from '../meeting/attendance.ts';

/** Order of the sections (MIN1). */
export const sectionKeys = [
  'body',
  'items',
  'date_place',
  'openness',
  'members',
  'staff',
  'observers',
  'materials',
  'record',
  'other',
] as const;
export type SectionKey = (typeof sectionKeys)[number];

export type MinutesDocument = { readonly v: 1; readonly sections: readonly MinutesSection[] };

/** Seats by their replies in writing (WRT14): those in time, 意見なし among them; late ones, for reference; none. */
export type MinutesReplies = {
  readonly asked: number;
  readonly inTime: number;
  readonly noOpinion: number;
  readonly late: number;
  readonly none: number;
};

export type MinutesSection =
  | {
      readonly key: 'body';
      readonly city: string;
      readonly district: string;
      readonly council: string;
      readonly fiscalYear: number;
      readonly seq: number;
      readonly kind: string;
    }
  | { readonly key: 'items'; readonly items: readonly MinutesHeading[] }
  | {
      readonly key: 'date_place';
      /** Day and times in Japan; `endDay` differs from `day` when the meeting went past midnight. */
      readonly day: string;
      readonly from: string;
      readonly endDay: string;
      readonly to: string;
      readonly place: string;
      readonly online: boolean;
    }
  | { readonly key: 'openness'; readonly visibility: string; readonly reason: string | null }
  | {
      readonly key: 'members';
      readonly counts: MinutesCounts;
      readonly quorum: MinutesQuorum;
      /** Of a meeting held in writing; left out where people met. */
      readonly replies?: MinutesReplies;
      readonly offices: readonly {
        readonly office: string;
        readonly name: string;
        /** Of who took the office during the meeting: from when on. */
        readonly from?: string;
      }[];
      readonly present: readonly MinutesSeat[];
      readonly absent: readonly MinutesSeat[];
    }
  | {
      readonly key: 'staff';
      readonly staff: readonly {
        readonly name: string;
        readonly section: string;
        readonly times?: readonly MinutesStay[];
      }[];
    }
  | { readonly key: 'observers'; readonly count: number; readonly comers?: number }
  | {
      readonly key: 'materials';
      readonly materials: readonly { readonly no: number; readonly title: string }[];
    }
  | { readonly key: 'record'; readonly items: readonly MinutesItem[] }
  | {
      readonly key: 'other';
      readonly text: string;
      readonly signatories: readonly { readonly capacity: string; readonly name: string }[];
    };

export type MinutesHeading = { readonly no: number; readonly type: string; readonly title: string };

/** In the fixed order of MTG14. */
export type MinutesCounts = {
  readonly [K in Exclude<keyof AttendanceCounts, 'staff' | 'observers'>]: number;
};

export type MinutesQuorum = {
  readonly attended: string;
  readonly needed: string | null;
  readonly met: boolean;
  /** Where households were counted (HHR4). */
  readonly households?: MinutesHouseholds;
};

/** How many households stood behind how many members, and whether the figure needed had to be exceeded. */
export type MinutesHouseholds = {
  readonly households: string;
  readonly members: number;
  readonly exceeds: boolean;
};

export type MinutesSeat = {
  readonly no: number;
  readonly label: string;
  /** null: the seat is vacant */
  readonly name: string | null;
  readonly standing: string;
  readonly alternate: string | null;
  /** When somebody sat there, where it was not from the beginning to the end (REG11). */
  readonly times?: readonly MinutesStay[];
};

/** Times in Japan, 'HH:MM'. */
export type MinutesStay = { readonly from: string; readonly to: string };

/** A closed item has nothing but its placeholder; behind it stands an `OpenItem` (MIN6). */
export type MinutesItem = OpenItem | ClosedItem;

export type ClosedItem = {
  readonly no: number;
  readonly type: string;
  readonly visibility: 'closed';
  readonly content: string;
};

export type OpenItem = {
  readonly no: number;
  readonly type: string;
  readonly visibility: 'open';
  readonly title: string;
  readonly presenter: string;
  readonly state: string;
  readonly issueNo: number | null;
  readonly notes: string;
  readonly proposals: readonly MinutesProposal[];
  readonly decisions: readonly MinutesDecision[];
};

/** The quorum of the seats when a round opened (MTG24). */
export type MinutesMeter = {
  readonly attended: string;
  readonly needed: string | null;
  readonly eligible: string;
};

/** Members and comers side by side in a round of an open table (OPT4). */
export type MinutesSides = { readonly members: MinutesSide; readonly comers: MinutesSide };
export type MinutesSide = {
  readonly asked: number;
  readonly byChoice: { readonly [choice: string]: number };
  readonly replied: number;
};

export type MinutesProposal = {
  readonly criteria?: readonly {
    readonly criterion: string;
    readonly answer: string;
    readonly sentence: string;
  }[];
  readonly withdrawn?: string;
  readonly versions: readonly { readonly n: number; readonly text: string; readonly textHash: string }[];
  readonly rounds: readonly MinutesRound[];
};

export type MinutesRound = {
  readonly no: number;
  readonly amendment?: number;
  readonly opening?: MinutesMeter;
  readonly households?: MinutesHouseholds;
  /** Seats that could not reply all the time, and when they could, 'HH:MM' (MTG23). */
  readonly reach?: readonly {
    readonly label: string;
    readonly stays: readonly { readonly from: string; readonly to: string }[];
  }[];
  readonly sides?: MinutesSides;
  readonly seatsAlone?: MinutesQuorum;
  readonly version: number;
  readonly mode: string;
  readonly rule: CanonicalObject;
  readonly figures: MinutesFigures;
  /** How the counted replies came, where not all of them came in the room (WAY7); minutes of before don't say it. */
  readonly channels?: MinutesChannels;
  readonly remarks: readonly MinutesRemark[];
};

export type MinutesChannels = {
  readonly live: number;
  readonly electronic: number;
  readonly slip: number;
  readonly telephone: number;
  readonly proxies: number;
  readonly superseded: number;
  readonly corrections: number;
  readonly piles: number;
};

/** Contracts §7 output less the keys of voters; of those only how many. */
export type MinutesFigures = {
  readonly code: string;
  readonly reason: string | null;
  readonly quorum: MinutesQuorum;
  readonly base: string | null;
  readonly needed: string | null;
  readonly total: MinutesNumbers & { readonly byChoice: { readonly [choice: string]: string } };
  readonly inRoom: (MinutesNumbers & { readonly code: string }) | null;
  readonly ranking: readonly { readonly option: string; readonly score: string; readonly rank: number }[];
  readonly winner: string | null;
  readonly flags: readonly string[];
  readonly openObjections: number;
  readonly late: number;
  readonly wrongText: number;
  readonly unanswered: number;
};

export type MinutesNumbers = {
  readonly for: string;
  readonly against: string;
  readonly abstain: string;
  readonly invalid: string;
  readonly notCast: string;
};

export type MinutesRemark = {
  readonly kind: string;
  readonly seatLabel: string;
  readonly name: string | null;
  readonly reason: string;
  readonly wouldAgreeIf: string;
  readonly state: string;
  readonly response: string;
};

export type MinutesDecision = {
  readonly no: string;
  readonly title: string;
  readonly text: string;
  readonly textHash: string;
  readonly outcomeCode: string;
  readonly declaredCode: string;
  readonly declaredReason: string | null;
  readonly scope: string;
  readonly reviewOn: string | null;
  readonly division: MinutesDivision | null;
};

export type MinutesDivision = {
  readonly title: string;
  readonly level: number;
  readonly comparison: string;
  readonly cost: string;
  readonly fromOn: string | null;
  readonly toOn: string | null;
  readonly tasks: readonly {
    readonly title: string;
    readonly detail: string;
    readonly scope: string;
    readonly level: number;
    readonly requestToCity: boolean;
    readonly dueOn: string | null;
    readonly frequency: string;
    readonly parties: readonly {
      readonly name: string;
      readonly party: string;
      readonly responsibility: string;
      readonly state: string;
    }[];
  }[];
};

/** The section of that key; a document has each exactly once. */
export function sectionOf<K extends SectionKey>(
  document: MinutesDocument,
  key: K,
): Extract<MinutesSection, { readonly key: K }> {
  const found = document.sections.find(
    (section): section is Extract<MinutesSection, { readonly key: K }> => section.key === key,
  );
  if (found === undefined) throw new RangeError(`no section ${key}`);
  return found;
}
