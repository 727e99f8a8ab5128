import { writeNotes, writeProposal, type PlayedMeeting } from './fill-agenda.ts';
import { sampleMembers } from './members.ts';
import type { SampleDivision, SampleItem, SampleMeeting, SampleRound, Stance } from './script.ts';
import type { Stage } from './stage.ts';

/** The seat whose alternate comes in its member's place. */
const alternateSeat = 13;
/** A member without a device: the recorder enters what he says in the room. */
const enteredByRecorder = 14;

/** The call, as the rules ask, days before. */
export async function callMeeting(stage: Stage, played: PlayedMeeting): Promise<void> {
  await stage.act('secretariat', 'call-meeting', { meetingId: played.id });
}

/** The evening itself: people come, the meeting is opened, item by item is talked over and decided. */
export async function holdMeeting(
  stage: Stage,
  meeting: SampleMeeting,
  played: PlayedMeeting,
): Promise<void> {
  const meetingId = played.id;
  await peopleCome(stage, meeting, meetingId);
  stage.at(meeting.day, '19:00');
  await stage.act('facilitator', 'open-meeting', { meetingId, presidingPersonId: stage.person('chair') });
  const planned = new Map(meeting.items.map((item) => [played.items.get(item.title) ?? '', item]));
  for (const row of await agendaRows(stage, meetingId)) {
    if (row.state === 'listed')
      await stage.act('facilitator', 'set-current-item', { meetingId, itemId: row.id });
    const item = planned.get(row.id);
    if (item) await takeItem(stage, meeting, meetingId, item, row.id);
    else stage.pass(row.minutes_planned / 2);
  }
  await stage.act('facilitator', 'close-meeting', { meetingId });
}

function agendaRows(stage: Stage, meetingId: string) {
  return stage.app.db
    .selectFrom('agenda_item')
    .select(['id', 'state', 'minutes_planned'])
    .where('meeting_id', '=', meetingId)
    .orderBy('position')
    .execute();
}

async function peopleCome(stage: Stage, meeting: SampleMeeting, meetingId: string): Promise<void> {
  const arrivals = sampleMembers.map(({ no }) => {
    const seatId = stage.seat(no);
    if (no === alternateSeat) return { seatId, personId: stage.person('alternate'), mode: 'alternate' };
    if (meeting.absent.includes(no)) return { seatId, mode: 'absent' };
    return { seatId, mode: meeting.online.includes(no) ? 'online' : 'in_person' };
  });
  const observers = meeting.observers.map((observer) => ({
    mode: 'observer',
    ...('handle' in observer ? { personId: stage.person(observer.handle) } : { name: observer.name }),
  }));
  const staff = meeting.staff.map((handle) => ({ mode: 'staff', personId: stage.person(handle) }));
  await Promise.all(
    [...arrivals, ...observers, ...staff].map((who) =>
      stage.act('recorder', 'record-attendance', { meetingId, ...who }),
    ),
  );
}

async function takeItem(
  stage: Stage,
  meeting: SampleMeeting,
  meetingId: string,
  item: SampleItem,
  itemId: string,
): Promise<void> {
  await writeNotes(stage, 'recorder', meetingId, itemId, item.notes ?? []);
  stage.pass(item.minutes / 2);
  let roundId = '';
  let frozen: FrozenText | undefined;
  for (const round of item.rounds ?? []) {
    if (!round.again) {
      await writeProposal(stage, 'facilitator', meetingId, itemId, round.text);
      frozen = await stage.act('facilitator', 'freeze-proposal', { meetingId, itemId });
    }
    if (!frozen) throw new Error('nothing was frozen to ask about again');
    roundId = await holdRound(stage, meeting, frozen, round);
    stage.pass(item.minutes / 4);
  }
  if (!item.decision) return;
  const { decisionId } = await stage.act<{ decisionId: string }>('chair', 'declare-decision', {
    roundId,
    title: item.decision.title,
    scope: 'district',
    ...(item.decision.reviewDay === undefined ? {} : { reviewOn: stage.day(item.decision.reviewDay) }),
  });
  if (item.decision.adopts)
    await stage.act('secretariat', 'adopt-rule-set', {
      councilId: stage.councilId,
      preset: item.decision.adopts,
      decisionId,
    });
  if (item.decision.division) await divide(stage, decisionId, item.decision.division);
}

