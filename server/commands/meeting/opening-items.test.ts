import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAgenda } from '#lib/doc/agenda.ts';
import { addDays } from '#lib/domain/calendar/day.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { sitDown } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

/* What ten years leave open must not fill the next agenda. */

let house: House;
let council: TestCouncil;
const titles = ['見守り', '夏まつり', '街灯', '集会所', '配食', '防災'];

beforeAll(async () => {
  house = await openHouse('2022-05-14');
  council = await foundCouncil(house);
  for (const [i, title] of titles.entries()) {
    const table = await sitDown(house, council, addDays('2022-06-01', 8 * i));
    const { roundId, textHash } = await table.round(title);
    for (const { personId } of council.seats.slice(0, 12))
      await house.must(personId, 'cast-ballot', { roundId, textHash, choice: 'consent' });
    await house.must(council.facilitator, 'close-round', { roundId });
    const { decisionId } = await house.must<{ decisionId: string }>(council.chair, 'declare-decision', {
      roundId,
      title,
      scope: 'district',
      reviewOn: '2022-12-01',
    });
    await house.must(council.facilitator, 'divide-roles', {
      decisionId,
      title,
      level: 2,
      comparison: 'いまは町会ごとに違う。費用は年96,400円。',
      tasks: ['準備', '片づけ'].map((task) => ({
        title: task,
        scope: 'district',
        level: 2,
        dueOn: '2022-09-01',
        assignments: [{ organizationId: council.organizations['町会連合会'], responsibility: 'lead' }],
      })),
    });
    await house.must(council.facilitator, 'close-meeting', { meetingId: table.meetingId });
  }
});
afterAll(() => house.close());

/** The titles on a new agenda, before anybody writes. */
async function agendaOf(day: string): Promise<string[]> {
  const { meetingId } = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    startsAt: `${day}T19:00:00+09:00`,
    endsAt: `${day}T21:00:00+09:00`,
    place: '第1集会所',
    kind: 'live',
    visibility: 'open',
  });
  return readAgenda(await house.app.sync.readDoc(`meeting/${meetingId}/agenda`)).map(({ title }) => title);
}

test('[REG8] six reviews and twelve tasks past due are one item each, in the words of the record', async () => {
  expect(await agendaOf('2022-08-01')).toEqual(['開会', '前回の決定事項の進捗（報告）', 'その他', '閉会']);
  expect(await agendaOf('2022-12-15')).toEqual([
    '開会',
    '前回の決定事項の進捗（報告）',
    '決定の見直し6件：令和4年度 決定第3号、令和4年度 決定第4号、令和4年度 決定第5号、令和4年度 決定第6号ほか（報告）',
    '期日を過ぎた役割12件：配食、防災ほか（報告）',
    'その他',
    '閉会',
  ]);
});
