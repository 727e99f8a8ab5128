import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { xml2js } from 'xml-js';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { subscribedCalendar } from '#lib/page/calendar-file.ts';
import { recordsFeed } from '#lib/page/records-feed.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

/* Calendars that subscribe, read by a calendar's own parser, and the feed of public records. */

const origin = 'https://yoriai.example.jp';
let house: House;
let council: TestCouncil;
const meetings: Record<'open' | 'closed' | 'draft' | 'off', string> = {
  open: '',
  closed: '',
  draft: '',
  off: '',
};

function known<T>(answer: T | Refusal): T {
  if (isRefusal(answer)) throw new Error(answer.refused);
  return answer;
}
const create = async (day: string, more: object = {}) =>
  (
    await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
      councilId: council.councilId,
      startsAt: `${day}T19:00:00+09:00`,
      endsAt: `${day}T21:00:00+09:00`,
      place: '第1集会所, 2階; 和室',
      kind: 'live',
      visibility: 'open',
      ...more,
    })
  ).meetingId;
const call = (meetingId: string) =>
  house.must(council.facilitator, 'call-meeting', { meetingId, urgentReason: '急ぎです' });
/** Events of a calendar as its parser understands them, by the id of their meeting. */
function eventsOf(text: string) {
  const component = new ICAL.Component(ICAL.parse(text) as [string, unknown[], unknown[]]);
  expect(component.getFirstPropertyValue('method')).toBe('PUBLISH');
  return new Map(
    component.getAllSubcomponents('vevent').map((one) => {
      const event = new ICAL.Event(one);
      return [
        event.uid.replace('@yoriai', ''),
        {
          summary: event.summary,
          location: event.location,
          sequence: event.sequence,
          start: event.startDate.toJSDate().getTime(),
          status: one.getFirstPropertyValue('status'),
          stamp: (one.getFirstPropertyValue('dtstamp') as ICAL.Time).toJSDate().getTime(),
        },
      ];
    }),
  );
}
const street = async () => {
  const { meetings: found, council: named } = known(await house.app.read.meeting.calendar(council.slug));
  return eventsOf(subscribedCalendar(found, { origin, locale: 'ja', name: named.name }));
};
const at = (token: string) => house.app.read.meeting.calendarBy(house.actorOf(null), token);
const own = async (token: string) => {
  const view = known(await at(token));
  return eventsOf(subscribedCalendar(view.meetings, { origin, locale: view.locale, name: '寄合' }));
};
const address = async (personId: string) =>
  (await house.must<{ token: string }>(personId, 'make-calendar-address', {})).token;

beforeAll(async () => {
  house = await openHouse('2023-01-20');
  council = await foundCouncil(house);
  meetings.open = await create('2023-02-15');
  meetings.closed = await create('2023-02-20', { visibility: 'closed', closedReason: '個人の事情' });
  meetings.off = await create('2023-03-01');
  meetings.draft = await create('2023-03-15');
  for (const id of [meetings.open, meetings.closed, meetings.off]) await call(id);
  await house.must(council.facilitator, 'cancel-meeting', { meetingId: meetings.off, reason: '大雪のため' });
});
afterAll(() => house.close());

describe('calendars', () => {
  test('[FEE1] [REG12] anybody’s holds called public meetings, each act a newer one, and what was called off as such', async () => {
    const before = await street();
    expect(new Set(before.keys())).toEqual(new Set([meetings.open, meetings.off]));
    expect(before.get(meetings.off)).toMatchObject({ status: 'CANCELLED', sequence: 2 });
    expect(before.get(meetings.open)).toMatchObject({
      status: 'CONFIRMED',
      location: '第1集会所, 2階; 和室',
      start: Date.parse('2023-02-15T19:00:00+09:00'),
      sequence: 1,
    });
    house.clock.moveTo(house.clock.now() + 3_600_000);
    await house.must(council.facilitator, 'change-meeting', {
      meetingId: meetings.open,
      startsAt: '2023-02-16T19:00:00+09:00',
      endsAt: '2023-02-16T21:00:00+09:00',
      place: '第1集会所',
      kind: 'live',
      visibility: 'open',
      reason: '会場の都合',
    });
    const after = (await street()).get(meetings.open);
    expect(after).toMatchObject({
      start: Date.parse('2023-02-16T19:00:00+09:00'),
      sequence: 2,
    });
    expect(after!.stamp).toBeGreaterThan(before.get(meetings.open)!.stamp);
    expect(await house.app.read.meeting.calendar('nowhere')).toMatchObject({ refused: 'not-found' });
  });

  test('[FEE2] one’s own holds closed ones too, of every council one sits in, and nothing once one’s mandate has ended', async () => {
    const token = await address(council.chair);
    expect(await own(token)).toEqual(
      new Map([...(await street()), [meetings.closed, expect.objectContaining({ sequence: 1 })]]),
    );
    expect([...(await own(token)).keys()]).not.toContain(meetings.draft);
    const officer = await address(council.officer);
    expect((await own(officer)).size).toBeGreaterThan(0);
    await house.app.db
      .updateTable('mandate')
      .set({ ended_at: house.clock.now() })
      .where('person_id', '=', council.officer)
      .execute();
    expect((await own(officer)).size).toBe(0);
  });

  test('[FEE3] a new address ends the one before; ended, unknown and erased ones are the same, and only the hash is kept', async () => {
    const first = await address(council.recorder);
    const second = await address(council.recorder);
    expect(await at(first)).toMatchObject({ refused: 'not-found' });
    expect((await own(second)).size).toBe(3);
    const madeAt = await house.app.read.meeting.calendarAddress(house.actorOf(council.recorder));
    expect(madeAt).toBeLessThanOrEqual(house.clock.now());
    const kept = await house.app.db.selectFrom('calendar_address').selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain(second);
    await house.must(council.recorder, 'end-calendar-address', {});
    for (const token of [second, 'never', '', '../etc']) expect(await at(token)).toEqual(await at(first));
    expect(await house.act(null, 'make-calendar-address', {})).toMatchObject({
      refused: 'session-required',
    });
  });
});

test('[FEE4] the feed holds what is published and no control signs, in an order that holds', async () => {
  const view = known(await house.app.read.council.street(council.slug));
  const decision = {
    id: 'd',
    no: '2022-01',
    title: 'ごみ\u0008の案内 <b>&]]>',
    text: '多言語で\u0000出す。',
    declaredCode: 'CONSENSUS',
    declaredAt: Date.parse('2023-01-10T20:00:00+09:00'),
    tasks: [{ title: '訳す', leads: ['国際交流会', '学校'] }],
  };
  const feed = recordsFeed({ ...view, decisions: [decision] }, origin, 'ja');
  const { feed: read } = xml2js(feed, { compact: true }) as unknown as {
    feed: { id: { _text: string }; entry: { title: { _cdata: string }; summary: { _cdata: string } } };
  };
  expect(read.id._text).toBe(`${origin}/c/${council.slug}/public`);
  expect(JSON.stringify(read.entry.title)).toContain('令和4年度 決定第1号　ごみの案内 <b>&');
  expect(JSON.stringify(read.entry.summary)).toContain('多言語で出す。\\n訳す：国際交流会、学校');
  for (const sign of ['\u0000', '\u0008']) expect(feed).not.toContain(sign);
  const empty = recordsFeed(view, origin, 'ja');
  expect(recordsFeed(view, origin, 'ja')).toBe(empty);
  expect(empty).not.toContain('<entry>');
});
