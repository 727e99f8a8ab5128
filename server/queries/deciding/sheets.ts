import {
  boardOf,
  householdRoll,
  rulesOf,
  sheetState,
  type Board,
  type RoundMode,
  type SheetState,
} from '#lib/domain/deciding/index.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { readMeeting, type ReadMeeting } from '../../access/meeting.ts';
import type { Actor } from '../../access/subject.ts';
import { frozenRuleIn } from '../../db/decode.ts';
import type { Db } from '../../db/open.ts';
import { ruleOfMeeting } from '../../records/register.ts';
import { seatsOfMeeting, type RegisterSeat } from '../../records/roll.ts';

/* Ballot papers and proxy forms of a meeting (WAY9): what is printed on them, and how far each is. */

/** A frozen text that can be asked about on paper: the newest of its proposal. */
export interface SheetText {
  readonly versionId: string;
  readonly n: number;
  readonly text: string;
  readonly textHash: string;
  readonly item: { readonly no: number; readonly title: string };
  /** How it is asked: as the round does, else as the rules begin. */
  readonly mode: RoundMode;
  /** Where dots are put: on what, and how many each person has. */
  readonly board: Board | null;
  /** The round on it that is open; null: none. */
  readonly openRoundId: string | null;
}

/** A paper of one seat. */
export interface Sheet {
  readonly no: number;
  readonly label: string;
  /** Who sits there; '' where nobody does. */
  readonly name: string;
  readonly state: SheetState;
  /** ms since 1970 UTC */
  readonly sentAt: number | null;
  readonly returnedAt: number | null;
}

export interface SheetsView {
  readonly council: ReadMeeting['council'];
  readonly meeting: {
    readonly id: string;
    readonly fiscalYear: number;
    readonly seq: number;
    readonly startsAt: number;
    readonly endsAt: number;
    readonly place: string;
    readonly over: boolean;
  };
  readonly texts: readonly SheetText[];
  /** The rule by which a proxy counts, as the form says it. */
  readonly proxyMeaning: Awaited<ReturnType<typeof ruleOfMeeting>>['body']['proxyMeaning'];
  /** Papers of the text asked for; without one the proxy forms. */
  readonly sheets: readonly Sheet[];
  readonly shown: SheetText | null;
}

/** The papers of a meeting for who enters replies for others; `forbidden` for everybody else who may follow. */
export async function sheetsView(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  meetingId: string,
  versionId: string | null,
): Promise<SheetsView | Refusal> {
  const read = await readMeeting(db, actor, meetingId, 'meeting.follow');
  if (isRefusal(read)) return read;
  const { meeting, council, subject } = read;
  if (!may(subject, 'ballot.enter', { visibility: meeting.visibility })) return refuse('forbidden');
  const rule = await ruleOfMeeting(db, meeting);
  const texts = await textsOf(db, meetingId, rule.body.defaultMode);
  const shown = texts.find((text) => text.versionId === versionId) ?? null;
  if (versionId !== null && !shown) return refuse('not-found');
  return {
    council,
    meeting: {
      id: meeting.id,
      fiscalYear: meeting.fiscal_year,
      seq: meeting.seq,
      startsAt: meeting.starts_at,
      endsAt: meeting.ends_at,
      place: meeting.place,
      over: meeting.state === 'closed' || meeting.state === 'cancelled',
    },
    texts,
    proxyMeaning: rule.body.proxyMeaning,
    sheets: await sheetsOf(
      db,
      meetingId,
      shown,
      householdRoll(rule.body.householdRule, await seatsOfMeeting(db, meeting)),
    ),
    shown,
  };
}

/** The newest frozen text of each proposal, in the order of the agenda. */
async function textsOf(db: Db, meetingId: string, first: RoundMode): Promise<SheetText[]> {
  const rows = await db
    .selectFrom('agenda_item')
    .innerJoin('proposal', 'proposal.item_id', 'agenda_item.id')
    .innerJoin('proposal_version', 'proposal_version.proposal_id', 'proposal.id')
    .leftJoin('round', 'round.version_id', 'proposal_version.id')
    .select(['proposal.id as proposalId', 'proposal_version.id as versionId', 'proposal_version.n'])
    .select(['proposal_version.text', 'proposal_version.text_hash as textHash'])
    .select(['agenda_item.position', 'agenda_item.title', 'round.id as roundId', 'round.mode', 'round.state'])
    .select('round.rule')
    .where('agenda_item.meeting_id', '=', meetingId)
    .where('proposal.state', 'not in', ['decided', 'withdrawn'])
    .orderBy('agenda_item.position')
    .orderBy('proposal_version.n')
    .orderBy('round.no')
    .execute();
  // of each proposal its last row: the newest text with the latest round on it
  const newest = new Map(rows.map((row) => [row.proposalId, row]));
  return [...newest.values()].map((row) => ({
    versionId: row.versionId,
    n: row.n,
    text: row.text,
    textHash: row.textHash,
    item: { no: row.position, title: row.title },
    mode: row.mode ?? first,
    board: boardFor(row),
    openRoundId: row.state === 'open' ? row.roundId : null,
  }));
}

/** Of a round that puts dots its options and its rule; null where words are said. */
function boardFor({
  mode,
  text,
  rule,
}: {
  readonly mode: RoundMode | null;
  readonly text: string;
  readonly rule: string | null;
}): Board | null {
  if (mode === null || rule === null || rulesOf(mode).ballot !== 'dots') return null;
  return boardOf({ mode, text, rule: frozenRuleIn({ rule }) });
}

async function sheetsOf(
  db: Db,
  meetingId: string,
  shown: SheetText | null,
  seats: readonly RegisterSeat[],
): Promise<Sheet[]> {
  const all = db
    .selectFrom('paper_sheet')
    .select(['seat_id', 'sent_at', 'returned_at'])
    .where('meeting_id', '=', meetingId)
    .where('kind', '=', shown ? 'ballot' : 'proxy');
  const rows = await (shown ? all.where('version_id', '=', shown.versionId) : all).execute();
  const marks = new Map(rows.map((row) => [row.seat_id, row]));
  const typed = shown ? await papersTyped(db, shown.versionId) : await proxiesTyped(db, meetingId);
  return seats.map((seat) => {
    const sentAt = marks.get(seat.id)?.sent_at ?? null;
    const returnedAt = marks.get(seat.id)?.returned_at ?? null;
    return {
      no: seat.no,
      label: seat.organization,
      name: seat.holder?.name ?? '',
      state: sheetState({ sentAt, returnedAt, typed: typed.has(seat.id) }),
      sentAt,
      returnedAt,
    };
  });
}

async function papersTyped(db: Db, versionId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('round')
    .innerJoin('standing_ballot as ballot', 'ballot.round_id', 'round.id')
    .select('ballot.seat_id')
    .where('round.version_id', '=', versionId)
    .where('ballot.via', '=', 'paper')
    .execute();
  return new Set(rows.map(({ seat_id }) => seat_id));
}

async function proxiesTyped(db: Db, meetingId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('proxy_grant')
    .select('from_seat_id')
    .where('meeting_id', '=', meetingId)
    .where('source', '=', 'paper')
    .where('revoked_at', 'is', null)
    .execute();
  return new Set(rows.map(({ from_seat_id }) => from_seat_id));
}
