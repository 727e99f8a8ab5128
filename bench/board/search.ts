import { performance } from 'node:perf_hooks';
import { indexIssue } from '#server/db/issue-words.ts';
import { newId } from '#server/db/ids.ts';
import { foundCouncil } from '../../tests/fixtures/council.ts';
import { openHouse } from '../../tests/fixtures/house.ts';
import { similarIssues } from '#server/queries/issues/similar.ts';

/** ms of one search on the server, over all kinds of queries. */
export interface SearchFigures {
  readonly issues: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  readonly similarP95: number;
}

/*
 * Imitates a city's largest council after decades: 5,000 issues of 60 to 600 characters made of what such issues speak
 * of, and what people type: one sign, words of two, longer ones, several, one that is everywhere, one that is nowhere.
 */
const places = [
  '坂の上',
  '団地の中央広場',
  '三丁目の公園',
  '川ぞいの道',
  '第1集会所',
  '中学校の前',
  '駅前の商店会',
];
const things = [
  '街路灯が暗い',
  '買物に行けない',
  'ごみの分別が伝わらない',
  '夜の生活音が気になる',
  '見守りの人が足りない',
];
const people = ['高齢者', '子育て世代', '一人暮らしの方', '中学生', '外国から来た方', '障がいのある方'];
const queries = [
  '灯',
  'ごみ',
  'ゴミ',
  '見守り',
  '街路灯が暗い',
  'バス停 屋根',
  '坂の上 買物 高齢者',
  '困っています',
  '除雪機の置き場',
  '公園',
  'ｺﾞﾐ 分別 団地',
  'とても長いことばでさがす人もいて見守りの人が足りないと書いたりします',
];

/** Searches through the same read model as the page, `times` times every query. */
export async function searchTimes(options: { issues: number; times: number }): Promise<SearchFigures> {
  const house = await openHouse('2023-02-08');
  try {
    const { councilId } = await foundCouncil(house);
    const pick = <T>(list: readonly T[], i: number): T => list[i % list.length] as T;
    await house.app.db.transaction().execute(async (trx) => {
      for (let i = 0; i < options.issues; i++) {
        const id = newId();
        const title = `${pick(places, i)}で${pick(things, i * 7 + 1)}（${i + 1}）`;
        const sentence = `${pick(people, i * 3)}が${pick(places, i * 5)}で困っています。${pick(things, i * 11)}という声が続きました。`;
        const body = sentence.repeat(1 + (i % 10));
        await trx
          .insertInto('issue')
          .values({
            id,
            council_id: councilId,
            no: i + 1,
            title,
            body,
            submitted_via: 'form',
            state: pick(['published', 'on_agenda', 'in_progress', 'resolved'] as const, i),
            submitted_at: i,
            published_at: i,
            moved_at: i,
          })
          .execute();
        await indexIssue(trx, { id, council_id: councilId, title, body, place: '' });
      }
    });
    const times: number[] = [];
    for (let round = 0; round < options.times; round++)
      for (const query of queries) {
        const from = performance.now();
        await house.app.read.issues.search(councilId, query);
        times.push(performance.now() - from);
      }
    const similar: number[] = [];
    for (let i = 0; i < options.times; i++) {
      const title = `${pick(places, i)}の${pick(things, i)}`;
      const from = performance.now();
      await similarIssues(house.app.db, councilId, [{ title, body: `${pick(people, i)}が困っています。` }]);
      similar.push(performance.now() - from);
    }
    const at = (list: number[], share: number) =>
      list.sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0;
    return {
      issues: options.issues,
      p50: at(times, 0.5),
      p95: at(times, 0.95),
      max: at(times, 1),
      similarP95: at(similar, 0.95),
    };
  } finally {
    await house.close();
  }
}
