import type { CanonicalObject } from '#lib/domain/canonical/json.ts';
import type {
  RecordDecision,
  RecordDivision,
  RecordItem,
  RecordProposal,
  RecordRemark,
  RecordRound,
} from '#lib/domain/minutes/record.ts';
import { responsibilities } from '#lib/domain/roles/level.ts';
import { decisionNumber } from '#lib/domain/calendar/numbers.ts';
import type { Db, Trx } from '../db/open.ts';
import { byText, truth } from '../db/values.ts';
import { readInput } from './ballots.ts';
import { answeredCriteria } from './consultations.ts';
import { channelCounts } from './channels.ts';
import { countedPiles } from './entries.ts';
import { householdsOf, meterOf, reachOf, seatsQuorum, sidesOfRound } from './round-standing.ts';
import { publishedInput, publishedOutcome } from './rounds.ts';

/** What the draft says of one item: heading and gist, by the item's id. */
export interface DraftWords {
  readonly id: string;
  readonly heading: string;
  readonly body: string;
}

/** The items of a meeting with what was proposed, how rounds ended, and what was decided. */
export async function recordItems(
  db: Db | Trx,
  meetingId: string,
  notes: readonly DraftWords[],
): Promise<RecordItem[]> {
  const items = await db
    .selectFrom('agenda_item')
    .leftJoin('issue', 'issue.id', 'agenda_item.issue_id')
    .selectAll('agenda_item')
    .select('issue.no as issue_no')
    .where('agenda_item.meeting_id', '=', meetingId)
    .where('agenda_item.state', '!=', 'withdrawn')
    .orderBy('agenda_item.position')
    .execute();
  const found: RecordItem[] = [];
  for (const [index, item] of items.entries()) {
    const words = notes.find(({ id }) => id === item.id);
    found.push({
      no: index + 1,
      type: item.type,
      title: words?.heading || item.title,
      presenter: item.presenter,
      visibility: item.visibility,
      state: item.state === 'listed' && item.started_at === null ? 'untouched' : item.state,
      notes: words?.body ?? '',
      issueNo: item.issue_no,
      proposals: await proposalsOf(db, item.id),
      decisions: await decisionsOf(db, item.id),
    });
  }
  return found;
}

async function proposalsOf(db: Db | Trx, itemId: string): Promise<RecordProposal[]> {
  const proposals = await db
    .selectFrom('proposal')
    .select(['id', 'state'])
    .where('item_id', '=', itemId)
    .execute();
  const found: RecordProposal[] = [];
  const criteria = (await answeredCriteria(db, [itemId])).get(itemId);
  for (const { id, state } of proposals) {
    const versions = await db
      .selectFrom('proposal_version')
      .select(['n', 'text', 'text_hash as textHash'])
      .where('proposal_id', '=', id)
      .orderBy('n')
      .execute();
    const off = state === 'withdrawn' ? await withdrawnFor(db, id) : undefined;
    found.push({
      versions,
      rounds: await roundsOf(db, id),
      ...(off !== undefined && { withdrawn: off }),
      ...(criteria && { criteria }),
    });
  }
  return found;
}

/** Why a proposal was taken off the table, the last time. */
async function withdrawnFor(db: Db | Trx, proposalId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('proposal_withdrawal')
    .select('reason')
    .where('proposal_id', '=', proposalId)
    .orderBy('at', 'desc')
    .executeTakeFirst();
  return row?.reason;
}

