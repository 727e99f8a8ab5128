import { figuresOf } from '#lib/domain/deciding/index.ts';
import { decisionNumber } from '#lib/domain/calendar/numbers.ts';
import type { FloorAmendment, FloorItem, FloorMirror, FloorVersion } from '#lib/doc/floor.ts';
import type { Register } from '../records/register.ts';
import { outcomeOfRound } from '../records/rounds.ts';
import { frozenRuleIn } from '../db/decode.ts';
import type { Db } from '../db/open.ts';
import { repliesIn, rollsOf } from './floor-replies.ts';

/*
 * The agenda as the floor shows it: items, the frozen texts of their proposals, rounds with who may reply and who
 * has, the outcome once closed. What anybody chose never enters before the close, and no single choice after it.
 * One statement for the whole agenda and one for its rolls, along the indices of an item.
 */

type ProposalKeys = Pick<FloorMirror, `proposal:${string}`>;
type RoundKeys = Pick<FloorMirror, `round:${string}` | `replied:${string}`>;
type Agenda = Pick<FloorMirror, `item:${string}`> & ProposalKeys & RoundKeys;

/** Keys of all items, proposals and rounds of a meeting, and which items are closed. */
export async function floorAgenda(
  db: Db,
  meetingId: string,
  register: Register,
): Promise<{ readonly keys: Agenda; readonly closedItems: ReadonlySet<string> }> {
  const rows = await agendaOf(db, meetingId);
  const open = rows.filter((row) => row.visibility !== 'closed');
  return {
    keys: {
      ...Object.fromEntries(rows.map((row) => [`item:${row.itemId}`, floorItem(row)] as const)),
      ...(await proposals(db, open)),
      ...(await rounds(db, register, open)),
    },
    closedItems: new Set(rows.filter((row) => row.visibility === 'closed').map((row) => row.itemId)),
  };
}

type AgendaRow = Awaited<ReturnType<typeof agendaOf>>[number];

/** A row for each item, version of its proposal and round on it; parts that are not there are null. */
function agendaOf(db: Db, meetingId: string) {
  return db
    .selectFrom('agenda_item')
    .leftJoin('decision', 'decision.id', 'agenda_item.decision_id')
    .leftJoin('proposal', 'proposal.item_id', 'agenda_item.id')
    .leftJoin('proposal_version', 'proposal_version.proposal_id', 'proposal.id')
    .leftJoin('round', (join) =>
      join
        .onRef('round.proposal_id', '=', 'proposal.id')
        .onRef('round.version_id', '=', 'proposal_version.id'),
    )
    .leftJoin('round_amendment', 'round_amendment.round_id', 'round.id')
    .leftJoin('amendment', 'amendment.id', 'round_amendment.amendment_id')
    .select([
      'amendment.no as amendment',
      'proposal.state as proposalState',
      'agenda_item.id as itemId',
      'agenda_item.position',
      'agenda_item.type',
      'agenda_item.title',
      'agenda_item.minutes_planned as minutes',
      'agenda_item.visibility',
      'agenda_item.state',
      'agenda_item.started_at as startedAt',
      'agenda_item.spent_ms as spentMs',
      'decision.id as decisionId',
      'decision.round_id as decidedIn',
      'decision.fiscal_year',
      'decision.seq',
      'proposal.id as proposalId',
      'proposal_version.n',
      'proposal_version.text',
      'proposal_version.text_hash as textHash',
      'proposal_version.frozen_at as frozenAt',
      'round.id as roundId',
      'round.no',
      'round.mode',
      'round.state as roundState',
      'round.rule',
      'round.outcome',
      'round.opened_at as openedAt',
      'round.closes_at as closesAt',
      'round.closed_at as closedAt',
    ])
    .where('agenda_item.meeting_id', '=', meetingId)
    .orderBy('agenda_item.position')
    .orderBy('agenda_item.id')
    .orderBy('proposal_version.n')
    .orderBy('round.no')
    .execute();
}

function floorItem(row: AgendaRow): FloorItem {
  return {
    position: row.position,
    type: row.type,
    title: row.visibility === 'closed' ? '' : row.title,
    minutes: row.minutes,
    state: row.state,
    startedAt: row.startedAt,
    spentMs: row.spentMs,
    decisionNo: decisionNo(row),
  };
}

