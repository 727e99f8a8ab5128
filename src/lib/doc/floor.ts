import type * as Y from 'yjs';
import type {
  HouseholdFigures,
  AmendmentState,
  FrozenRule,
  OutcomeFigures,
  RoundMode,
  RoundState,
} from '#lib/domain/deciding/index.ts';
import type { ItemType } from '#lib/domain/meeting/agenda.ts';

/*
 * The lens over `meeting/{id}/floor`: the live picture of a meeting's acts. Only the server writes it; it holds what
 * its least privileged reader may see. Root type: Y.Map `floor` of small keys, so that an act sends what it changed
 * and no more: a reply is one sign in one short text. Times are ms since 1970 UTC. Shape version 3: kept in the document, too, so that a page of
 * another version knows that it can't read it.
 */
export const floorShape = 3;

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
  /** Before the opening: who typed his reply, from paper or the telephone; null: he said it himself, or nothing (REG15). */
  readonly enteredBy: string | null;
  /** Who was there and has gone: when he left (REG11). */
  readonly leftAt: number | null;
}

/** A recorded item: state and time used, beside the live wording in the agenda document. */
export interface FloorItem {
  readonly position: number;
  readonly type: ItemType;
  /** '' where the item is closed. */
  readonly title: string;
  readonly minutes: number;
  readonly state: 'listed' | 'discussing' | 'decided' | 'reported' | 'carried_over' | 'withdrawn';
  readonly startedAt: number | null;
  readonly spentMs: number;
  readonly decisionNo: string | null;
}

/** `round:{id}`: what a reply does not change. */
interface RoundKey {
  readonly itemId: string;
  readonly proposalId: string;
  /** 1, 2, … within the proposal */
  readonly no: number;
  readonly mode: RoundMode;
  readonly state: RoundState;
  readonly versionNo: number;
  /** The amendment it asks about, by its number; null or missing: the original. */
  readonly amendment?: number | null;
  readonly openedAt: number;
  readonly closesAt: number | null;
  /** The rule frozen at the opening, whatever the council's rule set says by now (I4). */
  readonly rule: FrozenRule;
  /** Seats on the frozen roll that have a vote, in the order of their numbers. */
  readonly roll: readonly string[];
  /** What was counted; null until the round is closed. */
  readonly outcome: OutcomeFigures | null;
  readonly decisionNo: string | null;
  readonly decisionId: string | null;
}

/** A round with its text and replies, as pages draw it. */
export interface FloorRound extends RoundKey {
  readonly id: string;
  readonly text: string;
  readonly textHash: string;
  readonly frozenAt: number;
  /** Seats that may reply and stand in the register, seats that have replied. Never what they chose. */
  readonly canReply: readonly string[];
  readonly replied: readonly string[];
}

export interface FloorVersion {
  readonly n: number;
  readonly text: string;
  readonly textHash: string;
  readonly frozenAt: number;
}

/** An amendment to a frozen text; it comes before the original (AMD5). */
export interface FloorAmendment {
  readonly id: string;
  /** 1, 2, … in the order they are asked about. */
  readonly no: number;
  /** Organisation or seat of who brought it; '' where the meeting did. */
  readonly label: string;
  /** The whole text as it would read. */
  readonly text: string;
  /** The version it was written against. */
  readonly against: number;
  readonly state: AmendmentState;
}

export interface FloorProposal {
  readonly id: string;
  readonly itemId: string;
  /** At least one, in order. */
  readonly versions: readonly FloorVersion[];
  /** In the order they are asked about. */
  readonly amendments: readonly FloorAmendment[];
  /** Why it was taken off the table; null where it stands. */
  readonly withdrawn: string | null;
}

/** Somebody signed in at an open table: a number, and whether he is there. No name is ever here. */
export interface FloorComer {
  readonly seatId: string;
  /** 1, 2, … in the meeting. */
  readonly no: number;
  readonly label: string;
  readonly there: boolean;
}

/** Who does what for a decision of this meeting, with the answers of the parties so far. */
export interface FloorDivision {
  readonly decisionId: string;
  /** '2022-08' */
  readonly decisionNo: string;
  readonly tasks: readonly {
    readonly id: string;
    readonly title: string;
    /** 'YYYY-MM-DD' */
    readonly dueOn: string | null;
    /** The city is asked for it, and answers. */
    readonly requestToCity?: true;
    readonly parties: readonly {
      readonly name: string;
      readonly responsibility: 'lead' | 'support' | 'consulted' | 'informed';
      readonly state: 'asked' | 'accepted' | 'declined' | 'negotiating' | 'informed' | 'done';
    }[];
  }[];
}