async function roundsOf(db: Db | Trx, proposalId: string): Promise<RecordRound[]> {
  const rounds = await db
    .selectFrom('round')
    .innerJoin('proposal_version', 'proposal_version.id', 'round.version_id')
    .leftJoin('round_amendment', 'round_amendment.round_id', 'round.id')
    .leftJoin('amendment', 'amendment.id', 'round_amendment.amendment_id')
    .select([
      'amendment.no as amendment',
      'round.input',
      'round.id',
      'round.no',
      'round.mode',
      'round.rule',
      'round.meeting_id',
      'round.opened_at',
      'round.closed_at',
      'round.input',
      'round.outcome',
      'proposal_version.n as version',
    ])
    .where('round.proposal_id', '=', proposalId)
    .where('round.outcome', 'is not', null)
    .orderBy('round.no')
    .execute();
  const found: RecordRound[] = [];
  for (const round of rounds) {
    const outcome = publishedOutcome(round);
    const input = publishedInput(round);
    if (!outcome || !input) continue;
    const { held: _, ...channels } = await channelCounts(db, round.id, readInput(input));
    const meter = await meterOf(db, round.id);
    const sides = await sidesOfRound(db, round);
    const seats = await seatsQuorum(db, round);
    const households = await householdsOf(db, round);
    const reach = await reachOf(db, round);
    found.push({
      no: round.no,
      ...(round.amendment !== null && { amendment: round.amendment }),
      ...(meter && {
        opening: { attended: meter.attended, needed: meter.needed, eligible: meter.eligible },
      }),
      ...(households && { households }),
      ...(reach.length > 0 && { reach }),
      ...(sides && { sides }),
      ...(seats && { seatsAlone: { attended: seats.attended, needed: seats.needed, met: seats.met } }),
      version: round.version,
      mode: round.mode,
      rule: JSON.parse(round.rule) as CanonicalObject,
      outcome,
      channels: { ...channels, piles: (await countedPiles(db, round.id)).length },
      remarks: await remarksOf(db, round.id),
    });
  }
  return found;
}

async function remarksOf(db: Db | Trx, roundId: string): Promise<RecordRemark[]> {
  const rows = await db
    .selectFrom('objection')
    .innerJoin('seat', 'seat.id', 'objection.seat_id')
    .leftJoin('round_roll', (join) =>
      join
        .onRef('round_roll.round_id', '=', 'objection.round_id')
        .onRef('round_roll.seat_id', '=', 'seat.id'),
    )
    .selectAll('objection')
    .select(['seat.label', 'round_roll.person_id', 'round_roll.label as roll_label'])
    .where('objection.round_id', '=', roundId)
    .orderBy('seat.no')
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    // as the roll of the round called it: a seat named anew since is still that one
    seatLabel: row.roll_label ?? row.label,
    person: row.person_id,
    reason: row.reason,
    wouldAgreeIf: row.would_agree_if,
    state: row.state,
    response: row.response,
  }));
}

async function decisionsOf(db: Db | Trx, itemId: string): Promise<RecordDecision[]> {
  const rows = await db
    .selectFrom('decision')
    .selectAll()
    .where('item_id', '=', itemId)
    .orderBy('seq')
    .execute();
  const found: RecordDecision[] = [];
  for (const row of rows)
    found.push({
      no: decisionNumber(row.fiscal_year, row.seq),
      title: row.title,
      text: row.text,
      textHash: row.text_hash,
      outcomeCode: row.outcome_code,
      declaredCode: row.declared_code,
      declaredReason: row.declared_reason,
      scope: row.scope,
      reviewOn: row.review_on,
      division: await divisionOf(db, row.id),
    });
  return found;
}

async function divisionOf(db: Db | Trx, decisionId: string): Promise<RecordDivision | null> {
  const division = await db
    .selectFrom('role_division')
    .selectAll()
    .where('decision_id', '=', decisionId)
    .executeTakeFirst();
  if (!division) return null;
  const tasks = await db
    .selectFrom('role_task')
    .selectAll()
    .where('division_id', '=', division.id)
    .orderBy('position')
    .execute();
  const parties = await db
    .selectFrom('role_assignment')
    .innerJoin('organization', 'organization.id', 'role_assignment.organization_id')
    .select([
      'role_assignment.task_id',
      'role_assignment.responsibility',
      'role_assignment.state',
      'organization.name',
      'organization.party',
    ])
    .where('role_assignment.division_id', '=', division.id)
    .orderBy('organization.name', byText)
    .execute();
  parties.sort(
    (a, b) => responsibilities.indexOf(a.responsibility) - responsibilities.indexOf(b.responsibility),
  );
  return {
    title: division.title,
    level: division.level,
    comparison: division.comparison,
    cost: division.cost,
    fromOn: division.from_on,
    toOn: division.to_on,
    tasks: tasks.map((task) => ({
      title: task.title,
      detail: task.detail,
      scope: task.scope,
      level: task.level,
      requestToCity: truth(task.request_to_city),
      dueOn: task.due_on,
      frequency: task.frequency,
      parties: parties
        .filter(({ task_id }) => task_id === task.id)
        .map(({ name, party, responsibility, state }) => ({ name, party, responsibility, state })),
    })),
  };
}
