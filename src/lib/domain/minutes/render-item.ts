/**
 * The record of one item: gist, proposals with their rounds and numbers, decisions with their role division
 * (MIN1, MIN2, MIN7). Voters' keys stay out; objections carry names only where the council wants it.
 */
import { timeOf } from '../calendar/jst.ts';
import type { Outcome } from '../deciding/outcome.ts';
import type {
  MinutesDecision,
  MinutesDivision,
  MinutesFigures,
  MinutesNumbers,
  OpenItem,
} from './document.ts';
import type { MinutesRemark, MinutesRound, MinutesSides } from './document.ts';
import type { TableSides } from '../meeting/open-table.ts';
import type {
  MinutesRecord,
  RecordDecision,
  RecordDivision,
  RecordItem,
  RecordRemark,
  RecordRound,
} from './record.ts';
import type { Scribe } from './scribe.ts';

/** The item as everybody may read it; what is closed is put behind a placeholder by the caller. */
export function itemOf(item: RecordItem, record: MinutesRecord, scribe: Scribe): OpenItem {
  return {
    no: item.no,
    type: item.type,
    visibility: 'open',
    title: scribe.text(item.title),
    presenter: scribe.text(item.presenter),
    state: item.state,
    issueNo: item.issueNo ?? null,
    notes: scribe.text(item.notes),
    proposals: item.proposals.map(({ versions, rounds, withdrawn, criteria }, p) => ({
      ...(criteria && {
        criteria: criteria.map(({ criterion, answer, sentence }) => ({
          criterion: scribe.text(criterion),
          answer,
          sentence: scribe.text(sentence),
        })),
      }),
      ...(withdrawn === undefined ? {} : { withdrawn: scribe.text(withdrawn) }),
      versions: versions.map(({ n, text, textHash }) => ({
        n,
        text: scribe.fixed(`proposal/${item.no}/${p + 1}/${n}`, text),
        textHash,
      })),
      rounds: rounds.map((round) => roundOf(round, record.speakerNames, scribe)),
    })),
    decisions: item.decisions.map((decision) => decisionOf(decision, scribe)),
  };
}

function roundOf(round: RecordRound, speakerNames: boolean, scribe: Scribe): MinutesRound {
  return {
    no: round.no,
    ...(round.amendment === undefined ? {} : { amendment: round.amendment }),
    ...(round.opening === undefined ? {} : { opening: { ...round.opening } }),
    ...(round.reach === undefined ? {} : { reach: reachIn(round.reach, scribe) }),
    ...(round.households === undefined ? {} : { households: { ...round.households } }),
    ...(round.sides === undefined ? {} : { sides: sidesOf(round.sides) }),
    ...(round.seatsAlone === undefined ? {} : { seatsAlone: { ...round.seatsAlone } }),
    version: round.version,
    mode: round.mode,
    rule: round.rule,
    figures: figuresOf(round.outcome),
    ...channelsOf(round),
    remarks: round.remarks.map((remark) => remarkOf(remark, speakerNames, scribe)),
  };
}

function reachIn(
  reach: NonNullable<RecordRound['reach']>,
  scribe: Scribe,
): NonNullable<MinutesRound['reach']> {
  return reach.map(({ label, stays }) => ({
    label: scribe.text(label),
    stays: stays.map(({ from, to }) => ({ from: timeOf(from), to: timeOf(to) })),
  }));
}

function sidesOf({ members, comers }: TableSides): MinutesSides {
  const side = ({ asked, byChoice, replied }: TableSides['members']) => ({
    asked,
    byChoice: { ...byChoice },
    replied,
  });
  return { members: side(members), comers: side(comers) };
}

/** How replies came is said where not all of them came in the room. */
function channelsOf({ channels }: RecordRound): Pick<MinutesRound, 'channels'> {
  if (!channels) return {};
  const { live, electronic, slip, telephone, proxies, superseded, corrections, piles } = channels;
  return electronic + slip + telephone + proxies + superseded + corrections === 0
    ? {}
    : { channels: { live, electronic, slip, telephone, proxies, superseded, corrections, piles } };
}

function remarkOf(remark: RecordRemark, speakerNames: boolean, scribe: Scribe): MinutesRemark {
  return {
    kind: remark.kind,
    seatLabel: scribe.text(remark.seatLabel),
    name: speakerNames ? scribe.nameOf(remark.person) : null,
    reason: scribe.text(remark.reason),
    wouldAgreeIf: scribe.text(remark.wouldAgreeIf),
    state: remark.state,
    response: scribe.text(remark.response),
  };
}

/** Numbers of an outcome without the keys of voters (MIN7). */
export function figuresOf(outcome: Outcome): MinutesFigures {
  const { attended, needed, met } = outcome.quorum;
  return {
    code: outcome.code,
    reason: outcome.reason,
    quorum: { attended, needed, met },
    base: outcome.base,
    needed: outcome.needed,
    total: { ...numbersOf(outcome.total), byChoice: { ...outcome.total.byChoice } },
    inRoom: outcome.inRoom === null ? null : { code: outcome.inRoom.code, ...numbersOf(outcome.inRoom) },
    ranking: outcome.ranking.map(({ option, score, rank }) => ({ option, score, rank })),
    winner: outcome.winner,
    flags: [...outcome.flags],
    openObjections: outcome.objections.length,
    late: outcome.late.length,
    wrongText: outcome.wrongText.length,
    unanswered: outcome.unanswered.length,
  };
}

function numbersOf(numbers: MinutesNumbers): MinutesNumbers {
  const { against, abstain, invalid, notCast } = numbers;
  return { for: numbers.for, against, abstain, invalid, notCast };
}

/** A decision with its role division, the same in the minutes and in the chain (contracts §8). */
export function decisionOf(decision: RecordDecision, scribe: Scribe): MinutesDecision {
  return {
    no: decision.no,
    title: scribe.text(decision.title),
    text: scribe.fixed(`decision/${decision.no}`, decision.text),
    textHash: decision.textHash,
    outcomeCode: decision.outcomeCode,
    declaredCode: decision.declaredCode,
    declaredReason: decision.declaredReason === null ? null : scribe.text(decision.declaredReason),
    scope: decision.scope,
    reviewOn: decision.reviewOn,
    division: decision.division === null ? null : divisionOf(decision.division, scribe),
  };
}

function divisionOf(division: RecordDivision, scribe: Scribe): MinutesDivision {
  return {
    title: scribe.text(division.title),
    level: division.level,
    comparison: scribe.text(division.comparison),
    cost: scribe.text(division.cost),
    fromOn: division.fromOn,
    toOn: division.toOn,
    tasks: division.tasks.map((task) => ({
      title: scribe.text(task.title),
      detail: scribe.text(task.detail),
      scope: task.scope,
      level: task.level,
      requestToCity: task.requestToCity,
      dueOn: task.dueOn,
      frequency: scribe.text(task.frequency),
      parties: task.parties.map(({ name, party, responsibility, state }) => ({
        name: scribe.text(name),
        party,
        responsibility,
        state,
      })),
    })),
  };
}
