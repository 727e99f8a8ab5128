import type { RoundMode } from '../deciding/words.ts';

/* What a council asks of one person: what the home page says first. */

/** The meeting an ask is about, by its number in the fiscal year. */
export interface AtMeeting {
  readonly meetingId: string;
  readonly fiscalYear: number;
  readonly seq: number;
}

/** Times are ms since 1970 UTC, days 'YYYY-MM-DD'. `due` null: no deadline. */
export type Ask =
  | ({ readonly kind: 'session' } & AtMeeting)
  | ({
      readonly kind: 'round';
      readonly roundId: string;
      readonly no: number;
      readonly mode: RoundMode;
    } & AtMeeting & {
        readonly title: string;
        readonly due: number | null;
      })
  | {
      readonly kind: 'role';
      readonly assignmentId: string;
      readonly task: string;
      readonly organization: string;
      readonly responsibility: 'lead' | 'support';
      /** Something is asked of the city: it answers, and takes nothing on. */
      readonly request: boolean;
      readonly due: string | null;
      /** Tell tasks of one name apart: the division, and the number of its decision, '2022-07'. */
      readonly division: string;
      readonly decision: string;
      /** Of the decision: the page of roles on which it is answered. */
      readonly fiscalYear: number;
    }
  /** Roles asked about for more than a year, all in one line. */
  | { readonly kind: 'old-roles'; readonly n: number; readonly fiscalYear: number }
  /** Roles that were declined and are to be filled anew. */
  | { readonly kind: 'declined-roles'; readonly n: number; readonly fiscalYear: number }
  | ({
      readonly kind: 'sign';
      readonly due: string | null;
      readonly signed: number;
      readonly of: number;
    } & AtMeeting)
  | ({ readonly kind: 'seal' } & AtMeeting)
  /** A text of the minutes to read, for who took part and does not sign. */
  | ({ readonly kind: 'read-minutes'; readonly due: string | null; readonly no: number } & AtMeeting)
  /** Corrections to answer, and how many were taken since the text went round. */
  | ({ readonly kind: 'corrections'; readonly n: number; readonly taken: number } & AtMeeting)
  /** Errata that wait for who decides them, or for a second pair of eyes. */
  | ({ readonly kind: 'errata'; readonly n: number; readonly decide: boolean } & AtMeeting)
  | ({ readonly kind: 'publish' } & AtMeeting)
  | ({ readonly kind: 'minutes'; readonly due: string | null } & AtMeeting)
  | ({
      readonly kind: 'objections';
      readonly roundId: string;
      readonly title: string;
      readonly n: number;
    } & AtMeeting)
  | ({ readonly kind: 'attend'; readonly due: string } & AtMeeting)
  /** A reply to a consultation that is adopted: its number, '2020-01', and the last day of its month. */
  | { readonly kind: 'report'; readonly no: string; readonly title: string; readonly due: string }
  /** A questionnaire of a written meeting; `due`: the minute up to which answers count. */
  | ({ readonly kind: 'answer'; readonly due: number } & AtMeeting)
  | { readonly kind: 'screen'; readonly n: number }
  | { readonly kind: 'help'; readonly n: number }
  | { readonly kind: 'roster' }
  | { readonly kind: 'slips'; readonly n: number }
  | { readonly kind: 'meeting' };
