import type * as Y from 'yjs';
import type { OutcomeFigures, RoundMode, RoundState } from '#lib/domain/deciding/index.ts';
import type { ItemType } from '#lib/domain/meeting/agenda.ts';

/*
 * The lens over `meeting/{id}/floor`: the live picture of a meeting's acts. Only the server writes it;
 * it holds what its least privileged reader may see. Root type: Y.Map `floor`, one plain JSON value per
 * key of `Floor`. Times are ms since 1970 UTC. Shape version 1.
 */

export interface FloorSeat {
  readonly seatId: string;
  readonly no: number;
  /** Organisation or seat label. */
  readonly label: string;
  /** Who sits there: member, or the alternate where mode is 'alternate'. */
  readonly name: string;
  readonly mode: 'in_person' | 'online' | 'alternate' | 'proxy' | 'absent' | 'unknown';
  /** Before the opening: how he has said he will come. Not attendance yet (REG1). */
  readonly announced: 'in_person' | 'online' | 'alternate' | null;
}

export interface FloorRound {
  readonly id: string;
  readonly itemId: string;
  readonly proposalId: string;
  /** 1, 2, … within the proposal */
  readonly no: number;
  readonly mode: RoundMode;
  readonly state: RoundState;
  readonly versionNo: number;
  readonly text: string;
  readonly textHash: string;
  readonly frozenAt: number;
  readonly openedAt: number;
  readonly closesAt: number | null;
  /** Seats that may reply and stand in the register, seats that have replied. Never what they chose. */
  readonly canReply: readonly string[];
  readonly replied: readonly string[];
  /** What was counted; null until the round is closed. */
  readonly outcome: OutcomeFigures | null;
  readonly decisionNo: string | null;
  readonly decisionId: string | null;
}

export interface FloorProposal {
  readonly id: string;
  readonly itemId: string;
  readonly state: string;
  readonly versions: readonly {
    readonly n: number;
    readonly text: string;
    readonly textHash: string;
    readonly frozenAt: number;
  }[];
}

export interface Floor {
  readonly meeting: {
    readonly state:
      'draft' | 'called' | 'in_session' | 'recess' | 'closed' | 'inquorate' | 'cancelled' | 'postponed';
    readonly startsAt: number;
    readonly endsAt: number;
    readonly openedAt: number | null;
    readonly closedAt: number | null;
    readonly currentItemId: string | null;
    readonly currentSince: number | null;
    readonly presiding: string;
  };
  /** Recorded items by id: state and time used, beside the live wording in the agenda document. */
  readonly items: Readonly<
    Record<
      string,
      {
        readonly position: number;
        readonly type: ItemType;
        readonly title: string;
        readonly minutes: number;
        readonly state: 'listed' | 'discussing' | 'decided' | 'reported' | 'carried_over' | 'withdrawn';
        readonly startedAt: number | null;
        readonly spentMs: number;
        readonly decisionNo: string | null;
      }
    >
  >;
  readonly attendance: {
    readonly inPerson: number;
    readonly online: number;
    readonly alternate: number;
    readonly proxy: number;
    readonly written: number;
    readonly absent: number;
    readonly observers: number;
    /** present in the room: who can reply */
    readonly present: number;
    readonly eligible: number;
  };
  readonly quorum: { readonly attended: string; readonly needed: string | null; readonly met: boolean };
  readonly seats: readonly FloorSeat[];
  /** Today's roles: presiding chair, facilitator, recorder, secretariat … */
  readonly officers: readonly {
    readonly role: string;
    readonly name: string;
    readonly organization: string;
  }[];
  readonly proposals: readonly FloorProposal[];
  readonly rounds: readonly FloorRound[];
  readonly materials: readonly {
    readonly id: string;
    readonly no: number;
    readonly title: string;
    readonly itemId: string | null;
  }[];
  /** Open suggestions of those who may not write (residents, officers), shown beside the text. */
  readonly suggestions: readonly {
    readonly id: string;
    readonly itemId: string | null;
    readonly field: string;
    readonly text: string;
    readonly name: string;
    readonly at: number;
  }[];
}

/** The floor as the document holds it now; undefined until the server's first write has arrived. */
export function readFloor(doc: Y.Doc): Floor | undefined {
  const map = doc.getMap('floor');
  return map.has('meeting') ? (Object.fromEntries(map.entries()) as unknown as Floor) : undefined;
}
