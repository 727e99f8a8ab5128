import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#server/db/ids.ts';
import { startServer, type TestServer } from '../browser/server.ts';
import { foundCouncil, type TestCouncil } from '../fixtures/council.ts';
import { openHouse, type House } from '../fixtures/house.ts';
import { holdMeeting, type HeldMeeting } from '../fixtures/minutes.ts';

/*
 * No list grows without end: a council with more than fifty of everything is read page by page, and each entry is found
 * by its words, without script. docs/lists.md says what bounds every list of the product.
 */

const many = 57;
const each = Array.from({ length: many }, (_, i) => i + 1);
/** A name that no other holds within it. */
const numbered = (what: string, i: number) => `${what}${String(i).padStart(3, '0')}`;

let house: House;
let council: TestCouncil;
let held: HeldMeeting;
let server: TestServer;
let cookie = '';

beforeAll(async () => {
  const day = 86_400_000;
  const dayIn = (days: number) =>
    new Date(Date.now() + 9 * 3_600_000 + days * day).toISOString().slice(0, 10);
  house = await openHouse(dayIn(-20));
  council = await foundCouncil(house);
  const { councilId, secretariat, facilitator } = council;
  held = await holdMeeting(house, council, dayIn(-10));
  for (const i of each) {
    const { organizationId } = await house.must<{ organizationId: string }>(secretariat, 'add-organization', {
      councilId,
      name: numbered('団体', i),
      kind: 'npo',
      party: 'community',
      fields: [],
    });
    await house.must(secretariat, 'add-seat', { councilId, label: numbered('空席', i), organizationId });
    await house.must(secretariat, 'invite-member', {
      councilId,
      displayName: numbered('職員', i),
      role: 'officer',
      organizationId: council.organizations.福祉総務課,
    });
    await house.must(secretariat, 'open-issue-link', { councilId, place: numbered('集会所', i) });
    await house.must(null, 'ask-for-help', { councilId, title: numbered('相談', i) });
    await house.must(facilitator, 'propose-candidate', {
      councilId,
      title: numbered('候補', i),
      origin: 'gap',
    });
    const { issueId } = await house.must<{ issueId: string }>(secretariat, 'submit-issue', {
      councilId,
      title: numbered('分野外の課題', i),
    });
    await house.must(secretariat, 'screen-issue', { issueId, verdict: 'publish' });
    await house.must(facilitator, 'create-meeting', {
      councilId,
      startsAt: `${dayIn(1)}T${String(8 + Math.floor(i / 6)).padStart(2, '0')}:${i % 6}0:00+09:00`,
      endsAt: `${dayIn(1)}T23:00:00+09:00`,
      place: numbered('会場', i),
      kind: 'live',
      visibility: 'open',
    });
    await house.app.sessions.issue(secretariat, `Mozilla/5.0 (X11; Linux) Firefox/${i}.0`);
  }
  await copies();
  cookie = `yoriai=${(await house.app.sessions.issue(secretariat, 'test')).token}`;
  await house.app.close();
  server = await startServer({ dataDir: house.dataDir });
}, 120_000);
afterAll(() => server.dispose());

/** What would take whole evenings to come about: copies of what one evening has left. */
async function copies(): Promise<void> {
  const { db } = house.app;
  const rowOf = <T>(rows: T[]) => rows[0] as T;
  const [decision, division, item, own] = await Promise.all([
    db.selectFrom('decision').selectAll().execute().then(rowOf),
    db.selectFrom('role_division').selectAll().execute().then(rowOf),
    db.selectFrom('agenda_item').selectAll().where('id', '=', held.closedItemId).execute().then(rowOf),
    db.selectFrom('council').selectAll().execute().then(rowOf),
  ]);
  const left = await db.selectFrom('issue').selectAll().execute().then(rowOf);
  await db.transaction().execute(async (trx) => {
    for (const i of each) {
      const id = newId();
      const title = numbered('決定', i);
      await trx
        .insertInto('decision')
        .values({ ...decision, id, seq: 100 + i, title, round_id: null })
        .execute();
      await trx
        .insertInto('role_division')
        .values({ ...division, id: newId(), decision_id: id, title: numbered('分担', i) })
        .execute();
      await trx
        .insertInto('agenda_item')
        .values({
          ...item,
          id: newId(),
          title: numbered('持ち越し', i),
          position: 100 + i,
          state: 'carried_over',
          visibility: 'open',
          decision_id: null,
          carried_to: null,
        })
        .execute();
      await trx
        .insertInto('issue')
        .values({
          ...left,
          id: newId(),
          no: 500 + i,
          title: numbered('前の課題', i),
          state: 'resolved',
          published_at: Date.parse('2022-05-01'),
          moved_at: Date.parse('2022-06-01'),
          receipt_code: null,
          draft_id: null,
        })
        .execute();
      await trx
        .insertInto('council')
        .values({ ...own, id: newId(), slug: `z-${i}`, name: numbered('会議', i) })
        .execute();
    }
  });
}

async function page(path: string): Promise<string> {
  const response = await fetch(server.origin + path, { headers: { cookie, 'accept-language': 'ja' } });
  expect([path, response.status]).toEqual([path, 200]);
  return (await response.text()).replaceAll('&amp;', '&');
}

