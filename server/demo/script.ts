/* How the meetings of the sample are written down: who is there, what is said, decided and divided. */

import type { CastingChoice, RoundMode, Said, Threshold } from '#lib/domain/deciding/index.ts';

/** A word of the mode, or dots by option. */
export type Stance = Said;

export interface Reply {
  readonly choice: Stance;
  readonly reason?: string;
  /** What would make the objector agree. */
  readonly wouldAgreeIf?: string;
  /** What the council answered to a concern or an objection, and that the text took it up. */
  readonly answer?: string;
  readonly integrated?: true;
}

export interface SampleRound {
  /** The wording put to the round; frozen as the next version. */
  readonly text: string;
  readonly mode: RoundMode;
  /** The same words are asked about once more. */
  readonly again?: true;
  readonly threshold?: Threshold;
  /** What those reply who are not listed. */
  readonly others: Stance;
  /** Replies of single seats. */
  readonly replies: Readonly<Record<number, Reply>>;
  /** Seats that don't reply: the presiding chair in a majority round. */
  readonly without?: readonly number[];
  readonly chairCasts?: CastingChoice;
}

export interface SampleDivision {
  readonly title: string;
  readonly level: number;
  readonly fromDay: number;
  readonly reviewDay: number;
  readonly cost: string;
  readonly comparison: string;
  readonly tasks: readonly {
    readonly title: string;
    readonly detail: string;
    readonly scope: 'district' | 'city_wide';
    readonly level: number;
    readonly frequency: string;
    readonly assignments: readonly {
      readonly organization: string;
      readonly responsibility: 'lead' | 'support' | 'consulted' | 'informed';
      /** Who accepts for it, and when; absent: not answered yet. */
      readonly accepts?: { readonly by: string; readonly day: number; readonly note?: string };
    }[];
  }[];
}

export interface SampleItem {
  readonly type: 'report' | 'discussion' | 'decision';
  readonly title: string;
  readonly presenter: string;
  readonly minutes: number;
  /** Put on the agenda from this issue, or (`linkOnly`) only linked to it because its work goes on. */
  readonly issueNo?: number;
  readonly linkOnly?: true;
  readonly proposal?: string;
  readonly notes?: readonly string[];
  readonly rounds?: readonly SampleRound[];
  readonly decision?: {
    readonly title: string;
    readonly reviewDay?: number;
    readonly division?: SampleDivision;
    /** The rule set that comes into force with it. */
    readonly adopts?: 'consent_first_signed';
  };
  readonly tasks?: readonly SampleTask[];
}

/** A task on the live canvas of an item. */
export interface SampleTask {
  readonly title: string;
  readonly detail: string;
  readonly comparison: string;
  readonly scope: 'district' | 'city_wide';
  readonly level: number;
  readonly parties: Readonly<Record<string, 'lead' | 'support' | 'consulted' | 'informed'>>;
}

export interface SampleMeeting {
  /** Days from D. */
  readonly day: number;
  readonly createdDay: number;
  /** Absent: still being prepared. */
  readonly calledDay?: number;
  readonly online: readonly number[];
  readonly absent: readonly number[];
  /** Observers by handle, or by a name that tells nothing about them. */
  readonly observers: readonly ({ readonly handle: string } | { readonly name: string })[];
  /** City people who explain something. */
  readonly staff: readonly string[];
  readonly items: readonly SampleItem[];
  readonly materials: readonly SampleMaterial[];
}

export interface SampleMaterial {
  readonly title: string;
  readonly fileName: string;
  /** Title of the item it belongs to. */
  readonly item?: string;
  readonly paragraphs: readonly string[];
}
