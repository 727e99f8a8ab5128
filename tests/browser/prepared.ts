import type { Browser, BrowserContext, Page } from '@playwright/test';
import { isRefusal } from '#lib/domain/refusal.ts';
import { addItem, readAgenda, textOf } from '#lib/doc/agenda.ts';
import { newId } from '#server/db/ids.ts';
import { foundCouncil, type TestCouncil } from '../fixtures/council.ts';
import { openHouse } from '../fixtures/house.ts';
import { startServer, type TestServer } from './server.ts';

/** A served council with one called meeting, 21 present, and a signed-in browser for whoever is asked for. */
export interface Prepared {
  readonly server: TestServer;
  readonly council: TestCouncil;
  readonly meetingId: string;
  /** Its item 「高齢者の見守り」. */
  readonly itemId: string;
  /** Address of the live room. */
  readonly room: string;
  /** A browser of its own for a person; `viewport` as for a phone or a laptop. */
  enter(browser: Browser, personId: string, viewport?: { width: number; height: number }): Promise<Page>;
}

/** Problems a page reported while it was open: script errors, console errors, broken rules of the CSP. */
export const complaints = new WeakMap<BrowserContext, string[]>();

const hour = 3_600_000;

/** `proposal`: what is written for the second item, to be frozen. */
export async function prepareMeeting(proposal = ''): Promise<Prepared> {
  const today = new Date(Date.now() + 9 * hour).toISOString().slice(0, 10);
  const house = await openHouse(today);
  house.clock.moveTo(Date.now());
  const council = await foundCouncil(house);
  const startsAt = Math.floor(Date.now() / hour) * hour;
  const { meetingId } = await house.must<{ meetingId: string }>(council.facilitator, 'create-meeting', {
    councilId: council.councilId,
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(startsAt + 2 * hour).toISOString(),
    place: '第1集会所',
    kind: 'hybrid',
    visibility: 'open',
  });
  const itemId = newId();
  await house.app.sync.writeAs(`meeting/${meetingId}/agenda`, 'test', (doc) => {
    const second = readAgenda(doc)[1]?.id;
    addItem(doc, { id: itemId, type: 'discussion', title: '高齢者の見守り', minutes: 40 }, second);
    textOf(doc, itemId, 'proposal')?.insert(0, proposal);
  });
  await house.must(council.facilitator, 'call-meeting', { meetingId, urgentReason: '試しの会議です' });
  for (const [index, seat] of council.seats.entries()) {
    if (index >= 20) break;
    const mode = index < 18 ? 'in_person' : 'online';
    await house.must(council.recorder, 'record-attendance', { meetingId, seatId: seat.seatId, mode });
  }
  const opened = await house.act(council.facilitator, 'open-meeting', { meetingId });
  if (isRefusal(opened)) throw new Error(`open-meeting: ${opened.refused}`);
  const tokens = new Map<string, string>();
  const people = [
    ...council.seats.map((seat) => seat.personId),
    council.officer,
    council.resident,
    council.secretariat,
  ];
  for (const person of people) tokens.set(person, (await house.app.sessions.issue(person, 'test')).token);
  await house.app.close();

  const server = await startServer({ dataDir: house.dataDir });
  return {
    server,
    council,
    meetingId,
    itemId,
    room: `${server.origin}/c/${council.slug}/meetings/${meetingId}`,
    async enter(browser, personId, viewport = { width: 1280, height: 900 }) {
      const context = await browser.newContext({ viewport, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
      await context.addCookies([{ name: 'yoriai', value: tokens.get(personId) ?? '', url: server.origin }]);
      const page = await context.newPage();
      const heard: string[] = [];
      complaints.set(context, heard);
      page.on('pageerror', (error) => heard.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') heard.push(message.text());
      });
      return page;
    },
  };
}

/** What the browser complained of, but that a form sent without script was refused: that is meant. */
export const complaintsOf = (page: Page): string[] =>
  (complaints.get(page.context()) ?? []).filter((words) => !/status of 4(03|09|22)/.test(words));