/** The numbers of the entries on a page, by the words before them. */
const shownOn = (html: string, what: string) => [
  // what a page would send along for its script counts as little as what stands in a select
  ...new Set(
    [
      ...html
        .replace(/<script[\s\S]*?<\/script>|<select[\s\S]*?<\/select>/g, '')
        .matchAll(new RegExp(`${what}(\\d{3})`, 'g')),
    ].map((match) => Number(match[1])),
  ),
];

/** Lists by their page, the words of an entry, and their name in the address ('' for the one list of a page). */
const c = '/c/mizukidai';
const lists: readonly (readonly [path: string, what: string, name: string])[] = [
  ['/', '会議', ''],
  [`${c}/decisions`, '決定', ''],
  [`${c}/roles`, '分担', ''],
  [`${c}/meetings`, '会場', ''],
  [`${c}/meetings`, '持ち越し', 'waiting'],
  [`${c}/help`, '相談', ''],
  [`${c}/board/earlier`, '前の課題', ''],
  [`${c}/coverage`, '候補', 'candidates'],
  [`${c}/coverage`, '分野外の課題', 'outside'],
  [`${c}/coverage/measures`, '候補', 'candidates'],
  [`${c}/coverage/measures`, '分野外の課題', 'elsewhere'],
  [`${c}/settings/people`, '職員', ''],
  [`${c}/settings/seats`, '空席', 'seats'],
  [`${c}/settings/seats`, '団体', 'organizations'],
  [`${c}/settings/invitations`, '集会所', 'links'],
  [`${c}/settings/invitations`, '職員', 'waiting'],
  [`${c}/settings/invitations`, '職員', 'open'],
];

describe('long lists', () => {
  it.each(lists)(
    '%s: %s%s is read to its end page by page, and found by its words',
    async (path, what, name) => {
      const key = (of: string) => (name === '' ? of : `${name}-${of}`);
      const seen = new Set<number>();
      // two lists of one page hold the same people: each is looked at with the other searched empty
      const others = lists
        .filter(([p, w, n]) => p === path && w === what && n !== name)
        .map(([, , n]) => `${n}-q=nothing`);
      for (let at = 1; at <= 20; at++) {
        const html = await page(`${path}?${[...others, `${key('page')}=${at}`].join('&')}`);
        const shown = shownOn(html, what);
        // the next meeting stands above its list too, and seats name their organisations
        expect(shown.length).toBeLessThanOrEqual(what === '会場' ? 51 : name === 'organizations' ? many : 50);
        for (const number of shown) seen.add(number);
        if (!html.includes(`${key('page')}=${at + 1}#`)) break;
      }
      expect([...seen].sort((a, b) => a - b)).toEqual(each);
      const query = encodeURIComponent(numbered(what, 42));
      const found = await page(`${path}?${[...others, `${key('q')}=${query}`].join('&')}`);
      expect(shownOn(found, what)).toContain(42);
      if (name !== 'organizations' && what !== '会場') expect(shownOn(found, what)).toEqual([42]);
      const none = await page(`${path}?${[...others, `${key('q')}=zzzz`].join('&')}`);
      expect(none).toContain('別の言葉や短い言葉で');
      expect(none).toContain(`name="${key('q')}"`);
    },
  );

  it('sessions, which look alike, come page by page', async () => {
    const count = (html: string) => html.split('name="sessionId"').length - 1;
    expect(count(await page('/me'))).toBeLessThanOrEqual(50);
    expect(count(await page('/me')) + count(await page('/me?page=2'))).toBe(many);
  });

  it('a decision and a meeting are found by their text, item, day and number, in any year', async () => {
    const decisions = async (query: string) => page(`${c}/decisions?q=${encodeURIComponent(query)}`);
    const found = await decisions('見守りの役割分担');
    expect(found).toContain('見守りの役割分担');
    expect(found).not.toContain('決定042');
    // all copies have its text
    expect(await decisions('民生委員　週１回')).toContain('1〜50件目');
    expect(await decisions(held.decisionNo)).toContain('見守りの役割分担');
    const meetings = async (query: string) => page(`${c}/meetings?q=${encodeURIComponent(query)}`);
    const meeting = await meetings('高齢者の見守り');
    expect(meeting).toContain(held.meetingId);
    // the next meeting and the form for a new one stand beside what was found
    expect(shownOn(meeting, '会場').length).toBeLessThan(3);
    expect(await meetings('第1回')).toContain(held.meetingId);
  });

  it('whatever the address says, some part is shown, and what else it asks for is kept', async () => {
    for (const wrong of ['0', '-1', 'x', '1e9', '99999999999999999999', '%00', '']) {
      const html = await page(`${c}/settings/people?page=${wrong}`);
      expect(shownOn(html, '職員').length).toBeGreaterThan(0);
    }
    const html = await page(`${c}/settings/seats?organizations-q=${encodeURIComponent('団体042')}`);
    expect(html).toContain(`seats-page=2`);
    expect(html).toContain('name="organizations-q" value="団体042"');
  });
});