/** Keys whose value is a part of the picture as it is. */
interface FloorParts {
  readonly meeting: {
    readonly state:
      'draft' | 'called' | 'in_session' | 'recess' | 'closed' | 'inquorate' | 'cancelled' | 'postponed';
    readonly startsAt: number;
    readonly endsAt: number;
    readonly openedAt: number | null;
    readonly closedAt: number | null;
    readonly currentItemId: string | null;
    readonly currentSince: number | null;
    /** Who presides, by the mark of the person, the name, and the seat that is sat on; null before the opening. */
    readonly presiding: {
      readonly person: string;
      readonly name: string;
      readonly seatId: string | null;
    } | null;
  };
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
  readonly quorum: {
    readonly attended: string;
    readonly needed: string | null;
    readonly met: boolean;
    /** Left out where people are counted. */
    readonly households?: HouseholdFigures;
  };
  /** Before the opening: the quorum if everybody comes who has said so; null from the opening on. */
  readonly forecast: FloorParts['quorum'] | null;
  /** 事務局・説明者 entered by name, with their 職; those who have gone with when they left. */
  readonly staff: readonly {
    readonly id: string;
    readonly name: string;
    readonly office: string;
    readonly leftAt: number | null;
  }[];
  /** Today's roles: presiding chair, facilitator, recorder, secretariat … */
  readonly officers: readonly {
    readonly role: string;
    readonly name: string;
    readonly organization: string;
  }[];
  readonly divisions: readonly FloorDivision[];
  readonly materials: readonly {
    readonly id: string;
    readonly no: number;
    readonly title: string;
    readonly itemId: string | null;
  }[];
  /** Items that were taken off the agenda and can be put back until the closing; of closed ones no title. */
  readonly removals: readonly {
    readonly itemId: string;
    readonly title: string;
    readonly name: string;
    readonly at: number;
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

/** Keys of which there are many, by what they are of. */
interface FloorOf {
  readonly item: FloorItem;
  readonly seat: Omit<FloorSeat, 'seatId'>;
  readonly proposal: Pick<FloorProposal, 'itemId' | 'versions'> & Partial<FloorProposal>;
  readonly comer: Omit<FloorComer, 'seatId'>;
  readonly round: RoundKey;
  /** One sign for each seat of the round's roll, see `replySigns`. */
  readonly replied: string;
}

/** The floor as its document holds it. */
export type FloorMirror = FloorParts & { readonly shape: number } & {
  readonly [Key in keyof FloorOf as `${Key}:${string}`]: FloorOf[Key];
};

/** The floor as pages read it. */
export interface Floor extends FloorParts {
  /** Recorded items by id. */
  readonly items: Readonly<Record<string, FloorItem>>;
  /** By number. */
  readonly seats: readonly FloorSeat[];
  /** Who was signed in at an open table, by number. */
  readonly comers: readonly FloorComer[];
  /** In the order they were first frozen. */
  readonly proposals: readonly FloorProposal[];
  /** In the order they were opened. */
  readonly rounds: readonly FloorRound[];
}

const replied = 'x';
const waiting = 'o';
const away = '-';

/** How the seats of a roll stand to a round: `x` has replied, `o` is there and has not, `-` is not there. */
export function replySigns(
  roll: readonly string[],
  has: ReadonlySet<string>,
  there: ReadonlySet<string>,
): string {
  return roll.map((seat) => (has.has(seat) ? replied : there.has(seat) ? waiting : away)).join('');
}

/**
 * The floor as the document holds it now; undefined until the server's first write has arrived, and where a server of
 * another version has written it: that would be read as something it is not.
 */
export function readFloor(doc: Y.Doc): Floor | undefined {
  const map = doc.getMap('floor');
  return map.get('shape') === floorShape
    ? floorFrom(Object.fromEntries(map.entries()) as unknown as FloorMirror)
    : undefined;
}

/** Puts the keys of the mirror together. */
export function floorFrom(mirror: FloorMirror): Floor {
  const {
    meeting,
    attendance,
    quorum,
    forecast,
    staff,
    officers,
    divisions,
    materials,
    removals,
    suggestions,
  } = mirror;
  const frozenFirst = ({ versions }: Pick<FloorProposal, 'versions'>) => versions[0]?.frozenAt ?? 0;
  const proposals = named(mirror, 'proposal')
    .map(([id, value]) => ({ amendments: [], withdrawn: null, ...value, id }))
    .sort((a, b) => frozenFirst(a) - frozenFirst(b));
  return {
    meeting,
    items: Object.fromEntries(named(mirror, 'item')),
    attendance,
    quorum,
    forecast,
    staff,
    seats: named(mirror, 'seat')
      .map(([seatId, seat]) => ({ seatId, ...seat }))
      .sort((a, b) => a.no - b.no),
    comers: named(mirror, 'comer')
      .map(([seatId, comer]) => ({ seatId, ...comer }))
      .sort((a, b) => a.no - b.no),
    officers,
    proposals,
    rounds: named(mirror, 'round')
      .flatMap(([id, round]) => roundOf(id, round, mirror[`replied:${id}`] ?? '', proposals))
      .sort((a, b) => a.openedAt - b.openedAt || a.no - b.no),
    divisions,
    materials,
    removals,
    suggestions,
  };
}

/** The entries of one kind by id, in the order of their ids. */
function named<Kind extends keyof FloorOf>(mirror: FloorMirror, kind: Kind): [string, FloorOf[Kind]][] {
  const start = `${kind}:`;
  return Object.entries(mirror)
    .filter(([key]) => key.startsWith(start))
    .map(([key, value]): [string, FloorOf[Kind]] => [key.slice(start.length), value as FloorOf[Kind]])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function roundOf(
  id: string,
  round: RoundKey,
  signs: string,
  proposals: readonly FloorProposal[],
): FloorRound[] {
  const version = proposals
    .find((proposal) => proposal.id === round.proposalId)
    ?.versions.find(({ n }) => n === round.versionNo);
  if (!version) return [];
  const { text, textHash, frozenAt } = version;
  const seats = (...wanted: string[]) => round.roll.filter((_, i) => wanted.includes(signs[i] ?? away));
  return [
    { id, ...round, text, textHash, frozenAt, canReply: seats(replied, waiting), replied: seats(replied) },
  ];
}
