import { boardOf, type Board, type RoundMode } from '#lib/domain/deciding/index.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { readRound, type ReadRound } from '../../access/round.ts';
import type { Actor } from '../../access/subject.ts';
import { frozenRuleIn } from '../../db/decode.ts';
import type { Db } from '../../db/open.ts';
import { byText } from '../../db/values.ts';
import {
  countedPiles,
  paperEntries,
  uncountedPapers,
  type CountedPile,
  type PaperEntry,
} from '../../records/entries.ts';
import { rollOf, type RollLine } from './round-roll.ts';
import { typedReplies } from './round-voices.ts';

/* What was entered for others in a round (WAY1–WAY5), for who enters it. */

/** The latest hands that were entered together and stand, for who may take them back. */
export interface LastHands {
  readonly batchId: string;
  readonly n: number;
  /** What was entered, where the asker entered it; else null (DEC8). */
  readonly choice: string | null;
  /** Who entered it; '' where it was the asker. */
  readonly enteredBy: string;
}

export async function lastHands(db: Db, { round, subject, facts }: ReadRound): Promise<LastHands | null> {
  if (round.state !== 'open' || !may(subject, 'ballot.enter', facts)) return null;
  const batches = await db
    .selectFrom('ballot_batch')
    .innerJoin('person', 'person.id', 'ballot_batch.entered_by')
    .select(['ballot_batch.id', 'ballot_batch.entered_by', 'person.display_name'])
    .where('ballot_batch.round_id', '=', round.id)
    .where('ballot_batch.kind', '=', 'hands')
    .orderBy('ballot_batch.no', 'desc')
    .execute();
  for (const batch of batches) {
    const standing = await db
      .selectFrom('ballot_entry')
      .innerJoin('standing_ballot as ballot', 'ballot.id', 'ballot_entry.ballot_id')
      .select('ballot.choice')
      .where('ballot_entry.batch_id', '=', batch.id)
      .execute();
    const [first] = standing;
    if (!first) continue;
    const mine = batch.entered_by === subject.personId;
    return {
      batchId: batch.id,
      n: standing.length,
      choice: mine ? first.choice : null,
      enteredBy: mine ? '' : batch.display_name,
    };
  }
  return null;
}

/** A seat as who types papers sees it: what came for it so far, never what somebody else chose. */
export interface PaperSeat extends RollLine {
  /** null: nothing yet. `own`: it has replied itself; `typed`: somebody has entered it. */
  readonly state: 'own' | 'typed' | null;
}

export interface PapersView {
  readonly round: {
    readonly id: string;
    readonly no: number;
    readonly mode: RoundMode;
    readonly state: ReadRound['round']['state'];
    readonly textHash: string;
    readonly text: string;
    /** What dots are put on; without options where replies say words. */
    readonly board: Board;
    readonly frozenAt: number;
  };
  readonly council: { readonly slug: string };
  readonly meeting: { readonly id: string; readonly seq: number };
  readonly item: { readonly no: number; readonly title: string };
  readonly seats: readonly PaperSeat[];
  /** Everything from paper and telephone; `choice` null where the asker may not know it (DEC8). */
  readonly entries: readonly (Omit<PaperEntry, 'choice' | 'reason' | 'enteredById'> & {
    readonly choice: string | null;
    readonly mine: boolean;
  })[];
  readonly piles: readonly CountedPile[];
  /** Papers that stand in no pile yet. */
  readonly uncounted: number;
  /** Who may be named as having counted. */
  readonly people: readonly { readonly personId: string; readonly name: string }[];
}

/** Papers and telephone calls of a round, for who enters them; `forbidden` for everybody else who may follow. */
export async function papersView(
  db: Db,
  actor: Pick<Actor, 'personId'>,
  roundId: string,
): Promise<PapersView | Refusal> {
  const read = await readRound(db, actor, roundId);
  if (isRefusal(read)) return read;
  const { round, meeting, item, subject, facts, councilId } = read;
  if (!may(subject, 'ballot.enter', facts)) return refuse(read.follows ? 'forbidden' : 'not-found');
  const version = await db
    .selectFrom('proposal_version')
    .select(['text', 'frozen_at'])
    .where('id', '=', round.version_id)
    .executeTakeFirstOrThrow();
  const { slug } = await db
    .selectFrom('council')
    .select('slug')
    .where('id', '=', councilId)
    .executeTakeFirstOrThrow();
  const typed = new Set((await typedReplies(db, read)).map(({ seatId }) => seatId));
  const closed = round.state !== 'open' && may(subject, 'ballots.readNamed');
  const entries = await paperEntries(db, round.id);
  return {
    round: {
      id: round.id,
      no: round.no,
      mode: round.mode,
      state: round.state,
      textHash: round.text_hash,
      text: version.text,
      board: boardOf({ mode: round.mode, text: version.text, rule: frozenRuleIn(round) }),
      frozenAt: version.frozen_at,
    },
    council: { slug },
    meeting: { id: meeting.id, seq: meeting.seq },
    item: { no: item.position, title: item.title },
    seats: (await rollOf(db, read)).map((line) => ({
      ...line,
      state: !line.replied ? null : typed.has(line.seatId) ? 'typed' : 'own',
    })),
    entries: entries.map(({ choice, reason: _, enteredById, ...entry }) => {
      const mine = enteredById === subject.personId;
      return { ...entry, choice: closed || mine ? choice : null, mine };
    }),
    piles: await countedPiles(db, round.id),
    uncounted: (await uncountedPapers(db, round.id)).length,
    people: await mayCount(db, councilId),
  };
}

/** As many names as a list to choose from may hold. */
const mostNames = 200;

/** Who may be named as having counted papers: people with an office first, then members, by name. */
async function mayCount(db: Db, councilId: string): Promise<PapersView['people']> {
  const rows = await db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select(['mandate.role', 'person.id as personId', 'person.display_name as name'])
    .where('mandate.council_id', '=', councilId)
    .where('mandate.ended_at', 'is', null)
    .where('mandate.role', 'not in', ['resident', 'observer', 'delegate'])
    .orderBy('person.display_name', byText)
    .execute();
  const officers = rows.filter(({ role }) => role !== 'member' && role !== 'alternate');
  const names = new Map([...officers, ...rows].map(({ personId, name }) => [personId, name]));
  return [...names].slice(0, mostNames).map(([personId, name]) => ({ personId, name }));
}
