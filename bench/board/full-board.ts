import { newId } from '#server/db/ids.ts';
import { coreFields, lifeStages, measures, moreFields } from '#lib/domain/issues/taxonomy.ts';
import { routes } from '#lib/domain/issues/state.ts';
import { startServer, type TestServer } from '../../tests/browser/server.ts';
import { foundCouncil } from '../../tests/fixtures/council.ts';
import { openHouse } from '../../tests/fixtures/house.ts';

/** A served council with a full board, and cookies of its people. */
export interface FullBoard {
  readonly server: TestServer;
  readonly slug: string;
  /** Issues in progress, by id: what a hand may move. */
  readonly inProgress: readonly string[];
  /** `name=value`, one a member. */
  readonly cookies: readonly string[];
  dispose(): Promise<void>;
}

const states = ['published', 'on_agenda', 'in_progress', 'resolved', 'closed_unresolved'] as const;
const titles = [
  '一人暮らし高齢者の見守りが町会ごとに違う',
  '団地の夜の生活音でもめている',
  '通学路の街路灯が暗い',
  '坂の上の家から買物に行けない',
  'ごみの分別案内が日本語だけで伝わらない',
  '集会所の空き時間をたまり場にしたい',
  '町会の役員のなり手がいない',
];

/** Writes `count` published issues straight into the records, in all stages, fields and generations. */
export async function fullBoard(count: number): Promise<FullBoard> {
  const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
  const house = await openHouse(today);
  house.clock.moveTo(Date.now());
  const council = await foundCouncil(house);
  const now = Date.now();
  const day = 86_400_000;
  const pick = <T>(list: readonly T[], i: number): T => list[i % list.length] as T;
  const inProgress: string[] = [];
  await house.app.db.transaction().execute(async (trx) => {
    for (let i = 0; i < count; i++) {
      const id = newId();
      const state = pick(states, i);
      if (state === 'in_progress') inProgress.push(id);
      const at = now - (count - i) * day;
      await trx
        .insertInto('issue')
        .values({
          id,
          council_id: council.councilId,
          no: i + 1,
          title: `${pick(titles, i)}（${i + 1}）`,
          body: 'どのような様子か、だれが困っているかを、短く書いた文章です。',
          fields: JSON.stringify([pick([...coreFields, ...moreFields], i), pick(moreFields, i + 3)]),
          life_stages: JSON.stringify([pick(lifeStages, i), pick(lifeStages, i + 1)]),
          measure: pick(measures, i),
          submitted_via: 'form',
          route: pick(routes, i),
          lead_organization_id: council.organizations.町会連合会 ?? null,
          state,
          submitted_at: at,
          published_at: at,
          moved_at: at + day,
          resolved_at: state === 'resolved' ? at + day : null,
        })
        .execute();
    }
  });
  const cookies: string[] = [];
  for (const seat of [...council.seats, ...council.seats.slice(0, 10)])
    cookies.push(`yoriai=${(await house.app.sessions.issue(seat.personId, 'bench')).token}`);
  await house.app.close();
  const server = await startServer({ dataDir: house.dataDir });
  return { server, slug: council.slug, inProgress, cookies, dispose: () => server.dispose() };
}