interface FrozenText {
  readonly proposalId: string;
  readonly textHash: string;
}

/** Opens a round on a frozen text, takes everybody's reply, closes, and answers what was raised. */
async function holdRound(
  stage: Stage,
  meeting: SampleMeeting,
  frozen: FrozenText,
  round: SampleRound,
): Promise<string> {
  const { roundId } = await stage.act<{ roundId: string }>('facilitator', 'open-round', {
    proposalId: frozen.proposalId,
    mode: round.mode,
    ...(round.threshold && { threshold: round.threshold }),
  });
  // everybody taps at once, as people do
  const replying = sampleMembers.filter(
    ({ no }) => !meeting.absent.includes(no) && !round.without?.includes(no),
  );
  await Promise.all(replying.map(({ no }) => reply(stage, roundId, frozen.textHash, no, round)));
  stage.pass(3);
  await stage.act('facilitator', 'close-round', { roundId });
  // on a tie the chair decides, in an act of his own
  if (round.chairCasts) await stage.act('chair', 'close-round', { roundId, chairCasts: round.chairCasts });
  await answer(stage, roundId, round);
  return roundId;
}

async function reply(
  stage: Stage,
  roundId: string,
  textHash: string,
  no: number,
  round: SampleRound,
): Promise<void> {
  const own = round.replies[no];
  const choice: Stance = own?.choice ?? round.others;
  const ballot = {
    roundId,
    textHash,
    choice,
    ...(own?.reason && { reason: own.reason }),
    ...(own?.wouldAgreeIf && { wouldAgreeIf: own.wouldAgreeIf }),
  };
  if (no === enteredByRecorder)
    await stage.act('recorder', 'cast-ballot', { ...ballot, for: stage.seat(no), via: 'live' });
  else await stage.act(no === alternateSeat ? 'alternate' : `member${no}`, 'cast-ballot', ballot);
}

async function answer(stage: Stage, roundId: string, round: SampleRound): Promise<void> {
  const raised = await stage.app.db
    .selectFrom('objection')
    .innerJoin('seat', 'seat.id', 'objection.seat_id')
    .select(['objection.id', 'seat.no'])
    .where('objection.round_id', '=', roundId)
    .orderBy('seat.no')
    .execute();
  for (const { id, no } of raised) {
    const own = round.replies[no];
    if (!own?.answer) continue;
    await stage.act('facilitator', 'answer-objection', {
      objectionId: id,
      response: own.answer,
      ...(own.integrated && { integrated: true }),
    });
  }
}

async function divide(stage: Stage, decisionId: string, division: SampleDivision): Promise<void> {
  await stage.act('facilitator', 'divide-roles', {
    decisionId,
    title: division.title,
    level: division.level,
    fromOn: stage.day(division.fromDay),
    cost: division.cost,
    comparison: division.comparison,
    reviewOn: stage.day(division.reviewDay),
    tasks: division.tasks.map(({ assignments, ...task }) => ({
      ...task,
      assignments: assignments.map(({ organization, responsibility }) => ({
        organizationId: stage.organization(organization),
        responsibility,
      })),
    })),
  });
}

/** Days later the parties answer for themselves. */
export async function acceptRole(
  stage: Stage,
  organization: string,
  by: string,
  note: string,
): Promise<void> {
  const asked = await stage.app.db
    .selectFrom('role_assignment')
    .select('id')
    .where('organization_id', '=', stage.organization(organization))
    .orderBy('asked_at', 'desc')
    .executeTakeFirstOrThrow();
  await stage.act(by, 'accept-role', { assignmentId: asked.id, ...(note && { note }) });
}
