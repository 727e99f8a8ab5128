import type { Scene } from './scenes.ts';
import type { Stage } from './stage.ts';

/* What people of the sample put right in its minutes: a correction that was taken, one that waits, an erratum. */

/** A passage of the minutes of a meeting, by the heading of its item. */
interface Passage {
  readonly heading: string;
  readonly quote: string;
  readonly wording: string;
  readonly why: string;
}

const erratum: Passage = {
  heading: '前回の決定事項の進捗（報告）',
  quote: '四つの町会・自治会すべてで始まった',
  wording: '四つの町会・自治会のうち三つで始まった',
  why: '残る一つは翌月に始める予定であることが、当日の資料に書かれている。',
};

const taken: Passage = {
  heading: '前回の決定事項の進捗（報告）',
  quote: '登下校の見守りは21世帯が加わった。',
  wording: '登下校の見守りには、新たに21世帯が加わった。',
  why: '前から見守りをしている世帯と区別するためです。',
};

const waiting: Passage = {
  heading: 'その他',
  quote: '日時は事務局が調整する。',
  wording: '日時は事務局が調整し、1月中に知らせる。',
  why: 'お知らせの時期も、会議で確かめました。',
};

/** Behind the published minutes of M1: asked for by a member, confirmed by two, added by the chair. */
export function erratumAdded(stage: Stage, meetingId: () => string): Scene[] {
  let erratumId = '';
  const sign = (handle: string): Scene => ({
    day: -232,
    time: handle === 'member7' ? '19:40' : '20:15',
    play: async () => void (await stage.act(handle, 'sign-erratum', { erratumId })),
  });
  return [
    {
      day: -234,
      time: '20:00',
      play: async () => {
        const input = { meetingId: meetingId(), ...(await pointing(stage, meetingId(), erratum)) };
        ({ erratumId } = await stage.act<{ erratumId: string }>('member12', 'add-erratum', input));
      },
    },
    sign('member7'),
    sign('member8'),
    {
      day: -230,
      time: '18:00',
      play: async () => void (await stage.act('chair', 'seal-erratum', { erratumId })),
    },
  ];
}

/** To the text of M3 that went round first: one correction, taken as it was proposed. */
export function correctionTaken(stage: Stage, meetingId: () => string, textHash: () => string): Scene[] {
  let correctionId = '';
  return [
    {
      day: -11,
      time: '20:30',
      play: async () => {
        const input = { meetingId: meetingId(), textHash: textHash() };
        const correction = { ...input, ...(await pointing(stage, meetingId(), taken)) };
        ({ correctionId } = await stage.act<{ correctionId: string }>(
          'member9',
          'request-correction',
          correction,
        ));
      },
    },
    {
      day: -10,
      time: '10:00',
      play: async () => {
        const actor = { personId: stage.person('recorder') };
        const view = await stage.app.read.minutes.correcting(
          { ...actor, sessionId: null, address: '', locale: 'ja' },
          meetingId(),
        );
        const answering = 'refused' in view ? undefined : view.answering[correctionId];
        await stage.act('recorder', 'answer-correction', {
          correctionId,
          taken: true,
          before: answering?.draft?.hash,
          text: answering?.corrected,
          answer: 'ご指摘のとおり、新しく加わった世帯と分かるようにしました。',
        });
      },
    },
  ];
}

/** To its second text: one who has read it and has nothing to correct, and a correction that waits for an answer. */
export function correctionWaiting(stage: Stage, meetingId: () => string, textHash: () => string): Scene[] {
  return [
    {
      day: -7,
      time: '19:00',
      play: async () => {
        const input = { meetingId: meetingId(), textHash: textHash() };
        await stage.act('member10', 'confirm-reading', input);
        stage.pass(25);
        const correction = { ...input, ...(await pointing(stage, meetingId(), waiting)) };
        await stage.act('member12', 'request-correction', correction);
      },
    },
  ];
}

/** The passage by the number of its item. */
async function pointing(stage: Stage, meetingId: string, { heading, ...words }: Passage) {
  const items = await stage.app.db
    .selectFrom('agenda_item')
    .select('title')
    .where('meeting_id', '=', meetingId)
    .where('state', '!=', 'withdrawn')
    .orderBy('position')
    .execute();
  const no = items.findIndex(({ title }) => title === heading) + 1;
  return { place: String(no), ...words };
}
