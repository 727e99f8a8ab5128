import { monthOf } from '#lib/domain/consultation/due.ts';
import { reportDoc } from '#lib/doc/names.ts';
import { reportText } from '#lib/doc/report.ts';
import type { PlayedMeeting } from './fill-agenda.ts';
import type { Scene } from './scenes.ts';
import type { Stage } from './stage.ts';

/** What the mayor asks the sample council (domain §7.5): received D−200, due D+40, the draft being written. */
const asked = {
  askedBy: 'みずき市長',
  askedNo: 'み協推第18号',
  title: '世代を超え、外国人も参加しやすい協働の場',
  text: [
    '本市では、地域の課題を住民と市がともに解決する協働の場を、中学校区ごとに設けてまいりました。',
    '一方で、参加する方の年代が偏り、外国人住民の参加が少ないことが課題となっています。',
    'つきましては、世代を超え、外国人も参加しやすい協働の場のあり方について、意見を求めます。',
  ].join('\n'),
};

/** What the council asks of each proposal since (R-KAW-17). */
const criteria = ['世代を超えて参加できるか', '外国人も参加しやすいか'];

const draft = [
  '1　場の開き方',
  '　平日の夜だけでなく、休日の昼にも開き、子ども連れで参加できるようにする。',
  '',
  '2　案内の仕方',
  '　案内は、やさしい日本語と、住民の多い言語で出す。団地の掲示板と学生団体を通じて届ける。',
  '',
  '3　市の役割',
  '　通訳の手配と会場の確保は市が担い、場の運営は地域が担う。',
].join('\n');

/** The scenes of the consultation; the meetings of its plan are played by their own. */
export function consultationScenes(
  stage: Stage,
  third: () => PlayedMeeting,
  coming: () => PlayedMeeting,
): Scene[] {
  let consultationId = '';
  return [
    {
      day: -200,
      time: '13:30',
      play: async () => {
        ({ consultationId } = await stage.act<{ consultationId: string }>(
          'secretariat',
          'enter-consultation',
          {
            councilId: stage.councilId,
            ...asked,
            receivedOn: stage.day(-200),
            dueMonth: monthOf(stage.day(40)),
          },
        ));
        await stage.act('secretariat', 'begin-deliberation', { consultationId });
        await stage.act('facilitator', 'set-criteria', { councilId: stage.councilId, criteria });
      },
    },
    {
      day: -18,
      time: '10:00',
      play: async () => {
        await stage.act('secretariat', 'plan-consultation', {
          consultationId,
          steps: [
            { month: monthOf(stage.day(-200)), purpose: '諮問の趣旨の説明と、委員の意見の聞き取り' },
            { month: monthOf(stage.day(-90)), purpose: '意見の整理', meetingId: third().id },
            { month: monthOf(stage.day(7)), purpose: '答申案の審議', meetingId: coming().id },
          ],
        });
        await stage.act('facilitator', 'begin-report-draft', { consultationId });
        await stage.write('facilitator', reportDoc(consultationId), (doc) =>
          reportText(doc).insert(0, draft),
        );
      },
    },
  ];
}
