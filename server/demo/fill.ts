import type { App } from '../app.ts';
import { MovableClock, onDay } from '../clock.ts';
import { comingMeeting } from './coming-meeting.ts';
import { prepareMeeting, writeNotes, type PlayedMeeting } from './fill-agenda.ts';
import { consultationScenes } from './consultation.ts';
import { fillCouncil } from './fill-council.ts';
import { issueScenes, unscreenedScene } from './fill-issues.ts';
import { correctionTaken, correctionWaiting, erratumAdded } from './fill-corrections.ts';
import { circulate, editMinutes } from './fill-minutes.ts';
import { acceptRole, callMeeting, holdMeeting } from './fill-session.ts';
import { firstMeeting } from './first-meeting.ts';
import { sampleIssues } from './issues.ts';
import { firstMinutes, thirdMinutes } from './minutes.ts';
import { playAll, type Scene } from './scenes.ts';
import type { SampleMeeting } from './script.ts';
import { Stage } from './stage.ts';
import { thirdMeeting } from './third-meeting.ts';
import { sampleBegins, sampleEnds } from '../unfinished-sample.ts';

/** Who takes part in the drill. */
const drillGroups = [
  'みずき台一丁目町会',
  'みずき台二丁目町会',
  'みずき台三丁目自治会',
  'みずき台団地自治会',
  '民生委員・児童委員協議会',
  '老人クラブ連合会',
  'みずき台小学校PTA',
  'みずき台中学校PTA',
  '商店会',
  '学生団体「かけはし学生会」',
];

/**
 * Fills an empty data folder with the sample council of domain §7, played by its people through the
 * product's own commands with a moving clock, and leaves the clock at D. What needs procedures that do not
 * exist yet is left out. Does nothing when there is a council; what was interrupted begins anew at the next start.
 */
export async function fillSampleCouncil(app: App): Promise<void> {
  const council = await app.db.selectFrom('council').select('id').limit(1).executeTakeFirst();
  if (council) return;
  const stage = new Stage(app);
  sampleBegins(app.config.dataDir);
  try {
    await fillCouncil(stage);
    await playAll(stage, scenes(stage));
    sampleEnds(app.config.dataDir);
  } finally {
    if (app.clock instanceof MovableClock) app.clock.moveTo(onDay(stage.today));
  }
}

function scenes(stage: Stage): Scene[] {
  const issues = new Map<number, string>();
  const first = meetingOf(stage, firstMeeting, issues);
  const third = meetingOf(stage, thirdMeeting, issues);
  const coming = meetingOf(stage, comingMeeting, issues);
  return [
    ...sampleIssues.flatMap((issue) => issueScenes(stage, issue, issues)),
    unscreenedScene(stage),
    ...first.scenes,
    ...firstConfirmed(stage, first.played),
    ...third.scenes,
    ...rolesAccepted(stage),
    groupsDrawn(stage),
    ...consultationScenes(stage, third.played, coming.played),
    ...thirdCirculated(stage, third.played),
    ...coming.scenes,
    {
      day: -5,
      time: '21:00',
      play: async () => {
        const meeting = coming.played();
        for (const item of comingMeeting.items)
          await writeNotes(
            stage,
            'recorder',
            meeting.id,
            meeting.items.get(item.title) ?? '',
            item.notes ?? [],
          );
      },
    },
  ];
}

/** A meeting's scenes, and the meeting once it has been prepared. */
function meetingOf(stage: Stage, meeting: SampleMeeting, issues: ReadonlyMap<number, string>) {
  let prepared: PlayedMeeting | undefined;
  const played = (): PlayedMeeting => {
    if (!prepared) throw new Error('the meeting is not prepared yet');
    return prepared;
  };
  const own: Scene[] = [
    {
      day: meeting.createdDay,
      time: '14:00',
      play: async () => void (prepared = await prepareMeeting(stage, meeting, issues)),
    },
  ];
  if (meeting.calledDay !== undefined)
    own.push(
      { day: meeting.calledDay, time: '10:00', play: () => callMeeting(stage, played()) },
      { day: meeting.day, time: '18:40', play: () => holdMeeting(stage, meeting, played()) },
    );
  return { played, scenes: own };
}

/** D−60: who is in which group at the drill is drawn by lot, at a meeting of the safety group. */
function groupsDrawn(stage: Stage): Scene {
  return {
    day: -60,
    time: '19:30',
    play: async () => {
      const { drawId } = await stage.act<{ drawId: string }>('secretariat', 'announce-lot', {
        councilId: stage.councilId,
        title: '避難訓練の班分け',
        kind: 'groups',
        count: 3,
        names: drillGroups,
        source: 'room',
        visibility: 'open',
      });
      stage.pass(5);
      // five dice, one after the other
      await stage.act('facilitator', 'draw-lot', { drawId, said: '3 1 4 2 6' });
    },
  };
}

/** M1: circulated, confirmed by two signatories and the chair, sealed, published on D−240; with an erratum since. */
function firstConfirmed(stage: Stage, played: () => PlayedMeeting): Scene[] {
  let textHash = '';
  const meeting = () => ({ meetingId: played().id });
  const sign = (handle: string, day: number): Scene => ({
    day,
    time: '20:10',
    play: async () => void (await stage.act(handle, 'sign-minutes', { ...meeting(), textHash })),
  });
  return [
    { day: -269, time: '13:00', play: () => editMinutes(stage, played().id, firstMinutes) },
    {
      day: -268,
      time: '16:30',
      play: async () => void (textHash = await circulate(stage, played().id, -254, [7, 8])),
    },
    sign('member7', -262),
    sign('member8', -257),
    sign('chair', -255),
    {
      day: -254,
      time: '18:12',
      play: async () => void (await stage.act('chair', 'seal-minutes', { ...meeting(), textHash })),
    },
    {
      day: -240,
      time: '09:00',
      play: async () => void (await stage.act('secretariat', 'publish-minutes', meeting())),
    },
    ...erratumAdded(stage, () => played().id),
  ];
}

/** M3: in confirmation after a correction was taken; one of three has signed, another correction waits. */
function thirdCirculated(stage: Stage, played: () => PlayedMeeting): Scene[] {
  let textHash = '';
  const about = [() => played().id, () => textHash] as const;
  return [
    { day: -13, time: '13:00', play: () => editMinutes(stage, played().id, thirdMinutes) },
    {
      day: -12,
      time: '16:30',
      play: async () => void (textHash = await circulate(stage, played().id, 5, [6, 16])),
    },
    ...correctionTaken(stage, ...about),
    {
      day: -9,
      time: '16:30',
      play: async () => void (textHash = await circulate(stage, played().id, 5, [6, 16])),
    },
    {
      day: -8,
      time: '20:10',
      play: async () =>
        void (await stage.act('member6', 'sign-minutes', { meetingId: played().id, textHash })),
    },
    ...correctionWaiting(stage, ...about),
  ];
}

/** Parties answer for themselves, days after the decision. */
function rolesAccepted(stage: Stage): Scene[] {
  return thirdMeeting.items.flatMap((item) =>
    (item.decision?.division?.tasks ?? []).flatMap((task) =>
      task.assignments.flatMap(({ organization, accepts }): Scene[] =>
        accepts
          ? [
              {
                day: accepts.day,
                time: '19:30',
                play: () => acceptRole(stage, organization, accepts.by, accepts.note ?? ''),
              },
            ]
          : [],
      ),
    ),
  );
}