function decisionNo({ fiscal_year, seq }: Pick<AgendaRow, 'fiscal_year' | 'seq'>): string | null {
  return fiscal_year === null || seq === null ? null : decisionNumber(fiscal_year, seq);
}

/** Proposals with their frozen versions, amendments to them, and why one was withdrawn. */
async function proposals(db: Db, rows: readonly AgendaRow[]): Promise<ProposalKeys> {
  const found = new Map<string, { itemId: string; versions: FloorVersion[] }>();
  for (const { itemId, proposalId, n, text, textHash, frozenAt } of rows) {
    if (proposalId === null || n === null || text === null || textHash === null || frozenAt === null)
      continue;
    const proposal = found.get(proposalId) ?? { itemId, versions: [] };
    // a version asked about twice has two rows
    if (proposal.versions.at(-1)?.n !== n) proposal.versions.push({ n, text, textHash, frozenAt });
    found.set(proposalId, proposal);
  }
  const amendments = await amendmentsIn(db, [...found.keys()]);
  const off = rows.flatMap(({ proposalId, proposalState }) =>
    proposalId !== null && proposalState === 'withdrawn' ? [proposalId] : [],
  );
  const reasons = await withdrawalsOf(db, off);
  return Object.fromEntries(
    [...found].map(([id, value]) => [
      `proposal:${id}` as const,
      { ...value, amendments: amendments.get(id) ?? [], withdrawn: reasons.get(id) ?? null },
    ]),
  );
}

async function amendmentsIn(db: Db, ids: readonly string[]): Promise<Map<string, FloorAmendment[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('amendment')
    .innerJoin('proposal_version as against', 'against.id', 'amendment.against_version_id')
    .select(['amendment.proposal_id as proposalId', 'amendment.id', 'amendment.no', 'amendment.label'])
    .select(['amendment.text', 'amendment.state', 'against.n as against'])
    .where('amendment.proposal_id', 'in', ids)
    .orderBy('amendment.no')
    .execute();
  return new Map(
    [...Map.groupBy(rows, ({ proposalId }) => proposalId)].map(([id, own]) => [
      id,
      own.map(({ proposalId: _, ...amendment }) => amendment),
    ]),
  );
}

async function withdrawalsOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('proposal_withdrawal')
    .select(['proposal_id', 'reason'])
    .where('proposal_id', 'in', ids)
    .orderBy('at')
    .execute();
  return new Map(rows.map(({ proposal_id, reason }) => [proposal_id, reason]));
}

async function rounds(db: Db, register: Register, rows: readonly AgendaRow[]): Promise<RoundKeys> {
  const asked = rows.flatMap(roundIn);
  const rolls = await rollsOf(
    db,
    asked.map((round) => round.id),
  );
  const shown = asked.map((round) => {
    const { id, closedAt: _, outcome, ...rest } = round;
    const { seats, signs } = repliesIn(round, rolls, register.entries);
    return { id, round: { ...rest, roll: seats, outcome: outcome && figuresOf(outcome) }, signs };
  });
  const keys: Pick<FloorMirror, `round:${string}`> = Object.fromEntries(
    shown.map(({ id, round }) => [`round:${id}` as const, round]),
  );
  const replies: Pick<FloorMirror, `replied:${string}`> = Object.fromEntries(
    shown.map(({ id, signs }) => [`replied:${id}` as const, signs]),
  );
  return { ...keys, ...replies };
}

/** The round of a row; none where the version was not asked about: its columns are null all together. */
function roundIn(row: AgendaRow) {
  const { roundId: id, no, mode, roundState: state, rule, openedAt, proposalId, n, outcome } = row;
  if (id === null || no === null || mode === null || state === null || rule === null) return [];
  if (openedAt === null || proposalId === null || n === null) return [];
  const decided = row.decidedIn === id;
  return [
    {
      id,
      itemId: row.itemId,
      proposalId,
      no,
      mode,
      state,
      versionNo: n,
      amendment: row.amendment,
      openedAt,
      closesAt: row.closesAt,
      closedAt: row.closedAt,
      rule: frozenRuleIn({ rule }),
      outcome: outcomeOfRound({ mode, state, outcome }),
      decisionNo: decided ? decisionNo(row) : null,
      decisionId: decided ? row.decisionId : null,
    },
  ];
}
